"""Which element of a segment is wrong, and how: the slow and exact look at what the expression of the segment
refused. Says nothing where nothing is wrong."""

import re
from collections.abc import Callable, Iterator, Sequence
from typing import NamedTuple

from almoner.core.x12.calendar_text import is_date, is_short_date, is_time
from almoner.core.x12.delimiters import Delimiters
from almoner.core.x12.scanner import Elements
from almoner.core.x12.segment import split_parts
from almoner.core.x12.spec import ElementSpec, Note, SegmentSpec

_AMOUNT = "782"
_DATED = "1251"
_INTEGER = re.compile(r"-?[0-9]+")
_DECIMAL = re.compile(r"-?(?:[0-9]+\.?[0-9]*|\.[0-9]+)")
_FORMATS: dict[str, Callable[[str], bool]] = {
    "D8": is_date,
    "D6": is_short_date,
    "DT": lambda text: len(text) == 12 and is_date(text[:8]) and is_time(text[8:]),
    "TM": is_time,
}


class Fault(NamedTuple):
    """A rule that an element breaks; `spec` is that of the element or component."""

    rule: str
    element: int
    component: int | None
    repetition: int | None
    spec: ElementSpec | None


class Reading(NamedTuple):
    """What an element is read with: the delimiters of the interchange and the size of amounts."""

    delimiters: Delimiters
    amount_digits: int
    reads_composites: bool = True
    """False where the sender writes composites with a separator that wasn't declared."""


def explain(spec: SegmentSpec, elements: Elements, reading: Reading) -> list[Fault]:
    """The faults of a segment's elements, in their order."""
    found: list[Fault] = []
    values = elements[1:]
    for each, value in zip(spec.elements, values, strict=False):
        found += _element(each, value, reading, _format_before(each, values))
    found += [
        Fault("G-EL-20", each.number, None, None, each)
        for each in spec.elements[len(values) :]
        if each.usage == "R"
    ]
    found += [
        Fault("G-EL-10", number, None, None, None)
        for number, value in enumerate(values, 1)
        if number > len(spec.elements) and value
    ][:1]
    found += _relations(spec.notes, spec.elements, values, None)
    return sorted(found, key=lambda fault: fault.element)


def _format_before(each: ElementSpec, values: Sequence[str]) -> str:
    """The format that the element in front gives to a date."""
    if each.data_element != _DATED or each.number < 2:
        return ""
    return values[each.number - 2]


def _element(each: ElementSpec, value: str, reading: Reading, date_format: str) -> Iterator[Fault]:
    if not value:
        if each.usage == "R":
            yield Fault("G-EL-20", each.number, None, None, each)
        return
    if each.usage == "N":
        yield Fault("G-EL-21", each.number, None, None, each)
        return
    mark = reading.delimiters.repetition
    if mark == reading.delimiters.component and (each.parts or each.repeat == 1):
        mark = ""
    repeats = split_parts(value, mark) if each.type != "B" else [value]
    if each.repeat and len(repeats) > each.repeat:
        yield Fault("G-EL-12", each.number, None, each.repeat + 1, each)
    for at, text in enumerate(repeats[: each.repeat or None], 1):
        ordinal = at if len(repeats) > 1 else None
        yield from _occurrence(each, text, reading, (date_format, ordinal))


def _occurrence(
    each: ElementSpec, text: str, reading: Reading, about: tuple[str, int | None]
) -> Iterator[Fault]:
    date_format, ordinal = about
    if each.parts:
        if reading.reads_composites:
            yield from _composite(each, text, reading, ordinal)
        return
    mark = reading.delimiters.component
    if mark and mark in text and each.type != "B":
        yield Fault("G-EL-11", each.number, None, ordinal, each)
        return
    for rule in value_faults(each, text, reading.amount_digits, date_format):
        yield Fault(rule, each.number, None, ordinal, each)


def _composite(each: ElementSpec, text: str, reading: Reading, ordinal: int | None) -> Iterator[Fault]:
    values = split_parts(text, reading.delimiters.component)
    for part in each.parts:
        value = values[part.number - 1] if part.number <= len(values) else ""
        if not value and part.usage == "R":
            yield Fault("G-EL-20", each.number, part.number, ordinal, part)
        elif value and part.usage == "N":
            yield Fault("G-EL-21", each.number, part.number, ordinal, part)
        elif value:
            date_format = values[part.number - 2] if part.data_element == _DATED else ""
            for rule in value_faults(part, value, reading.amount_digits, date_format):
                yield Fault(rule, each.number, part.number, ordinal, part)
    if any(values[len(each.parts) :]):
        yield Fault("G-EL-11", each.number, len(each.parts) + 1, ordinal, each)
    for fault in _relations(each.notes, each.parts, values, each):
        yield fault._replace(repetition=ordinal)


def value_faults(each: ElementSpec, text: str, amount_digits: int, date_format: str) -> list[str]:
    """The rules that one value breaks by itself."""
    if each.type != "B" and not text.strip():
        return ["G-EL-07"]
    if each.codes and text not in each.codes:
        return ["G-EL-23" if text.upper() in each.codes else "G-EL-22"]
    if each.data_element == _DATED:
        return _date_faults(text, date_format)
    if each.type == "DT":
        return [] if is_date(text) or (len(text) == 6 and is_short_date(text)) else ["G-EL-04"]
    if each.type == "TM":
        return [] if is_time(text) else ["G-EL-05"]
    if each.type in ("N0", "R"):
        return _number_faults(each, text, amount_digits)
    return _length_faults(each, len(text))


def _number_faults(each: ElementSpec, text: str, amount_digits: int) -> list[str]:
    if not (_INTEGER if each.type == "N0" else _DECIMAL).fullmatch(text):
        return ["G-EL-03"]
    digits = sum(char.isdecimal() for char in text)
    if each.data_element == _AMOUNT:
        _, _, decimals = text.partition(".")
        return ["G-EL-24"] if len(decimals) > 2 or digits > amount_digits else []
    return _length_faults(each, digits)


def _length_faults(each: ElementSpec, length: int) -> list[str]:
    if length < each.least:
        return ["G-EL-01"]
    return ["G-EL-02"] if length > each.most else []


def _date_faults(text: str, date_format: str) -> list[str]:
    if date_format in _FORMATS:
        holds = _FORMATS[date_format](text)
        return [] if holds else ["G-EL-05" if date_format == "TM" else "G-EL-04"]
    if date_format in ("RD8", "RDT"):
        first, _, last = text.partition("-")
        single = _FORMATS["D8" if date_format == "RD8" else "DT"]
        if not (single(first) and single(last)):
            return ["G-EL-04"]
        return ["G-EL-06"] if last < first else []
    return ["G-EL-02"] if len(text) > 35 else []


def _relations(
    notes: Sequence[Note], specs: Sequence[ElementSpec], values: Sequence[str], whole: ElementSpec | None
) -> Iterator[Fault]:
    for note in notes:
        there = [number for number in note.numbers if number <= len(values) and values[number - 1]]
        used = [number for number in note.numbers if number <= len(specs) and specs[number - 1].usage != "N"]
        missing = [number for number in used if number not in there]
        for rule, number in _broken(note, there, missing):
            if specs[number - 1].usage == "R" and rule == "G-EL-08":
                continue
            at = whole.number if whole else number
            yield Fault(rule, at, number if whole else None, None, specs[number - 1])


def _broken(note: Note, there: list[int], missing: list[int]) -> list[tuple[str, int]]:
    """Rule and number of each element that a relation asks for or forbids."""
    first = note.numbers[0]
    if note.kind == "P" and there:
        return [("G-EL-08", number) for number in missing]
    if note.kind == "R" and not there:
        return [("G-EL-08", number) for number in missing[:1]]
    if note.kind == "E":
        return [("G-EL-09", number) for number in there[1:]]
    if note.kind == "C" and first in there:
        return [("G-EL-08", number) for number in missing if number != first]
    if note.kind == "L" and there == [first]:
        return [("G-EL-08", number) for number in missing[:1]]
    return []
