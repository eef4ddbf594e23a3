"""A practice's day turns by its own clock, wherever the machine stands."""

import os
import subprocess
import sys
from dataclasses import replace
from datetime import UTC, date, datetime, time

import pytest

from almoner.flow import clock
from almoner.flow.refused import Refused
from almoner.flow.setup import setup
from tests.practices import DAY, House, new_house

EVENING = datetime(2026, 3, 3, 1, 30, tzinfo=UTC).timestamp()
"""In London it is the third; from Boston to Los Angeles it is the second."""


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
