"""The regular expressions by which a stretch of bytes is looked over for what doesn't belong there, made once
for each set of delimiters."""

import re
from functools import lru_cache

from almoner.core.x12.delimiters import LINE_ENDS, Delimiters

Pattern = re.Pattern[bytes]


def tails(delimiters: Delimiters) -> list[bytes]:
    """The pairs of delimiters that end a segment or a composite with nothing behind."""
    element, part = delimiters.element.encode("latin-1"), delimiters.component.encode("latin-1")
    ends = [b"\r", b"\n"] if delimiters.ends_lines else [delimiters.terminator.encode("latin-1")]
    pairs = [element + end for end in ends]
    if _is_distinct(delimiters):
        pairs += [part + element, *(part + end for end in ends)]
    return pairs


@lru_cache(maxsize=64)
def odd_bytes(delimiters: Delimiters) -> Pattern:
    """A byte that is neither printable ASCII nor a delimiter nor a line end."""
    taken = delimiters.as_bytes() + LINE_ENDS
    odd = (byte for byte in (*range(32), *range(127, 256)) if byte not in taken)
    return re.compile(b"[" + b"".join(re.escape(bytes([byte])) for byte in odd) + b"]")


@lru_cache(maxsize=64)
def odd_ids(delimiters: Delimiters) -> Pattern:
    """Ends just before a segment whose id isn't plainly two or three capitals and digits, or whose payload is
    binary."""
    wrap = b"" if delimiters.ends_lines else rb"[\r\n]*"
    binary = b"(?!B" + wrap + b"(?:I" + wrap + b"N|D" + wrap + b"S))"
    letters = b"[A-Z]" + wrap + b"(?:[A-Z0-9]" + wrap + b"){1,2}"
    proper = binary + letters + re.escape(delimiters.element.encode("latin-1"))
    meaning = b"(?=[^" + delimiters.end_pattern + delimiters.blank_pattern + b"])"
    return re.compile(_segment_start(delimiters) + meaning + b"(?!" + proper + b")")


@lru_cache(maxsize=64)
def wrapped(delimiters: Delimiters) -> Pattern | None:
    """A line break inside a segment; None where line breaks end segments."""
    if delimiters.ends_lines:
        return None
    inside = b"[^" + delimiters.end_pattern + delimiters.blank_pattern + b"]"
    return re.compile(inside + rb"[\r\n]+[^\r\n]")


@lru_cache(maxsize=64)
def gaps(delimiters: Delimiters) -> Pattern:
    """Blanks behind a terminator, or a terminator with nothing before it."""
    blanks = b"".join(re.escape(bytes([blank])) for blank in delimiters.blanks)
    if delimiters.ends_lines:
        return re.compile(rb"[\r\n][" + blanks + rb"]|\n\n|\r\r")
    return re.compile(b"[" + delimiters.end_pattern + rb"][\r\n]*[" + blanks + delimiters.end_pattern + b"]")


@lru_cache(maxsize=64)
def coded_composite(delimiters: Delimiters) -> Pattern:
    """Up to the first element of a segment that always begins with a composite of a qualifier and a code."""
    return re.compile(
        _segment_start(delimiters) + b"(SVC|SV1|SV3|HI)" + re.escape(delimiters.element.encode("latin-1"))
    )


UNDECLARED = re.compile(rb"(?:AD|ER|HC|HP|IV|NU|WK|N4|A?B[FJKNR])([>:<|;!^\\&+@#])[A-Z0-9]{3}")
"""A qualifier of procedures or diagnoses and a code, with a mark between them that some sender splits by."""


def _segment_start(delimiters: Delimiters) -> bytes:
    blanks = delimiters.blank_pattern
    return b"[" + delimiters.end_pattern + b"]" + (b"[" + blanks + b"]*" if blanks else b"")


def _is_distinct(delimiters: Delimiters) -> bool:
    """The component separator is there and is no other delimiter that ends something."""
    return bool(delimiters.component) and delimiters.component not in (
        delimiters.element,
        delimiters.terminator,
    )
