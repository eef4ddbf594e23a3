"""Goals: what a patient and the provider want to reach, by when, and how it stands."""

from dataclasses import dataclass, replace
from datetime import date
from enum import StrEnum
from typing import ClassVar, Literal

from almoner.core.chart import check
from almoner.core.chart.entry import Entry
from almoner.core.chart.shape import Amount, Concept, Moment
from almoner.core.rules import Finding


class GoalStatus(StrEnum):
    """Where a goal is in its life (FHIR goal-status)."""

    PROPOSED = "proposed"
    PLANNED = "planned"
    ACCEPTED = "accepted"
    ACTIVE = "active"
    ON_HOLD = "on-hold"
    COMPLETED = "completed"
    CANCELLED = "cancelled"
    REJECTED = "rejected"


OVER = frozenset({GoalStatus.COMPLETED, GoalStatus.CANCELLED, GoalStatus.REJECTED})
Achievement = Literal[
    "", "in-progress", "improving", "worsening", "no-change", "achieved", "sustaining", "not-achieved"
]


@dataclass(frozen=True, slots=True)
class Target:
    """What is measured, and between which amounts it should lie."""

    measure: Concept
    low: Amount | None = None
    high: Amount | None = None
    text: str = ""
    residual: str = ""


@dataclass(frozen=True, slots=True)
class Goal:
    """Something to reach (FHIR Goal); `problem_ids` are the problems that it is about."""

    kind: ClassVar[str] = "goal"
    id: int
    entry: Entry
    concept: Concept
    version: int = 1
    status: GoalStatus = GoalStatus.ACTIVE
    achievement: Achievement = ""
    start: Moment | None = None
    due: Moment | None = None
    ended: Moment | None = None
    targets: tuple[Target, ...] = ()
    problem_ids: tuple[int, ...] = ()
    is_by_patient: bool = False
    why_ended: str = ""

    def against(self, *, on: date) -> list[Finding]:
        """Return what stands against it."""
        found = [
            *check.named("The goal", self.concept),
            *check.readable("The goal's day", self.start, self.due),
            *check.in_order("The goal", self.start, self.due),
            *check.past("The end", self.ended, on=on),
            *check.few("Targets", self.targets),
            *check.few("Problems", self.problem_ids),
            *check.texts("Why it ended", self.why_ended, longest=check.LONGEST_WORDS),
        ]
        for one in self.targets:
            found += check.coded("A target", one.measure)
            found += check.amounts("A target", one.low, one.high)
            found += check.texts("A target", one.text, one.residual)
        if self.start is None and self.due is None:
            mend = "Give the day on which it begins, or by which it is due."
            found.append(check.finding("CHT-04", "A goal has no day.", mend))
        return found


def finish(goal: Goal, status: GoalStatus, *, ended: Moment, why: str) -> Goal:
    """Return the goal as it stands once nobody works on it any more."""
    assert status in OVER, "what is finished is over"
    reached: Achievement = "achieved" if status is GoalStatus.COMPLETED else goal.achievement
    return replace(goal, status=status, achievement=reached, ended=ended, why_ended=why)
