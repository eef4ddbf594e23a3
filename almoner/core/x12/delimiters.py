"""The four delimiters of an interchange and the ISA segment they are read from: nothing is assumed, all of it
is taken from the header's own bytes."""

import re
from dataclasses import dataclass

from almoner.core.x12.limits import Limits
from almoner.core.x12.mapped import Data

LINE_ENDS = b"\r\n"
_NEVER_SEPARATORS = (b"", b" ", b"\r", b"\n", b"\0")


@dataclass(frozen=True, slots=True)
class Delimiters:
    """The separators as characters; `repetition` and `component` are empty where the interchange has none."""

    element: str = "*"
    component: str = ":"
    repetition: str = "^"
    terminator: str = "~"

    @property
    def ends_lines(self) -> bool:
        """The terminator is a line end, so that CR and LF end segments instead of being white space."""
        return self.terminator in "\r\n"

    @property
    def blanks(self) -> bytes:
        """Blanks and control characters that mean nothing between two segments; line ends are told apart from
        them."""
        taken = self.as_bytes() + LINE_ENDS
        return bytes(byte for byte in range(33) if byte not in taken)

    def as_bytes(self) -> bytes:
        """All delimiters that are there, as bytes."""
        return (self.element + self.component + self.repetition + self.terminator).encode("latin-1")

    @property
    def end_pattern(self) -> bytes:
        """The terminators inside a character class of a regular expression."""
        return rb"\r\n" if self.ends_lines else re.escape(self.terminator.encode("latin-1"))

    @property
    def blank_pattern(self) -> bytes:
        """What means nothing between segments, inside a character class; line ends too where they end no
        segment."""
        blanks = self.blanks if self.ends_lines else self.blanks + LINE_ENDS
        return b"".join(re.escape(bytes([blank])) for blank in blanks)


@dataclass(frozen=True, slots=True)
class Header:
    """An ISA as it was found: its place, its seventeen elements (the id first) and the delimiters it
    declares."""

    start: int
    end: int
    elements: list[str]
    delimiters: Delimiters
    is_terminated: bool


def read_header(data: Data, start: int, limits: Limits) -> Header | None:
    """The ISA at this byte, or None where there is no readable one.

    The fourth byte separates elements and may not be a letter, digit or blank; sixteen of it must follow. A
    tab does so only where the version is one, lest a table be taken for it.
    Behind the last stands the component separator, behind that the terminator; line breaks anywhere between
    are a wrapped file."""
    separator = data[start + 3 : start + 4]
    if data[start : start + 3].upper() != b"ISA" or separator.isalnum() or separator in _NEVER_SEPARATORS:
        return None
    return _split_header(data, start, limits)


def _split_header(data: Data, start: int, limits: Limits) -> Header | None:
    separator = data[start + 3 : start + 4]
    window = data[start : start + limits.header_bytes]
    parts = window.split(separator, 16)
    if len(parts) < 17 or (separator == b"\t" and not parts[12].strip().isdigit()):
        return None
    rest = parts[16]
    offset = start + len(window) - len(rest)
    tail = _read_tail(rest, separator)
    if tail is None:
        return None
    component, terminator, length = tail
    fields = [part.translate(None, LINE_ENDS).decode("latin-1") for part in parts[:16]]
    mark = parts[11].translate(None, LINE_ENDS)
    repetition = "" if len(mark) != 1 or mark.isalnum() or mark == b" " else mark.decode("latin-1")
    delimiters = Delimiters(
        separator.decode("latin-1"),
        component.decode("latin-1"),
        repetition,
        (terminator or b"~").decode("latin-1"),
    )
    fields.append(delimiters.component)
    return Header(start, offset + length, fields, delimiters, terminator != b"")


def _read_tail(rest: bytes, separator: bytes) -> tuple[bytes, bytes, int] | None:
    """Component separator, terminator (empty at the end of the file) and how many bytes of `rest` they
    take."""
    at = _skip(rest, 0, LINE_ENDS)
    component = rest[at : at + 1]
    if component in (b"", separator) or component.isalnum():
        return None
    if _names_segment(rest, at + 1, separator) or _ends_next_line(rest, at):
        return b"", component, at + 1
    at = _skip(rest, at + 1, b" ")
    terminator = rest[at : at + 1]
    if terminator in (b"\r", b"\n"):
        behind = _skip(rest, at, LINE_ENDS)
        mark = rest[behind : behind + 1]
        is_mark = mark != b"" and not mark.isalnum() and mark not in (b" ", b"\0", b"\x1a", separator)
        if is_mark and _names_segment(rest, _skip(rest, behind + 1, LINE_ENDS), separator):
            return component, mark, behind + 1
    if terminator.isalnum() or terminator == separator:
        return None
    return component, terminator, at + 1 if terminator else at


def _skip(text: bytes, at: int, blanks: bytes) -> int:
    while at < len(text) and text[at] in blanks:
        at += 1
    return at


def _names_segment(rest: bytes, at: int, separator: bytes) -> bool:
    """A segment that may follow an ISA begins here."""
    following = rest[at : at + 4].upper()
    return following.startswith((b"GS" + separator, b"TA1" + separator, b"IEA" + separator))


def _ends_next_line(rest: bytes, at: int) -> bool:
    """ISA16 is missing and the mark is the terminator: a line end follows here, and the same pair ends the
    next line."""
    mark, behind = rest[at : at + 1], rest[at + 1 : at + 2]
    if behind not in (b"\r", b"\n"):
        return False
    next_line = _skip(rest, at + 1, LINE_ENDS)
    line_end = rest.find(behind, next_line)
    return line_end > next_line and rest[line_end - 1 : line_end] == mark
