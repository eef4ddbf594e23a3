"""Segments out of a stretch of bytes, as fast as `split` where the stretch is plain and one by one where it
isn't. A scanner holds no segments: each pass makes them anew, so memory stays flat however long the file
is."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache
from itertools import islice

from almoner.core.x12.delimiters import LINE_ENDS, Delimiters
from almoner.core.x12.limits import Limits
from almoner.core.x12.mapped import Data

Elements = list[str]
"""A segment as text: its id, then its elements, so that the index is the X12 element number."""

BINARY = ("BIN", "BDS")
_LENGTH_AT = {"BIN": 1, "BDS": 2}
BINARY_ELEMENTS = {"BIN": 2, "BDS": 3}
"""How many elements a binary segment has; the last is its payload."""
_CHUNK = 1 << 18
_BATCH = 512
_LINE_END = re.compile(rb"[\r\n]")


@dataclass(frozen=True, slots=True)
class Scanner:
    """How to find the segments of one interchange.

    `joint` is the exact text between any two segments where that is the same everywhere, and then splitting
    is enough. Without it blanks, line breaks and empty segments are dropped and ids lifted to capitals.
    `is_careful` goes one by one: binary segments are measured by their length, and one that is longer than
    the limit gives its id only."""

    data: Data
    delimiters: Delimiters
    limits: Limits
    joint: bytes | None = None
    is_careful: bool = True

    def rows(self, start: int, end: int) -> Iterator[Elements]:
        """The segments between two bytes, as lists of text."""
        if self.joint is None:
            yield from self._loose_rows(start, end)
            return
        separator = self.delimiters.element
        for texts in self._plain_texts(start, end):
            for text in texts:
                yield text.split(separator)

    def all_rows(self, start: int, end: int) -> list[Elements]:
        """The same at once, for those that keep them all."""
        if self.joint is None:
            return list(self._loose_rows(start, end))
        separator = self.delimiters.element
        return [text.split(separator) for texts in self._plain_texts(start, end) for text in texts]

    def texts(self, start: int, end: int) -> Iterator[list[str]]:
        """The segments between two bytes in stretches of some hundred, each as its whole text."""
        if self.joint is not None:
            for texts in self._plain_texts(start, end):
                for at in range(0, len(texts), _BATCH):
                    yield texts[at : at + _BATCH]
            return
        separator, rows = self.delimiters.element, self._loose_rows(start, end)
        while some := [separator.join(row) for row in islice(rows, _BATCH)]:
            yield some

    def located(self, start: int, end: int) -> Iterator[tuple[int, Elements]]:
        """The segments between two bytes, each with the place of its first byte in the file."""
        if self.joint is None:
            yield from self._one_by_one(start, end)
            return
        separator, split_at, step = self.delimiters.element, self.joint.decode("latin-1"), len(self.joint)
        for at, stop in self._chunks(start, self._stop(start, end), self.joint):
            offset = at
            for text in self.data[at:stop].decode("latin-1").split(split_at):
                yield offset, text.split(separator)
                offset += len(text) + step

    def count(self, start: int, end: int) -> int:
        """How many segments stand between two bytes, of which the first begins one."""
        if self.joint is not None:
            stop = self._stop(start, end)
            return self.data.count(self.joint, start, stop) + 1 if stop > start else 0
        if self.is_careful:
            return sum(1 for _ in self._one_by_one(start, end))
        return sum(1 for _ in _next_segment(self.delimiters).finditer(self.data, start, end)) + (end > start)

    def segment_end(self, at: int, end: int) -> tuple[int, int]:
        """Where the segment that begins here ends, and where the next one may begin."""
        if self.delimiters.ends_lines:
            match = _LINE_END.search(self.data, at, end)
            return (match.start(), match.end()) if match else (end, end)
        stop = self.data.find(self.delimiters.terminator.encode("latin-1"), at, end)
        return (stop, stop + 1) if stop >= 0 else (end, end)

    def binary_end(self, at: int, segment_id: str, end: int) -> tuple[int, int, int] | None:
        """First byte of the payload, the byte behind it, and the byte behind the terminator, of the BIN or
        BDS that begins here; None where its length doesn't lead to a terminator."""
        field, separator = _LENGTH_AT[segment_id], self.delimiters.element.encode("latin-1")
        head = self.data[at : at + 256].split(separator, field + 1)
        if len(head) < field + 2:
            return None
        digits = head[field].translate(None, LINE_ENDS)
        if not digits.isdigit() or len(digits) > 15:
            return None
        first = at + sum(len(part) + 1 for part in head[:-1])
        last = first + int(digits)
        mark = self.data[last : last + 1]
        is_end = mark in (b"\r", b"\n") if self.delimiters.ends_lines else mark == self._terminator
        if last > end or (mark and not is_end):
            return None
        return first, last, last + len(mark)

    @property
    def _terminator(self) -> bytes:
        return self.delimiters.terminator.encode("latin-1")

    def _stop(self, start: int, end: int) -> int:
        """The end without the last segment's own terminator."""
        assert self.joint is not None
        if self.data.endswith(self.joint, start, end):
            return end - len(self.joint)
        return end - 1 if self.data.endswith(self.joint[:1], start, end) else end

    def _chunks(self, start: int, stop: int, mark: bytes) -> Iterator[tuple[int, int]]:
        """Stretches of about 256 KiB that end where a mark stands (the mark itself left out)."""
        at = start
        while at < stop:
            cut = self.data.rfind(mark, at, at + _CHUNK) if stop - at > _CHUNK else stop
            cut = self.data.find(mark, at, stop) if cut < 0 else cut
            cut = stop if cut < 0 else cut
            yield at, cut
            at = cut + len(mark)

    def _plain_texts(self, start: int, end: int) -> Iterator[list[str]]:
        assert self.joint is not None
        split_at = self.joint.decode("latin-1")
        for at, cut in self._chunks(start, self._stop(start, end), self.joint):
            yield self.data[at:cut].decode("latin-1").split(split_at)

    def _loose_texts(self, start: int, end: int) -> Iterator[list[str]]:
        """The texts between terminators, without line breaks."""
        mark = b"\n" if self.delimiters.ends_lines else self._terminator
        for at, cut in self._chunks(start, end, mark):
            raw = self.data[at:cut]
            raw = raw.replace(b"\r", b"\n") if self.delimiters.ends_lines else raw.translate(None, LINE_ENDS)
            yield raw.decode("latin-1").split(mark.decode("latin-1"))

    def _loose_rows(self, start: int, end: int) -> Iterator[Elements]:
        if self.is_careful:
            for _, elements in self._one_by_one(start, end):
                yield elements
            return
        separator, blanks = self.delimiters.element, self.delimiters.blanks.decode("latin-1")
        for texts in self._loose_texts(start, end):
            for text in texts:
                elements = text.lstrip(blanks).split(separator)
                if not (elements[0].isupper() and elements[0].isalnum()):
                    elements[0] = elements[0].strip().upper()
                if len(elements) > 1 or elements[0]:
                    yield elements

    def _one_by_one(self, start: int, end: int) -> Iterator[tuple[int, Elements]]:
        data, separator, search = self.data, self.delimiters.element, _segment(self.delimiters).search
        at, most = start, self.limits.segment_bytes
        while match := search(data, at, end):
            first, at = match.span()
            raw = data[first:at] if at - first <= most else data[first : first + 3]
            if b"\n" in raw or b"\r" in raw:
                raw = raw.translate(None, LINE_ENDS)
            elements = raw.decode("latin-1").split(separator)
            elements[0] = elements[0].strip().upper()
            if elements[0] in _LENGTH_AT:
                elements, at = self._binary(first, elements, end) or (elements, at)
            yield first, elements

    def _binary(self, at: int, elements: Elements, end: int) -> tuple[Elements, int] | None:
        """The elements of a binary segment with its payload whole, and the byte behind it."""
        found = self.binary_end(at, elements[0], end)
        if found is None:
            return None
        first, last, after = found
        head = self.data[at:first].translate(None, LINE_ENDS).decode("latin-1").split(self.delimiters.element)
        return [elements[0], *head[1:-1], self.data[first:last].decode("latin-1")], after


@lru_cache(maxsize=64)
def _segment(delimiters: Delimiters) -> re.Pattern[bytes]:
    """From the first byte that means something to the next terminator."""
    nothing = delimiters.end_pattern + delimiters.blank_pattern
    return re.compile(b"[^" + nothing + b"][^" + delimiters.end_pattern + b"]*")


@lru_cache(maxsize=64)
def _next_segment(delimiters: Delimiters) -> re.Pattern[bytes]:
    """A terminator behind which another segment begins, and the blanks between."""
    blanks = delimiters.blank_pattern
    gap = b"[" + blanks + b"]*" if blanks else b""
    return re.compile(
        b"[" + delimiters.end_pattern + b"]" + gap + b"(?=[^" + delimiters.end_pattern + blanks + b"])"
    )
