"""Assessed phrases that no entry of the lexicon covers, looked up in the official titles of the day
(BM25).

What is found here is never sure: it starts in review, and it must share most of the weight of the
phrase's words.
"""

from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from math import log

from almoner.core.coding.candidate import Alternative, Candidate, Why
from almoner.core.coding.clause import clause_of
from almoner.core.coding.day_codes import DayCodes, Title, dotted
from almoner.core.coding.headings import SectionKind
from almoner.core.coding.mention import Match, Mention, Side
from almoner.core.coding.note import ASSESSING, Note
from almoner.core.coding.reading import Sentence
from almoner.core.coding.words import Span, Token, stem, stems_of
from almoner.core.rules.tables import CodeTable

_STOP = frozenset(
    "of the and or in to with without for on at by is a an her his their patient status post left right "
    "bilateral both acute chronic new stable mild moderate severe likely history follow up visit today "
    "worsening improving unspecified other encounter initial subsequent follow-up management pain "
    "disorder disease syndrome problem symptoms maintenance health care healthcare plan medication "
    "medications labs imaging review treatment issue issues concern concerns recurrent persistent "
    "uncontrolled controlled well poorly due secondary evaluation routine screening wellness counseling "
    "general discussion preventive prevention".split()
)
_MOST_WORDS_KEPT = 20_000
_MOST_WORDS, _MOST_ROWS, _MOST_SHOWN = 8, 4_000, 5
_SATURATION, _LENGTH_PART, _USUAL_LENGTH = 1.2, 0.6, 8.0
_LEAST_SHARE, _LEAST_TITLE = 0.75, 0.5
_RARE = 60
_REFUSED = ("V", "W", "X", "Y", "Z", "O", "P", "T07", "T14")
"""What a heading alone doesn't prove: outer causes, encounters, pregnancy, the newborn, an injury of no
place."""


@dataclass(frozen=True)
class Titles:
    """The search in the titles of one day. `words` keeps the rows of words, which are the same on all days,
    by their table's identity."""

    codes: DayCodes
    words: dict[tuple[int, str], tuple[Sequence[int], ...]] = field(default_factory=dict)
    _kept: dict[tuple[str, ...], tuple[Title, ...]] = field(default_factory=dict)

    def search(self, words: tuple[str, ...]) -> tuple[Title, ...]:
        """The billable titles that fit a few words, the best first."""
        if words not in self._kept:
            if len(self._kept) > _MOST_ROWS:
                self._kept.clear()
            self._kept[words] = tuple(title for part in self.codes.parts for title in self._in(part, words))
        return self._kept[words]

    def knows(self, word: str) -> bool:
        """Some title holds the word."""
        return any(len(part.holding(word)) > 0 for part in self.codes.parts)

    def holding(self, words: frozenset[str]) -> Iterator[Title]:
        """The billable titles of the day that hold all of some words, each in one of its usual forms."""
        for part in self.codes.parts:
            held = sorted((self._places(part, word) for word in words), key=_size)
            if held and _size(held[0]):
                numbers = sorted({number for each in held[0] for number in each})
                for places in held[1:]:
                    numbers = [number for number in numbers if any(_has(each, number) for each in places)]
                yield from self._of_rows(part, numbers)

    def _places(self, table: CodeTable, word: str) -> tuple[Sequence[int], ...]:
        """The rows of a table with each of the usual forms of a word."""
        key = id(table), word
        found = self.words.get(key)
        if found is None:
            if len(self.words) > _MOST_WORDS_KEPT:
                self.words.clear()
            rows = (table.holding(form) for form in sorted(_usual(word)))
            found = self.words[key] = tuple(each for each in rows if len(each))
        return found

    def _rows(self, table: CodeTable, word: str) -> frozenset[int]:
        """The rows of a table with a word in any of its usual forms."""
        return frozenset().union(*self._places(table, word))

    def _of_rows(self, table: CodeTable, numbers: Iterable[int]) -> Iterator[Title]:
        for number in numbers:
            row = table.row(number)
            title = self.codes.title(row.code) if row.covers(self.codes.on) else None
            if title is not None:
                yield Title(dotted(row.code), title, frozenset(stems_of(title)))

    def _in(self, table: CodeTable, words: tuple[str, ...]) -> list[Title]:
        rows = {word: self._rows(table, word) for word in words}
        rare = [held for held in rows.values() if 0 < len(held) <= _MOST_ROWS]
        weights = {word: log(1 + len(table) / (1 + len(held))) for word, held in rows.items()}
        whole = sum(weights.values())
        scored = []
        for number in set().union(*rare):
            there = [word for word, held in rows.items() if number in held]
            if sum(weights[word] for word in there) >= _LEAST_SHARE * whole:
                scored.append((sum(weights[word] for word in there), number))
        scored.sort(key=lambda each: (-each[0], each[1]))
        return self._ranked(table, scored[: _MOST_ROWS // 10])

    def _ranked(self, table: CodeTable, scored: list[tuple[float, int]]) -> list[Title]:
        """By BM25 with the title's own length; only what may be billed on the day."""
        ranked = []
        for weight, number in scored:
            row = table.row(number)
            title = self.codes.title(row.code) if row.covers(self.codes.on) else None
            if title is not None:
                stems = stems_of(title)
                norm = 1 - _LENGTH_PART + _LENGTH_PART * len(stems) / _USUAL_LENGTH
                value = weight * (_SATURATION + 1) / (1 + _SATURATION * norm)
                ranked.append((value, Title(dotted(row.code), title, frozenset(stems))))
        ranked.sort(key=lambda each: (-each[0], each[1].code))
        return [title for _, title in ranked]


def _size(places: tuple[Sequence[int], ...]) -> int:
    return sum(len(each) for each in places)


def _has(numbers: Sequence[int], number: int) -> bool:
    """A number stands among others that are in order."""
    at = bisect_left(numbers, number)
    return at < len(numbers) and numbers[at] == number


def _usual(word: str) -> set[str]:
    """The forms in which titles have a word."""
    root = stem(word)
    return {word, root, f"{root}s", f"{root}e", f"{word}s", f"{root}is"}


def retrieve(note: Note, titles: Titles) -> tuple[Candidate, ...]:
    """A candidate for each problem heading of the assessment that names no concept, where a title fits."""
    found: list[Candidate] = []
    for number, sentence, words in _open_headings(note):
        query = _query(words)
        if query:
            found.extend(_candidate(note, titles, number, sentence, (words, query)))
    return tuple(found)


def _open_headings(note: Note) -> Iterator[tuple[int, Sentence, tuple[Token, ...]]]:
    """The headings of problems that no mention touches, each with its sentence."""
    reading = note.reading
    spans = sorted(mention.span for mention in note.mentions)
    for block in reading.blocks:
        span = block.heading
        if span is None or _is_touched(span, spans):
            continue
        words = tuple(reading.tokens[at] for at in reading.within(span))
        for number in reading.sentences_within(span):
            if _is_assessed(note, reading.sentences[number]):
                yield number, reading.sentences[number], words
                break


def _is_touched(span: Span, spans: list[Span]) -> bool:
    """A mention stands in a span; mentions come in order, and none begins within another."""
    at = bisect_right(spans, span.start, key=lambda each: each.end)
    return at < len(spans) and spans[at].start < span.end


def _is_assessed(note: Note, sentence: Sentence) -> bool:
    kind = note.reading.section_of(sentence).kind
    return kind in ASSESSING and kind is not SectionKind.PLAN


def _query(words: Iterable[Token]) -> tuple[str, ...]:
    """The words of a phrase that mean something; none where there are too many for a name."""
    kept = tuple(
        dict.fromkeys(token.word for token in words if token.word not in _STOP and token.word.isalpha())
    )
    return kept if 0 < len(kept) <= _MOST_WORDS else ()


def _candidate(
    note: Note,
    titles: Titles,
    number: int,
    sentence: Sentence,
    asked: tuple[tuple[Token, ...], tuple[str, ...]],
) -> Iterator[Candidate]:
    words, query = asked
    if _is_doubted(note, sentence, words):
        return
    found = [title for title in titles.search(query) if not title.code.startswith(_REFUSED)]
    fit = [title for title in found if _shared(query, title) >= _LEAST_TITLE]
    side = _side(words)
    fit.sort(key=lambda title: (_misfit(title, side), found.index(title)))
    is_sure = len(query) > 1 or (bool(query) and len(query[0]) > _MOST_SHOWN and len(found) < _RARE)
    if fit and is_sure:
        span = Span(words[0].start, words[-1].end)
        mention = Mention(f"={fit[0].code}", span, number, side=side, match=Match.RETRIEVED)
        yield Candidate(
            code=fit[0].code,
            title=fit[0].text,
            concept="",
            evidence=(span,),
            mentions=(mention,),
            side=side,
            alternatives=tuple(Alternative(title.code, title.text) for title in fit[1 : _MOST_SHOWN + 1]),
            why=(Why("title", f"no phrase of the lexicon; the official title fits: {fit[0].code}"),),
        )


def _shared(query: tuple[str, ...], title: Title) -> float:
    """Which part of a title's own words the phrase has."""
    own = title.stems - {stem(word) for word in _STOP}
    return len({stem(word) for word in query} & own) / max(1, len(own))


def _misfit(title: Title, side: Side) -> int:
    """A title of another side comes last, one that names no side where one is known comes next."""
    told = {word for word in ("right", "left", "bilateral") if word in title.stems}
    want = {Side.RIGHT: "right", Side.LEFT: "left", Side.BOTH: "bilateral"}.get(side)
    if want is None:
        return 2 if told else 0
    return 0 if want in told else 2 if told else 1


def _side(words: Iterable[Token]) -> Side:
    stems = {token.stem for token in words}
    if {"right", "left"} <= stems or stems & {"bilateral", "both"}:
        return Side.BOTH
    return Side.RIGHT if "right" in stems else Side.LEFT if "left" in stems else Side.NONE


def _is_doubted(note: Note, sentence: Sentence, words: tuple[Token, ...]) -> bool:
    """A cue of denial, doubt, time or kin stands in the heading."""
    clause = clause_of(note.reading, sentence, (), note.lexicon.cues)
    kinds = {"negated", "uncertain", "conditional", "historical", "resolved", "future", "relative"}
    last = words[-1].end
    return any(
        role.kind in kinds and note.reading.tokens[cue.first].start < last
        for cue in clause.cues
        for role in cue.roles
    )
