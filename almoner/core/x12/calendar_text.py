"""Whether a text is a date or a time of X12, true to the calendar."""

from datetime import date
from functools import lru_cache


@lru_cache(maxsize=4096)
def is_date(text: str) -> bool:
    """CCYYMMDD (D8), a day that exists; "20240230" isn't."""
    return len(text) == 8 and _is_day(text, int(text[:4]) if text[:4].isdecimal() else 0)


def is_short_date(text: str) -> bool:
    """YYMMDD (ISA09), a day that exists in 20YY."""
    return len(text) == 6 and is_date("20" + text)


def is_time(text: str) -> bool:
    """HHMM, HHMMSS or HHMMSS with one or two decimals."""
    if len(text) not in (4, 6, 7, 8) or not (text.isascii() and text.isdecimal()):
        return False
    return text[:2] < "24" and text[2:4] < "60" and text[4:6] < "60"


def _is_day(text: str, year: int) -> bool:
    if not (text.isascii() and text.isdecimal()) or year == 0:
        return False
    try:
        date(year, int(text[4:6]), int(text[6:8]))
    except ValueError:
        return False
    return True
