"""Suggests codes for a note: reads it, finds mentions, walks to codes, weighs them, and puts them into
tiers. Pure; the same note, day, lexicon and tables give the same answer, and every suggestion quotes the
note verbatim."""

from collections.abc import Iterable
from dataclasses import dataclass, field, replace
from functools import cached_property
from typing import NamedTuple

from almoner.core.coding.answer import Query, Quote, Suggestion, Tier
from almoner.core.coding.asked import Asked
from almoner.core.coding.body_mass import with_body_mass
from almoner.core.coding.calibrated import calibrated
from almoner.core.coding.calibration import NO_CALIBRATION, Calibration, uncalibrated
from almoner.core.coding.candidate import Candidate, Dropped, in_order
from almoner.core.coding.day_codes import DayCodes, day_codes
from almoner.core.coding.decision import Sort
from almoner.core.coding.drug_harm import harmful, induced
from almoner.core.coding.echoes import without_echoes
from almoner.core.coding.gather import Unplaced, gather
from almoner.core.coding.guide import Guided, Surroundings, beside, guide
from almoner.core.coding.guideline import NO_GUIDELINES, Guidelines
from almoner.core.coding.lexicon import Lexicon
from almoner.core.coding.mention import Match
from almoner.core.coding.navigate import Navigator
from almoner.core.coding.note import Note, note_of
from almoner.core.coding.pregnancy import with_pregnancy
from almoner.core.coding.procedure_answer import services
from almoner.core.coding.query import queries_of
from almoner.core.coding.reading import Reading
from almoner.core.coding.required import required
from almoner.core.coding.retrieve import Titles, retrieve
from almoner.core.coding.said_titles import with_titles
from almoner.core.coding.score import Weights, facts_of
from almoner.core.coding.underdosing import underdosed
from almoner.core.coding.vaccinated import vaccine_given
from almoner.core.coding.visit_read import Given, VisitRange, read_visit
from almoner.core.rules.releases import Tables

__all__ = [
    "Answer",
    "Asked",
    "Query",
    "Quote",
    "Ranked",
    "Suggestion",
    "Tier",
    "Tools",
    "Weighed",
    "suggest",
    "suggestions_of",
    "surroundings",
    "weigh",
]

_MOST_QUOTES = 8
_STANDING = frozenset({Tier.CONFIRM, Tier.REVIEW})
_NEVER_SURE = frozenset({Match.RETRIEVED, Match.TYPO})


class Ranked(NamedTuple):
    """A candidate with its score, and with the confidence that the calibration makes of it; `tier` is None
    below the floor.
    """

    candidate: Candidate
    confidence: float
    tier: Tier | None
    score: float = 0.0


@dataclass(frozen=True)
class Tools:
    """What the coder works with: lexicon, weights, code tables, guideline rules, and what its scores are
    worth; without a calibration they are taken as they are.
    """

    lexicon: Lexicon
    weights: Weights
    tables: Tables
    guidelines: Guidelines = NO_GUIDELINES
    calibration: Calibration | None = None
    _made: dict[object, object] = field(default_factory=dict)

    @property
    def worth(self) -> Calibration:
        """What scores are worth."""
        return self.calibration or uncalibrated(self.weights.floors)

    def navigator(self, asked: Asked) -> Navigator:
        """The ways through the codes of a day, kept from note to note."""
        codes = day_codes(self.tables, asked.on)
        found = self._made.get(("ways", id(codes)))
        if found is None:
            found = self._made[("ways", id(codes))] = Navigator(codes)
        assert isinstance(found, Navigator)
        return found

    def titles(self, asked: Asked) -> Titles:
        """The search in the titles of a day."""
        codes = self.navigator(asked).codes
        found = self._made.get(("titles", id(codes)))
        if found is None:
            words = self._made.setdefault("words", {})
            assert isinstance(words, dict)
            found = self._made[("titles", id(codes))] = Titles(codes, words)
        assert isinstance(found, Titles)
        return found


@dataclass(frozen=True, slots=True)
class Weighed:
    """The diagnoses of a note: all candidates with their tiers, and the concepts that only ask."""

    note: Note
    ranked: tuple[Ranked, ...]
    unplaced: tuple[Unplaced, ...]
    dropped: tuple[Dropped, ...] = ()


@dataclass(frozen=True)
class Answer:
    """What the coder says of a note. `ranked` holds all candidates, the surest first, those below the
    floor too; `visit` is None where no visit level applies or the text can't carry one."""

    note: Note
    suggestions: tuple[Suggestion, ...]
    ranked: tuple[Ranked, ...]
    unplaced: tuple[Unplaced, ...]
    queries: tuple[Query, ...] = ()
    visit: VisitRange | None = None
    worth: Calibration = NO_CALIBRATION

    @cached_property
    def reading(self) -> Reading:
        """The note as it was read."""
        return self.note.reading


def suggest(text: str, asked: Asked, tools: Tools) -> Answer:
    """The codes that a note carries on a day: diagnoses in claim order, what is proven and assessed first,
    hints last; then the services that were done, their modifiers and the visit level."""
    weighed = weigh(text, asked, tools)
    note = weighed.note
    worth = tools.worth
    lexicon = tools.lexicon
    treated = {name: [one.sentence for one in each] for name, each in note.treatments.items()}
    given = Given(note.remedies.drug_places, treated)
    visit = read_visit(note.reading, note.mentions, lexicon, asked, given)
    done = services(note.reading, lexicon.services, asked, visit)
    ranked = _vaccinated(weighed, done, asked, tools)
    suggestions = suggestions_of(ranked, note.reading, worth.name)
    queries = queries_of(note, suggestions, weighed.unplaced)
    shown = tuple(calibrated(one, worth, asked) for one in (*suggestions, *done))
    return Answer(note, shown, ranked, weighed.unplaced, queries, visit, worth)


def _vaccinated(
    weighed: Weighed, done: tuple[Suggestion, ...], asked: Asked, tools: Tools
) -> tuple[Ranked, ...]:
    """The candidates, with the encounter for a vaccine that was given where none of them stands for it."""
    codes = tools.navigator(asked).codes
    given = vaccine_given(done, weighed.ranked, tools.lexicon.services.vaccines, weighed.note, codes)
    if given is None:
        return weighed.ranked
    rest = [each for each in weighed.ranked if each.candidate.code != given.code]
    own = _Scale(weighed.note, codes, tools).ranked([given])
    return tuple(sorted((*rest, *own), key=lambda each: -each.confidence))


def weigh(text: str, asked: Asked, tools: Tools) -> Weighed:
    """The candidates of a note's diagnoses with their tiers, the surest first."""
    titles = tools.titles(asked)
    note = note_of(text, tools.lexicon, titles.knows)
    navigator = tools.navigator(asked)
    gathered = gather(note, navigator)
    named = with_titles(gathered.candidates, note, titles)
    found = without_echoes([*named, *retrieve(note, titles)], note)
    weighed = with_body_mass(found, note.reading, asked, navigator.codes)
    candidates = _merged(with_pregnancy(weighed, text, asked, navigator.codes))
    scale = _Scale(note, navigator.codes, tools)
    ranked = scale.ranked(candidates)
    rules, around = tools.guidelines.on(asked.on), surroundings(note, asked, tools)
    guided = guide([each.candidate for each in ranked if each.tier in _STANDING], rules, around)
    rest = _untaken([each.candidate for each in ranked if each.tier not in _STANDING], guided)
    kept = beside(rest, guided.candidates, rules, around)
    harm = harmful(note, guided.candidates, navigator.codes)
    less = underdosed(note, guided.candidates, navigator.codes)
    asked_for = required(kept, guided.candidates)
    standing, harm = induced(guided.candidates, harm, note, navigator.codes)
    again = scale.ranked(_merged([*standing, *asked_for, *harm, *less]))
    return Weighed(note, again, gathered.unplaced, guided.dropped)


def surroundings(note: Note, asked: Asked, tools: Tools) -> Surroundings:
    """What the rules look at beside the candidates of a note."""
    drugs = note.remedies.long_terms if tools.guidelines.rules else {}
    return Surroundings(tools.navigator(asked).codes, tools.lexicon.concepts, drugs, asked.sex)


def _untaken(rest: Iterable[Candidate], guided: Guided) -> list[Candidate]:
    """What didn't stand, without what the rules have as well or took out."""
    taken = {each.code for each in guided.candidates} | {each.candidate.code for each in guided.dropped}
    return [each for each in rest if each.code not in taken]


def _merged(candidates: Iterable[Candidate]) -> tuple[Candidate, ...]:
    """One candidate a code: concepts that lead to the same one prove it together."""
    found: dict[str, Candidate] = {}
    for each in in_order(candidates):
        other = found.get(each.code)
        found[each.code] = _joined(other, each) if other else each
    return tuple(found.values())


def _joined(one: Candidate, other: Candidate) -> Candidate:
    return replace(
        one,
        evidence=tuple(dict.fromkeys([*one.evidence, *other.evidence])),
        mentions=tuple(sorted({*one.mentions, *other.mentions}, key=lambda each: each.span)),
        why=tuple(dict.fromkeys([*one.why, *other.why])),
        missing=tuple(each for each in one.missing if each in other.missing),
    )


class _Scale:
    """Weighs the candidates of one note; each once."""

    def __init__(self, note: Note, codes: DayCodes, tools: Tools) -> None:
        self._note, self._codes, self._weights, self._worth = note, codes, tools.weights, tools.worth
        self._known: dict[int, tuple[Candidate, float]] = {}

    def _score(self, candidate: Candidate) -> float:
        known = self._known.get(id(candidate))
        if known is None:
            score = self._weights.confidence(facts_of(candidate, self._note, self._codes))
            known = self._known[id(candidate)] = (candidate, score)
        return known[1]

    def ranked(self, candidates: Iterable[Candidate]) -> tuple[Ranked, ...]:
        """The candidates with their tiers, the surest first."""
        scored = [
            (self._worth.of(Sort.DIAGNOSIS, each.code, score), score, each)
            for score, each in ((self._score(each), each) for each in candidates)
        ]
        scored.sort(key=lambda one: (-one[0], -one[1], one[2].evidence[0], one[2].code))
        ranked, counted = [], 0
        for confidence, score, candidate in scored:
            is_billable = self._codes.is_billable(candidate.code)
            assert is_billable, "a suggested code is valid and billable on the day"
            tier = _tier(confidence, candidate, self._worth)
            if tier in _STANDING:
                counted += 1
                tier = tier if counted <= self._weights.most else Tier.HINT
            ranked.append(Ranked(candidate, confidence, tier, score))
        return tuple(ranked)


def _tier(confidence: float, candidate: Candidate, worth: Calibration) -> Tier | None:
    """The tier that confidence reaches; what lacks an axis, or rests on a mended or retrieved phrase, is
    reviewed."""
    tier = worth.tier(confidence)
    is_unsure = bool(candidate.missing) or (
        bool(candidate.mentions) and all(each.match in _NEVER_SURE for each in candidate.mentions)
    )
    return Tier.REVIEW if tier is Tier.CONFIRM and is_unsure else tier


def suggestions_of(
    ranked: Iterable[Ranked], reading: Reading, calibration: str = ""
) -> tuple[Suggestion, ...]:
    """What is shown of the candidates, in claim order; `calibration` names what their confidence is by."""
    return tuple(_suggestion(each, reading, calibration) for each in _in_claim_order(ranked) if each.tier)


def _in_claim_order(ranked: Iterable[Ranked]) -> list[Ranked]:
    """Hints last; else by the order that rules gave, then by place in the note."""
    return sorted(
        ranked,
        key=lambda each: (
            each.tier is Tier.HINT,
            each.candidate.order,
            each.candidate.evidence[0],
            each.candidate.code,
        ),
    )


def _suggestion(ranked: Ranked, reading: Reading, calibration: str) -> Suggestion:
    candidate = ranked.candidate
    assert ranked.tier is not None, "what is below the floor isn't shown"
    return Suggestion(
        code=candidate.code,
        kind="dx",
        title=candidate.title,
        confidence=ranked.confidence,
        score=ranked.score,
        calibration=calibration,
        tier=ranked.tier,
        evidence=tuple(
            Quote(span.start, span.end, reading.quote(span)) for span in candidate.evidence[:_MOST_QUOTES]
        ),
        why=candidate.why,
        alternatives=candidate.alternatives,
        missing=candidate.missing,
    )
