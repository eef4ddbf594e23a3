"""A candidate: a code that mentions lead to, with its evidence, what it lacks and the rules that shaped
it. Rules turn candidates into other candidates; scores, tiers and the answer are made from what is left."""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from enum import StrEnum
from typing import NamedTuple

from almoner.core.coding.mention import AxisValue, Mention, Phase, Side
from almoner.core.coding.words import Span


class Why(NamedTuple):
    """A rule and what it says of this note, in plain words without the note's text."""

    rule: str
    says: str


class Alternative(NamedTuple):
    """A code that was near, and why it isn't the one: `rule` is empty where an axis or another title
    leads to it."""

    code: str
    title: str
    rule: str = ""


class Ground(StrEnum):
    """What a candidate rests on: own mentions of today, a past or a relative's condition that has a code
    of its own, or another candidate that it goes with."""

    MENTION = "mention"
    HISTORY = "history"
    FAMILY = "family"
    COMPANION = "companion"


@dataclass(frozen=True, slots=True, kw_only=True)
class Candidate:
    """One code, with its dot. `concept` is the lexicon's id ("" where no concept leads here); `evidence`
    are the places that prove it, the best first, never none; `missing` names axes that the code set knows
    and the note doesn't say.

    A rule that adds a companion gives it evidence of its own, ground COMPANION and the code that it goes
    with in `beside`. `order` sorts the answer: the lower, the earlier; equal ones go by their place in
    the note.
    """

    code: str
    title: str
    concept: str
    evidence: tuple[Span, ...]
    ground: Ground = Ground.MENTION
    mentions: tuple[Mention, ...] = ()
    axes: tuple[AxisValue, ...] = ()
    side: Side = Side.NONE
    phase: Phase = Phase.NONE
    missing: tuple[str, ...] = ()
    alternatives: tuple[Alternative, ...] = ()
    why: tuple[Why, ...] = ()
    beside: str = ""
    order: int = 0

    def value(self, axis: str) -> str:
        """The value of an axis; empty where the note doesn't say it."""
        return next((each.value for each in self.axes if each.axis == axis), "")

    def explained(self, why: Why) -> "Candidate":
        """The same with one more reason, the last."""
        return replace(self, why=(*self.why, why))


class Dropped(NamedTuple):
    """A candidate that a rule took out, and the code that stands for it (empty where none does)."""

    candidate: Candidate
    why: Why
    instead: str = ""


def in_order(candidates: Iterable[Candidate]) -> tuple[Candidate, ...]:
    """Candidates by their order, then their place in the note, then their code; the same for any order
    given."""
    return tuple(sorted(candidates, key=lambda each: (each.order, each.evidence[0], each.code)))
