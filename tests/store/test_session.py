"""A session finds the same whether few or many records are named, and an answer that is left half-read leaves
the session whole.
"""

import os
import subprocess
import sys
from pathlib import Path

import pytest
from django.db import DatabaseError

from almoner.core.party import Patient, Payer
from almoner.store.session import ID_BLOCK, STREAMED, Ask, books
from tests.practices import House, add_patient, new_house

DRAW = """
import sys
from pathlib import Path
from almoner.store.boot import open_store
open_store(Path(sys.argv[1]), is_quiet=True)
from almoner.store.session import books
with books(int(sys.argv[2])) as session:
    print(next(session.ids()))
"""
pytestmark = pytest.mark.usefixtures("store")


@pytest.fixture(scope="module")
def house(store: Path) -> House:
    """One practice for the tests of this module."""
    assert store.is_dir()
    return new_house()


def test_many_named_records_are_found_as_few_are(house: House) -> None:
    ids = [add_patient(house).id for _ in range(3)]
    strangers = range(1 << 40, (1 << 40) + STREAMED)
    few, many = Ask(Patient, {"id": ids}), Ask(Patient, {"id": [*strangers, *reversed(ids)]})
    payers = Ask(Payer)
    with books(house.practice.id) as session:
        one, other = session.gather(few, payers), session.gather(payers, many)
    assert not few.names_many
    assert many.names_many
    assert [patient.id for patient in other.of(many)] == sorted(ids)
    assert other.of(many) == one.of(few)
    assert other.of(payers) == one.of(payers) != []


def test_a_refused_query_is_the_same_error_for_many(house: House) -> None:
    wrong = Ask(Patient, {"id": list(range(STREAMED))}, where="t.no_such_column = 1")
    with pytest.raises(DatabaseError, match="no_such_column"), books(house.practice.id) as session:
        session.gather(wrong)
    with books(house.practice.id) as session:
        assert session.find(Payer)


def test_what_is_made_later_has_the_higher_id_whoever_makes_it(house: House, store: Path, root: Path) -> None:
    """The latest of several acts is that of the highest id, and several processes act on one practice."""
    here = house.practice.id
    command = [sys.executable, "-c", DRAW, str(store), str(here)]
    environment = os.environ | {"ALMONER_DATA": str(store), "PYTHONPATH": str(root)}
    with books(here) as session:
        before = session.draw(3)
    other = subprocess.run(command, env=environment, capture_output=True, text=True, check=True).stdout
    with books(here) as session:
        after = next(session.ids())
    assert max(before) < int(other) < after


def test_many_ids_are_drawn_at_once_and_none_twice(house: House) -> None:
    with books(house.practice.id) as session:
        many, few, ids = session.draw(2 * ID_BLOCK + 7), session.draw(10), session.ids()
        drawn = [*many, *few, next(ids)]
    assert (len(many), len(few)) == (2 * ID_BLOCK + 7, 10)
    assert len(set(drawn)) == len(drawn)
