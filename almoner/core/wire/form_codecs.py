"""How single values of a noun stand in elements: text, cents, days, composites, repetitions. Each codec reads
what it has written as the same value; what can't be read is told as absent and never guessed."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, time
from typing import Any, NamedTuple

from almoner.core.money import amount
from almoner.core.wire.reading import cents_or_none, count_or_none, day_or_none
from almoner.core.wire.status_words import StatusCode
from almoner.core.x12.segment import split_parts
from almoner.core.x12.set_writer import Value
from almoner.core.x12.tree import Row


@dataclass(frozen=True, slots=True)
class Procedure:
    """A service by its code: the kind of code (HC, AD, NU, N4...), the code, up to four modifiers, a
    description, and the last code of a range."""

    kind: str
    code: str
    modifiers: tuple[str, ...] = ()
    description: str = ""
    last_code: str = ""


@dataclass(frozen=True, slots=True)
class Period:
    """A day, or the days from the first to the last, both included."""

    first_on: date
    last_on: date | None = None


@dataclass(frozen=True, slots=True)
class Diagnosis:
    """A diagnosis by the kind of its code (ABK the first, ABF another), and its day where one is told."""

    kind: str
    code: str
    known_on: date | None = None


class Codec(NamedTuple):
    """Reads a value from a row's element (and those behind it, `width` in all) and writes it there; `empty`
    is the value of an absent element."""

    read: Callable[[Row, int], Any]
    write: Callable[[Any], tuple[Value, ...]]
    empty: Any
    width: int = 1


def _day(text: str) -> date | None:
    return day_or_none(text) if len(text) == 8 else None


def _time(row: Row, number: int) -> time | None:
    text = row.get(number)
    if len(text) not in (4, 6, 8) or not (text.isascii() and text.isdigit()):
        return None
    hour, minute, second = int(text[:2]), int(text[2:4]), int(text[4:6] or "0")
    return time(hour, minute, second) if hour < 24 and minute < 60 and second < 60 else None


def _write_time(value: time | None) -> tuple[Value, ...]:
    if value is None:
        return ("",)
    return (f"{value:%H%M%S}" if value.second else f"{value:%H%M}",)


def _period(row: Row, number: int) -> Period | None:
    first, _, last = row.get(number + 1).partition("-")
    first_on, last_on = _day(first), _day(last) if last else None
    if first_on is None or (last and last_on is None):
        return None
    return Period(first_on, last_on)


def _write_period(value: Period | None) -> tuple[Value, ...]:
    if value is None:
        return ("", "")
    if value.last_on is None:
        return ("D8", f"{value.first_on:%Y%m%d}")
    return ("RD8", f"{value.first_on:%Y%m%d}-{value.last_on:%Y%m%d}")


def _trimmed(parts: list[str]) -> tuple[str, ...]:
    while parts and not parts[-1]:
        parts.pop()
    return tuple(parts)


def _parts(row: Row, number: int) -> tuple[str, ...]:
    return _trimmed([part.strip() for part in row.parts(number)])


def _repeats(row: Row, number: int) -> tuple[str, ...]:
    return tuple(part.strip() for part in row.repeats(number) if part.strip())


def _repeated_parts(row: Row, number: int) -> tuple[tuple[str, ...], ...]:
    component = row.loop.delimiters.component
    return tuple(_trimmed(split_parts(each, component)) for each in row.repeats(number) if each.strip())


def _procedure(row: Row, number: int) -> Procedure | None:
    parts = [*_parts(row, number), *[""] * 8]
    if not any(parts):
        return None
    return Procedure(parts[0], parts[1], _trimmed(parts[2:6]), parts[6], parts[7])


def _write_procedure(value: Procedure | None) -> tuple[Value, ...]:
    if value is None:
        return ("",)
    modifiers = (*value.modifiers, "", "", "", "")[:4]
    return ((value.kind, value.code, *modifiers, value.description, value.last_code),)


def _status(row: Row, number: int) -> StatusCode | None:
    parts = [*_parts(row, number), "", "", ""]
    return StatusCode(*parts[:4]) if any(parts) else None


def _diagnosis(row: Row, number: int) -> Diagnosis | None:
    parts = [*_parts(row, number), "", "", "", ""]
    return Diagnosis(parts[0], parts[1], _day(parts[3])) if any(parts) else None


def _write_diagnosis(value: Diagnosis | None) -> tuple[Value, ...]:
    if value is None:
        return ("",)
    known = ("D8", f"{value.known_on:%Y%m%d}") if value.known_on else ()
    return ((value.kind, value.code, *known),)


CODECS = {
    "text": Codec(lambda row, number: row.get(number), lambda value: (value,), ""),
    "cents": Codec(
        lambda row, number: cents_or_none(row.get(number)),
        lambda value: ("" if value is None else amount(value),),
        None,
    ),
    "day": Codec(
        lambda row, number: _day(row.get(number)),
        lambda value: (f"{value:%Y%m%d}" if value else "",),
        None,
    ),
    "time": Codec(_time, _write_time, None),
    "count": Codec(
        lambda row, number: count_or_none(row.get(number)),
        lambda value: ("" if value is None else str(value),),
        None,
    ),
    "period": Codec(_period, _write_period, None, 2),
    "birth": Codec(
        lambda row, number: _day(row.get(number + 1)),
        lambda value: ("D8", f"{value:%Y%m%d}") if value else ("", ""),
        None,
        2,
    ),
    "parts": Codec(_parts, lambda value: (tuple(value),), ()),
    "repeats": Codec(_repeats, lambda value: (list(value),), ()),
    "repeated": Codec(_repeated_parts, lambda value: (list(value),), ()),
    "procedure": Codec(_procedure, _write_procedure, None),
    "diagnosis": Codec(_diagnosis, _write_diagnosis, None),
    "status": Codec(_status, lambda value: (tuple(value) if value else "",), None),
}
"""By the names that templates give them. `period` stands in two elements, its format and its value; so does
`birth`, a single day."""
