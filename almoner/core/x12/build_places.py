"""Where things go in a draft: the parts of a loop by their names, the elements of a segment by theirs, and
the text that a segment will be."""

import re
from collections.abc import Callable, Mapping
from functools import cache
from typing import Any, NamedTuple

from almoner.core.x12.build_values import Given
from almoner.core.x12.charset import X12WriteError, clean
from almoner.core.x12.delimiters import Delimiters
from almoner.core.x12.guide_map import GuideMap, Part, opener_of
from almoner.core.x12.patterns import compile_segment
from almoner.core.x12.scanner import Elements
from almoner.core.x12.segment import split_parts
from almoner.core.x12.set_writer import Value
from almoner.core.x12.spec import LoopSpec, SegmentSpec

MARKS = Delimiters()
NUMBERED = ("HL", "LX")
"""Segments that a draft numbers by itself."""
FRAME = ("ST", "SE")
_READY = re.compile(r"(?:[A-Z0-9!\"&'()+,\-./;?=](?:[A-Z0-9 !\"&'()+,\-./;?=]*[A-Z0-9!\"&'()+,\-./;?=])?)?")


class Slot(NamedTuple):
    """A part of a loop: its number among the parts, and its group, within which any order will do."""

    number: int
    group: int
    part: Part


class Slots:
    """The parts of a loop by name, and loops by id as well."""

    def __init__(self, spec: LoopSpec, guide_map: GuideMap) -> None:
        groups = guide_map.groups(spec)
        numbered = [(group, part) for group, parts in enumerate(groups) for part in parts]
        self.all = [Slot(number, group, part) for number, (group, part) in enumerate(numbered)]
        self.segments = {slot.part.name: slot for slot in self.all if isinstance(slot.part, SegmentSpec)}
        self.loops = {slot.part.id: slot for slot in self.all if isinstance(slot.part, LoopSpec)}
        self.required = [slot for slot in self.all if slot.part.required and not _is_by_itself(slot)]
        by_name = {slot.part.name: slot for slot in self.loops.values()}
        self.loops = by_name | self.loops


def _is_by_itself(slot: Slot) -> bool:
    opener = opener_of(slot.part).id
    return opener in FRAME or (not slot.number and opener in NUMBERED)


def laid(spec: SegmentSpec, values: Mapping[str, Given]) -> dict[int, Given]:
    """The values by the numbers of their elements. A list under the common name of numbered elements is laid
    over them; X12WriteError for a name that the segment hasn't, and for more than it has room for."""
    numbers = _numbers(spec)
    found: dict[int, Given] = {}
    for name, value in values.items():
        if name in numbers:
            found[numbers[name]] = value
        elif f"{name}1" in numbers and isinstance(value, list):
            for ordinal, each in enumerate(value, 1):
                found[_number_of(spec, f"{name}{ordinal}")] = each
        else:
            found[_number_of(spec, name)] = value
    return found


def _number_of(spec: SegmentSpec, name: str) -> int:
    numbers = _numbers(spec)
    if name not in numbers:
        raise X12WriteError(f"{spec.id} {spec.name}: no element {name}; there are {', '.join(numbers)}")
    return numbers[name]


@cache
def _numbers(spec: SegmentSpec) -> dict[str, int]:
    return {each.name: each.number for each in spec.elements if each.usage != "N"}


@cache
def expression(spec: SegmentSpec, amount_digits: int) -> Callable[[str], Any]:
    """Tells a segment without faults, written with the usual delimiters."""
    return compile_segment(spec, MARKS, amount_digits).fullmatch


def text_of(row: tuple[Value, ...], *, is_extended: bool) -> str:
    """A segment as it will be written, with the usual delimiters and without empty elements at its end."""
    texts = [_element(value, is_extended=is_extended) for value in row]
    while not texts[-1]:
        texts.pop()
    return MARKS.element.join(texts)


def _element(value: Value, *, is_extended: bool) -> str:
    if isinstance(value, str):
        return value if _READY.fullmatch(value) else clean(value, is_extended=is_extended)
    texts = [_element(each, is_extended=is_extended) for each in value]
    while texts and not texts[-1]:
        texts.pop()
    return (MARKS.component if isinstance(value, tuple) else MARKS.repetition).join(texts)


def values_of(spec: SegmentSpec, elements: Elements, delimiters: Delimiters) -> dict[str, Given]:
    """The elements of a segment of a file, as a draft takes them; those that the guide doesn't use are left
    out."""
    values: dict[str, Given] = {}
    for each, text in zip(spec.elements, elements[1:], strict=False):
        if not text.strip() or each.usage == "N":
            continue
        repeats = split_parts(text, delimiters.repetition) if each.repeat != 1 else [text]
        shown: list[Given] = [
            tuple(split_parts(one, delimiters.component)) if each.parts else one for one in repeats
        ]
        values[each.name] = shown if each.repeat != 1 else shown[0]
    return values
