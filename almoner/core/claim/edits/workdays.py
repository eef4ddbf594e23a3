"""Business days: Monday to Friday without the federal holidays (5 U.S.C. 6103). Promises the law of today for
all years; holidays of a state or a payer are not known.
"""

from datetime import date, timedelta
from functools import cache

_FIXED = ((1, 1), (6, 19), (7, 4), (11, 11), (12, 25))
_NTH = ((1, 0, 3), (2, 0, 3), (9, 0, 1), (10, 0, 2), (11, 3, 4))
"""Month, weekday and how many-th of it: King, Washington, Labor Day, Columbus, Thanksgiving."""
_SATURDAY, _SUNDAY = 5, 6


def workday_after(on: date, days: int) -> date:
    """The day that so many business days later; no day is the day itself."""
    day = on
    while days:
        day += timedelta(days=1)
        days -= is_workday(day)
    return day


def workdays_between(on: date, until: date, *, most: int) -> int:
    """How many business days lie after `on` up to `until`, which counts; at most `most`."""
    day, found = on, 0
    while day < until and found < most:
        day += timedelta(days=1)
        found += is_workday(day)
    return found


def is_workday(day: date) -> bool:
    """True from Monday to Friday but on a federal holiday, or the day on which it is kept."""
    return day.weekday() < _SATURDAY and day not in _holidays(day.year)


@cache
def _holidays(year: int) -> frozenset[date]:
    fixed = [_kept_on(date(year, month, day)) for month, day in _FIXED]
    next_new_year = _kept_on(date(year + 1, 1, 1))  # kept on the last Friday of this year, some years
    return frozenset([*fixed, next_new_year, *(_nth(year, *rule) for rule in _NTH), _memorial_day(year)])


def _kept_on(day: date) -> date:
    shift = {_SATURDAY: -1, _SUNDAY: 1}.get(day.weekday(), 0)
    return day + timedelta(days=shift)


def _nth(year: int, month: int, weekday: int, nth: int) -> date:
    first = date(year, month, 1)
    return first + timedelta(days=(weekday - first.weekday()) % 7 + 7 * (nth - 1))


def _memorial_day(year: int) -> date:
    last = date(year, 5, 31)
    return last - timedelta(days=last.weekday())
