"""The level of a visit as its note carries it: the lowest and the highest that the words allow, at most one
step apart, what each element rests on, and what lacks for the next (handbook, coding 3.7).

Facts whose words leave a doubt count for the highest only. Where the doubts reach further than one step they
are given up, those of the data first, then of the risk, then of the problems; what still lies further apart
has no level.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from types import MappingProxyType
from typing import Literal

from almoner.core.coding.asked import Asked
from almoner.core.coding.concept import Concept
from almoner.core.coding.em import Basis, VisitLevel, visit_level
from almoner.core.coding.em_facts import Datum, Decision, Problem, ProblemKind, Risk, RiskKind, VisitFacts
from almoner.core.coding.em_ladders import ladder_of
from almoner.core.coding.em_weight import Element
from almoner.core.coding.lexicon import Lexicon
from almoner.core.coding.mention import Assertion, Mention
from almoner.core.coding.reading import Reading, Span
from almoner.core.coding.visit_cues import Signs
from almoner.core.coding.visit_data import data_of
from almoner.core.coding.visit_facts import Read
from almoner.core.coding.visit_kind import Special, VisitKind, kind_of
from almoner.core.coding.visit_problems import problems_of
from almoner.core.coding.visit_risk import risks_of
from almoner.core.coding.visit_time import StatedTime, time_of
from almoner.core.coding.visit_units import units_of, with_treatments

By = Literal["mdm", "time"]
_ROUTES = frozenset("im intramuscular intramuscularly subq sq sc subcut subcutaneous subcutaneously".split())
_AMOUNTS = frozenset("mg mcg ml units lot deltoid gluteal".split())
"""Words of an injection that was given."""
_SEPARATE = {
    ProblemKind.WORSE_CHRONIC,
    ProblemKind.SEVERE_CHRONIC,
    ProblemKind.THREAT,
    ProblemKind.NEW_UNCLEAR,
}


@dataclass(frozen=True, slots=True)
class Leg:
    """One element: its rank without doubt and at most, in words, and the places it rests on."""

    element: Element
    low: str
    high: str
    evidence: tuple[Span, ...]


@dataclass(frozen=True, slots=True)
class VisitRange:
    """The lowest and highest code that the note carries, of one family; `missing` is what the next level
    would ask. `minutes` are those that count, None where none are stated."""

    low: str
    high: str
    by: By
    missing: tuple[str, ...]
    legs: tuple[Leg, ...]
    minutes: int | None
    evidence: tuple[Span, ...]


@dataclass(frozen=True, slots=True)
class Given:
    """What the note gives: the places of drugs that the lexicon knows (number of the first word, and that
    behind the last), and by concept the numbers of the sentences that name what treats it.
    """

    drugs: Mapping[int, int]
    treated: Mapping[str, Iterable[int]]


NOTHING_GIVEN = Given(MappingProxyType({}), MappingProxyType({}))


@dataclass(frozen=True, slots=True)
class _Facts:
    """All that was read, each fact with its doubt."""

    problems: list[Read[Problem]]
    data: list[Read[Datum]]
    risks: list[Read[Risk]]


def _denied(reading: Reading, mentions: tuple[Mention, ...]) -> frozenset[int]:
    """The words that name what the note denies."""
    spans = [each.span for each in mentions if each.assertion is Assertion.NEGATED]
    return frozenset(at for span in spans for at in reading.within(span))


def read_visit(
    reading: Reading,
    mentions: tuple[Mention, ...],
    lexicon: Lexicon,
    asked: Asked,
    given: Given = NOTHING_GIVEN,
) -> VisitRange | None:
    """The range of a visit's level; None where no level applies or the text can't carry one."""
    signs = Signs(reading, lexicon.visit, given.drugs, _denied(reading, mentions))
    kind = kind_of(signs, is_new=asked.is_new)
    if kind.special is Special.STAFF:
        return None if _is_shot(reading) else _staff(kind, asked)
    if kind.special is Special.NO_LEVEL:
        return None
    facts = _facts(signs, mentions, lexicon.concepts, asked, given.treated)
    time = time_of(signs)
    if kind.special is not Special.NONE and not _has_separate_work(signs, kind, facts):
        return None
    if not facts.problems and time is None:
        return None
    if kind.special is Special.THERAPY:
        time = None
    return _range(kind, facts, time, asked)


def _facts(
    signs: Signs,
    mentions: tuple[Mention, ...],
    concepts: Mapping[str, Concept],
    asked: Asked,
    treated: Mapping[str, Iterable[int]],
) -> _Facts:
    reading = signs.reading
    conditional = frozenset(signs.where("plan", "only_if"))
    units = units_of(reading, mentions, concepts, conditional)
    with_treatments(reading, units, treated)
    problems = problems_of(signs, units, concepts)
    has_threat = any(each.high and each.high.kind is ProblemKind.THREAT for each in problems)
    return _Facts(problems, data_of(signs, age=asked.age), risks_of(signs, has_threat=has_threat))


def _is_shot(reading: Reading) -> bool:
    """Staff gave an injection: that is the service, and the visit's own code doesn't stand beside it."""
    words = {token.word for token in reading.tokens}
    return not _ROUTES.isdisjoint(words) and not _AMOUNTS.isdisjoint(words)


def _has_separate_work(signs: Signs, kind: VisitKind, facts: _Facts) -> bool:
    """Work of its own beside a check-up, therapy or planned procedure: a problem that is new or worse, or,
    beside therapy, a drug that is managed; and whatever the note names as such."""
    if kind.special is Special.WELLNESS and facts.problems and _names_apart(signs):
        return True
    managed = any(each.low and each.low.kind is RiskKind.PRESCRIPTION for each in facts.risks)
    if kind.special is Special.THERAPY:
        return managed
    return managed and any(each.low and each.low.kind in _SEPARATE for each in facts.problems)


def _names_apart(signs: Signs) -> bool:
    return bool(signs.where("setting", "apart_work"))


def _staff(kind: VisitKind, asked: Asked) -> VisitRange | None:
    level = visit_level(VisitFacts(family=kind.family, on=asked.on, is_new=False, is_staff_only=True))
    if not level.code:
        return None
    return VisitRange(level.code, level.code, "mdm", (), (), None, kind.evidence)


def _range(kind: VisitKind, facts: _Facts, time: StatedTime | None, asked: Asked) -> VisitRange | None:
    frame = VisitFacts(
        family=kind.family,
        on=asked.on,
        is_new=kind.is_new,
        minutes=time.minutes if time else None,
        talk_minutes=time.minutes.own if time else None,
        has_psychotherapy=kind.special is Special.THERAPY,
    )
    sure = _decision(facts, frozenset())
    low = visit_level(replace(frame, decision=sure))
    for doubted in (("problems", "data", "risks"), ("problems", "risks"), ("problems",), ()):
        most = _decision(facts, frozenset(doubted))
        high = low if most == sure else visit_level(replace(frame, decision=most))
        steps = _steps(low, high, asked)
        if steps is not None and steps <= 1:
            return _answer(low, high, time, kind)
    return None


def _decision(facts: _Facts, doubted: frozenset[str]) -> Decision:
    def taken(name: str, low: object, high: object) -> object:
        return high if name in doubted else low

    problems = (taken("problems", each.low, each.high) for each in facts.problems)
    data = (taken("data", each.low, each.high) for each in facts.data)
    risks = (taken("risks", each.low, each.high) for each in facts.risks)
    return Decision(
        tuple(each for each in problems if isinstance(each, Problem)),
        tuple(each for each in data if isinstance(each, Datum)),
        tuple(each for each in risks if isinstance(each, Risk)),
    )


def _steps(low: VisitLevel, high: VisitLevel, asked: Asked) -> int | None:
    """How far apart two levels lie; None where the higher has no code. A low end without any code is one
    step below the lowest."""
    ladder = ladder_of(high.code, asked.on)
    if ladder is None:
        return None
    codes = ladder.codes
    return codes.index(high.code) - (codes.index(low.code) if low.code else -1)


def _answer(low: VisitLevel, high: VisitLevel, time: StatedTime | None, kind: VisitKind) -> VisitRange:
    by: By = "time" if high.basis is Basis.TIME else "mdm"
    legs = tuple(
        Leg(
            weight.element,
            (lower.rank if lower else weight.rank).name.lower(),
            weight.rank.name.lower(),
            _places(fact.evidence for fact in weight.facts),
        )
        for weight, lower in zip(high.weights, low.weights or (None,) * len(high.weights), strict=True)
    )
    missing = (high.missing.says,) if high.missing and high.missing.says else ()
    evidence = (time.evidence,) if time and by == "time" else _first_of(legs)
    return VisitRange(
        low.code or high.code, high.code, by, missing, legs, high.minutes, evidence or kind.evidence
    )


def _places(found: Iterable[tuple[int, int] | None]) -> tuple[Span, ...]:
    return tuple(dict.fromkeys(Span(*each) for each in found if each))


def _first_of(legs: tuple[Leg, ...]) -> tuple[Span, ...]:
    return tuple(dict.fromkeys(span for leg in legs for span in leg.evidence))
