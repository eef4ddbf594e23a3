"""A day as a grid: each booking once under its provider, over the time that it lasts."""

import re
from collections.abc import Callable
from dataclasses import replace
from datetime import date, datetime, time, timedelta
from typing import TYPE_CHECKING

import pytest

from almoner.core.party import Address, Patient, PersonName
from almoner.core.party.identifiers import npi
from almoner.core.schedule import Appointment
from almoner.flow.desk.look_schedule import DayPlan, Entry
from almoner.web.schedule.grid import Grid, grid_of
from tests.web.shelf import DAY, Shelf

if TYPE_CHECKING:
    from django.test import Client

pytestmark = pytest.mark.usefixtures("house")
ON = date(2026, 11, 23)
PEOPLE = {1: "Adeyemi", 2: "Brandt", 3: "Castillo"}
HOME = Address("14 Mill Street", "Albany", "NY", "12207")
PATIENT = Patient(9, "P1", PersonName("Okafor", "Helen"), date(1958, 4, 11), "F", HOME)


def booked(number: int, provider: int, at: str, minutes: int = 20) -> Entry:
    starts_at = datetime.combine(ON, time.fromisoformat(at))
    return Entry(Appointment(number, 9, provider, 5, starts_at, minutes, "Sick visit"), PATIENT, "", "")


def day(*entries: Entry, hours: dict[int, tuple[tuple[time, time], ...]] | None = None) -> Grid:
    return grid_of(DayPlan(ON, "", entries, hours or {}), PEOPLE)


def told(grid: Grid) -> dict[str, list[str]]:
    """What each line says, cell by cell: whose bookings over how many lines, `|` where one still lasts."""
    return {
        f"{line.at:%H:%M}": [
            "|"
            if cell is None
            else "+".join(str(one.booking.id) for one in cell.entries) + f"*{cell.lines}"
            if cell.entries
            else "open"
            if cell.is_open
            else "shut"
            for cell in line.cells
        ]
        for line in grid.lines
    }


def test_a_booking_stands_over_the_time_that_it_lasts_under_its_provider() -> None:
    grid = day(booked(1, 1, "09:00", 40), booked(2, 2, "09:20"))
    assert list(grid.columns.values()) == ["Adeyemi", "Brandt"]
    assert told(grid) == {"09:00": ["1*2", "shut"], "09:20": ["|", "2*1"]}


def test_hours_are_open_and_what_is_around_them_is_shut() -> None:
    morning, late = (time(9), time(10)), (time(9, 30), time(10, 30))
    grid = day(booked(1, 1, "09:30", 30), hours={1: (morning,), 3: (late,)})
    assert list(grid.columns) == [1, 3]
    assert told(grid) == {"09:00": ["open", "shut"], "09:30": ["1*1", "open"], "10:00": ["shut", "open"]}


def test_those_who_share_a_provider_s_time_stand_together() -> None:
    grid = day(booked(1, 1, "09:00", 30), booked(2, 1, "09:15", 45), booked(3, 1, "10:00", 15))
    assert told(grid) == {
        "09:00": ["1+2*4"],
        "09:15": ["|"],
        "09:30": ["|"],
        "09:45": ["|"],
        "10:00": ["3*1"],
    }


def test_odd_times_stand_in_the_line_in_which_they_begin() -> None:
    grid = day(booked(1, 1, "09:07", 11), booked(2, 1, "09:20", 5), booked(3, 2, "23:50", 30))
    lines = told(grid)
    assert lines["09:00"] == ["1*2", "shut"]
    assert (lines["09:20"][0], lines["23:50"][1], list(lines)[-1]) == ("2*1", "3*1", "23:50")
    assert len(grid.lines) <= 24 * 6


def test_every_booking_stands_once_whatever_the_day() -> None:
    entries = [
        booked(n, n % 3 + 1, f"{8 + n % 9:02d}:{n * 7 % 60:02d}", 5 + n * 3 % 50) for n in range(1, 60)
    ]
    grid = day(*entries)
    shown = [one.booking.id for line in grid.lines for cell in line.cells if cell for one in cell.entries]
    assert sorted(shown) == list(range(1, 60))
    for place in range(3):
        column = [line.cells[place] for line in grid.lines]
        assert sum(cell.lines for cell in column if cell) == len(column), "a column is as long as the day"


def test_a_day_without_hours_and_bookings_has_no_lines() -> None:
    assert day() == Grid({}, ())


def test_the_screen_shows_the_grid_and_on_demand_the_list(sign_in: "Callable[..., Client]") -> None:
    shelf = Shelf(name="Grid")
    patient = shelf.patient(0)
    starts_at = datetime.combine(DAY, time(9, 20))
    shelf.booking(patient, 0, starts_at=starts_at, minutes=40, reason="Knee")
    shelf.booking(shelf.patient(1), 1, starts_at=starts_at + timedelta(hours=1))
    shelf.lay()
    client = sign_in("front_desk", practice_id=shelf.practice_id)
    grid = client.get(f"/schedule?on={DAY}").content.decode()
    assert f'<th scope="col">{shelf.provider.name.listed}</th>' in grid
    assert '<td rowspan="2">' in grid
    assert f"Move or cancel the visit of {patient.name.listed}" in grid
    assert 'class="day-grid"' not in client.get(f"/schedule?on={DAY}&span=list").content.decode()
    assert 'class="day-grid"' not in client.get(f"/schedule?on={DAY}&span=week").content.decode()
    assert sign_in("provider", practice_id=shelf.practice_id).get(f"/schedule?on={DAY}").status_code == 200


def test_many_providers_stand_in_pages_and_every_visit_on_one_of_them(
    sign_in: "Callable[..., Client]",
) -> None:
    shelf = Shelf(name="Wide")
    team = [
        replace(
            shelf.provider,
            id=shelf.id(),
            name=PersonName(f"Doctor{number:02}", "Ada"),
            npi=npi(f"17777{number:04}"),
        )
        for number in range(20)
    ]
    shelf.records += team
    for place, one in enumerate(team):
        shelf.booking(
            shelf.patient(place), place, provider_id=one.id, starts_at=datetime.combine(DAY, time(9))
        )
    shelf.lay()
    client = sign_in("front_desk", practice_id=shelf.practice_id)
    pages = [
        client.get(f"/schedule?on={DAY}&span=list&first={first}").content.decode() for first in (0, 8, 16)
    ]
    assert f"Providers 1 to 8 of {len(team) + 1} by name; 20 visits with all of them" in pages[0]
    assert "first=8" in pages[0] and "Next providers" not in pages[2]  # noqa: PT018
    seen = [set(re.findall(r'id="a(\d+)"', page)) for page in pages]
    assert len(set().union(*seen)) == len(team) == sum(map(len, seen))
    beyond = client.get(f"/schedule?on={DAY}&first=4000").content.decode()
    assert "Providers 1 to 8" in beyond
    alone = client.get(f"/schedule?on={DAY}&provider={team[-1].id}").content.decode()
    assert "Providers 1" not in alone
    assert len(re.findall(r'id="a\d+"', alone)) == 1
