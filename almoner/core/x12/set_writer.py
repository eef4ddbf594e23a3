"""One transaction set to be written: segments go in as they come, ST and SE with their counts come by
themselves, and every value passes the charset policy. Good values cost one check for the whole set."""

import re
from collections.abc import Iterable, Iterator
from functools import lru_cache
from typing import NamedTuple

from almoner.core.x12.charset import BASIC, EXTENDED, X12WriteError, clean
from almoner.core.x12.delimiters import Delimiters
from almoner.core.x12.limits import LIMITS

Composite = tuple[str, ...]
Value = str | Composite | list[str | Composite]
"""An element: text, a composite (tuple of components), or a list of repetitions."""

_ID = re.compile(r"[A-Z][A-Z0-9]{1,2}")
_SET_ID = re.compile(r"[0-9]{3}")


class Style(NamedTuple):
    """How text becomes bytes."""

    delimiters: Delimiters
    is_extended: bool = False


class SetWriter:
    """Takes the segments between ST and SE of one transaction set, in order.

    `control` becomes ST02 (at least four digits), `guide` ST03; None where the set doesn't use it (835)."""

    def __init__(self, set_id: str, control: int, guide: str | None) -> None:
        if not _SET_ID.fullmatch(set_id):
            raise X12WriteError("ST element 1: a set identifier has three digits")
        if not 0 < control <= 999_999_999:
            raise X12WriteError("ST element 2: a control number has one to nine digits and isn't zero")
        self.set_id, self.control = set_id, control
        self.blanked: list[tuple[int, str, int]] = []
        """Where `render` changed more than case and accents: segment number (ST = 1), id and element of each
        value that held a delimiter."""
        self._rows: list[tuple[Value, ...]] = [("ST", set_id, f"{control:04d}", guide or "")]

    def seg(self, *elements: Value) -> None:
        """Adds a segment: its id, then its elements. A tuple is a composite, a list a repeated element; empty
        elements and components at the end are left out."""
        self._rows.append(elements)

    @property
    def count(self) -> int:
        """What SE01 says when the set ends here: all segments, ST and SE included."""
        return len(self._rows) + 1

    def render(self, style: Style) -> bytes:
        """The bytes from ST to SE, each segment with its terminator. X12WriteError names segment and
        element."""
        rows = [*self._rows, ("SE", str(self.count), f"{self.control:04d}")]
        self._check_shape(rows)
        self.blanked = []
        text = _join(rows, style) or _join(self._cleaned(rows, style), style)
        if text is None:
            raise X12WriteError(f"set {self.set_id}: values can't be told from delimiters")
        return self._without_tails(text, style)

    def _check_shape(self, rows: list[tuple[Value, ...]]) -> None:
        for segment_id in {row[0] if row and isinstance(row[0], str) else "" for row in rows}:
            if not _ID.fullmatch(segment_id):
                raise X12WriteError("a segment id has two or three capitals and digits")
        longest = max(rows, key=len)
        if len(longest) > LIMITS.elements:
            raise X12WriteError(f"{longest[0]}: more elements than the limit of {LIMITS.elements}")

    def _cleaned(self, rows: list[tuple[Value, ...]], style: Style) -> Iterator[tuple[Value, ...]]:
        """The rows again, value by value; this is where a bad character gets its place."""
        for index, row in enumerate(rows, 1):
            yield tuple(
                self._clean_value(value, style, (index, str(row[0]), number))
                for number, value in enumerate(row)
            )

    def _clean_value(self, value: Value, style: Style, place: tuple[int, str, int]) -> Value:
        if isinstance(value, tuple):
            return tuple(self._clean_text(part, style, place) for part in value)
        if isinstance(value, list):
            return [
                tuple(self._clean_text(part, style, place) for part in each)
                if isinstance(each, tuple)
                else self._clean_text(each, style, place)
                for each in value
            ]
        return self._clean_text(value, style, place)

    def _clean_text(self, text: str, style: Style, place: tuple[int, str, int]) -> str:
        assert isinstance(text, str), f"{place[1]} element {place[2]} isn't text"
        try:
            cleaned = clean(text, delimiters=style.delimiters, is_extended=style.is_extended)
        except X12WriteError as error:
            raise X12WriteError(f"segment {place[0]}, {place[1]} element {place[2]}: {error}") from None
        if any(char in text for char in _all_of(style.delimiters)):
            self.blanked.append(place)
        return cleaned

    def _without_tails(self, text: bytes, style: Style) -> bytes:
        """Empty elements at the end of segments taken away; a segment that has none left is refused."""
        tails, bare = _patterns(style.delimiters)
        text = tails.sub(b"", text)
        lone = bare.search(text)
        if lone:
            raise X12WriteError(f"{lone[1].decode('ascii')}: a segment without any element")
        longest = max(map(len, text.split(style.delimiters.terminator.encode("latin-1"))))
        if longest > LIMITS.segment_bytes:
            raise X12WriteError(f"set {self.set_id}: a segment of more than {LIMITS.segment_bytes} bytes")
        return text


def _join(rows: Iterable[tuple[Value, ...]], style: Style) -> bytes | None:
    """All segments as bytes, or None where some value isn't ready to go out: not in the character set,
    holding a delimiter, or with blanks around it. The separators that come out are counted against those that
    went in."""
    delimiters = style.delimiters
    element, parts, repeats = delimiters.element, 0, 0
    texts: list[str] = []
    elements = 0
    for row in rows:
        try:
            texts.append(element.join(row))  # type: ignore[arg-type]  # composites raise and are joined below
        except TypeError:
            flat, in_row = _flatten(row, delimiters)
            parts, repeats = parts + in_row[0], repeats + in_row[1]
            texts.append(element.join(flat))
        elements += len(row) - 1
    end = delimiters.terminator
    text = end.join(texts) + end
    if not text.isascii():
        return None
    raw = text.encode("ascii")
    raw = raw if style.is_extended else raw.upper()
    counts = (
        (element, elements),
        (end, len(texts)),
        (delimiters.component, parts),
        (delimiters.repetition, repeats),
    )
    if raw.translate(None, _ready(style)) or any(
        mark and raw.count(mark.encode()) != due for mark, due in counts
    ):
        return None
    return None if _outer_blank(delimiters).search(raw) else raw


def _flatten(row: tuple[Value, ...], delimiters: Delimiters) -> tuple[list[str], tuple[int, int]]:
    """The row with composites and repetitions joined, and how many separators of each kind that took."""
    flat: list[str] = []
    parts = repeats = 0
    for value in row:
        if isinstance(value, str):
            flat.append(value)
            continue
        each = value if isinstance(value, list) else [value]
        joined = []
        for one in each:
            kept = (one,) if isinstance(one, str) else _trimmed(one)
            joined.append(delimiters.component.join(kept))
            parts += max(len(kept) - 1, 0)
        repeats += max(len(each) - 1, 0)
        flat.append(delimiters.repetition.join(joined))
    return flat, (parts, repeats)


def _trimmed(parts: Composite) -> Composite:
    last = len(parts)
    while last and not parts[last - 1]:
        last -= 1
    return parts[:last]


def _all_of(delimiters: Delimiters) -> str:
    return delimiters.element + delimiters.component + delimiters.repetition + delimiters.terminator


@lru_cache(maxsize=16)
def _ready(style: Style) -> bytes:
    return (EXTENDED if style.is_extended else BASIC).encode("ascii") + _all_of(style.delimiters).encode(
        "ascii"
    )


@lru_cache(maxsize=16)
def _outer_blank(delimiters: Delimiters) -> re.Pattern[bytes]:
    marks = b"".join(re.escape(mark.encode("ascii")) for mark in _all_of(delimiters))
    return re.compile(b" [" + marks + b"]|[" + marks + b"] ")


@lru_cache(maxsize=16)
def _patterns(delimiters: Delimiters) -> tuple[re.Pattern[bytes], re.Pattern[bytes]]:
    element, end = (
        re.escape(delimiters.element.encode("ascii")),
        re.escape(delimiters.terminator.encode("ascii")),
    )
    return re.compile(element + b"+(?=" + end + b")"), re.compile(end + b"([A-Z0-9]{2,3})(?=" + end + b")")
