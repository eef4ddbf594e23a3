"""Banking days: Monday to Friday. The box keeps no holidays."""

from datetime import date, timedelta

ONE_DAY = timedelta(days=1)


def is_banking_day(on: date) -> bool:
    """True from Monday to Friday."""
    return on.weekday() < 5


def from_day(on: date) -> date:
    """The day itself where banks work, else the next one."""
    while not is_banking_day(on):
        on += ONE_DAY
    return on


def after(on: date) -> date:
    """The next banking day."""
    return from_day(on + ONE_DAY)
