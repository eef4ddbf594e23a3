"""Finds the few segments that frame an interchange (GS, ST, SE, GE, IEA, TA1) by one pass over its bytes,
whatever the delimiters and however the file is wrapped, without making the segments between them."""

import re
from collections.abc import Iterator
from functools import lru_cache
from typing import NamedTuple

from almoner.core.x12.delimiters import LINE_ENDS, Delimiters, Header, read_header
from almoner.core.x12.mapped import search
from almoner.core.x12.scanner import BINARY, Elements, Scanner

_IDS = ("ISA", "IEA", "TA1", "GS", "GE", "ST", "SE", "BIN", "BDS")


class Mark(NamedTuple):
    """A framing segment: its upper-case id, first byte, the byte behind its terminator, and its elements."""

    id: str
    start: int
    end: int
    elements: Elements
    is_terminated: bool

    def get(self, number: int) -> str:
        """An element, or nothing where it is absent."""
        return self.elements[number] if number < len(self.elements) else ""


def marks(scanner: Scanner, header: Header) -> Iterator[Mark]:
    """The framing segments behind an ISA in the order of the file, up to and with the IEA, or up to the next
    ISA.

    That next ISA is told as the last mark (its elements are empty) and belongs to the next interchange.
    Payloads of BIN and BDS are skipped by their length."""
    data, pattern = scanner.data, _pattern(header.delimiters)
    at = header.end - 1
    size = len(data)
    while match := search(pattern, data, at, size):
        start, segment_id = match.start(1), match[1].translate(None, LINE_ENDS).upper().decode("ascii")
        if segment_id == "ISA":
            if read_header(data, start, scanner.limits):
                yield Mark("ISA", start, start, [], True)
                return
            at = start
            continue
        stop, end = _end(scanner, start, segment_id)
        if segment_id not in BINARY:
            text = data[start : min(stop, start + scanner.limits.segment_bytes)].translate(None, LINE_ENDS)
            elements = text.decode("latin-1").split(header.delimiters.element)
            yield Mark(segment_id, start, end, elements, end > stop)
            if segment_id == "IEA":
                return
        at = max(end - 1, match.end(1))


def _end(scanner: Scanner, start: int, segment_id: str) -> tuple[int, int]:
    """The terminator's place and the byte behind it; an IEA without one ends where its line does."""
    size = len(scanner.data)
    if segment_id in BINARY:
        payload = scanner.binary_end(start, segment_id, size)
        if payload:
            return payload[1], payload[2]
    stop, end = scanner.segment_end(start, size)
    if stop == size and segment_id == "IEA":
        line_end = search(_OUTSIDE, scanner.data, start, size)
        stop = end = line_end.start() if line_end else size
    return stop, end


@lru_cache(maxsize=64)
def _pattern(delimiters: Delimiters) -> re.Pattern[bytes]:
    """A terminator, perhaps blanks, one of the ids (in any case, perhaps wrapped), and an element separator
    or the end.

    The first look at a single letter turns away nine segments of ten before the longer alternatives are
    tried."""
    element = re.escape(delimiters.element.encode("latin-1"))
    end = b"[" + delimiters.end_pattern + b"]"
    wrap = b"" if delimiters.ends_lines else rb"[\r\n]*"
    ids = b"|".join(wrap.join(_either_case(letter) for letter in name) for name in _IDS)
    gap = b"[" + delimiters.blank_pattern + b"]*" if delimiters.blank_pattern else b""
    return re.compile(
        end + gap + b"(?=[IiGgSsTtBb])(" + ids + b")" + wrap + b"(?:(?=" + element + b"|" + end + rb")|\Z)"
    )


def _either_case(letter: str) -> bytes:
    return b"[" + letter.encode() + letter.lower().encode() + b"]" if letter.isalpha() else letter.encode()


_OUTSIDE = re.compile(rb"[\r\n\0\x1a]")
