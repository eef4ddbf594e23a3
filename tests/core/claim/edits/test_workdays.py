"""Business days around weekends and federal holidays, also those that are kept on another day."""

from datetime import date

import pytest

from almoner.core.claim.edits.workdays import is_workday, workday_after, workdays_between

FREE_2026 = [
    (1, 1),
    (1, 19),
    (2, 16),
    (5, 25),
    (6, 19),
    (7, 3),
    (9, 7),
    (10, 12),
    (11, 11),
    (11, 26),
    (12, 25),
]


def test_the_federal_holidays_of_a_year() -> None:
    days = [
        date.fromordinal(day) for day in range(date(2026, 1, 1).toordinal(), date(2027, 1, 1).toordinal())
    ]
    free = [(day.month, day.day) for day in days if day.weekday() < 5 and not is_workday(day)]
    assert free == FREE_2026


@pytest.mark.parametrize(
    ("day", "is_free"),
    [
        (date(2021, 12, 31), True),  # New Year's Day 2022 is a Saturday
        (date(2023, 1, 2), True),  # and that of 2023 a Sunday
        (date(2022, 12, 26), True),
        (date(2026, 7, 4), True),
        (date(2026, 7, 6), False),
    ],
)
def test_a_holiday_on_a_weekend_is_kept_beside_it(*, day: date, is_free: bool) -> None:
    assert is_workday(day) is not is_free


def test_days_after_and_between() -> None:
    friday = date(2026, 2, 13)
    assert workday_after(friday, 0) == friday
    assert workday_after(friday, 1) == date(2026, 2, 17)
    assert workday_after(friday, 2) == date(2026, 2, 18)
    assert workdays_between(friday, date(2026, 2, 16), most=9) == 0
    assert workdays_between(friday, date(2026, 2, 18), most=9) == 2
    assert workdays_between(friday, date(2030, 2, 18), most=9) == 9
    assert workdays_between(friday, date(2026, 2, 2), most=9) == 0
