"""Builds a transaction by its guide's own names, and refuses what the checker would refuse: each segment when
it is put, each loop when the draft is finished. Levels, line numbers and counts come by themselves."""

from dataclasses import dataclass, field
from typing import NoReturn

from almoner.core.x12.build_places import MARKS, NUMBERED, Blank, Slot, blank_of, slots_of, text_of, values_of
from almoner.core.x12.build_values import Given, encoded
from almoner.core.x12.charset import X12WriteError
from almoner.core.x12.explain import Reading, explain
from almoner.core.x12.guides import named
from almoner.core.x12.issue import Place, found
from almoner.core.x12.scanner import BINARY
from almoner.core.x12.set_writer import SetWriter, Value
from almoner.core.x12.spec import LoopSpec, SegmentSpec
from almoner.core.x12.tree import Loop
from almoner.core.x12.walk import automaton_of
from almoner.core.x12.words import element_words, loop_words, segment_words


@dataclass(frozen=True, slots=True)
class _Binary:
    """A segment that ends with its length and a payload."""

    elements: tuple[str, ...]
    payload: bytes = field(repr=False)


Row = tuple[Value, ...]
"""A segment that was put: its id and its elements."""


class DraftLoop:
    """A loop that is being filled. Segments and loops may be put in any order; they are written in that of
    the guide, those of one kind as they were put."""

    def __init__(self, draft: "Draft", spec: LoopSpec, up: "DraftLoop | None") -> None:
        self.draft = draft
        self.spec = spec
        self.up = up
        self.parts: list[tuple[int, Row | _Binary | DraftLoop]] = []
        self.counts: dict[int, int] = {}
        self._slots = slots_of(spec, draft.guide_map)

    def put(self, name: str, /, **values: Given) -> None:
        """Adds the segment of this name, with elements by their names; see `build_values` for what a value
        may be. A list under the common name of numbered elements is laid over them (`code=[...]` is `code1`,
        `code2`, ...). Codes that leave no choice needn't be given.

        X12WriteError names loop, segment, element and rule; never a value."""
        spec = self._segment(name)
        self._add(self._slots.segments[name], self._row(spec, values))

    def loop(self, which: str, /, **opener: Given) -> "DraftLoop":
        """Opens a loop in this one, by its id ("2310B") or its name ("rendering_provider"), with the elements
        of its first segment."""
        slot = self._slots.loops.get(which)
        if slot is None:
            self._refuse(f"no loop {which}; there are {', '.join(self._slots.loops) or 'none'}")
        spec = slot.part
        assert isinstance(spec, LoopSpec), "loops are loops"
        inner = DraftLoop(self.draft, spec, self)
        if spec.opener.id not in NUMBERED:
            inner.put(spec.opener.name, **opener)
        self._add(slot, inner)
        return inner

    def copy(self, loop: Loop) -> "DraftLoop":
        """Opens a loop like one of a file, with all that is in it; what a draft numbers is numbered anew."""
        first, elements, _ = loop.bound[0]
        opener = {} if first.id in NUMBERED else values_of(first, elements, loop.delimiters)
        inner = self.loop(loop.id, **opener)
        for spec, elements, _ in loop.bound[1:]:
            inner.put(spec.name, **values_of(spec, elements, loop.delimiters))
        for each in loop.loops:
            inner.copy(each)
        return inner

    def room(self, name: str, element: str) -> int:
        """How many numbered elements (`code1`, `code2`, ...) a segment has; X12WriteError for one that isn't
        in the loop."""
        spec = self._segment(name)
        return sum(each.name.rstrip("0123456789") == element for each in spec.elements)

    def count(self, which: str) -> int:
        """How many loops of an id or name, or segments of a name, are in it."""
        slot = self._slots.loops.get(which) or self._slots.segments[which]
        return self.counts.get(slot.number, 0)

    def _segment(self, name: str) -> SegmentSpec:
        slot = self._slots.segments.get(name)
        if slot is None:
            self._refuse(f"no segment {name}; there are {', '.join(self._slots.segments)}")
        assert isinstance(slot.part, SegmentSpec), "segments are segments"
        return slot.part

    def _add(self, slot: Slot, what: "Row | _Binary | DraftLoop") -> None:
        count = self.counts[slot.number] = self.counts.get(slot.number, 0) + 1
        if slot.part.most and count > slot.part.most:
            self._refuse_for("G-LOOP-02" if isinstance(what, DraftLoop) else "G-SEG-05", slot)
        self.parts.append((slot.group, what))

    def _row(self, spec: SegmentSpec, values: dict[str, Given]) -> Row | _Binary:
        blank = blank_of(spec, self.draft.guide.amount_digits)
        try:
            if spec.id in BINARY:
                return _binary(blank, values)
            cells = blank.filled(values)
            text = text_of(cells, is_extended=self.draft.is_extended)
            if blank.fits(text) is None:
                self._look(spec, text)
        except X12WriteError as error:
            place = f"loop {self.spec.id} ({self.spec.name}), {segment_words(spec)}"
            raise X12WriteError(f"{place}: {error}") from None
        return tuple(cells)

    def _look(self, spec: SegmentSpec, text: str) -> None:
        """The exact look at a segment that its expression doesn't match."""
        elements = text.split(MARKS.element)
        if len(elements) == 1:
            raise X12WriteError("a segment without any element")
        for fault in explain(spec, elements, Reading(MARKS, self.draft.guide.amount_digits)):
            words = element_words(spec, fault.spec, fault.element, fault.component)
            issue = found(fault.rule, Place(spec.id), what=words)
            if issue.severity == "error":
                raise X12WriteError(f"{issue.message} ({fault.rule})")

    def in_order(self) -> "list[Row | _Binary | DraftLoop]":
        """The parts in the order of the guide; X12WriteError for one that is required and missing."""
        for slot in self._slots.required:
            if not self.counts.get(slot.number):
                self._refuse_for("G-LOOP-01" if isinstance(slot.part, LoopSpec) else "G-SEG-04", slot)
        return [part for _, part in sorted(self.parts, key=lambda part: part[0])]

    def _refuse_for(self, rule: str, slot: Slot) -> None:
        part = slot.part
        words = loop_words(part) if isinstance(part, LoopSpec) else segment_words(part)
        self._refuse(f"{found(rule, Place(), what=words).message} ({rule})")

    def _refuse(self, why: str) -> NoReturn:
        raise X12WriteError(f"loop {self.spec.id} ({self.spec.name}): {why}")


class Draft(DraftLoop):
    """A transaction that is being built: `Draft("837P")`. `control` becomes ST02.

    `finish` gives the set for `write`. Values follow its charset policy: capitals, no accents; what has no
    place in the character set is refused when it is put."""

    def __init__(self, name: str, control: int = 1, *, is_extended: bool = False) -> None:
        self.guide = named(name).guide
        self.control = control
        self.is_extended = is_extended
        self.guide_map = automaton_of(self.guide, MARKS).map
        super().__init__(self, self.guide.root, None)

    def finish(self) -> SetWriter:
        """The whole transaction, with its levels and lines numbered; X12WriteError where something is
        missing."""
        st = self.guide.root.opener
        has_guide = len(st.elements) > 2 and st.elements[2].usage != "N"
        writer = SetWriter(self.guide.set_id, self.control, self.guide.id if has_guide else None)
        numbering = _Numbering(writer)
        for part in self.in_order():
            numbering.write(part, 0)
        return writer


class _Numbering:
    """Writes parts out, and numbers levels (over the transaction) and lines (in each loop)."""

    def __init__(self, writer: SetWriter) -> None:
        self.writer = writer
        self.levels = 0

    def write(self, part: Row | _Binary | DraftLoop, level: int, line: int = 1) -> None:
        """A part below a level; `line` is its number among its kind."""
        if isinstance(part, tuple):
            self.writer.seg(*part)
            return
        if isinstance(part, _Binary):
            self.writer.binary(*part.elements, payload=part.payload)
            return
        inner = part.in_order()
        opener = part.spec.opener
        if opener.id == "HL":
            self.levels += 1
            self.writer.seg(*_level(part, self.levels, level))
            level = self.levels
        elif opener.id == "LX":
            self.writer.seg("LX", str(line))
        lines: dict[str, int] = {}
        for each in inner:
            name = each.spec.id if isinstance(each, DraftLoop) else ""
            lines[name] = lines.get(name, 0) + 1
            self.write(each, level, lines[name])


def _level(loop: DraftLoop, number: int, parent: int) -> tuple[str, ...]:
    """The HL of a level: its number, that of the level around it, its code, whether levels are in it."""
    _, above, code, mark = loop.spec.opener.elements
    has_children = any(isinstance(each, DraftLoop) and each.spec.opener.id == "HL" for _, each in loop.parts)
    return (
        "HL",
        str(number),
        str(parent) if parent and above.usage != "N" else "",
        next(iter(code.codes)),
        "" if mark.usage == "N" else "1" if has_children else "0",
    )


def _binary(blank: Blank, values: dict[str, Given]) -> _Binary:
    """A binary segment; its length is counted."""
    *before, _, last = blank.spec.elements
    payload = values.get(last.name)
    if not isinstance(payload, bytes):
        raise X12WriteError(f"{last.name} is given as bytes")
    heads = (encoded(each, values.get(each.name)) for each in before)
    return _Binary((blank.spec.id, *map(str, heads)), payload)
