"""From Python values to the text of elements, as a guide's table asks: cents to amounts, days to dates, True
to Y, tuples to composites. Codes that leave no choice, and formats that follow from a value, come by
themselves."""

from collections.abc import Mapping, Sequence
from datetime import date, datetime, time
from decimal import Decimal
from typing import Any

from almoner.core.money import amount
from almoner.core.x12.charset import X12WriteError
from almoner.core.x12.set_writer import Value
from almoner.core.x12.spec import ElementSpec, Note

Plain = str | bytes | int | bool | Decimal | date | time | tuple[date, date] | None
"""A simple value: text as it is; an int is cents in an amount, else a number; a pair of days is a range."""

Given = Plain | Sequence[Plain] | Mapping[str, Plain] | Sequence["Given"]

_AMOUNT = "782"
_FORMAT, _DATED = "1250", "1251"


def encoded(spec: ElementSpec, value: Given) -> Value:
    """The element's value: a list is its repetitions, a tuple or mapping the components of a composite.

    X12WriteError where a value isn't of a kind that the element takes."""
    if isinstance(value, list):
        return [_one(spec, each) for each in value]
    return _one(spec, value)


def _one(spec: ElementSpec, value: Given) -> str | tuple[str, ...]:
    if not spec.parts:
        return _text(spec, value)
    if value is None or value == "":
        return ""
    return composite(spec, value)


def composite(spec: ElementSpec, value: Given) -> tuple[str, ...]:
    """The components of a composite, given in their order or by their names."""
    if isinstance(value, Mapping):
        by_name = {part.name: part for part in spec.parts if part.name}
        unknown = value.keys() - by_name.keys()
        if unknown:
            raise X12WriteError(f"no component {sorted(unknown)[0]}; there are {', '.join(by_name)}")
        given: list[Given] = [value.get(part.name) if part.name else None for part in spec.parts]
    elif isinstance(value, tuple):
        given = list(value)
    else:
        given = [value]
    if len(given) > len(spec.parts):
        raise X12WriteError(f"at most {len(spec.parts)} components")
    given += [None] * (len(spec.parts) - len(given))
    texts = [_text(part, each) for part, each in zip(spec.parts, given, strict=True)]
    complete(spec.parts, spec.notes, texts, given)
    return tuple(texts)


def complete(
    specs: Sequence[ElementSpec], notes: Sequence[Note], values: list[Any], given: Sequence[Given]
) -> None:
    """Fills in what follows: the format in front of a day; a code that leaves no choice, where it is required
    or goes together with something that was given."""
    for at, spec in enumerate(specs):
        if (
            spec.data_element == _DATED
            and at
            and specs[at - 1].data_element == _FORMAT
            and not values[at - 1]
        ):
            values[at - 1] = _format_of(given[at], specs[at - 1])
        if spec.usage == "R" and not values[at]:
            values[at] = _sole(spec)
    for note in notes:
        if note.kind == "P" and any(values[number - 1] for number in note.numbers):
            for number in note.numbers:
                values[number - 1] = values[number - 1] or _sole(specs[number - 1])


def _sole(spec: ElementSpec) -> str:
    return next(iter(spec.codes)) if len(spec.codes) == 1 and spec.usage != "N" else ""


def _format_of(value: Given, spec: ElementSpec) -> str:
    if isinstance(value, tuple):
        return "RD8"
    if isinstance(value, datetime):
        return "DT"
    if isinstance(value, time):
        return "TM"
    if isinstance(value, date):
        return "D8"
    return _sole(spec) if value else ""


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
