"""The sentences of a note: they end at a full stop, at a heading, a list item, a paragraph or the cell of a
table, not at an abbreviation or where a long line wraps."""

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterator
from itertools import pairwise
from typing import NamedTuple

from almoner.core.coding.lines import Bullet, Line
from almoner.core.coding.sections import Section
from almoner.core.coding.words import Span, Token

_STOP = re.compile(
    r"[.!?][\"')\]]*(?=\s+[^a-z\s]|\s+[a-z]{1,2}[A-Z]|\s*$)|[.!?][\"')\]]*(?=[A-Z][a-z])|\s\|\s"
)
_ANY_STOP = re.compile(_STOP.pattern + r"|[.!?](?=\s+[a-z]{2})")
_SMALL_STOP, _LARGE_STOP = re.compile(r"[a-z]{2}[.]\s+[a-z]{2}"), re.compile(r"[a-z]{2}[.]\s+[A-Z]")
_SMALL_STOPS = 3
"""Who begins most sentences small has more stops before small letters than this, and than before capitals."""
_ABBREVIATIONS = frozenset(
    "dr mr mrs ms prof st vs e.g i.e approx pt pts hx dx no nos fig dept inc jr sr max min ca cf al etc "
    "resp neuro prev mod sev wt ht temp ext abd hgb".split()
)
_LONG_LINE, _SMALL_LINES = 55, 6
_WORD = re.compile(r"\S+")
_LABEL = re.compile(r"[A-Z0-9][\w/,'() ]{0,60}(?::|\s*\||\s*[-=]{1,2}>|\s[-\u2013\u2014]{1,2}\s)")
_MOST_WORDS = 120
"""Text without a full stop is read in pieces of so many words, so that no input takes long."""


class Sentence(NamedTuple):
    """One sentence: tokens [first_token, last_token) of the reading, the number of its section, and of
    its block where it has one."""

    span: Span
    first_token: int
    last_token: int
    section: int
    block: int | None = None


def pieces_of(
    text: str, tokens: tuple[Token, ...], lines: tuple[Line, ...], sections: tuple[Section, ...]
) -> list[tuple[int, int, int]]:
    """The sentences as (first token, last token, section), in order. A heading is a piece of its own."""
    starts = [token.start for token in tokens]
    breaks = set(_line_breaks(text, lines)) | set(_stops(text, tokens, starts))
    for section in sections:
        breaks.add(bisect_left(starts, section.span.start))
        if section.heading:
            breaks.add(bisect_left(starts, section.heading.end))
    edges = sorted(breaks | {0, len(tokens)})
    edges += [at for first, last in pairwise(edges) for at in range(first + _MOST_WORDS, last, _MOST_WORDS)]
    edges.sort()
    opens = [section.span.start for section in sections]
    return [(first, last, bisect_right(opens, starts[first]) - 1) for first, last in pairwise(edges)]


def _line_breaks(text: str, lines: tuple[Line, ...]) -> Iterator[int]:
    """The first words of lines that don't go on with the line before. Who writes small at the beginning of
    lines goes on only from a long one."""
    width = max((line.indent + _length(line) for line in lines), default=0)
    small = sum(text[line.body].islower() for line in lines) > max(_SMALL_LINES, len(lines)) / 2
    for before, line in pairwise(lines):
        is_apart = line.is_after_blank or line.bullet is not Bullet.NONE
        if is_apart or (small and _length(before) < _LONG_LINE) or not _goes_on(text, before, line, width):
            yield line.first


def _goes_on(text: str, before: Line, line: Line, width: int) -> bool:
    """The line before ends in the midst of a sentence: the next word is small, or had no room in the width of
    the note's longest line and opens no label.
    """
    if text[before.span.end - 1] in ".!?:;":
        return False
    if text[line.body].islower():
        return True
    if _LABEL.match(text, line.body, line.span.end):
        return False
    word = _WORD.match(text, line.body, line.span.end)
    needed = before.indent + _length(before) + 1 + (word.end() - word.start() if word else 0)
    return _length(before) >= _LONG_LINE and needed > width


def _length(line: Line) -> int:
    return line.span.end - line.span.start


def _stops(text: str, tokens: tuple[Token, ...], starts: list[int]) -> Iterator[int]:
    """The first words behind full stops that end a sentence."""
    is_small = len(_SMALL_STOP.findall(text)) > max(_SMALL_STOPS, len(_LARGE_STOP.findall(text)))
    for match in (_ANY_STOP if is_small else _STOP).finditer(text):
        at = bisect_right(starts, match.start())
        if at and not _is_abbreviation(text, tokens[at - 1], match.start()):
            yield at


def _is_abbreviation(text: str, token: Token, stop: int) -> bool:
    if token.end != stop or text[stop] != ".":
        return False
    is_initial = (
        len(token.word) == 1 and token.word.isalpha() and text[token.start - 1 : token.start] in {" ", "."}
    )
    return token.word in _ABBREVIATIONS or (is_initial and text[token.start].isupper())
