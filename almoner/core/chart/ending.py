"""How an entry ends: a problem is resolved, a drug stopped, an order done, cancelled or failed, a goal
reached or given up. Promises one way in for every noun that can end, and a finding for those that cannot.
"""

from dataclasses import dataclass
from datetime import date

from almoner.core.chart import allergy, check, goal, medication, order, problem
from almoner.core.chart.allergy import Allergy, AllergyStatus
from almoner.core.chart.goal import Goal, GoalStatus
from almoner.core.chart.keep import supersede
from almoner.core.chart.medication import Medication, MedicationStatus
from almoner.core.chart.nouns import AnyNoun
from almoner.core.chart.order import Order, OrderState
from almoner.core.chart.problem import ListedProblem, ProblemStatus
from almoner.core.chart.shape import Moment
from almoner.core.chart.together import Scribe
from almoner.core.plan import Plan

ENDINGS: dict[str, tuple[str, ...]] = {
    ListedProblem.kind: tuple(sorted(problem.OVER, reverse=True)),
    Allergy.kind: (AllergyStatus.RESOLVED, AllergyStatus.INACTIVE),
    Medication.kind: (MedicationStatus.STOPPED, MedicationStatus.COMPLETED, MedicationStatus.CANCELLED),
    Order.kind: (OrderState.COMPLETED, OrderState.CANCELLED, OrderState.FAILED),
    Goal.kind: (GoalStatus.COMPLETED, GoalStatus.CANCELLED, GoalStatus.REJECTED),
}
"""The states in which each noun may end, the usual one first."""


@dataclass(frozen=True, slots=True)
class Ending:
    """In which state something ends, when, and why."""

    state: str
    ended: Moment
    why: str = ""


def end(seen: AnyNoun, ending: Ending, *, scribe: Scribe, on: date) -> Plan:
    """Return the plan that ends an entry, or only what stands against it."""
    if ending.state not in ENDINGS.get(seen.kind, ()):
        mend = "Choose one of its states, or mark it as entered in error."
        return Plan(on=on, findings=(check.finding("CHT-13", "It can't end so.", mend),))
    if str(seen.status) in ENDINGS[seen.kind]:
        mend = "Record it anew if it has come back."
        return Plan(on=on, findings=(check.finding("CHT-13", "It has ended already.", mend),))
    ended = _ended(seen, ending)
    return supersede(seen, ended, by=scribe.name, born_on=scribe.born_on, on=on)


def _ended(seen: AnyNoun, ending: Ending) -> AnyNoun:
    match seen:
        case ListedProblem():
            return problem.resolve(seen, ended=ending.ended, status=ProblemStatus(ending.state))
        case Allergy():
            return allergy.resolve(seen, status=AllergyStatus(ending.state))
        case Medication():
            status = MedicationStatus(ending.state)
            return medication.stop(seen, ended=ending.ended, why=ending.why, status=status)
        case Order():
            return order.finish(seen, OrderState(ending.state), ended=ending.ended, outcome=ending.why)
        case Goal():
            return goal.finish(seen, GoalStatus(ending.state), ended=ending.ended, why=ending.why)
        case _:
            raise AssertionError("only these nouns have endings")
