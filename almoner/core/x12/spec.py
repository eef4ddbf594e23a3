"""What a guide is made of: elements, segments, loops. A guide module writes them down as the published table
reads; the reader, the checker, the writer, the names and the coverage page all follow from that one text."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Literal, NamedTuple

from almoner.core.x12.dictionary import Part, composite_of, layout, notes_of

Usage = Literal["R", "S", "N"]
R: Usage = "R"
S: Usage = "S"
MANY = 0
"""As a maximum: as often as one likes."""


class Note(NamedTuple):
    """A relation between elements of a segment (or parts of a composite): P all or none, R at least one, E at
    most one, C if the first then all, L if the first then one of the others."""

    kind: str
    numbers: tuple[int, ...]


@dataclass(frozen=True, slots=True, eq=False)
class ElementSpec:
    """One element, or one component of a composite, as a guide uses it.

    `type` is that of the data dictionary (AN, ID, DT, TM, N0, R, B; empty for a composite), `least` and
    `most` count its characters. `codes` are those that the guide allows here, empty where any will do;
    `code_list` names a list that lies outside the guide. `repeat` is how often it may stand."""

    number: int
    usage: Usage
    name: str
    data_element: str
    type: str
    least: int
    most: int
    codes: frozenset[str] = frozenset()
    repeat: int = 1
    parts: tuple["ElementSpec", ...] = ()
    code_list: str = ""
    notes: tuple[Note, ...] = ()


@dataclass(frozen=True, slots=True, eq=False)
class SegmentSpec:
    """One segment at one place of a guide. `elements[n - 1]` is element n, those that the guide doesn't use
    included; `most` is how often it may stand (0: as often as one likes)."""

    id: str
    usage: Usage
    name: str
    elements: tuple[ElementSpec, ...]
    most: int = 1
    notes: tuple[Note, ...] = ()

    def element(self, name: str) -> ElementSpec:
        """The element of this name; KeyError where there is none."""
        for each in self.elements:
            if each.name == name:
                return each
        raise KeyError(f"{self.id} {self.name} has no element {name}")

    @property
    def required(self) -> bool:
        return self.usage == "R"


@dataclass(frozen=True, slots=True, eq=False)
class LoopSpec:
    """A loop: its first part is the segment that opens it; the others are segments and loops in their order.

    Neighbours that begin with the same segment id may come in any order among themselves, except HL loops."""

    id: str
    usage: Usage
    name: str
    parts: tuple["SegmentSpec | LoopSpec", ...]
    most: int = 1

    @property
    def opener(self) -> SegmentSpec:
        """The segment that opens it."""
        first = self.parts[0]
        assert isinstance(first, SegmentSpec)
        return first

    @property
    def required(self) -> bool:
        return self.usage == "R"

    def loops(self) -> Iterator["LoopSpec"]:
        """This loop and all below it; one that is shared comes once for each place."""
        yield self
        for part in self.parts:
            if isinstance(part, LoopSpec):
                yield from part.loops()

    def segments(self) -> Iterator[SegmentSpec]:
        """Its own segments, without those of the loops in it."""
        return (part for part in self.parts if isinstance(part, SegmentSpec))


@dataclass(frozen=True, slots=True, eq=False)
class Guide:
    """An implementation guide: the whole transaction from ST to SE as one loop.

    `claim_loop` is the loop that holds one unit of business (a claim, a payment, an inquiry), `claim_key` its
    segment name and element name that identify it. `amount_digits` is how many characters an amount may
    have."""

    id: str
    set_id: str
    functional_id: str
    name: str
    root: LoopSpec
    claim_loops: frozenset[str]
    claim_key: tuple[str, str]
    amount_digits: int = 18
    numbered_loops: frozenset[str] = frozenset()
    """Loops in a claim that an LX numbers 1, 2, 3."""
    purpose: str = ""
    """BHT02 where two guides share one number (278 request and response)."""


_ROW = re.compile(r"(\d+)(?:-(\d+))?\s+([RSN])\s+(\w+)\s*(.*)")
_LENGTHS = re.compile(r"(\d+)\.\.(\d+)")


def segment(segment_id: str, usage: Usage, name: str, table: str, *, most: int = 1) -> SegmentSpec:
    """A segment from its table, a row an element: number (3, or 1-2 for a component), usage, name, and then
    in any order lengths that narrow the dictionary's (`2..10`), repetition (`*11`), a list of codes that lies
    outside the guide (`@icd10cm`), and the codes allowed here.

    Elements without a row aren't used. Types, lengths and relations come from the dictionary."""
    rows = [match for match in map(_ROW.match, map(str.strip, table.splitlines())) if match]
    wholes = {int(row[1]): row for row in rows if not row[2]}
    parts: dict[int, list[re.Match[str]]] = {}
    for row in rows:
        if row[2]:
            parts.setdefault(int(row[1]), []).append(row)
    elements = tuple(
        _element(number, part, wholes.get(number), parts.get(number, []))
        for number, part in enumerate(layout(segment_id), 1)
    )
    assert len(wholes) == sum(each.usage != "N" for each in elements), f"{segment_id} {name}: unknown element"
    return SegmentSpec(segment_id, usage, name, elements, most, relations(notes_of(segment_id)))


def loop(loop_id: str, usage: Usage, name: str, *parts: SegmentSpec | LoopSpec, most: int = 1) -> LoopSpec:
    """A loop of these parts, in the order of the guide."""
    return LoopSpec(loop_id, usage, name, parts, most)


def relations(texts: tuple[str, ...]) -> tuple[Note, ...]:
    """The relations of the dictionary's texts, as "P0304"."""
    return tuple(
        Note(text[0], tuple(int(text[at : at + 2]) for at in range(1, len(text), 2))) for text in texts
    )


def _element(
    number: int, part: Part, row: re.Match[str] | None, component_rows: list[re.Match[str]]
) -> ElementSpec:
    usage: Usage = row[3] if row else "N"  # type: ignore[assignment]
    name = row[4] if row else ""
    options = row[5].split() if row else []
    repeat, rest = 1, []
    least, most, code_list = part.least, part.most, ""
    for option in options:
        lengths = _LENGTHS.fullmatch(option)
        if lengths:
            least, most = int(lengths[1]), int(lengths[2])
        elif option[0] == "*":
            repeat = int(option[1:])
        elif option[0] == "@":
            code_list = option[1:]
        else:
            rest.append(option)
    components: tuple[ElementSpec, ...] = ()
    if not part.type and row:
        by_number = {int(each[2]): each for each in component_rows}
        components = tuple(
            _element(at, each, by_number.get(at), [])
            for at, each in enumerate(composite_of(part.data_element), 1)
        )
        assert len(by_number) == sum(each.usage != "N" for each in components), f"{name}: unknown component"
    return ElementSpec(
        number,
        usage,
        name,
        part.data_element,
        part.type,
        least,
        most,
        frozenset(rest),
        repeat,
        components,
        code_list,
        relations(notes_of(part.data_element)) if components else (),
    )


__all__ = [
    "MANY",
    "ElementSpec",
    "Guide",
    "LoopSpec",
    "Note",
    "R",
    "S",
    "SegmentSpec",
    "Usage",
    "loop",
    "relations",
    "segment",
]
