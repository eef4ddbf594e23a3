"""The lines of a note: where each begins and ends, its bullet or number, and whether a blank line stands
before it."""

import re
from bisect import bisect_left
from collections.abc import Iterator
from enum import StrEnum
from itertools import pairwise
from typing import NamedTuple

from almoner.core.coding.words import Span, Token

_LINE = re.compile(r"[^\n\r\x0b\x0c\x85\u2028\u2029]+")
_MARK = re.compile(
    r"\s*(?:(?P<number>\(?#?\d{1,2}[.):](?=\s|[A-Za-z])|#\d{1,2}\b[.):]?"
    r"|(?i:(?:problem |diagnosis |item )?(?:number|#) ?(?:one|two|three|four|five|six|[1-6])\b[:,.]?(?=\s))"
    r"|(?i:(?:problem|issue) ?[1-9](?:[:.)]|\s[-\u2013\u2014])(?=\s)))"
    r"|(?P<hash>#{1,6}(?=\s|\w))"
    r"|(?P<bullet>>{1,2}(?=\s)|--(?=\s)|[-*+\u2022\u2023\u25aa\u25cf\u25e6\u00b7\u2013\u2014\uf0b7o](?=\s)|[\u2022\u25cf\u25aa\uf0b7\u00b7])"
    r"|(?P<letter>\(?[a-z][.)](?=\s)))?[\s*_]*"
)

_INLINE = re.compile(r"(?<![^\s:;.(])\(?#?([1-9])(?:(?<=\(\d)\)\s*(?=\w)|[.)]\s*(?=[A-Z]))")
_SECOND = re.compile(r"\s(?:\(2\)\s*\w|\(?#?2[.)]\s*[A-Z])")
_SPOKEN = re.compile(
    r"(?<![\w\n])(?:problem |diagnosis |item )?(?:number|#) ?(one|two|three|four|five|six|[1-6])\b[:,.]?\s+",
    re.I,
)
_COUNTED = {word: number for number, word in enumerate("one two three four five six".split(), start=1)}
_LEAST_ITEMS = 2
_BARE = re.compile(r"(\d{1,2})\s+(?=[A-Z])")
_MOST_APART = 6
"""A counted item has no more lines than so many."""


class Bullet(StrEnum):
    """What a line begins with."""

    NONE = ""
    NUMBER = "number"
    HASH = "hash"
    BULLET = "bullet"
    LETTER = "letter"


class Line(NamedTuple):
    """One line with words. `span` has no white space at its ends; `body` is where the text behind its
    bullet begins; tokens [first, last) are those of the body."""

    span: Span
    body: int
    bullet: Bullet
    indent: int
    is_after_blank: bool
    first: int
    last: int


def lines_of(text: str, tokens: tuple[Token, ...]) -> tuple[Line, ...]:
    """The lines that hold words, in order."""
    starts = [token.start for token in tokens]
    found, is_after_blank = [], True
    previous_end = 0
    for match in _pieces(text):
        gap = text[previous_end : match.start()].replace("\r\n", "\n")
        is_after_blank = is_after_blank or len(gap) > 1
        line = _line(text, match, starts, is_after_blank=is_after_blank)
        is_after_blank = line is None
        previous_end = match.end()
        if line:
            found.append(line)
    return tuple(_counted(text, tokens, found))


def _counted(text: str, tokens: tuple[Token, ...], lines: list[Line]) -> Iterator[Line]:
    """The lines, each that opens with the next bare number of a count as its item: "1 Gout", "2 Gait"."""
    numbers = [_BARE.match(text, line.span.start, line.span.end) for line in lines]
    bare = [int(each.group(1)) if each else 0 for each in numbers]
    items: set[int] = set()
    for at, number in enumerate(bare):
        if number == 1:
            run = _run(bare, at)
            items |= set(run) if len(run) >= _LEAST_ITEMS else set()
    for at, line in enumerate(lines):
        match = numbers[at]
        if at not in items or match is None or line.bullet is not Bullet.NONE:
            yield line
            continue
        first = next(each for each in range(line.first, line.last) if tokens[each].start >= match.end())
        yield line._replace(body=match.end(), bullet=Bullet.NUMBER, first=first)


def _run(bare: list[int], at: int) -> list[int]:
    """The places of 1, 2, 3 ... from a place on, no more than so many lines apart."""
    found, wanted = [at], 2
    for place in range(at + 1, len(bare)):
        if place - found[-1] > _MOST_APART:
            break
        if bare[place] == wanted:
            found.append(place)
            wanted += 1
    return found


def _pieces(text: str) -> Iterator[re.Match[str]]:
    """The lines of a text; one that counts items is cut before each: "A/P: 1) Gout. 2) Gait.",
    "impression number one gout, number two gait"."""
    may_count = "#" in text or "number" in text.lower()
    for match in _LINE.finditer(text):
        start, end = match.span()
        items = list(_INLINE.finditer(text, start, end)) if _SECOND.search(text, start, end) else []
        counted = [int(each.group(1)) for each in items]
        if may_count and not items:
            items = list(_SPOKEN.finditer(text, start, end))
            counted = [_number(each.group(1)) for each in items]
        if len(items) < _LEAST_ITEMS or counted != list(range(counted[0], counted[0] + len(items))):
            yield match
            continue
        edges = [start, *(_opens(each) for each in items), end]
        for first, last in pairwise(edges):
            piece = _LINE.match(text, first, last)
            if piece:
                yield piece


def _opens(item: re.Match[str]) -> int:
    """Where the line of an item begins: at its number, or at the first of the words that count it."""
    return item.start(1) if item.group(1).isdigit() and item.re is _INLINE else item.start()


def _number(said: str) -> int:
    """A small number as a digit or a word."""
    return int(said) if said.isdigit() else _COUNTED[said.lower()]


def _line(text: str, match: re.Match[str], starts: list[int], *, is_after_blank: bool) -> Line | None:
    start, end = match.span()
    while end > start and text[end - 1].isspace():
        end -= 1
    mark = _MARK.match(text, start, end)
    body = mark.end() if mark else start
    first = bisect_left(starts, body)
    last = bisect_left(starts, end, first)
    if first == last:
        return None
    bullet = Bullet((mark.lastgroup if mark else "") or "")
    indent = 0
    while text[start + indent].isspace():
        indent += 1
    return Line(Span(start + indent, end), body, bullet, indent, is_after_blank, first, last)
