"""A day of the schedule as a grid: a column for each provider, a line for each step of time, and a booking
over as many lines as it lasts.

Promises that every booking of the day stands in it exactly once, those that share a provider's time together.
"""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import time

from almoner.flow.desk.look_schedule import DayPlan, Entry

STEPS = (30, 20, 15)
FINEST = 10
HOUR = 60


@dataclass(frozen=True, slots=True)
class Cell:
    """A place of the grid: the bookings that begin there, over so many lines; without any, whether the
    provider has hours then.
    """

    entries: tuple[Entry, ...] = ()
    lines: int = 1
    is_open: bool = False


@dataclass(frozen=True, slots=True)
class Line:
    """A step of time with a cell for each provider; None where a booking from above still lasts."""

    at: time
    cells: tuple[Cell | None, ...]


@dataclass(frozen=True, slots=True)
class Grid:
    """The providers of a day by id, and its lines."""

    columns: Mapping[int, str]
    lines: tuple[Line, ...]


def grid_of(plan: DayPlan, providers: Mapping[int, str]) -> Grid:
    """Return a day as a grid of the providers who have hours or a booking on it; without lines where nobody
    has.
    """
    booked = {one.booking.provider_id for one in plan.entries}
    columns = {key: name for key, name in providers.items() if key in booked or plan.hours.get(key)}
    step = _step(plan)
    spans = [*_spans(plan.entries), *((_minute(a), _minute(b)) for of in plan.hours.values() for a, b in of)]
    if not spans:
        return Grid(columns, ())
    since, until = min(a for a, _ in spans) // step, -(-max(b for _, b in spans) // step)
    by_column = [_column(plan, provider, step, range(since, until)) for provider in columns]
    lines = tuple(
        Line(time(*divmod(place * step, HOUR)), tuple(column[place] for column in by_column))
        for place in range(since, until)
    )
    return Grid(columns, lines)


def _step(plan: DayPlan) -> int:
    """The longest step on which every booking and all hours begin and end."""
    edges = {edge for span in _spans(plan.entries) for edge in span}
    edges |= {_minute(edge) for of in plan.hours.values() for hours in of for edge in hours}
    return next((one for one in STEPS if not any(edge % one for edge in edges)), FINEST)


def _spans(entries: Iterable[Entry]) -> Iterator[tuple[int, int]]:
    for one in entries:
        since = _minute(one.booking.starts_at.time())
        yield since, min(since + one.booking.minutes, 24 * HOUR)


def _minute(at: time) -> int:
    return at.hour * HOUR + at.minute


def _column(plan: DayPlan, provider_id: int, step: int, places: range) -> dict[int, Cell | None]:
    """The cells of a provider by their place."""
    hours = plan.hours.get(provider_id, ())
    found: dict[int, Cell | None] = {
        place: Cell(is_open=any(_minute(a) <= place * step < _minute(b) for a, b in hours))
        for place in places
    }
    for since, until, entries in _blocks(plan, provider_id, step):
        found[since] = Cell(entries, until - since)
        found |= dict.fromkeys(range(since + 1, until))
    return found


def _blocks(plan: DayPlan, provider_id: int, step: int) -> Iterator[tuple[int, int, tuple[Entry, ...]]]:
    """What a provider has, each from a place to another: bookings that share a place are one block."""
    own = sorted(
        (one for one in plan.entries if one.booking.provider_id == provider_id),
        key=lambda one: (one.booking.starts_at, one.booking.id),
    )
    block: list[Entry] = []
    begins = ends = 0
    for one, (since, until) in zip(own, _spans(own), strict=True):
        first, last = since // step, -(-until // step)
        if block and first < ends:
            block.append(one)
            ends = max(ends, last)
            continue
        if block:
            yield begins, ends, tuple(block)
        block, begins, ends = [one], first, last
    if block:
        yield begins, ends, tuple(block)
