"""Tables with a header, told by it: a layout says which columns it wants by what their headers are called,
and its rows become lines. Names drift each quarter, so a header is a pattern."""

import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from datetime import date

from almoner.core.rules.code_key import key_of, plain
from almoner.core.rules.tables import Line
from almoner.store.shipped.code_files.days import NotADay, day_after, read_day
from almoner.store.shipped.code_files.loaded import Asked, Loaded, span_of
from almoner.store.shipped.code_files.source import Row, Source
from almoner.store.shipped.code_files.tally import CodeFileError, NotThisLayout, Tally

MOST_ROWS = 3_000_000
_MOST_PREAMBLE = 80


class BadRow(ValueError):
    """A row is wrong; the message is the rule."""


class SkippedRow(ValueError):
    """A row isn't wanted; the message says why."""


def code(text: str) -> str:
    """A code as tables have it."""
    return plain(text).replace(" ", "")


def procedure(text: str) -> str:
    """A procedure code of five places; a workbook may have lost its leading zeros."""
    found = code(text)
    found = found.zfill(5) if found.isdigit() and len(found) < 5 else found
    if not re.fullmatch(r"(?=.*\d)[A-Z0-9]{5}", found):
        raise BadRow("a procedure code has five places")
    return found


def number(text: str) -> str:
    """A number without marks; empty stays empty."""
    found = text.replace("$", "").replace(",", "").replace("%", "").strip()
    if found and not re.fullmatch(r"-?(?=\.?\d)\d{0,12}\.?\d{0,12}", found):
        raise BadRow("a number is expected")
    return found


def one_line(text: str) -> str:
    """A text with single blanks."""
    return " ".join(text.split())


@dataclass(frozen=True, slots=True)
class Column:
    """A column that is kept: our name, patterns of its header (lower case, single blanks, no marks) in order
    of preference, how its text is read. A descriptor is dropped unless the user holds a licence."""

    name: str
    headers: tuple[str, ...]
    read: Callable[[str], str] = one_line
    is_required: bool = False
    is_descriptor: bool = False
    is_optional: bool = False
    """Of a key: the table may do without it, as without modifiers."""


@dataclass(frozen=True, slots=True)
class Layout:
    """One layout: its kind and part, the columns of the key (joined) and of values, those of the first and
    the last day. `amend` may change or refuse a row (BadRow, SkippedRow)."""

    kind: str
    key: tuple[Column, ...]
    columns: tuple[Column, ...]
    part: str = ""
    words: str = ""
    by: str = "quarter"
    since: tuple[str, ...] = ()
    last: tuple[str, ...] = ()
    until: tuple[str, ...] = ()
    amend: Callable[[dict[str, str]], dict[str, str]] = dict
    is_partial: bool = False
    facts: dict[str, str] = field(default_factory=dict)

    def load(self, source: Source, asked: Asked, tally: Tally) -> list[Loaded]:
        """The file's rows in this layout. NotThisLayout where no header fits."""
        preamble, places, rows = self._start(source)
        kept = [
            column
            for column in self.columns
            if not column.is_descriptor or (asked.keeps_descriptors and column.name in places)
        ]
        lines = [line for line in self._lines(rows, places, kept, tally) if line]
        span = span_of(source, asked, text=preamble, by=self.by)
        names = tuple(column.name for column in kept)
        words = self.words if self.words in names else ""
        return [
            Loaded(
                self.kind,
                span,
                names,
                lines,
                asked.part or self.part,
                words,
                asked.is_partial or self.is_partial,
                facts=self.facts,
            )
        ]

    def _start(self, source: Source) -> tuple[str, dict[str, int], Iterator[Row]]:
        rows = source.rows()
        preamble: list[str] = []
        for _, cells in rows:
            places = self._places(cells)
            if places:
                return " ".join([*preamble, *cells]), places, rows
            preamble.append(" ".join(cell for cell in cells if cell))
            if len(preamble) > _MOST_PREAMBLE:
                break
        wanted = ", ".join(column.name for column in self._required())
        raise NotThisLayout(f"{source.name} has no header of {self.kind} (columns {wanted})")

    def _required(self) -> list[Column]:
        keys = [column for column in self.key if not column.is_optional]
        return [*keys, *(column for column in self.columns if column.is_required)]

    def _places(self, cells: Sequence[str]) -> dict[str, int]:
        """Where each column stands; nothing where the row isn't the header."""
        headers = [header_of(cell) for cell in cells]
        places: dict[str, int] = {}
        for column in (*self.key, *self.columns, *self._days()):
            found = _place(column.headers, headers)
            if found >= 0:
                places[column.name] = found
        is_header = all(column.name in places for column in self._required())
        return places if is_header else {}

    def _days(self) -> tuple[Column, ...]:
        return (
            Column("since_on", self.since),
            Column("last_on", self.last),
            Column("until_on", self.until),
        )

    def _lines(
        self, rows: Iterator[Row], places: dict[str, int], kept: list[Column], tally: Tally
    ) -> Iterator[Line | None]:
        readers = {column.name: column.read for column in (*self.key, *kept)}
        names = tuple(column.name for column in kept)
        empty = 0
        for line, cells in rows:
            if not any(cells):
                empty += 1
                if empty > MOST_ROWS:
                    raise CodeFileError(f"more than {MOST_ROWS:,} empty rows are no table")
                continue
            try:
                yield self._line(cells, places, readers, names)
            except SkippedRow as why:
                tally.skip(str(why))
                continue
            except (BadRow, NotADay) as rule:
                tally.refuse(line, str(rule))
                continue
            tally.accepted += 1
            if tally.accepted > MOST_ROWS:
                raise CodeFileError(f"more than {MOST_ROWS:,} rows: import an extract of what you need")

    def _line(
        self,
        cells: list[str],
        places: dict[str, int],
        readers: dict[str, Callable[[str], str]],
        names: tuple[str, ...],
    ) -> Line:
        def at(name: str) -> str:
            place = places.get(name, -1)
            return cells[place] if 0 <= place < len(cells) else ""

        if not any(at(column.name) for column in self.key):
            raise SkippedRow("rows without a code (notes)")
        row = self.amend({name: read(at(name)) for name, read in readers.items()})
        key = "".join(row[column.name] for column in self.key)
        if key_of(key) < 0:
            raise BadRow("a code has one to twelve capitals and digits")
        since, until = read_day(at("since_on")), _end(at("last_on"), at("until_on"))
        if since and until and until <= since:
            raise BadRow("it ends before it begins")
        return Line(key, since, until, tuple(row.get(name, "") for name in names))


def _end(last: str, until: str) -> date | None:
    return day_after(last) if last else read_day(until)


def header_of(cell: str) -> str:
    """A header as patterns see it: lower case, single blanks, without marks."""
    return " ".join(re.sub(r"[^a-z0-9%]+", " ", cell.lower()).split())


def _place(patterns: Sequence[str], headers: Sequence[str]) -> int:
    for pattern in patterns:
        for place, header in enumerate(headers):
            if re.fullmatch(pattern, header):
                return place
    return -1


def first_of(*layouts: Layout) -> Callable[[Source, Asked, Tally], list[Loaded]]:
    """A loader that takes the first layout whose header is there."""

    def load(source: Source, asked: Asked, tally: Tally) -> list[Loaded]:
        for layout in layouts[:-1]:
            try:
                return layout.load(source, asked, tally)
            except NotThisLayout:
                continue
        return layouts[-1].load(source, asked, tally)

    return load
