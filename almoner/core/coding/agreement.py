"""How people and machine agree: accepted, changed, rejected and added, by group, and weeks that differ.

Promises that up and down count alike: a share that moves far from its own past is an alarm either way.
"""

from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from math import sqrt

from almoner.core.coding.decision import Act, CodingDecision, Sort

QUICK_S = 2
"""Who accepts faster than this has hardly read the evidence."""
LEAST = 20
"""Fewer decisions a week say nothing."""
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
    _, code = one.about
    return code[:3] if one.sort is Sort.DIAGNOSIS else f"{code[:3]}xx"


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
    until_on = week_on + timedelta(days=7)
    now: dict[str, list[bool]] = defaultdict(list)
    past: dict[str, list[bool]] = defaultdict(list)
    for one in decisions:
        if one.suggestion is None or one.decided_on >= until_on:
            continue
        kept = now if one.decided_on >= week_on else past
        kept[name_of(one)].append(one.action is Act.ACCEPT)
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
