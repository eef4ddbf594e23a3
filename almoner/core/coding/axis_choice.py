"""Lets a stronger model say which of a code's more exact neighbours the note means, by words of the note.

Promises that only neighbours are offered whose axis the coder left open, and that a choice counts only where
its quote stands in the note, near the candidate's own words, and its quotes say all that the neighbour's
title adds.
"""

from collections.abc import Iterable
from dataclasses import dataclass

from almoner.core.coding.chosen import (
    DENIED,
    MOST_OFFERED,
    NO_SUCH_WORDS,
    NOT_OFFERED,
    TWICE,
    UNQUOTED,
    Refusal,
    is_not_held,
    standing_places,
)
from almoner.core.coding.reply import Choice, Offer
from almoner.core.coding.suggest import Answer, Ranked
from almoner.core.coding.words import Span, stems_of

ELSEWHERE = "a quote stands in another part than the candidate's own words"
SAYS_NOTHING = "the quotes don't say all that the code adds"
_SMALL = frozenset(stem for word in "and or of the in with to by".split() for stem in stems_of(word))
_NEAR = 200
"""Characters between a quote and the candidate's own words, at most."""


@dataclass(frozen=True, slots=True)
class AxisOffer:
    """A neighbour of a candidate, as the model sees it."""

    offer: Offer
    beside: Ranked


@dataclass(frozen=True, slots=True)
class ModelChoice:
    """A code that a model chose, with the places in the note that it quoted; `beside` is the candidate whose
    neighbour it is, empty for a candidate itself.
    """

    code: str
    title: str
    places: tuple[tuple[int, int], ...]
    beside: str = ""


def axis_offers(answer: Answer, taken: int) -> tuple[AxisOffer, ...]:
    """Return the neighbours of candidates that lack an axis, as many as there is room for beside `taken`."""
    found = [
        AxisOffer(Offer(f"a{number}.{place}", near.code, near.title, ("axis",)), each)
        for number, each in enumerate(answer.ranked[:MOST_OFFERED], 1)
        if each.candidate.missing and each.tier is not None
        for place, near in enumerate(each.candidate.alternatives, 1)
        if not near.rule
    ]
    return tuple(found[: max(0, MOST_OFFERED - taken)])


def axes_chosen(
    choices: Iterable[Choice], offered: Iterable[AxisOffer], answer: Answer
) -> tuple[tuple[ModelChoice, ...], tuple[Refusal, ...]]:
    """Return the neighbours that a model chose and that the note bears out, and what was refused."""
    known = {one.offer.id: one for one in offered}
    kept: dict[str, ModelChoice] = {}
    refused = []
    for choice in choices:
        one = known.get(choice.id)
        if one is None or choice.id in kept:
            refused.append(Refusal(choice.id, TWICE if one else NOT_OFFERED))
            continue
        found = _places(choice, one, answer)
        if isinstance(found, str):
            refused.append(Refusal(choice.id, found))
        else:
            beside = one.beside.candidate.code
            kept[choice.id] = ModelChoice(one.offer.code, one.offer.title, found, beside)
    return tuple(kept.values()), tuple(refused)


def _places(choice: Choice, one: AxisOffer, answer: Answer) -> tuple[tuple[int, int], ...] | str:
    """Where the quotes stand; else why the choice falls."""
    if not choice.quotes:
        return UNQUOTED
    candidate, text = one.beside.candidate, answer.reading.text
    adds = set(stems_of(one.offer.title)) - set(stems_of(candidate.title))
    found = []
    for quote in choice.quotes:
        places = list(standing_places(quote, text))
        if not places:
            return NO_SUCH_WORDS
        near = [each for each in places if any(_is_near(each, own) for own in candidate.evidence)]
        if not near:
            return ELSEWHERE
        found.append((near[0].start, near[0].end))
    said = {stem for start, end in found for stem in stems_of(text[start:end])}
    if any(is_not_held(Span(start, end), answer.note) for start, end in found):
        return DENIED
    return tuple(dict.fromkeys(found)) if adds and adds - _SMALL <= said else SAYS_NOTHING


def _is_near(one: Span, other: Span) -> bool:
    return one.start < other.end + _NEAR and other.start < one.end + _NEAR
