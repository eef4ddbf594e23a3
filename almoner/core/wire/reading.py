"""Values of elements as facts: an amount, a count or a day, or None where the text is none. Nothing is ever
made up.
"""

from datetime import date
from functools import lru_cache

from almoner.core.money import cents


@lru_cache(maxsize=4096)
def cents_or_none(text: str) -> int | None:
    """Return an amount in cents, or None where the text is empty or no amount."""
    try:
        return cents(text)
    except ValueError:
        return None


@lru_cache(maxsize=4096)
def day_or_none(text: str) -> date | None:
    """Return the day of CCYYMMDD, or the first day of a range CCYYMMDD-CCYYMMDD; None for anything else."""
    first = text[:8]
    if len(text) not in (8, 17) or not (first.isascii() and first.isdigit()):
        return None
    try:
        return date(int(first[:4]), int(first[4:6]), int(first[6:]))
    except ValueError:
        return None


def count_or_none(text: str) -> int | None:
    """Return a whole number above or equal to zero, or None; a fraction of a unit is none."""
    whole, _, fraction = text.partition(".")
    if not (whole.isascii() and whole.isdigit()) or len(whole) > 15 or fraction.strip("0"):
        return None
    return int(whole)
