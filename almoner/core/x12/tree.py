"""A transaction as its guide sees it: loops that hold named segments. What rules look at, and what typed
nouns are read from."""

from collections.abc import Iterator

from almoner.core.x12.delimiters import Delimiters
from almoner.core.x12.scanner import Elements
from almoner.core.x12.segment import split_parts
from almoner.core.x12.spec import LoopSpec, SegmentSpec

Bound = tuple[SegmentSpec, Elements, int]
"""A segment bound to its place in the guide, with its number in the transaction (ST = 1)."""


class Loop:
    """One loop of a transaction. `bound` are its segments in the order of the file, `loops` the loops in it,
    `up` the loop that it is in (None for the transaction).

    `counts` says how many loops of each id there were, those included that a streaming reader has let go;
    `ordinal` is its own number among its kind there. Text is as sent, "" for what is absent. A loop that
    began with a loop in it, its own first segment missing, has `ABSENT` in that place, so that `bound` is
    never empty."""

    __slots__ = ("bound", "counts", "delimiters", "loops", "ordinal", "spec", "up")

    def __init__(self, spec: LoopSpec, up: "Loop | None", ordinal: int, delimiters: Delimiters) -> None:
        self.spec = spec
        self.up = up
        self.ordinal = ordinal
        self.delimiters = delimiters
        self.bound: list[Bound] = []
        self.loops: list[Loop] = _NO_LOOPS
        self.counts: dict[str, int] = _NO_COUNTS

    def open(self, spec: LoopSpec) -> "Loop":
        """A new loop in this one."""
        if self.counts is _NO_COUNTS:
            self.loops, self.counts = [], {}
        ordinal = self.counts[spec.id] = self.counts.get(spec.id, 0) + 1
        inner = Loop(spec, self, ordinal, self.delimiters)
        self.loops.append(inner)
        return inner

    def open_headless(self, spec: LoopSpec, index: int) -> "Loop":
        """A new loop in this one, whose first segment is missing where the segment of this number stands."""
        inner = self.open(spec)
        inner.bound.append((ABSENT, [""], index))
        return inner

    @property
    def id(self) -> str:
        """Its id in the guide, as "2010AA"."""
        return self.spec.id

    @property
    def path(self) -> str:
        """The loops from the outermost, with their ordinals, as "2000A[1]/2000B[7]/2300[1]"."""
        own = f"{self.spec.id}[{self.ordinal}]"
        return own if self.up is None or self.up.up is None else f"{self.up.path}/{own}"

    def has(self, name: str) -> bool:
        """A segment of this name is here."""
        return any(each[0].name == name for each in self.bound)

    def row(self, name: str) -> "Row | None":
        """The first segment of this name."""
        for each in self.bound:
            if each[0].name == name:
                return Row(each, self)
        return None

    def rows(self, name: str) -> "list[Row]":
        """All segments of this name."""
        return [Row(each, self) for each in self.bound if each[0].name == name]

    def rows_of(self, segment_id: str) -> "list[Row]":
        """All segments of this id, whatever their names."""
        return [Row(each, self) for each in self.bound if each[0].id == segment_id]

    def get(self, name: str, element: str | int, default: str = "") -> str:
        """An element of the first segment of a name; the default where either is absent or empty."""
        row = self.row(name)
        return (row.get(element) if row else "") or default

    def children(self, *ids: str) -> "list[Loop]":
        """The loops directly in it, of these ids."""
        return [each for each in self.loops if each.spec.id in ids]

    def child(self, *ids: str) -> "Loop | None":
        """The first loop directly in it of these ids."""
        for each in self.loops:
            if each.spec.id in ids:
                return each
        return None

    def above(self, *ids: str) -> "Loop | None":
        """The nearest loop around it of these ids."""
        at = self.up
        while at is not None and at.spec.id not in ids:
            at = at.up
        return at

    def within(self) -> "Iterator[Loop]":
        """This loop and all in it, in the order of the file."""
        yield self
        for each in self.loops:
            yield from each.within()


class Row:
    """A segment of a loop, read by the guide's names (or by numbers)."""

    __slots__ = ("elements", "index", "loop", "spec")

    def __init__(self, bound: Bound, loop: Loop) -> None:
        self.spec, self.elements, self.index = bound
        self.loop = loop

    def number(self, element: str | int) -> int:
        """The number of an element by its name."""
        return element if isinstance(element, int) else self.spec.element(element).number

    def get(self, element: str | int) -> str:
        """The element's text without blanks around it; empty where it is absent."""
        at = self.number(element)
        return self.elements[at].strip() if at < len(self.elements) else ""

    def parts(self, element: str | int) -> list[str]:
        """The components of an element; one empty text where it is absent."""
        return split_parts(self.get(element), self.loop.delimiters.component)

    def part(self, element: str | int, component: int) -> str:
        """One component (1 is the first); empty where it is absent."""
        parts = self.parts(element)
        return parts[component - 1] if component <= len(parts) else ""

    def repeats(self, element: str | int) -> list[str]:
        """The repetitions of an element; one empty text where it is absent."""
        return split_parts(self.get(element), self.loop.delimiters.repetition)


ABSENT = SegmentSpec("", "S", "", ())
"""What a missing first segment of a loop is bound to: without an id, a name and elements."""
_NO_LOOPS: list[Loop] = []
_NO_COUNTS: dict[str, int] = {}
"""What a loop without loops in it has; never written to."""
