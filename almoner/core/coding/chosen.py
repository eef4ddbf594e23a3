"""Judges what a stronger model chose, so that it can only re-rank what the coder found itself.

Promises: no code that was not a candidate, no quote that does not stand in the note, places computed here and
not taken from the model, nothing that the note denies or doubts, and never a surer tier than review by a
model's word. What is refused keeps its reason, without the note's text.
"""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from typing import NamedTuple

from almoner.core.coding.answer import Query, Quote, Tier
from almoner.core.coding.candidate import Candidate, Why
from almoner.core.coding.guide import guide
from almoner.core.coding.mention import Assertion
from almoner.core.coding.note import Note
from almoner.core.coding.query import MOST_QUERIES
from almoner.core.coding.query_lint import lint_query
from almoner.core.coding.reply import Asking, Choice, Offer, Reply
from almoner.core.coding.suggest import Answer, Asked, Ranked, Tools, suggestions_of, surroundings
from almoner.core.coding.words import Span

MOST_OFFERED = 60
NOT_OFFERED = "it was not offered"
TWICE = "it was chosen already"
UNQUOTED = "it comes without a quote"
NO_SUCH_WORDS = "a quote does not stand in the note"
BESIDE = "a quote stands elsewhere than the candidate's own words"
DENIED = "the note denies or doubts it"
BY_RULE = "a guideline rule speaks against it beside what stands"
_STANDING = frozenset({Tier.CONFIRM, Tier.REVIEW})
_NOT_HELD = frozenset({Assertion.NEGATED, Assertion.UNCERTAIN, Assertion.CONDITIONAL})
_LEAST_QUOTE = 2


class Refusal(NamedTuple):
    """A choice or question of the model that counts for nothing, by the id that it gave, and why."""

    id: str
    why: str


@dataclass(frozen=True, slots=True)
class Chosen:
    """The answer after the model's word, and what of that word was refused."""

    answer: Answer
    refused: tuple[Refusal, ...]
    kept: tuple[tuple[Candidate, tuple[Span, ...]], ...] = ()
    """The candidates that it chose, with the places of its quotes, in its order."""


def offers(answer: Answer) -> tuple[Offer, ...]:
    """The candidates of an answer as a model may see them, those below the floor too, the surest first."""
    return tuple(
        Offer(
            f"c{number}",
            each.candidate.code,
            each.candidate.title,
            tuple(why.rule for why in each.candidate.why),
        )
        for number, each in enumerate(answer.ranked[:MOST_OFFERED], 1)
    )


def choose(answer: Answer, reply: Reply, asked: Asked, tools: Tools) -> Chosen:
    """The answer as the model's choices leave it. `reply` answers `offers(answer)`.

    Chosen candidates come first in `ranked`, with their quotes as evidence; one that did not stand is shown
    for review where the rules agree; one that stood as ready to confirm and was not chosen is to be reviewed.
    """
    known = {offer.id: each for offer, each in zip(offers(answer), answer.ranked, strict=False)}
    refused: list[Refusal] = []
    kept = _kept(reply.choices, known, answer.note, refused)
    raised = _raised(kept, known, (answer, asked, tools), refused)
    ranked = (
        *(_lifted(known[name], kept[name], name in raised) for name in kept),
        *(_passed_over(each) for each in answer.ranked if not _is_in(each, kept, known)),
    )
    questions = tuple(_questions(reply.questions, known, answer, refused))
    suggestions = suggestions_of(ranked, answer.note.reading, answer.worth.name)
    changed = replace(
        answer, ranked=ranked, suggestions=suggestions, queries=(*answer.queries, *questions)[:MOST_QUERIES]
    )
    chosen = tuple((known[name].candidate, places) for name, places in kept.items())
    return Chosen(changed, tuple(refused), chosen)


def _kept(
    choices: Iterable[Choice], known: Mapping[str, Ranked], note: Note, refused: list[Refusal]
) -> dict[str, tuple[Span, ...]]:
    """The choices that hold, in the model's order, with the places of their quotes."""
    kept: dict[str, tuple[Span, ...]] = {}
    for choice in choices:
        if choice.id not in known:
            refused.append(Refusal(choice.id, NOT_OFFERED))
            continue
        if choice.id in kept:
            refused.append(Refusal(choice.id, TWICE))
            continue
        found = _places(choice, known[choice.id].candidate, note)
        if isinstance(found, str):
            refused.append(Refusal(choice.id, found))
        else:
            kept[choice.id] = found
    return kept


def _places(choice: Choice, candidate: Candidate, note: Note) -> tuple[Span, ...] | str:
    """Where the quotes stand, each on words that prove the candidate; else why the choice falls."""
    if not choice.quotes:
        return UNQUOTED
    if any(is_not_held(span, note) for span in _own(candidate)):
        return DENIED
    found = []
    for quote in choice.quotes:
        places = list(standing_places(quote, note.reading.text))
        if not places:
            return NO_SUCH_WORDS
        beside = next((each for each in places if _meets_any(each, candidate.evidence)), None)
        if beside is None:
            return BESIDE
        found.append(beside)
    return tuple(dict.fromkeys(found))


def _own(candidate: Candidate) -> tuple[Span, ...]:
    return tuple(each.span for each in candidate.mentions) or candidate.evidence[:1]


def standing_places(quote: str, text: str) -> Iterator[Span]:
    """Every place of a quote in the text, exactly as it stands there."""
    at = text.find(quote) if len(quote.strip()) >= _LEAST_QUOTE else -1
    while at >= 0:
        yield Span(at, at + len(quote))
        at = text.find(quote, at + 1)


def _meets(one: Span, other: Span) -> bool:
    return one.start < other.end and other.start < one.end


def _meets_any(place: Span, others: Iterable[Span]) -> bool:
    return any(_meets(place, other) for other in others)


def is_not_held(span: Span, note: Note) -> bool:
    return any(each.assertion in _NOT_HELD and _meets(each.span, span) for each in note.mentions)


def _raised(
    kept: Iterable[str],
    known: Mapping[str, Ranked],
    ground: tuple[Answer, Asked, Tools],
    refused: list[Refusal],
) -> frozenset[str]:
    """The chosen ones that didn't stand and that the rules of the day leave beside all that did."""
    answer, asked, tools = ground
    around = surroundings(answer.note, asked, tools)
    rules = tools.guidelines.on(asked.on)
    standing = {each.candidate.code: each.candidate for each in answer.ranked if each.tier in _STANDING}
    raised = []
    for name in kept:
        candidate = known[name].candidate
        if known[name].tier in _STANDING:
            continue
        together = {**standing, candidate.code: candidate}
        left = {each.code for each in guide(together.values(), rules, around).candidates}
        if left == set(together):
            standing = together
            raised.append(name)
        else:
            refused.append(Refusal(name, BY_RULE))
    return frozenset(raised)


def _lifted(ranked: Ranked, quotes: tuple[Span, ...], is_raised: bool) -> Ranked:  # noqa: FBT001 - private
    candidate = replace(
        ranked.candidate,
        evidence=tuple(dict.fromkeys([*ranked.candidate.evidence, *quotes])),
        why=(*ranked.candidate.why, Why("model", "a stronger model chose it by words of the note")),
    )
    return ranked._replace(candidate=candidate, tier=Tier.REVIEW if is_raised else ranked.tier)


def _passed_over(ranked: Ranked) -> Ranked:
    if ranked.tier is not Tier.CONFIRM:
        return ranked
    why = Why("model", "a stronger model did not choose it: look at the words yourself")
    return ranked._replace(candidate=ranked.candidate.explained(why), tier=Tier.REVIEW)


def _is_in(ranked: Ranked, kept: Iterable[str], known: Mapping[str, Ranked]) -> bool:
    return any(known[name] is ranked for name in kept)


def _questions(
    drafted: Iterable[Asking], known: Mapping[str, Ranked], answer: Answer, refused: list[Refusal]
) -> Iterator[Query]:
    """The drafted questions that pass the linter, quote the note, and ask what isn't asked already."""
    for each in drafted:
        quotes = [next(standing_places(one, answer.note.reading.text), None) for one in each.query.indicators]
        faults = lint_query(each.query)
        if each.id not in known:
            refused.append(Refusal(each.id, NOT_OFFERED))
        elif faults:
            refused.append(Refusal(each.id, faults[0].rule))
        elif None in quotes:
            refused.append(Refusal(each.id, NO_SUCH_WORDS))
        else:
            places = [place for place in quotes if place]
            indicators = tuple(Quote(*place, answer.note.reading.quote(place)) for place in places)
            yield Query(
                about=indicators[0].text,
                ask=each.query.ask,
                indicators=indicators,
                options=each.query.options,
                axis="",
            )
