"""What the terms of booking must hold: each fault is found alone, and what is sound has none."""

from dataclasses import replace
from datetime import date, time, timedelta

import pytest

from almoner.core.schedule import ClosedDays, OpenHours, VisitType, Week
from almoner.core.schedule.check import NO_DAYS, check_closed_days, check_open_hours, check_visit_type

DAY = date(2026, 11, 30)
TYPE = VisitType(1, "Check", 15, DAY)
HOURS = OpenHours(1, time(8), time(12), DAY)
TUESDAYS = replace(NO_DAYS, tuesday=True)


@pytest.mark.parametrize(
    ("made", "edits"),
    [
        (TYPE, []),
        (replace(TYPE, name=" "), ["SCH-10"]),
        (replace(TYPE, minutes=4), ["SCH-11"]),
        (replace(TYPE, minutes=481), ["SCH-11"]),
        (replace(TYPE, until_on=DAY), ["SCH-16"]),
    ],
)
def test_a_type_of_visit(made: VisitType, edits: list[str]) -> None:
    assert [one.edit for one in check_visit_type(made, [made])] == edits


def test_no_two_types_of_one_name_share_a_day() -> None:
    other = replace(TYPE, id=2, name="CHECK ")
    assert [one.edit for one in check_visit_type(TYPE, [other])] == ["SCH-12"]
    assert not check_visit_type(TYPE, [replace(other, since_on=DAY - timedelta(days=9), until_on=DAY)])
    assert not check_visit_type(TYPE, [replace(other, name="Other")])


@pytest.mark.parametrize(
    ("made", "edits"),
    [
        (HOURS, []),
        (replace(HOURS, closes=time(8)), ["SCH-13"]),
        (replace(HOURS, days=NO_DAYS), ["SCH-14"]),
        (replace(HOURS, until_on=DAY), ["SCH-16"]),
    ],
)
def test_opening_hours(made: OpenHours, edits: list[str]) -> None:
    assert [one.edit for one in check_open_hours(made, [])] == edits


@pytest.mark.parametrize(
    ("other", "is_at_odds"),
    [
        (replace(HOURS, id=2, opens=time(11), closes=time(17)), True),
        (replace(HOURS, id=2, opens=time(12), closes=time(17)), False),
        (replace(HOURS, id=2, days=TUESDAYS), True),
        (replace(HOURS, id=2, days=replace(NO_DAYS, sunday=True)), False),
        (replace(HOURS, id=2, provider_id=9), False),
        (replace(HOURS, id=2, until_on=DAY, since_on=DAY - timedelta(days=1)), False),
        (replace(HOURS, days=Week(saturday=True)), False),
    ],
)
def test_hours_of_the_same_people_share_no_time(other: OpenHours, *, is_at_odds: bool) -> None:
    assert bool(check_open_hours(HOURS, [other])) is is_at_odds


def test_closed_days() -> None:
    made = ClosedDays(1, "Staff day", DAY)
    assert not check_closed_days(made)
    assert [one.edit for one in check_closed_days(replace(made, name="", until_on=DAY))] == [
        "SCH-16",
        "SCH-10",
    ]
