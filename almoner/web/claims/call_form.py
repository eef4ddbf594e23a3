"""The form in which a call to a payer is written down."""

from datetime import date, timedelta

USUALLY = timedelta(days=14)
"""When a payer is usually asked again."""


def next_call(on: date) -> date:
    """Return the day on which the form of a new call proposes to ask again."""
    return on + USUALLY
