"""A practice's day turns by its own clock, wherever the machine stands."""

import os
import subprocess
import sys
from dataclasses import replace
from datetime import UTC, date, datetime, time
from pathlib import Path

import pytest

from almoner.flow import clock
from almoner.flow.refused import Refused
from almoner.flow.setup import setup
from tests.practices import DAY, House, new_house

EVENING = datetime(2026, 3, 3, 1, 30, tzinfo=UTC).timestamp()
"""In London it is the third; from Boston to Los Angeles it is the second."""
MOVES = """
import sys
from dataclasses import replace
from pathlib import Path
from almoner.store.boot import open_store
open_store(Path(sys.argv[1]), is_quiet=True)
from almoner.flow.access import office
from almoner.flow.setup import setup
from almoner.store.session import books
from almoner.core.party import Practice
from tests.practices import DAY
here = int(sys.argv[2])
with books(here) as session:
    practice = session.get(Practice, here)
setup.keep(office(here), replace(practice, time_zone="America/Los_Angeles"), on=DAY, reason="it moved")
"""


@pytest.fixture
def house(store: object) -> House:
    assert store
    return new_house()


@pytest.mark.parametrize(
    ("zone", "hour"), [("America/Los_Angeles", 17), ("America/New_York", 20), ("Pacific/Honolulu", 15)]
)
def test_a_practice_lives_in_its_zone(house: House, zone: str, hour: int) -> None:
    setup.keep(house.actor, replace(house.practice, time_zone=zone), on=DAY, reason="where it is")
    assert clock.local(house.actor, EVENING) == datetime.combine(DAY, time(hour, 30))
    assert clock.today(house.actor) == clock.local(house.actor).date()


def test_what_another_process_changes_holds_once_what_was_read_is_old(
    house: House, store: Path, root: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(clock, "KEPT_S", 1e-6)
    setup.keep(
        house.actor, replace(house.practice, time_zone="America/New_York"), on=DAY, reason="where it is"
    )
    assert clock.local(house.actor, EVENING).hour == 20
    command = [sys.executable, "-c", MOVES, str(store), str(house.practice.id)]
    known = os.environ | {"ALMONER_DATA": str(store), "PYTHONPATH": str(root)}
    subprocess.run(command, env=known, check=True, timeout=120)
    assert clock.local(house.actor, EVENING).hour == 17


def test_without_a_zone_it_lives_by_the_machine(house: House) -> None:
    assert clock.local(house.actor, EVENING) == datetime.fromtimestamp(EVENING)  # noqa: DTZ006 - as said


def test_a_zone_outside_the_states_is_refused(house: House) -> None:
    with pytest.raises(Refused) as refused:
        setup.keep(house.actor, replace(house.practice, time_zone="Mars/Olympus"), on=DAY, reason="x")
    assert [one.edit for one in refused.value.findings] == ["ENV-23"]


def test_the_books_leave_the_machines_clock_alone() -> None:
    code = "import django; django.setup(); from datetime import *; print(datetime.fromtimestamp(0).date())"
    env = {**os.environ, "TZ": "America/Los_Angeles", "DJANGO_SETTINGS_MODULE": "almoner.settings"}
    told = subprocess.run([sys.executable, "-c", code], env=env, capture_output=True, text=True, check=True)
    assert date.fromisoformat(told.stdout.strip()) == date(1969, 12, 31)
