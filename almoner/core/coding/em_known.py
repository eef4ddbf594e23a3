"""New or known patient (handbook, rules 5.3): known is whom the group's specialty met less than three years
ago.
"""

from collections.abc import Iterable
from datetime import date

_YEARS = 3


def is_known(met_on: Iterable[date], *, on: date) -> bool:
    """True when one of the meetings before `on` lies less than three years back.

    `met_on` are the days on which someone of the same group and specialty met the patient in person or by a
    real visit: reading a test is not meeting; nurse practitioners and assistants count as the specialty
    they work in. The day itself and later days don't count.
    """
    return any(day < on < _three_years_after(day) for day in met_on)


def _three_years_after(day: date) -> date:
    try:
        return day.replace(year=day.year + _YEARS)
    except ValueError:  # 29 February has no third anniversary: its three years are over on 1 March
        return date(day.year + _YEARS, 3, 1)
