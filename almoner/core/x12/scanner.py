"""Segments out of a stretch of bytes, as fast as `split` where the stretch is plain and one by one where it
isn't. A scanner holds no segments: each pass makes them anew, so memory stays flat however long the file
is."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache

from almoner.core.x12.delimiters import LINE_ENDS, Delimiters
from almoner.core.x12.limits import Limits

Elements = list[str]
"""A segment as text: its id, then its elements, so that the index is the X12 element number."""

CHUNK = 1 << 18
_LENGTH_AT = {"BIN": 1, "BDS": 2}


@dataclass(frozen=True, slots=True)
class Scanner:
    """How to find the segments of one interchange.

    `joint` is the exact text between any two segments where it is the same everywhere; None sends each
    segment through the careful way, which drops blanks, line breaks and empty segments, lifts ids to
    capitals, measures binary segments by their length and skips what is longer than the limit."""

    data: bytes
    delimiters: Delimiters
    limits: Limits
    joint: bytes | None = None

    def rows(self, start: int, end: int) -> Iterator[Elements]:
        """The segments between two bytes, as lists of text."""
        if self.joint is None:
            for _, elements in self._careful(start, end):
                yield elements
            return
        separator = self.delimiters.element
        for chunk, _ in self._chunks(start, end):
            for text in chunk:
                yield text.split(separator)

    def all_rows(self, start: int, end: int) -> list[Elements]:
        """The same at once, for those that keep them all."""
        if self.joint is None:
            return [elements for _, elements in self._careful(start, end)]
        separator = self.delimiters.element
        return [text.split(separator) for chunk, _ in self._chunks(start, end) for text in chunk]

    def located(self, start: int, end: int) -> Iterator[tuple[int, Elements]]:
        """The segments between two bytes, each with the place of its first byte in the file."""
        if self.joint is None:
            yield from self._careful(start, end)
            return
        separator, step = self.delimiters.element, len(self.joint)
        for chunk, offset in self._chunks(start, end):
            at = offset
            for text in chunk:
                yield at, text.split(separator)
                at += len(text) + step

    def count(self, start: int, end: int) -> int:
        """How many segments stand between two bytes."""
        if self.joint is None:
            return self._careful_count(start, end)
        stop = self._stop(start, end)
        return self.data.count(self.joint, start, stop) + 1 if stop > start else 0

    def _stop(self, start: int, end: int) -> int:
        """The end without the last segment's own terminator."""
        assert self.joint is not None
        if self.data.endswith(self.joint, start, end):
            return end - len(self.joint)
        return end - 1 if self.data.endswith(self.joint[:1], start, end) else end

    def _chunks(self, start: int, end: int) -> Iterator[tuple[list[str], int]]:
        """The texts of the segments by about 256 KiB, with the place of the first of each chunk."""
        assert self.joint is not None
        data, joint, stop = self.data, self.joint, self._stop(start, end)
        split_at = joint.decode("latin-1")
        at = start
        while at < stop:
            cut = data.rfind(joint, at, at + CHUNK) if stop - at > CHUNK else stop
            if cut < 0:
                cut = data.find(joint, at, stop)
            cut = stop if cut < 0 else cut
            yield data[at:cut].decode("latin-1").split(split_at), at
            at = cut + len(joint)

    def _careful(self, start: int, end: int) -> Iterator[tuple[int, Elements]]:
        data, separator, search = self.data, self.delimiters.element, _segment_pattern(self.delimiters).search
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

    def _careful_count(self, start: int, end: int) -> int:
        count = 0
        for match in _segment_pattern(self.delimiters).finditer(self.data, start, end):
            first = match.start()
            if self.data[first : first + 3].upper() in (b"BIN", b"BDS"):
                return sum(1 for _ in self._careful(start, end))
            count += 1
        return count

    def segment_end(self, at: int, end: int) -> tuple[int, int]:
        """Where the segment that begins here ends, and where the next one may begin."""
        if self.delimiters.ends_lines:
            match = _LINE_END.search(self.data, at, end)
            return (match.start(), match.end()) if match else (end, end)
        stop = self.data.find(self.delimiters.terminator.encode("latin-1"), at, end)
        return (stop, stop + 1) if stop >= 0 else (end, end)

    def binary_end(self, at: int, segment_id: str, end: int) -> tuple[int, int, int] | None:
        """First byte of the payload, last byte + 1, and the byte behind the terminator, of the BIN or BDS
        that begins here; None where its length doesn't lead to a terminator."""
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
        is_end = (
            mark in (b"\r", b"\n")
            if self.delimiters.ends_lines
            else mark == self.delimiters.terminator.encode("latin-1")
        )
        if last > end or (mark and not is_end):
            return None
        return first, last, last + len(mark)

    def _binary(self, at: int, elements: Elements, end: int) -> tuple[Elements, int] | None:
        """The elements of a binary segment with its payload whole, and the byte behind it."""
        found = self.binary_end(at, elements[0], end)
        if found is None:
            return None
        first, last, after = found
        head = elements[: _LENGTH_AT[elements[0]] + 1]
        return [*head, self.data[first:last].decode("latin-1")], after


_LINE_END = re.compile(rb"[\r\n]")


@lru_cache(maxsize=64)
def _segment_pattern(delimiters: Delimiters) -> re.Pattern[bytes]:
    """From the first byte that means something to the next terminator."""
    return re.compile(
        b"[^" + delimiters.end_pattern + delimiters.blank_pattern + b"][^" + delimiters.end_pattern + b"]*"
    )
