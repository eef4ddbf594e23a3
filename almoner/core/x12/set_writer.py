"""One transaction set to be written: segments go in as they come, ST and SE with their counts come by
themselves, and every value passes the charset policy. Good values cost one check for the whole set."""

import re
from collections.abc import Iterator, Sequence
from functools import lru_cache
from operator import itemgetter
from typing import NamedTuple

from almoner.core.x12.charset import BASIC, EXTENDED, X12WriteError, clean
from almoner.core.x12.delimiters import Delimiters
from almoner.core.x12.limits import LIMITS

Composite = tuple[str, ...]
Value = str | Composite | list[str] | list[Composite] | list[str | Composite]
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
        self._payloads: dict[int, bytes] = {}
        self._rows: list[tuple[Value, ...]] = [("ST", set_id, f"{control:04d}", guide or "")]

    def seg(self, *elements: Value) -> None:
        """Adds a segment: its id, then its elements. A tuple is a composite, a list a repeated element; empty
        elements and components at the end are left out."""
        self._rows.append(elements)

    def binary(self, *elements: str, payload: bytes) -> None:
        """Adds a segment whose last element are these bytes as they are (BIN, BDS); its length comes by
        itself behind the elements given."""
        if not payload:
            raise X12WriteError(f"{elements[0]}: a payload has at least one byte")
        self._payloads[len(self._rows)] = payload
        self._rows.append((*elements, str(len(payload))))

    @property
    def count(self) -> int:
        """What SE01 says when the set ends here: all segments, ST and SE included."""
        return len(self._rows) + 1

    def render(self, style: Style, joint: bytes = b"") -> bytes:
        """The bytes from ST to SE, each segment with its terminator, or with `joint` in its place (the
        terminator and a line end). X12WriteError names segment and element."""
        rows = [*self._rows, ("SE", str(self.count), f"{self.control:04d}")]
        self._check_shape(rows)
        self.blanked = []
        text = _join(rows, style) or _join(list(self._cleaned(rows, style)), style)
        if text is None:
            raise X12WriteError(f"set {self.set_id}: values can't be told from delimiters")
        return self._joined(self._without_tails(text, style), style, joint)

    def _joined(self, text: bytes, style: Style, joint: bytes) -> bytes:
        """The segments with what ends them, and payloads behind those that have one."""
        end = style.delimiters.terminator.encode("ascii")
        if self._payloads:
            segments = text.split(end)
            for at, payload in self._payloads.items():
                segments[at] += style.delimiters.element.encode("ascii") + payload
            return (joint or end).join(segments)
        return text.replace(end, joint) if joint and joint != end else text

    def _check_shape(self, rows: list[tuple[Value, ...]]) -> None:
        try:
            ids = set(map(itemgetter(0), rows))
        except (IndexError, TypeError):
            raise X12WriteError("a segment begins with its id, which is text") from None
        for segment_id in ids:
            if not isinstance(segment_id, str) or not _ID.fullmatch(segment_id):
                raise X12WriteError("a segment id has two or three capitals and digits")
        if max(map(len, rows)) > LIMITS.elements:
            raise X12WriteError(f"set {self.set_id}: a segment of more than {LIMITS.elements} elements")

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
        element, end = style.delimiters.element.encode("ascii"), style.delimiters.terminator.encode("ascii")
        while element + end in text:
            text = text.replace(element + end, end)
        lone = _bare_segment(end).search(text)
        if lone:
            raise X12WriteError(f"{lone[1].decode('ascii')}: a segment without any element")
        return text


def _join(rows: list[tuple[Value, ...]], style: Style) -> bytes | None:
    """All segments as bytes, or None where some value isn't ready to go out: not in the character set,
    holding a delimiter, or with blanks around it. The separators that come out are counted against those that
    went in. An id that had a composite once is taken apart without trying: a join that fails costs more than
    the rest."""
    delimiters = style.delimiters
    element, parts, repeats = delimiters.element, 0, 0
    texts: list[str] = []
    with_composites: set[object] = set()
    for row in rows:
        if row[0] not in with_composites:
            try:
                texts.append(element.join(row))  # type: ignore[arg-type]  # a composite raises and is joined below
                continue
            except TypeError:
                with_composites.add(row[0])
        flat, in_row = _flatten(row, delimiters)
        parts, repeats = parts + in_row[0], repeats + in_row[1]
        texts.append(element.join(flat))
    if max(map(len, texts)) > LIMITS.segment_bytes:
        raise X12WriteError(f"a segment of more than {LIMITS.segment_bytes} bytes")
    end = delimiters.terminator
    text = end.join(texts) + end
    if not text.isascii():
        return None
    raw = text.encode("ascii")
    raw = raw if style.is_extended else raw.upper()
    counts = (
        (element, sum(map(len, rows)) - len(rows)),
        (end, len(texts)),
        (delimiters.component, parts),
        (delimiters.repetition, repeats),
    )
    if raw.translate(None, _ready(style)) or any(
        mark and raw.count(mark.encode()) != due for mark, due in counts
    ):
        return None
    return None if any(blank in raw for blank in _outer_blanks(delimiters)) else raw


def _flatten(row: tuple[Value, ...], delimiters: Delimiters) -> tuple[list[str], tuple[int, int]]:
    """The row with composites and repetitions joined, and how many separators of each kind that took."""
    flat: list[str] = []
    component = delimiters.component
    parts = repeats = 0
    for value in row:
        if value.__class__ is str:
            flat.append(value)
        elif isinstance(value, tuple):
            kept = value if value and value[-1] else _trimmed(value)
            parts += len(kept) - 1 if kept else 0
            flat.append(component.join(kept))
        else:
            joined, taken = _repeated(value, delimiters)
            flat.append(joined)
            parts, repeats = parts + taken[0], repeats + taken[1]
    return flat, (parts, repeats)


def _repeated(values: Sequence[str | Composite], delimiters: Delimiters) -> tuple[str, tuple[int, int]]:
    """The repetitions of an element, joined; empty ones at the end are left out."""
    kinds = [each if isinstance(each, tuple) else (each,) for each in values]
    joined, (parts, _) = _flatten(tuple(kinds), delimiters)
    kept = _trimmed(tuple(joined))
    return delimiters.repetition.join(kept), (parts, max(len(kept) - 1, 0))


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
def _outer_blanks(delimiters: Delimiters) -> list[bytes]:
    marks = [mark.encode("ascii") for mark in _all_of(delimiters)]
    return [b" " + mark for mark in marks] + [mark + b" " for mark in marks]


@lru_cache(maxsize=16)
def _bare_segment(end: bytes) -> re.Pattern[bytes]:
    return re.compile(re.escape(end) + b"([A-Z0-9]{2,3})(?=" + re.escape(end) + b")")
