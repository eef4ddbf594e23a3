"""The sections of a note, by its headings: a line of their own, a label before text, SOAP letters,
markdown."""

import re
from collections.abc import Iterator
from typing import NamedTuple

from almoner.core.coding.headings import Heading, Headings, Manner, SectionKind
from almoner.core.coding.lines import Bullet, Line
from almoner.core.coding.words import Span, Token

_MOST_WORDS = 8
_CLOSERS = " \t*_#=-"
_SENTENCE_ENDS = ".;!?"
_LONE_CAPITALS = 3
_ASIDE = re.compile(r"\s*\([^()\n]{0,60}\)")
_COLONS = (":", "//", "=>")
_LABELLED = re.compile(r":|//|=>|[-\u2013\u2014] ")
"""What a line with a label holds."""
_QUESTION = re.compile(r"\W*Q\d{0,2}[.:)]")
"""What opens a question whose answer may stand behind "A:"."""
_LETTERS = frozenset("soap")
_SHORT = re.compile(r"(?:IMP|Imp|DX|Dx)\s+(?=\w)")
"""What opens a line without a colon, as no sentence begins."""
_SLASHED = re.compile(r"(A/P|I/P|[SOAP](?=/))/?\s")
_PLAIN_OTHER = Heading(SectionKind.OTHER, Manner.SAY)
_LATE = {"summary"}
"""What opens the story of the visit, and behind the examination its assessment."""
_MEASURE = re.compile(
    r"(?:(BP:? ?\d{2,3}/\d{2,3}|(?:T|Temp):? ?\d{2,3}\.\d|Vitals?\b|VS\b|HR:? ?\d{2,3}\b|Wt:? ?\d{2,3}\b"
    r"|Sat \d\d|SpO2)"
    r"|(?:ECG|EKG|CXR|XR|Echo|Labs?|Spirometry|UA)\b)"
)
_LISTS = frozenset(
    {SectionKind.MEDICATIONS, SectionKind.ALLERGIES, SectionKind.FAMILY, SectionKind.SOCIAL, SectionKind.PMH}
)
_PROBLEM = re.compile(
    r"(?:problem|issue)\s*(?:no\.?\s*|#\s*)?[1-9]\s*(?:[:.)]|[-\u2013\u2014]\s)", re.IGNORECASE
)
_LEAST_ITEMS, _MOST_APART = 2, 4
_DECIDING = frozenset({SectionKind.ASSESSMENT, SectionKind.PLAN})
_OPEN_TO_LIST = frozenset(
    {SectionKind.OTHER, SectionKind.HPI, SectionKind.EXAM, SectionKind.RESULTS, SectionKind.VITALS}
)
_SEEN_BEFORE = frozenset({SectionKind.EXAM, SectionKind.VITALS, SectionKind.HPI, SectionKind.ROS})
"""What stands before an assessment."""
_SEEN = {SectionKind.EXAM, SectionKind.RESULTS}
_READINGS = {"impression", "impressions", "conclusion"}


class Section(NamedTuple):
    """A part of the note under one heading: `span` holds the heading too. `is_problem_list` where its
    heading names a list of problems; `is_inner` where it is a part of one problem."""

    kind: SectionKind
    heading: Span | None
    span: Span
    is_problem_list: bool = False
    is_inner: bool = False


class _Found(NamedTuple):
    """A heading at its place: words [start, end), what it opens."""

    start: int
    end: int
    heading: Heading


class _Finder:
    """Looks for headings in the lines of one text."""

    def __init__(self, text: str, tokens: tuple[Token, ...], headings: Headings) -> None:
        self.text, self.tokens, self.headings = text, tokens, headings

    def of_line(self, line: Line) -> Iterator[_Found]:
        """The headings of a line, in order; the answer to a question has none."""
        if _QUESTION.match(self.text, line.span.start, line.span.end):
            return
        whole = self._whole(line)
        if whole:
            yield whole
            return
        opened = self._capitals(line)
        if opened:
            yield opened
        first = line.first
        has_label = _LABELLED.search(self.text, line.span.start, line.span.end) is not None
        for last in range(line.first, line.last) if has_label else ():
            if self._is_label_end(line, last):
                label = self._label(line, first, last)
                if label and not (opened and label.start == opened.start):
                    yield label
                first = last + 1

    def _whole(self, line: Line) -> _Found | None:
        """The line is nothing but a heading."""
        if line.bullet is Bullet.NUMBER or line.last - line.first > _MOST_WORDS:
            return None
        tail = self.text[self.tokens[line.last - 1].end : line.span.end].strip(_CLOSERS)
        is_letter = line.last - line.first == 1 and self.tokens[line.first].word in _LETTERS
        is_closed = tail in {"", ":"} or (tail == "/" and is_letter)
        return self._heading(line.first, line.last) if is_closed else None

    def _capitals(self, line: Line) -> _Found | None:
        """A heading in capitals that opens a line of other words: "IMPRESSION 1. Gout"."""
        last = line.first
        while last < min(line.last, line.first + _MOST_WORDS) and self._is_capital(last):
            last += 1
        found = self._heading(line.first, last) if line.first < last < line.last else None
        pair = self._pair(line)
        if pair:
            return pair
        if line.bullet is Bullet.NONE and _SHORT.match(
            self.text, self.tokens[line.first].start, line.span.end
        ):
            return self._heading(line.first, line.first + 1)
        if found is None or found.heading.manner is Manner.LETTERS or found.heading.manner is Manner.INNER:
            return None
        return found if self.tokens[last - 1].end - self.tokens[line.first].start > _LONE_CAPITALS else None

    def _pair(self, line: Line) -> _Found | None:
        """ "A/P" opens a line without a colon, or "A/": two letters, or one, with a slash are nothing else
        there."""
        opening = _SLASHED.match(self.text, self.tokens[line.first].start, line.span.end)
        if opening is None or line.bullet is not Bullet.NONE:
            return None
        end = opening.end(1)
        last = next((at for at in range(line.first, line.last) if self.tokens[at].end == end), line.last)
        return self._heading(line.first, last + 1) if last + 1 < line.last else None

    def _is_capital(self, at: int) -> bool:
        token = self.tokens[at]
        return self.text[token.start : token.end].isupper() or token.word == "&"

    def _is_label_end(self, line: Line, last: int) -> bool:
        """A colon follows the word, or a dash behind the first words of the line."""
        token = self.tokens[last]
        end = self.tokens[last + 1].start if last + 1 < line.last else line.span.end
        gap = self.text[token.end : end]
        if gap == " ":
            return False
        gap = gap.lstrip(" *_)")
        if gap.startswith("("):
            gap = _ASIDE.sub("", self.text[token.end : line.span.end], count=1).lstrip()
        is_dashed = gap[:2] in {"- ", "\u2013 ", "\u2014 "} and last - line.first < _MOST_WORDS
        return gap.startswith(_COLONS) or is_dashed

    def _label(self, line: Line, first: int, last: int) -> _Found | None:
        """The longest heading that ends at a word and begins a line or a sentence."""
        has_aside = _ASIDE.match(self.text, self.tokens[last].end) is not None
        for start in range(max(first, last - _MOST_WORDS + 1), last + 1):
            begins = start == line.first or self._begins(start)
            found = self._heading(start, last + 1) if begins else None
            if found and not self._is_other(line, found, has_aside=has_aside):
                return found
        return None

    def _is_other(self, line: Line, found: _Found, *, has_aside: bool) -> bool:
        """What looks like a label and isn't: in a numbered list, a status in any list, or a result with a
        word on it in brackets."""
        is_first = found.start == line.first
        is_listed = is_first and line.bullet is Bullet.NUMBER and _is_weak(found.heading)
        is_status = found.heading == _PLAIN_OTHER and line.bullet is not Bullet.NONE
        is_listed = is_listed or (is_first and is_status)
        return is_listed or (has_aside and found.heading.kind is SectionKind.RESULTS)

    def _begins(self, at: int) -> bool:
        gap = self.text[self.tokens[at - 1].end : self.tokens[at].start].strip(" *_#\t")
        return bool(gap) and gap[-1] in _SENTENCE_ENDS

    def _heading(self, first: int, last: int) -> _Found | None:
        words = ["and" if token.word == "&" else token.word for token in self.tokens[first:last]]
        heading = self.headings.get(" ".join(words))
        return _Found(first, last, heading) if heading else None


def _by_place(found: list[_Found], tokens: tuple[Token, ...]) -> list[_Found]:
    """An "impression" within the results is the reader's of an image, where an assessment follows; a
    "summary" behind examination or results is the assessment, where there is no other."""
    kinds = [each.heading.kind for each in found]
    made: list[_Found] = []
    for number, each in enumerate(found):
        kind = each.heading.kind
        is_late = not _SEEN.isdisjoint(kinds[:number]) and SectionKind.ASSESSMENT not in kinds
        if is_late and {token.word for token in tokens[each.start : each.end]} <= _LATE:
            kind = SectionKind.ASSESSMENT
        is_reading = tokens[each.start].word in _READINGS and kind is SectionKind.ASSESSMENT
        is_inside = number > 0 and made[-1].heading.kind in {SectionKind.RESULTS, SectionKind.PROCEDURE}
        if is_reading and is_inside and SectionKind.ASSESSMENT in kinds[number + 1 :]:
            kind = SectionKind.RESULTS
        made.append(_Found(each.start, each.end, Heading(kind, each.heading.manner)))
    return made


def _is_weak(heading: Heading) -> bool:
    """Only headings of a whole assessment or plan open a section from within a numbered list."""
    return heading.manner is not Manner.INNER and heading.kind not in {
        SectionKind.ASSESSMENT,
        SectionKind.PLAN,
    }


def sections_of(
    text: str, tokens: tuple[Token, ...], lines: tuple[Line, ...], headings: Headings
) -> tuple[Section, ...]:
    """The sections in order, without a gap from the first to the last character. What stands before the first
    heading is `other`, without a heading."""
    finder = _Finder(text, tokens, headings)
    found = _by_place([heading for line in lines for heading in finder.of_line(line)], tokens)
    found = _by_problem(text, lines, found)
    starts = [tokens[each.start].start for each in found]
    sections = []
    if not starts or text[: starts[0]].strip():
        sections.append(Section(SectionKind.OTHER, None, Span(0, starts[0] if starts else len(text))))
    for number, each in enumerate(found):
        end = starts[number + 1] if number + 1 < len(found) else len(text)
        start = starts[number] if sections else 0
        heading = Span(starts[number], tokens[each.end - 1].end) if each.end > each.start else None
        manner = each.heading.manner
        is_list, is_inner = manner is Manner.LIST, manner is Manner.INNER
        sections.append(Section(each.heading.kind, heading, Span(start, end), is_list, is_inner))
    return _with_list(lines, _with_measures(text, lines, sections))


def _with_measures(text: str, lines: tuple[Line, ...], sections: list[Section]) -> list[Section]:
    """The sections; a line that opens with a measure ends a list of drugs or of the past: "Meds: aspirin",
    "BP 124/76"."""
    found: list[Section] = []
    for section in sections:
        edges = [section]
        inside = (line for line in lines if section.span.start < line.span.start < section.span.end)
        for line in inside if section.kind in _LISTS else ():
            match = _MEASURE.match(text, line.span.start, line.span.end)
            if match:
                kind = SectionKind.VITALS if match.group(1) else SectionKind.RESULTS
                last = edges[-1]
                edges[-1] = last._replace(span=Span(last.span.start, line.span.start))
                edges.append(Section(kind, None, Span(line.span.start, last.span.end)))
        found += edges
    return found


def _by_problem(text: str, lines: tuple[Line, ...], found: list[_Found]) -> list[_Found]:
    """Where lines count the problems ("PROBLEM 1: ..."), each opens its own assessment, and the assessments
    and plans in it are parts of it."""
    opened = [line for line in lines if _PROBLEM.match(text, line.span.start, line.span.end)]
    if SectionKind.ASSESSMENT not in {each.heading.kind for each in found}:
        opened = opened or _planned(lines, found)
    if len(opened) < _LEAST_ITEMS:
        return found
    first = opened[0].first
    inner = [
        _Found(each.start, each.end, Heading(each.heading.kind, Manner.INNER))
        if each.start > first and each.heading.kind in _DECIDING
        else each
        for each in found
    ]
    starts = {line.first for line in opened}
    others = [each for each in inner if each.start not in starts]
    parts = [_Found(at, at, Heading(SectionKind.ASSESSMENT, Manner.SAY)) for at in starts]
    return sorted([*others, *parts], key=lambda each: each.start)


def _planned(lines: tuple[Line, ...], found: list[_Found]) -> list[Line]:
    """The numbered lines of a note without an assessment that hold their own plans: "#1 Gout. Plan: ..." """
    numbered = [line for line in lines if line.bullet is Bullet.NUMBER]
    held = [
        line
        for line in numbered
        if any(line.first < each.start < line.last and each.heading.kind in _DECIDING for each in found)
    ]
    return numbered if held else []


def _with_list(lines: tuple[Line, ...], sections: list[Section]) -> tuple[Section, ...]:
    """The sections; in a note without an assessment or plan the numbered list that ends it is one."""
    start = _ending_list(lines) if _DECIDING.isdisjoint(each.kind for each in sections) else None
    if start is None:
        return tuple(sections)
    number = next(at for at, each in enumerate(sections) if each.span.start <= start < each.span.end)
    held, later = sections[number], sections[number + 1 :]
    if held.kind not in _OPEN_TO_LIST or not _SEEN_BEFORE.isdisjoint(each.kind for each in later):
        return tuple(sections)
    head = [held._replace(span=Span(held.span.start, start))] if start > held.span.start else []
    part = Section(SectionKind.ASSESSMENT, None, Span(start, held.span.end))
    return (*sections[:number], *head, part, *later)


def _ending_list(lines: tuple[Line, ...]) -> int | None:
    """Where the last numbered list of a note begins: of two items at least, apart from what stands before."""
    numbered = [at for at, line in enumerate(lines) if line.bullet is Bullet.NUMBER]
    if len(numbered) < _LEAST_ITEMS:
        return None
    first = numbered[-1]
    for at in reversed(numbered[:-1]):
        if first - at > _MOST_APART:
            break
        first = at
    is_list = first < numbered[-1] and lines[first].is_after_blank and first > 0
    return lines[first].span.start if is_list else None
