"""Questions to the provider about what a note leaves open: what it shows, quoted, and choices that are all
open (handbook, coding 3.9). Three a note at most, the most useful first; none leads to an answer.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from almoner.core.coding.answer import Query, Quote, Suggestion, Tier
from almoner.core.coding.concept import Concept
from almoner.core.coding.gather import Unplaced
from almoner.core.coding.mention import Assertion, Mention, Time, Who
from almoner.core.coding.note import Note
from almoner.core.coding.words import Span

MOST_QUERIES = 3
OPEN_OPTIONS = ("other", "cannot be determined")
_MOST_OPTIONS, _MOST_INDICATORS = 8, 4
_SIDES = ("right", "left", "both sides")
_USEFUL = ("side", "type", "stage", "acuity", "episode", "severity", "kind", "complication")
"""Axes in the order of what they change."""


@dataclass(frozen=True, slots=True)
class _Open:
    """An axis that the note leaves open for a concept, with where the concept stands."""

    concept: Concept
    axis: str
    indicators: tuple[Span, ...]
    is_stuck: bool


def queries_of(
    note: Note, suggestions: Iterable[Suggestion], unplaced: Iterable[Unplaced]
) -> tuple[Query, ...]:
    """The questions of a note: what keeps a code from being found first, then what keeps one unspecific,
    then what stays uncertain or contradicts itself. Never the same question twice.
    """
    found = [*_axes(note, suggestions, unplaced), *_contradictions(note)]
    unique = {(each.about, each.axis): each for each in reversed(found)}
    ordered = [each for each in found if unique.pop((each.about, each.axis), None) is not None]
    return tuple(ordered[:MOST_QUERIES])


def _axes(note: Note, suggestions: Iterable[Suggestion], unplaced: Iterable[Unplaced]) -> Iterator[Query]:
    opened = [
        _Open(note.lexicon.concepts[each.concept], axis, tuple(one.span for one in each.mentions), True)
        for each in unplaced
        for axis in each.missing[:1]
    ]
    standing = {
        quote.start
        for each in suggestions
        if each.tier is not Tier.HINT and each.missing
        for quote in each.evidence
    }
    for name, mentions in note.by_concept.items():
        concept = note.lexicon.concepts[name]
        own = [each for each in mentions if each.is_asserted]
        if own and any(each.span.start in standing for each in own):
            opened += [
                _Open(concept, axis, tuple(each.span for each in own), False)
                for axis in _unsaid(concept, own, suggestions)
            ]
    opened.sort(key=lambda each: (not each.is_stuck, _usefulness(each.axis), each.indicators))
    for each in opened:
        yield _query(note, each)


def _unsaid(concept: Concept, own: list[Mention], suggestions: Iterable[Suggestion]) -> list[str]:
    """The axes that the suggestion which rests on these mentions says are missing."""
    starts = {each.span.start for each in own}
    missing = {
        axis
        for each in suggestions
        if each.tier is not Tier.HINT and any(quote.start in starts for quote in each.evidence)
        for axis in each.missing
    }
    known = {axis.name for axis in concept.axes} | ({"side"} if concept.has_sides else set())
    return sorted(missing & known, key=lambda axis: (_usefulness(axis), axis))


def _usefulness(axis: str) -> int:
    return _USEFUL.index(axis) if axis in _USEFUL else len(_USEFUL)


def _query(note: Note, opened: _Open) -> Query:
    named = note.reading.quote(opened.indicators[0])
    options = _SIDES if opened.axis == "side" else _options(opened.concept, opened.axis)
    return Query(
        about=opened.concept.id,
        ask=f"The note says {named!r}. Which {opened.axis} applies, in your clinical judgment?",
        indicators=_quotes(note, opened.indicators),
        options=(*options, *OPEN_OPTIONS),
        axis=opened.axis,
    )


def _options(concept: Concept, axis: str) -> tuple[str, ...]:
    """The values of the axis, in the words of notes; each is open."""
    values = next((each.values for each in concept.axes if each.name == axis), ())
    return tuple(value.say[0].lower() for value in values[:_MOST_OPTIONS])


def _quotes(note: Note, spans: Iterable[Span]) -> tuple[Quote, ...]:
    listed = list(dict.fromkeys(spans))[:_MOST_INDICATORS]
    return tuple(Quote(span.start, span.end, note.reading.quote(span)) for span in listed)


def _contradictions(note: Note) -> Iterator[Query]:
    """What the assessment states in one place and denies in another."""
    for name, mentions in note.by_concept.items():
        here = [each for each in mentions if note.is_assessing(each) and each.who is Who.PATIENT]
        stated = [each for each in here if each.assertion is Assertion.PRESENT and each.time is Time.CURRENT]
        denied = [each for each in here if each.assertion is Assertion.NEGATED]
        if stated and denied:
            named = note.reading.quote(stated[0].span)
            yield Query(
                about=name,
                ask=f"The note both states and denies {named!r}. What is your clinical judgment?",
                indicators=_quotes(note, (_around(note, stated[0]), _around(note, denied[0]))),
                options=("present", "not present", *OPEN_OPTIONS),
                axis="assertion",
            )


def _around(note: Note, mention: Mention) -> Span:
    """The sentence of a mention."""
    return note.reading.sentences[mention.sentence].span
