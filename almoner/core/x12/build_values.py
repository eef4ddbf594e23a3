"""From Python values to the text of elements, as a guide's table asks: cents to amounts, days to dates, True
to Y, tuples to composites. Codes that leave no choice, and formats that follow from a value, come by
themselves."""

from collections.abc import Mapping, Sequence
from datetime import date, datetime, time
from decimal import Decimal
from functools import cache
from typing import Any, NamedTuple

from almoner.core.money import amount
from almoner.core.x12.charset import X12WriteError
from almoner.core.x12.delimiters import Delimiters
from almoner.core.x12.set_writer import Value
from almoner.core.x12.spec import ElementSpec, Note

Plain = str | bytes | int | bool | Decimal | date | time | tuple[date, date] | None
"""A simple value: text as it is; an int is cents in an amount, else a number; a pair of days is a range."""

Given = Plain | Sequence[Plain] | Mapping[str, Plain] | Sequence["Given"]

_AMOUNT = "782"
_FORMAT, _DATED = "1250", "1251"


class Pairs(NamedTuple):
    """What follows from what in a segment or composite. `always` are the texts to begin with: codes that are
    required and leave no choice. `dated` are the numbers of days behind a format, each with the only format
    that there is; `together` elements of which some bring others along, with the code that those have."""

    always: tuple[str, ...]
    dated: tuple[tuple[int, str], ...]
    together: tuple[tuple[tuple[int, ...], tuple[tuple[int, str], ...]], ...]


def pairs_of(specs: Sequence[ElementSpec], notes: Sequence[Note]) -> Pairs:
    """What follows from what among these elements."""
    always = tuple(
        _sole(each) if each.usage == "R" and each.data_element != _FORMAT else "" for each in specs
    )
    dated = tuple(
        (each.number, _sole(specs[each.number - 2]))
        for each in specs
        if each.data_element == _DATED
        and each.number > 1
        and each.usage != "N"
        and specs[each.number - 2].data_element == _FORMAT
    )
    together = []
    for note in notes:
        soles = tuple((number, _sole(specs[number - 1])) for number in note.numbers)
        if note.kind == "P" and any(code for _, code in soles):
            together.append((note.numbers, tuple(pair for pair in soles if pair[1])))
    return Pairs(always, dated, tuple(together))


def _sole(spec: ElementSpec) -> str:
    return next(iter(spec.codes)) if len(spec.codes) == 1 and spec.usage != "N" else ""


def fill(pairs: Pairs, cells: list[Value], given: Mapping[int, Given]) -> None:
    """Fills in what follows; `cells[0]` isn't an element."""
    for number, only in pairs.dated:
        if not cells[number - 1]:
            cells[number - 1] = _format_of(given.get(number), only)
    for numbers, soles in pairs.together:
        if any(cells[number] for number in numbers):
            for number, code in soles:
                cells[number] = cells[number] or code


def encoded(spec: ElementSpec, value: Given) -> Value:
    """The element's value: a list is its repetitions, a tuple or mapping the components of a composite.

    X12WriteError where a value isn't of a kind that the element takes."""
    if isinstance(value, list):
        return [_one(spec, each) for each in value]
    return _one(spec, value)


def _one(spec: ElementSpec, value: Given) -> str | tuple[str, ...]:
    if not spec.parts:
        return _text(spec, value)
    return "" if value is None or value == "" else _composite(spec, value)


@cache
def _pairs_of_composite(spec: ElementSpec) -> Pairs:
    return pairs_of(spec.parts, spec.notes)


def _composite(spec: ElementSpec, value: Given) -> tuple[str, ...]:
    """The components of a composite, given in their order or by their names."""
    if isinstance(value, Mapping):
        by_name = {part.name: part.number for part in spec.parts if part.usage != "N"}
        unknown = value.keys() - by_name.keys()
        if unknown:
            raise X12WriteError(f"no component {sorted(unknown)[0]}; there are {', '.join(by_name)}")
        given: dict[int, Given] = {by_name[name]: each for name, each in value.items()}
    else:
        given = dict(enumerate(value, 1)) if isinstance(value, tuple) else {1: value}
    if len(given) > len(spec.parts):
        raise X12WriteError(f"at most {len(spec.parts)} components")
    pairs = _pairs_of_composite(spec)
    cells: list[Any] = ["", *pairs.always]
    for number, each in given.items():
        text = each if each.__class__ is str else _text(spec.parts[number - 1], each)
        cells[number] = text or cells[number]
    fill(pairs, cells, given)
    return tuple(cells[1:])


def composed(value: Value, marks: Delimiters) -> tuple[str, tuple[int, int]]:
    """The text of an element, and how many component and repetition separators are in it."""
    if isinstance(value, str):
        return value, (0, 0)
    if isinstance(value, tuple):
        last = len(value)
        while last and not value[last - 1]:
            last -= 1
        return marks.component.join(value[:last]), (max(last - 1, 0), 0)
    each = [composed(one, marks) for one in value]
    return marks.repetition.join(text for text, _ in each), (
        sum(taken[0] for _, taken in each),
        max(len(each) - 1, 0),
    )


def _format_of(value: Given, only: str) -> str:
    if isinstance(value, tuple):
        return "RD8"
    if isinstance(value, datetime):
        return "DT"
    if isinstance(value, time):
        return "TM"
    if isinstance(value, date):
        return "D8"
    return only if value else ""


def _text(spec: ElementSpec, value: Given) -> str:
    """A simple element's text."""
    if value is None:
        return ""
    if isinstance(value, str):
        return value
    if isinstance(value, bool):
        return "Y" if value else "N"
    if isinstance(value, int):
        return amount(value) if spec.data_element == _AMOUNT else str(value)
    if isinstance(value, Decimal):
        if spec.data_element == _AMOUNT:
            raise X12WriteError("an amount is an int of cents")
        return _decimal(value)
    return _moment(spec, value)


def _decimal(value: Decimal) -> str:
    text = format(value, "f")
    return text.rstrip("0").rstrip(".") if "." in text else text


def _moment(spec: ElementSpec, value: Given) -> str:
    """A day, a time, or the days from one to another."""
    if isinstance(value, datetime):
        return f"{value:%Y%m%d%H%M}"
    if isinstance(value, date):
        return f"{value:%Y%m%d}" if spec.most != 6 else f"{value:%y%m%d}"
    if isinstance(value, time):
        return f"{value:%H%M}"
    if isinstance(value, tuple) and len(value) == 2 and all(isinstance(each, date) for each in value):
        return f"{value[0]:%Y%m%d}-{value[1]:%Y%m%d}"
    raise X12WriteError("a value of a kind that can't be written: text, int, bool, Decimal, day or time")
