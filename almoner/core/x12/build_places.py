"""Where things go in a draft: the parts of a loop by their names, the elements of a segment by theirs, and
the text that a segment will be."""

from collections.abc import Mapping, Sequence
from functools import cache
from typing import NamedTuple

from almoner.core.x12.build_values import Given, Pairs, composed, encoded, fill, pairs_of
from almoner.core.x12.charset import BASIC, X12WriteError, clean
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
_READY = dict.fromkeys(map(ord, BASIC + "^"))
_EDGES = (" *", "* ", " :", ": ", " ^", "^ ")


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
        self.required = [slot for slot in self.all if slot.part.required and not _is_by_itself(slot)]
        by_id = {slot.part.id: slot for slot in self.all if isinstance(slot.part, LoopSpec)}
        self.loops = {slot.part.name: slot for slot in by_id.values()} | by_id


def _is_by_itself(slot: Slot) -> bool:
    opener = opener_of(slot.part).id
    return opener in FRAME or (not slot.number and opener in NUMBERED)


@cache
def slots_of(spec: LoopSpec, guide_map: GuideMap) -> Slots:
    """The parts of a loop, kept for the process."""
    return Slots(spec, guide_map)


class Blank:
    """A segment to be filled in: what is the same in each of its kind, and where its elements go."""

    def __init__(self, spec: SegmentSpec, amount_digits: int) -> None:
        self.spec = spec
        self.fits = compile_segment(spec, MARKS, amount_digits).fullmatch
        self.by_name = {each.name: each for each in spec.elements if each.usage != "N"}
        self.pairs: Pairs = pairs_of(spec.elements, spec.notes)

    def filled(self, values: Mapping[str, Given]) -> list[Value]:
        """The segment with these values and what follows from them; X12WriteError for a name that the segment
        hasn't, for more than it has room for, and for a value of a wrong kind."""
        cells: list[Value] = [self.spec.id, *self.pairs.always]
        given: dict[int, Given] = {}
        for name, value in values.items():
            spec = self.by_name.get(name)
            if spec is None:
                self._lay(name, value, given)
            else:
                given[spec.number] = value
        for number, value in given.items():
            cells[number] = (
                value if value.__class__ is str else encoded(self.spec.elements[number - 1], value)
            )
        fill(self.pairs, cells, given)
        return cells

    def _lay(self, name: str, value: Given, given: dict[int, Given]) -> None:
        """A list under the common name of numbered elements, laid over them."""
        names = [name]
        if f"{name}1" in self.by_name and isinstance(value, list):
            names = [f"{name}{ordinal}" for ordinal in range(1, len(value) + 1)]
        else:
            value = [value]
        for each, one in zip(names, value, strict=True):
            spec = self.by_name.get(each)
            if spec is None:
                raise X12WriteError(f"no element {each}; there are {', '.join(self.by_name)}")
            given[spec.number] = one


@cache
def blank_of(spec: SegmentSpec, amount_digits: int) -> Blank:
    """The blank of a segment, kept for the process."""
    return Blank(spec, amount_digits)


def text_of(row: Sequence[Value], *, is_extended: bool = False) -> str:
    """A segment as it will be written, with the usual delimiters and without empty elements at its end."""
    marks = len(row) - 1
    texts: list[str] = []
    parts = repeats = 0
    for value in row:
        if value.__class__ is str:
            texts.append(value)
            continue
        text, taken = composed(value, MARKS)
        texts.append(text)
        parts, repeats = parts + taken[0], repeats + taken[1]
    whole = MARKS.element.join(texts)
    is_ready = (
        not whole.translate(_READY)
        and whole.count(MARKS.element) == marks
        and whole.count(MARKS.component) == parts
        and whole.count(MARKS.repetition) == repeats
        and not any(edge in whole for edge in _EDGES)
        and whole[-1:] != " "
    )
    if not is_ready:
        whole = MARKS.element.join(_cleaned(value, is_extended=is_extended) for value in row)
    return whole.rstrip(MARKS.element)


def _cleaned(value: Value, *, is_extended: bool) -> str:
    if isinstance(value, str):
        return clean(value, is_extended=is_extended)
    if isinstance(value, tuple):
        return composed(tuple(clean(part, is_extended=is_extended) for part in value), MARKS)[0]
    return MARKS.repetition.join(_cleaned(each, is_extended=is_extended) for each in value)


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
