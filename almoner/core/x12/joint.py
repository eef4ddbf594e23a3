"""Whether a stretch of bytes is plain: one exact text between any two segments, and every segment with a
proper id. A plain stretch can be split; any other goes the careful way."""

import re
from collections.abc import Iterator
from dataclasses import replace
from functools import lru_cache

from almoner.core.x12.delimiters import Delimiters, Header
from almoner.core.x12.mapped import Data, search
from almoner.core.x12.scanner import BINARY, Scanner


def choose_scanner(scanner: Scanner, header: Header, end: int) -> Scanner:
    """The fastest way that is safe for the segments behind this ISA up to a byte.

    Plain: the text between segments is the same everywhere, every id is two or three capitals and digits, no
    segment is empty. Careful: a payload is binary or a segment longer than the limit. Else the way
    between."""
    data, start = scanner.data, header.end - 1
    is_oversized = any(True for _ in long_segments(scanner, start + 1, end, scanner.limits.segment_bytes))
    joint = None if is_oversized else _candidate(data, start, end, header.delimiters)
    if joint is not None:
        fault = search(_not_a_segment(joint, header.delimiters.element), data, start, end)
        if fault is None or fault.end() >= end:
            return replace(scanner, joint=joint, is_careful=False)
    has_binary = search(_binary(header.delimiters.element), data, start, end) is not None
    return replace(scanner, is_careful=is_oversized or has_binary)


def _candidate(data: Data, start: int, end: int, delimiters: Delimiters) -> bytes | None:
    """The terminator with the line end that follows it, if the counts say that nothing else is possible."""
    terminator = delimiters.terminator.encode("latin-1")
    lines, returns = data.count(b"\n", start, end), data.count(b"\r", start, end)
    if delimiters.ends_lines:
        if not (lines and returns):
            return terminator
        pairs = data.count(b"\r\n", start, end)
        is_paired = terminator == b"\r" and pairs == lines and returns - pairs in (0, 1)
        return b"\r\n" if is_paired else None
    if not (lines or returns):
        return terminator
    line_end = b"\r\n" if lines and returns else b"\n" if lines else b"\r"
    joint = terminator + line_end
    joints = data.count(joint, start, end)
    is_regular = joints == max(lines, returns) and (not (lines and returns) or lines == returns)
    has_no_bare = data.count(terminator, start, end) - joints in (0, 1)
    return joint if is_regular and has_no_bare else None


@lru_cache(maxsize=64)
def _not_a_segment(joint: bytes, element: str) -> re.Pattern[bytes]:
    separator = re.escape(element.encode("latin-1"))
    return re.compile(re.escape(joint) + b"(?!(?!B(?:IN|DS))[A-Z][A-Z0-9]{1,2}" + separator + b")")


@lru_cache(maxsize=64)
def _binary(element: str) -> re.Pattern[bytes]:
    """What may be the id of a binary segment, in any case, perhaps wrapped."""
    return re.compile(
        rb"[Bb][\r\n]*(?:[Ii][\r\n]*[Nn]|[Dd][\r\n]*[Ss])[\r\n]*" + re.escape(element.encode("latin-1"))
    )


def long_segments(scanner: Scanner, start: int, end: int, size: int) -> Iterator[tuple[int, int]]:
    """First byte and end of each segment of at least `size` bytes, found by leaps of that size instead of one
    by one."""
    at = start
    while at + size < end:
        last = _last_end(scanner, at, at + size)
        if last >= 0:
            at = last + 1
            continue
        stop, after = scanner.segment_end(at, end)
        segment_id = scanner.data[at : at + 3].upper().decode("latin-1")
        payload = scanner.binary_end(at, segment_id, end) if segment_id in BINARY else None
        if payload is None:
            yield at, stop
        at = payload[2] if payload else max(after, at + 1)


def _last_end(scanner: Scanner, start: int, end: int) -> int:
    data = scanner.data
    if scanner.delimiters.ends_lines:
        return max(data.rfind(b"\n", start, end), data.rfind(b"\r", start, end))
    return data.rfind(scanner.delimiters.terminator.encode("latin-1"), start, end)
