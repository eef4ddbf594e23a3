"""Which codes a practice uses, counted over its superbills of a year."""

from datetime import timedelta
from pathlib import Path

import pytest

from almoner.flow.access import AccessDenied, Actor, office
from almoner.flow.code.look_codes import codes_used
from tests.web.shelf import DAY, Shelf

pytestmark = pytest.mark.usefixtures("store")


def test_procedures_and_diagnoses_are_counted(store: Path) -> None:
    assert store.is_dir()
    shelf = Shelf(name="Used codes")
    patient = shelf.patient(0)
    shelf.coverage(patient)
    for days in (0, 30):
        shelf.charged_visit(patient, on=DAY - timedelta(days=days))
    shelf.lay()
    actor = office(shelf.practice_id)
    expected = {"99213": 2, "11042": 2, "E119": 2, "I10": 2}
    assert codes_used(actor, since_on=DAY - timedelta(days=365)) == expected
    assert codes_used(actor, since_on=DAY + timedelta(days=1)) == {}


def test_who_reads_no_claims_is_refused() -> None:
    with pytest.raises(AccessDenied):
        codes_used(Actor("pat", 1, frozenset({"front_desk"})), since_on=DAY)
