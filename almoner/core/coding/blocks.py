"""The blocks of the assessment and plan: what belongs to one problem, with the problem's own heading."""

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterator
from dataclasses import dataclass, field

from almoner.core.coding.headings import SectionKind
from almoner.core.coding.lines import Bullet, Line
from almoner.core.coding.sections import Section
from almoner.core.coding.words import Span, Token

_KINDS = {SectionKind.ASSESSMENT, SectionKind.PLAN}
_MOST_HEADING_WORDS = 14
_MOST_SHORT = 6
_HEADING_END = re.compile(
    r"[)\]%]?\s*(?::|\.(?=\s|$)|;|\||[-=]{1,2}>|\s[-\u2013\u2014]+\s|\u2014|,\s(?=(?:will|continue|start)\b))"
)
SAYING = frozenset(
    "is are was were has have had will would should reports presents presented denies he she we i they "
    "patient discussed recommended advised started continued".split()
)
"""Words of a sentence: what holds one is no name of a problem."""
_DOING = frozenset(
    "continue start increase decrease refer order follow recommend encourage stop begin initiate obtain "
    "rtc check repeat schedule return take monitor avoid call consider discuss review".split()
)
"""What opens a task, not a problem."""
_DENYING = frozenset("no not denies denied without".split())
"""What opens a denial."""
_FIRST = "1"
"""What opens the first item behind a heading on its line: "Impression: 1. Gout"."""


@dataclass(frozen=True, slots=True)
class Block:
    """One problem's part of the assessment or plan; `heading` names the problem, where it has a line or
    label."""

    heading: Span | None
    span: Span


@dataclass(slots=True)
class _Open:
    """A block while it is read."""

    start: int
    heading: Span | None = None
    lines: list[Line] = field(default_factory=list)


def blocks_of(
    text: str, tokens: tuple[Token, ...], lines: tuple[Line, ...], sections: tuple[Section, ...]
) -> tuple[Block, ...]:
    """The blocks in order; they don't overlap. Every line of an assessment or plan lies in one."""
    found: list[Block] = []
    for span in _regions(sections):
        inside = _lines_in(span, tokens, lines, sections)
        found.extend(_split(text, tokens, span, inside))
    return tuple(found)


def resumed(sections: tuple[Section, ...], blocks: tuple[Block, ...]) -> tuple[Section, ...]:
    """The sections, with those parts of a problem cut where the next problem begins: there the assessment
    or plan around them goes on."""
    found: list[Section] = []
    starts = [block.span.start for block in blocks]
    outer = SectionKind.OTHER
    for section in sections:
        outer = outer if section.is_inner else section.kind
        at = bisect_right(starts, section.span.start)
        is_cut = section.is_inner and at < len(starts) and starts[at] < section.span.end
        if not is_cut:
            found.append(section)
            continue
        head = Span(section.span.start, starts[at])
        found.append(section._replace(span=head))
        found.append(Section(outer, None, Span(starts[at], section.span.end)))
    return tuple(found)


def _regions(sections: tuple[Section, ...]) -> Iterator[Span]:
    """Each assessment or plan with the inner parts that follow it."""
    start: int | None = None
    end = 0
    for section in sections:
        if start is not None and section.is_inner:
            end = section.span.end
            continue
        if start is not None:
            yield Span(start, end)
            start = None
        if section.kind in _KINDS:
            start = section.heading.end if section.heading else section.span.start
            end = section.span.end
    if start is not None:
        yield Span(start, end)


def _lines_in(
    span: Span, tokens: tuple[Token, ...], lines: tuple[Line, ...], sections: tuple[Section, ...]
) -> list[tuple[Line, bool]]:
    """The lines of a region, the first one without the heading that it opens with; each with whether it
    begins with an inner label."""
    inner = {section.heading.start for section in sections if section.is_inner and section.heading}
    first = bisect_right([line.span.end for line in lines], span.start)
    last = bisect_left([line.span.start for line in lines], span.end)
    inside = [(line, line.body in inner) for line in lines[first:last]]
    if inside and inside[0][0].span.start < span.start:
        line = inside[0][0]
        at = next((at for at in range(line.first, line.last) if tokens[at].start >= span.start), line.last)
        inside.pop(0)
        if at < line.last:
            inside.insert(0, (_beside(_shortened(line, tokens, at), inside), False))
    return inside


def _shortened(line: Line, tokens: tuple[Token, ...], at: int) -> Line:
    """A line without the heading that stands in it; what it opens with then may be the number of an item."""
    start = tokens[at].start
    is_one = tokens[at].word == _FIRST and at + 1 < line.last and line.bullet is Bullet.NONE
    if not is_one or tokens[at + 1].start - tokens[at].end < len(". "):
        return line._replace(span=Span(start, line.span.end), body=start, first=at)
    body = tokens[at + 1].start
    return line._replace(span=Span(start, line.span.end), body=body, first=at + 1, bullet=Bullet.NUMBER)


def _beside(line: Line, others: list[tuple[Line, bool]]) -> Line:
    """An item behind a heading on its line stands as deep as the next of its kind: "A: 1) Gout"."""
    alike = (each.indent for each, _ in others if each.bullet is line.bullet is not Bullet.NONE)
    return line._replace(indent=max(line.indent, next(alike, 0)))


def _split(
    text: str, tokens: tuple[Token, ...], span: Span, lines: list[tuple[Line, bool]]
) -> Iterator[Block]:
    """The blocks of one region."""
    open_block: _Open | None = None
    item = lines[0][0] if lines else None
    has_plain = _has_plain_names(text, tokens, lines)
    for number, (line, is_inner) in enumerate(lines):
        after = lines[number + 1] if number + 1 < len(lines) else None
        if is_inner and open_block:
            continue
        is_item = item is not None and _is_item(line, item)
        before = lines[number - 1][0] if number else None
        is_item = is_item or (has_plain and _is_short(text, tokens, line, before))
        heading = _heading(text, tokens, (line, after), is_item=is_item)
        begins = open_block is None or heading is not None or _begins(line, number, is_item=is_item)
        if not begins:
            continue
        start = max(line.span.start, span.start)
        if open_block:
            yield Block(open_block.heading, Span(open_block.start, start))
        open_block = _Open(start, heading)
    if open_block:
        yield Block(open_block.heading, Span(open_block.start, span.end))


def _is_item(line: Line, first: Line) -> bool:
    """The line is an item of the region's own list: numbered, or with the bullet that the region opens
    with."""
    if line.bullet in {Bullet.NUMBER, Bullet.HASH}:
        return line.indent <= first.indent + 1
    return line.bullet is Bullet.BULLET is first.bullet and line.indent == first.indent


def _has_plain_names(text: str, tokens: tuple[Token, ...], lines: list[tuple[Line, bool]]) -> bool:
    """Some whole lines without a bullet name a problem each."""
    pairs = zip(lines, [*lines[1:], None], strict=True)
    return len(lines) > 1 and any(
        line.bullet is Bullet.NONE and _heading(text, tokens, (line, after), is_item=False) is not None
        for (line, is_inner), after in pairs
        if not is_inner
    )


def _is_short(text: str, tokens: tuple[Token, ...], line: Line, before: Line | None) -> bool:
    """The line opens with a few words and a full stop, with more behind them, as a problem that is named:
    "Obesity. Diet." The line before it has ended."""
    last = _label_end(text, tokens, line)
    is_few = last < line.last and last - line.first <= _MOST_SHORT
    is_free = line.bullet is Bullet.NONE and text[line.body].isupper()
    has_ended = before is None or text[before.span.end - 1] in ".!"
    return is_few and is_free and has_ended and text[tokens[last - 1].end] == "."


def _begins(line: Line, number: int, *, is_item: bool) -> bool:
    """A line opens a block although nothing in it names a problem: an item, or a paragraph behind a blank
    line."""
    return is_item or (line.is_after_blank and line.bullet is Bullet.NONE and number > 0)


def _heading(
    text: str, tokens: tuple[Token, ...], lines: tuple[Line, tuple[Line, bool] | None], *, is_item: bool
) -> Span | None:
    """The words of a line that name its problem, seen with the line after it."""
    line, after = lines
    last = _label_end(text, tokens, line)
    words = tokens[line.first : last]
    is_named = 0 < len(words) <= _MOST_HEADING_WORDS and not any(token.word in SAYING for token in words)
    if not is_named or words[0].word in _DENYING or (words[0].word in _DOING and not _is_follow_up(words)):
        return None
    is_whole = last == line.last
    has_body = after is None or after[1] or after[0].bullet is not Bullet.NONE or not after[0].is_after_blank
    is_alone = is_whole and line.bullet is Bullet.NONE and (line.is_after_blank or has_body)
    is_label = not is_whole and text[words[-1].end : words[-1].end + 4].lstrip()[:1] in {
        ":",
        "-",
        "\u2013",
        "\u2014",
        "|",
        "=",
    }
    if is_item or is_alone or is_label:
        return Span(words[0].start, words[-1].end)
    return None


def _is_follow_up(words: tuple[Token, ...]) -> bool:
    """ "Follow-up of ..." names what is followed."""
    return len(words) > 2 and words[0].word == "follow" and words[1].word == "up"


def _label_end(text: str, tokens: tuple[Token, ...], line: Line) -> int:
    """The number of the word behind the first part of a line."""
    for at in range(line.first, min(line.last, line.first + _MOST_HEADING_WORDS + 1)):
        if _HEADING_END.match(text, tokens[at].end, line.span.end + 1):
            return at + 1
    return line.last
