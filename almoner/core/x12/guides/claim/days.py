"""The days of a claim: of its services, and of other dates, as text CCYYMMDD that sorts like the calendar."""

from collections.abc import Iterator
from functools import lru_cache
from typing import NamedTuple

from almoner.core.x12.calendar_text import is_date
from almoner.core.x12.tree import Loop, Row

_RANGE = 17


class Span(NamedTuple):
    """The first and the last day."""

    first: str
    last: str


@lru_cache(maxsize=4096)
def span(text: str) -> Span | None:
    """The days of a D8 or RD8 text; None where they aren't of the calendar."""
    first, last = (text[:8], text[9:]) if len(text) == _RANGE and text[8] == "-" else (text, text)
    return Span(first, last) if is_date(first) and is_date(last) else None


def day_of(loop: Loop, name: str) -> str:
    """The first day of a DTP by its name; empty where it is absent or no day."""
    row = loop.row(name)
    found = span(row.get(3)) if row is not None else None
    return found.first if found else ""


def service_days(claim: Loop) -> Iterator[tuple[Row, Span]]:
    """The service date of each line that has a good one, with its segment."""
    for line in claim.loops:
        row = line.row("service_date") if line.spec.id == "2400" else None
        found = span(row.get(3)) if row is not None else None
        if row is not None and found is not None:
            yield row, found
