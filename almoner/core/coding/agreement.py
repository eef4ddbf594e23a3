"""How people and machine agree: accepted, changed, rejected and added, by group, and weeks that differ.

Promises that up and down count alike: a share that moves far from its own past is an alarm either way.
"""

from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from math import sqrt

from almoner.core.coding.calibration import is_own
from almoner.core.coding.decision import Act, CodingDecision, Origin, family_of
from almoner.core.coding.reliability import Reliability, Said, reliability
from almoner.core.coding.review import CodingReview, Outcome, outcomes

QUICK_S = 2
"""Who accepts faster than this has hardly read the evidence."""
LEAST = 20
"""Fewer decisions a week say nothing."""
_LEAST_CHANCE = 0.02
FAR = 3
"""How many standard errors a week's share lies from the weeks before when it is an alarm."""


@dataclass(frozen=True, slots=True)
class Agreement:
    """What was done with what was suggested, in one group. Shares are in hundredths of a percent."""

    name: str
    accepted: int
    changed: int
    rejected: int
    added: int
    quick: int

    @property
    def suggested(self) -> int:
        """How many suggestions were decided on."""
        return self.accepted + self.changed + self.rejected

    @property
    def accept_bp(self) -> int:
        """The share of suggestions that were accepted as they stood."""
        return self.accepted * 10_000 // self.suggested if self.suggested else 0

    @property
    def quick_bp(self) -> int:
        """The share of acceptances that took under two seconds."""
        return self.quick * 10_000 // self.accepted if self.accepted else 0


def family(one: CodingDecision) -> str:
    """Return the family of what was decided on: a diagnosis's category, a service's first three digits."""
    return family_of(*one.about)


def agreement(
    decisions: Iterable[CodingDecision], name_of: Callable[[CodingDecision], str]
) -> tuple[Agreement, ...]:
    """Return the agreement by group, the group with most decisions first."""
    grouped: dict[str, list[CodingDecision]] = defaultdict(list)
    for one in decisions:
        grouped[name_of(one)].append(one)
    made = [_agreement(name, own) for name, own in grouped.items()]
    return tuple(sorted(made, key=lambda one: (-one.suggested - one.added, one.name)))


def _agreement(name: str, own: Sequence[CodingDecision]) -> Agreement:
    acts = Counter(one.action for one in own)
    quick = sum(one.action is Act.ACCEPT and one.seconds < QUICK_S for one in own)
    return Agreement(name, acts[Act.ACCEPT], acts[Act.CHANGE], acts[Act.REJECT], acts[Act.ADD], quick)


@dataclass(frozen=True, slots=True)
class Drift:
    """A share of a week that lies far from the weeks before, up or down; in hundredths of a percent."""

    name: str
    before_bp: int
    now_bp: int
    count: int


def drifts(
    decisions: Iterable[CodingDecision], name_of: Callable[[CodingDecision], str], *, week_on: date
) -> tuple[Drift, ...]:
    """Return the groups whose share of acceptance in the week from a day on is far from their own past."""
    suggested = [one for one in decisions if one.suggestion is not None]
    return moved(
        ((name_of(one), one.decided_on, one.action is Act.ACCEPT) for one in suggested), week_on=week_on
    )


def off_curve(
    decisions: Iterable[CodingDecision], name_of: Callable[[CodingDecision], str], *, week_on: date
) -> tuple[Drift, ...]:
    """Return the groups that accepted far more or fewer suggestions in the week from a day on than the
    practice's own calibration said they would; `before_bp` is what it said.
    """
    until_on = week_on + timedelta(days=7)
    said: dict[str, list[Said]] = defaultdict(list)
    for one in decisions:
        if one.suggestion and is_own(one.versions.calibration) and week_on <= one.decided_on < until_on:
            chance = min(max(one.suggestion.confidence / 100, _LEAST_CHANCE), 1 - _LEAST_CHANCE)
            said[name_of(one)].append(Said(chance, one.action is Act.ACCEPT))
    return tuple(
        Drift(name, int(_expected(own) / len(own) * 10_000), _bp([one.is_right for one in own]), len(own))
        for name, own in sorted(said.items())
        if len(own) >= LEAST and _is_off(own)
    )


def _expected(own: Sequence[Said]) -> float:
    return sum(one.confidence for one in own)


def _is_off(own: Sequence[Said]) -> bool:
    error = sqrt(sum(one.confidence * (1 - one.confidence) for one in own))
    return abs(sum(one.is_right for one in own) - _expected(own)) > FAR * error


def reliable(decisions: Iterable[CodingDecision]) -> Reliability:
    """Return how far the confidences that people saw were from what they did with the suggestions. What the
    chart's records say was done has no confidence of the coder's.
    """
    return reliability(
        Said(one.suggestion.confidence / 100, one.action is Act.ACCEPT)
        for one in decisions
        if one.suggestion is not None and one.origin is Origin.SUGGESTED
    )


def moved(marks: Iterable[tuple[str, date, bool]], *, week_on: date) -> tuple[Drift, ...]:
    """Return the groups whose share of true marks in the week from a day on is far from their own past."""
    until_on = week_on + timedelta(days=7)
    now: dict[str, list[bool]] = defaultdict(list)
    past: dict[str, list[bool]] = defaultdict(list)
    for name, on, is_so in marks:
        if on < until_on:
            (now if on >= week_on else past)[name].append(is_so)
    found = []
    for name in sorted(now.keys() & past.keys()):
        week, before = now[name], past[name]
        if len(week) >= LEAST and len(before) >= LEAST and _is_far(week, before):
            found.append(Drift(name, _bp(before), _bp(week), len(week)))
    return tuple(found)


def _is_far(week: Sequence[bool], before: Sequence[bool]) -> bool:
    share = (sum(week) + sum(before)) / (len(week) + len(before))
    error = sqrt(share * (1 - share) * (1 / len(week) + 1 / len(before)))
    return abs(sum(week) / len(week) - sum(before) / len(before)) > FAR * error


def _bp(said: Sequence[bool]) -> int:
    return sum(said) * 10_000 // len(said)


@dataclass(frozen=True, slots=True)
class Held:
    """How many codes of a group a second review looked at, and how many of them stood."""

    name: str
    codes: int
    held: int

    @property
    def held_bp(self) -> int:
        """The share that stood, in hundredths of a percent."""
        return self.held * 10_000 // self.codes if self.codes else 0


@dataclass(frozen=True, slots=True)
class Reviewed:
    """What second reviews found. `seen_bp` is the share of suggestions that first coders took over, who saw
    them, `blind_bp` the share that second coders came to without seeing any.
    """

    count: int
    by_coder: tuple[Held, ...] = ()
    by_provider: tuple[Held, ...] = ()
    by_family: tuple[Held, ...] = ()
    seen_bp: int = 0
    blind_bp: int = 0


def reviewed(reviews: Iterable[CodingReview], provider_of: Callable[[int], str]) -> Reviewed:
    """Return what the second reviews that are over found."""
    over = [one for one in reviews if not one.is_open]
    found = [each for one in over for each in outcomes(one)]
    suggested = [(one, code) for one in over for code in one.suggested]
    seen = sum(code in one.accepted for one, code in suggested)
    blind = sum(
        code in one.second.diagnoses or any(code == each.code for each in one.second.services)
        for one, code in suggested
    )
    return Reviewed(
        count=len(over),
        by_coder=_held(found, lambda one: one.coder),
        by_provider=_held(found, lambda one: provider_of(one.provider_id)),
        by_family=_held(found, lambda one: family_of(one.sort, one.code)),
        seen_bp=seen * 10_000 // len(suggested) if suggested else 0,
        blind_bp=blind * 10_000 // len(suggested) if suggested else 0,
    )


def _held(found: Iterable[Outcome], name_of: Callable[[Outcome], str]) -> tuple[Held, ...]:
    grouped: dict[str, list[bool]] = defaultdict(list)
    for one in found:
        grouped[name_of(one)].append(one.held)
    made = [Held(name, len(own), sum(own)) for name, own in grouped.items()]
    return tuple(sorted(made, key=lambda one: (-one.codes, one.name)))
