"""Problems that the assessment names by an official title, as records do that fill it in from a list: the
title's own code, in place of what its words alone lead to.

A phrase is a title where it holds all words of the title that mean something, and next to none beside them.
"""

import re
from collections.abc import Iterable, Iterator

from almoner.core.coding.candidate import Candidate, Why
from almoner.core.coding.clause import clause_of
from almoner.core.coding.day_codes import Title
from almoner.core.coding.headings import SectionKind
from almoner.core.coding.mention import Mention
from almoner.core.coding.note import Note
from almoner.core.coding.reading import Reading, Sentence
from almoner.core.coding.retrieve import Titles
from almoner.core.coding.words import Span, Token, stems_of

_CATEGORY = 3
_LEAST, _MOST = 5, 22
"""Words of a title: shorter ones are the lexicon's, which knows what they may mean."""
_SMALL = frozenset(
    stem
    for word in (
        "of the a an and or to in on at by for with as this encounter unspecified visit "
        "improving improved new today stable worsening active follow up"
    ).split()
    for stem in stems_of(word)
)
_SUBSEQUENT, _HEALING, _LACKING = stems_of("subsequent healing without")
_ENDS = re.compile(r"[.;:|,(]|\s[-\u2013\u2014]+\s|\s*[-=]{1,2}>")
_AGAINST = frozenset({"negated", "uncertain", "conditional", "historical", "resolved", "future", "relative"})
_REFUSED = ("V", "W", "X", "Y", "Z")
_GENERAL = ("C80", "R", "T07", "T14")
"""What stands for nothing beside a title that says more."""


def with_titles(found: Iterable[Candidate], note: Note, titles: Titles) -> list[Candidate]:
    """The candidates, with those whose title the assessment names; what only repeats words of such a title
    within the same chapter falls."""
    held = list(found)
    seen: set[int] = set()
    for number, words in _phrases(note):
        title = _title(words, titles) if number not in seen else None
        if title is None or title.code.startswith(_REFUSED) or _is_known(title, held):
            continue
        seen.add(number)
        span = Span(words[0].start, words[-1].end)
        sentence = note.reading.sentences[number]
        if not _is_doubted(note, sentence, words, title):
            held = [each for each in held if not _repeats(each, note, span, title)]
            held.append(_candidate(title, Mention(f"={title.code}", span, number)))
    return held


def _is_known(title: Title, held: Iterable[Candidate]) -> bool:
    """The words led there already, or to more than a title that leaves something open."""
    is_open = "unspecified" in title.stems
    return any(
        each.code == title.code or (is_open and each.code[:_CATEGORY] == title.code[:_CATEGORY])
        for each in held
    )


def _phrases(note: Note) -> Iterator[tuple[int, tuple[Token, ...]]]:
    """The openings of the sentences of the assessment up to each mark, the longest first."""
    reading = note.reading
    for number, sentence in enumerate(reading.sentences):
        if reading.section_of(sentence).kind is SectionKind.ASSESSMENT:
            words = reading.words(sentence)[:_MOST]
            for last in sorted(_ends(reading, words), reverse=True):
                yield number, words[:last]


def _ends(reading: Reading, words: tuple[Token, ...]) -> Iterator[int]:
    """How many words stand before each mark, the least first."""
    for at in range(_LEAST, len(words) + 1):
        if at == len(words) or _ENDS.match(reading.text, words[at - 1].end):
            yield at


def _title(words: tuple[Token, ...], titles: Titles) -> Title | None:
    """The title that a phrase is; none where it is several."""
    said = frozenset(token.stem for token in words)
    said |= {_SUBSEQUENT} if _HEALING in said else said
    meant = said - _SMALL
    if len(meant) < _LEAST:
        return None
    told = frozenset(token.word for token in words if token.stem in meant)
    fit = [title for title in titles.holding(told) if title.stems - _SMALL == meant]
    lacking = sum(token.stem == _LACKING for token in words)
    fit = [title for title in fit if stems_of(title.text).count(_LACKING) == lacking]
    return fit[0] if len(fit) == 1 else None


def _is_doubted(note: Note, sentence: Sentence, words: tuple[Token, ...], title: Title) -> bool:
    """Words of the sentence that are none of the title deny, doubt or date it, or give it to kin."""
    tokens = note.reading.tokens
    return any(
        role.kind in _AGAINST and not {token.stem for token in tokens[cue.first : cue.last]} <= title.stems
        for cue in clause_of(note.reading, sentence, (), note.lexicon.cues).cues
        for role in cue.roles
        if tokens[cue.first].start < words[-1].end
    )


def _repeats(candidate: Candidate, note: Note, span: Span, title: Title) -> bool:
    """The assessment names it only by words of the title."""
    assessed = [each.span for each in candidate.mentions if note.is_assessing(each)]
    is_near = candidate.code[0] == title.code[0] or candidate.code.startswith(_GENERAL)
    return (
        is_near
        and bool(assessed)
        and all(
            span.start <= each.start
            and each.end <= span.end
            and frozenset(stems_of(note.reading.quote(each))) <= title.stems
            for each in assessed
        )
    )


def _candidate(title: Title, mention: Mention) -> Candidate:
    return Candidate(
        code=title.code,
        title=title.text,
        concept="",
        evidence=(mention.span,),
        mentions=(mention,),
        why=(Why("title", f"the official title, word for word: {title.code}"),),
    )
