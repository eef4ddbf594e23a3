"""How a noun stands in a transaction, said once: from a form it is read out of the guide's loops, and written
into segments. What was written is read as the same noun."""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from typing import Any, Generic, Protocol, TypeVar, cast

from almoner.core.wire.form_codecs import CODECS, Codec
from almoner.core.x12 import SetWriter, TransactionSet
from almoner.core.x12.check import edition_of
from almoner.core.x12.set_writer import Value
from almoner.core.x12.tree import Loop, Row
from almoner.core.x12.tree_builder import TreeBuilder
from almoner.core.x12.walk import Walk

T = TypeVar("T")
Cells = tuple[Value | bytes, ...]
"""A segment as it is written; bytes, last, are a payload whose length comes by itself."""


class _Cell:
    """One token of a template: an element with the attribute or the fixed code that it holds."""

    def __init__(self, number: int, token: str) -> None:
        self.number = number
        self.runs = token.endswith("...")
        name, _, codec = token.removesuffix("...").partition("/")
        self.fixed = name[1:] if name.startswith("=") else ""
        self.name = "" if self.fixed or name == "-" else name
        self.codec: Codec = CODECS[codec or "text"]

    def read(self, row: Row) -> Any:
        if not self.runs:
            return self.codec.read(row, self.number)
        found = [self.codec.read(row, number) for number in range(self.number, len(row.elements))]
        while found and found[-1] == self.codec.empty:
            found.pop()
        return tuple(found)

    def write(self, noun: object) -> Cells:
        if self.fixed:
            return (self.fixed,)
        if not self.name:
            return ("",)
        value = getattr(noun, self.name)
        if not self.runs:
            return self.codec.write(value)
        return tuple(cell for each in value for cell in self.codec.write(each))

    @property
    def empty(self) -> Any:
        return () if self.runs else self.codec.empty


class Template:
    """A segment as text: its id, then a token an element. `name` or `name/codec` is an attribute, `=X` a
    fixed code (a row fits only with it), `-` an element that is left out, `name/codec...` all that follow."""

    def __init__(self, text: str) -> None:
        self.id, *tokens = text.split()
        self.cells: list[_Cell] = []
        number = 1
        for token in tokens:
            cell = _Cell(number, token)
            self.cells.append(cell)
            number += cell.codec.width
        self.fixed = [cell for cell in self.cells if cell.fixed]
        self.named = [cell for cell in self.cells if cell.name]

    def fits(self, row: Row) -> bool:
        """The row is of this segment and has the fixed codes."""
        return row.spec.id == self.id and all(row.get(cell.number) == cell.fixed for cell in self.fixed)

    def read(self, row: Row) -> dict[str, Any]:
        """The attributes of a row."""
        return {cell.name: cell.read(row) for cell in self.named}

    def empty(self) -> dict[str, Any]:
        """The attributes where there is no row."""
        return {cell.name: cell.empty for cell in self.named}

    def write(self, noun: object) -> Cells:
        """The segment."""
        return (self.id, *(value for cell in self.cells for value in cell.write(noun)))

    def is_said(self, noun: object) -> bool:
        """Some attribute has a value, or there are none to have one."""
        return not self.named or any(getattr(noun, cell.name) != cell.empty for cell in self.named)


class Sink:
    """Takes segments while a noun is written; numbers levels and counters."""

    def __init__(self) -> None:
        self.rows: list[Cells] = []
        self.counts: dict[str, int] = {}
        self.levels: list[int] = []

    def count(self, what: str) -> str:
        """The next number of a counter."""
        self.counts[what] = self.counts.get(what, 0) + 1
        return str(self.counts[what])


class Part(Protocol):
    """One part of a form: fills attributes from a loop and its rows not yet taken, and writes them."""

    def read(self, loop: Loop, rows: list[Row]) -> dict[str, Any]:
        """The attributes; takes the rows that it has read from the list."""

    def write(self, noun: Any, sink: Sink) -> None:
        """Its segments, where the noun says anything of it."""


class Own:
    """A segment whose elements are attributes of the noun itself."""

    def __init__(self, text: str) -> None:
        self.template = Template(text)

    def read(self, loop: Loop, rows: list[Row]) -> dict[str, Any]:
        del loop
        for at, each in enumerate(rows):
            if self.template.fits(each):
                del rows[at]
                return self.template.read(each)
        return self.template.empty()

    def write(self, noun: Any, sink: Sink) -> None:
        if self.template.is_said(noun):
            sink.rows.append(self.template.write(noun))


class Each:
    """Segments that are nouns of their own: an attribute with a tuple of them."""

    def __init__(self, name: str, noun: type[Any], text: str) -> None:
        self.name, self.noun, self.template = name, noun, Template(text)

    def read(self, loop: Loop, rows: list[Row]) -> dict[str, Any]:
        del loop
        mine = [each for each in rows if self.template.fits(each)]
        rows[:] = [each for each in rows if each not in mine]
        return {self.name: tuple(self.noun(**self.template.read(each)) for each in mine)}

    def write(self, noun: Any, sink: Sink) -> None:
        sink.rows += [self.template.write(each) for each in getattr(noun, self.name)]


class Maybe:
    """A segment that is a noun of its own, or isn't there (None)."""

    def __init__(self, name: str, noun: type[Any], text: str) -> None:
        self.many = Each(name, noun, text)

    def read(self, loop: Loop, rows: list[Row]) -> dict[str, Any]:
        found = self.many.read(loop, rows)[self.many.name]
        return {self.many.name: found[0] if found else None}

    def write(self, noun: Any, sink: Sink) -> None:
        value = getattr(noun, self.many.name)
        if value is not None:
            sink.rows.append(self.many.template.write(value))


class Spread:
    """Segments of an id (or several) that hold a list together, as the reasons of CAS: `parse` makes the list
    of the rows and `lay` the segments of it."""

    def __init__(
        self,
        name: str,
        segment_id: str,
        parse: Callable[[Sequence[Row]], tuple[Any, ...]],
        lay: Callable[[Sequence[Any]], Iterator[Cells]],
    ) -> None:
        self.name, self.ids, self.parse, self.lay = name, segment_id.split(), parse, lay

    def read(self, loop: Loop, rows: list[Row]) -> dict[str, Any]:
        del loop
        mine = [each for each in rows if each.spec.id in self.ids]
        rows[:] = [each for each in rows if each.spec.id not in self.ids]
        return {self.name: self.parse(mine)}

    def write(self, noun: Any, sink: Sink) -> None:
        sink.rows += self.lay(getattr(noun, self.name))


class Level:
    """The HL of a noun that is a level: numbers and marks come by themselves. `marks` False leaves HL04 out
    where nothing is below."""

    def __init__(self, code: str, *, marks: bool = True) -> None:
        self.code, self.marks = code, marks

    def read(self, loop: Loop, rows: list[Row]) -> dict[str, Any]:
        del loop
        rows[:] = [each for each in rows if each.spec.id != "HL"]
        return {}

    def write(self, noun: Any, sink: Sink) -> None:
        del noun
        number = sink.count("HL")
        if sink.levels:
            parent = sink.rows[sink.levels[-1]]
            sink.rows[sink.levels[-1]] = (*parent[:4], "1")
        above = sink.rows[sink.levels[-1]][1] if sink.levels else ""
        sink.levels.append(len(sink.rows))
        sink.rows.append(("HL", number, above, self.code, "0" if self.marks else ""))


class Counter:
    """A segment with a number that counts up, as LX."""

    def __init__(self, segment_id: str) -> None:
        self.id = segment_id

    def read(self, loop: Loop, rows: list[Row]) -> dict[str, Any]:
        del loop
        rows[:] = [each for each in rows if each.spec.id != self.id]
        return {}

    def write(self, noun: Any, sink: Sink) -> None:
        del noun
        sink.rows.append((self.id, sink.count(self.id)))


class Around:
    """A fixed segment that stands only where an attribute has something, as LS and LE."""

    def __init__(self, name: str, text: str) -> None:
        self.name, self.template = name, Template(text)

    def read(self, loop: Loop, rows: list[Row]) -> dict[str, Any]:
        del loop
        rows[:] = [each for each in rows if not self.template.fits(each)]
        return {}

    def write(self, noun: Any, sink: Sink) -> None:
        if getattr(noun, self.name):
            sink.rows.append(self.template.write(noun))


@dataclass(frozen=True, slots=True)
class Form(Generic[T]):
    """How a noun stands in a loop: its parts, in the order in which they are written. Fixed codes come before
    what takes any row of the same id."""

    noun: type[T]
    parts: tuple[Part, ...]

    def read(self, loop: Loop) -> T:
        """The noun of a loop; what the form doesn't know is passed over."""
        left = [Row(each, loop) for each in loop.bound]
        values: dict[str, Any] = {}
        for part in self.parts:
            values |= part.read(loop, left)
        return self.noun(**values)

    def write(self, noun: T, sink: Sink) -> None:
        """The segments of a noun, behind those that the sink has."""
        depth = len(sink.levels)
        for part in self.parts:
            part.write(noun, sink)
        del sink.levels[depth:]


def form(noun: type[T], *parts: Part) -> Form[T]:
    """A form of these parts."""
    return Form(noun, parts)


class Loops:
    """Loops in the loop: an attribute with a tuple of nouns. `ids` are those that the form fits, with blanks
    between them."""

    def __init__(self, name: str, ids: str, shape: Form[Any]) -> None:
        self.name, self.ids, self.shape = name, tuple(ids.split()), shape

    def read(self, loop: Loop, rows: list[Row]) -> dict[str, Any]:
        del rows
        return {self.name: tuple(self.shape.read(each) for each in loop.children(*self.ids))}

    def write(self, noun: Any, sink: Sink) -> None:
        for each in getattr(noun, self.name):
            self.shape.write(each, sink)


class MaybeLoop:
    """A loop in the loop that may be missing: an attribute with a noun or None."""

    def __init__(self, name: str, ids: str, shape: Form[Any]) -> None:
        self.many = Loops(name, ids, shape)

    def read(self, loop: Loop, rows: list[Row]) -> dict[str, Any]:
        found = self.many.read(loop, rows)[self.many.name]
        return {self.many.name: found[0] if found else None}

    def write(self, noun: Any, sink: Sink) -> None:
        value = getattr(noun, self.many.name)
        if value is not None:
            self.many.shape.write(value, sink)


class Inner:
    """A loop whose segments belong to the noun of the loop around it, as the name loop of a level."""

    def __init__(self, ids: str, *parts: Part) -> None:
        self.ids, self.parts = tuple(ids.split()), parts

    def read(self, loop: Loop, rows: list[Row]) -> dict[str, Any]:
        del rows
        own = loop.child(*self.ids) or Loop(loop.spec, loop, 0, loop.delimiters)
        left = [Row(each, own) for each in own.bound]
        values: dict[str, Any] = {}
        for part in self.parts:
            values |= part.read(own, left)
        return values

    def write(self, noun: Any, sink: Sink) -> None:
        for part in self.parts:
            part.write(noun, sink)


def read_set(shape: Form[T], each: TransactionSet) -> T | None:
    """The noun of a whole transaction; None where its version names no guide that we have."""
    edition = edition_of(each)
    if edition is None:
        return None
    builder = TreeBuilder(edition.guide, each.delimiters, None, None)
    Walk(each, edition.guide, builder).run()
    return shape.read(builder.finish())


def fill(shape: Form[T], noun: T, writer: SetWriter) -> SetWriter:
    """The set writer with a whole transaction in it."""
    sink = Sink()
    shape.write(noun, sink)
    for cells in sink.rows:
        *first, last = cells
        if isinstance(last, bytes):
            writer.binary(*cast("list[str]", first), payload=last)
        else:
            writer.seg(*cast("tuple[Value, ...]", cells))
    return writer
