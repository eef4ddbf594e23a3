"""The rank of each element of decision making, with the facts that carry it, those left out and what a higher
rank would ask for (handbook, rules 5.1).
"""

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from functools import lru_cache
from typing import Generic, TypeVar

from almoner.core.coding.em_data import weigh_data
from almoner.core.coding.em_facts import Decision, Problem, ProblemKind, Rank, Risk, RiskKind
from almoner.core.coding.em_ladders import RULES_2021, RULES_2023
from almoner.core.coding.em_weight import LeftOut, Weight

_Kind = TypeVar("_Kind", ProblemKind, RiskKind)


@dataclass(frozen=True, slots=True)
class _Row(Generic[_Kind]):
    """So many facts of one kind reach a rank, since a date."""

    rank: Rank
    kind: _Kind
    count: int = 1
    since_on: date = RULES_2021

    @property
    def says(self) -> str:
        return self.kind if self.count == 1 else f"{self.count} × {self.kind}"


PROBLEM_ROWS = (
    _Row(Rank.STRAIGHTFORWARD, ProblemKind.MINOR),
    _Row(Rank.LOW, ProblemKind.MINOR, 2),
    _Row(Rank.LOW, ProblemKind.STABLE_CHRONIC),
    _Row(Rank.LOW, ProblemKind.NEW_UNCOMPLICATED),
    _Row(Rank.LOW, ProblemKind.STABLE_ACUTE, since_on=RULES_2023),
    _Row(Rank.LOW, ProblemKind.UNCOMPLICATED_IN_HOSPITAL, since_on=RULES_2023),
    _Row(Rank.MODERATE, ProblemKind.WORSE_CHRONIC),
    _Row(Rank.MODERATE, ProblemKind.STABLE_CHRONIC, 2),
    _Row(Rank.MODERATE, ProblemKind.NEW_UNCLEAR),
    _Row(Rank.MODERATE, ProblemKind.SYSTEMIC_ACUTE),
    _Row(Rank.MODERATE, ProblemKind.COMPLICATED_INJURY),
    _Row(Rank.HIGH, ProblemKind.SEVERE_CHRONIC),
    _Row(Rank.HIGH, ProblemKind.THREAT),
)
RISK_ROWS = (
    _Row(Rank.STRAIGHTFORWARD, RiskKind.MINIMAL),
    _Row(Rank.LOW, RiskKind.LOW),
    _Row(Rank.MODERATE, RiskKind.PRESCRIPTION),
    _Row(Rank.MODERATE, RiskKind.MINOR_SURGERY_AT_RISK),
    _Row(Rank.MODERATE, RiskKind.MAJOR_SURGERY),
    _Row(Rank.MODERATE, RiskKind.SOCIAL_LIMIT),
    _Row(Rank.HIGH, RiskKind.TOXICITY_WATCH),
    _Row(Rank.HIGH, RiskKind.MAJOR_SURGERY_AT_RISK),
    _Row(Rank.HIGH, RiskKind.SURGERY_AT_ONCE),
    _Row(Rank.HIGH, RiskKind.ADMISSION),
    _Row(Rank.HIGH, RiskKind.STEP_UP, since_on=RULES_2023),
    _Row(Rank.HIGH, RiskKind.LESS_TREATMENT),
    _Row(Rank.HIGH, RiskKind.INJECTED_CONTROLLED_DRUG, since_on=RULES_2023),
)
_PROBLEMS_SINCE: dict[str, date] = {row.kind: row.since_on for row in PROBLEM_ROWS}
_RISKS_SINCE: dict[str, date] = {row.kind: row.since_on for row in RISK_ROWS}


def weigh(decision: Decision, *, on: date) -> tuple[Weight, Weight, Weight]:
    """Problems, data and risk, in this order."""
    return (
        weigh_problems(decision.problems, on=on),
        weigh_data(decision.data),
        weigh_risks(decision.risks, on=on),
    )


def weigh_problems(problems: tuple[Problem, ...], *, on: date) -> Weight:
    """The highest row that enough of the problems fill."""
    valid, left_out = _of_date(problems, _PROBLEMS_SINCE, on)
    counts = Counter(problem.kind for problem in valid)
    met = [row for row in PROBLEM_ROWS if counts[row.kind] >= row.count]
    rank = max((row.rank for row in met), default=Rank.NONE)
    kinds = {row.kind for row in met if row.rank is rank}
    return Weight(
        "problems",
        rank,
        says=tuple(row.says for row in met if row.rank is rank),
        facts=tuple(problem for problem in valid if problem.kind in kinds),
        left_out=left_out,
        asks=_problem_asks(tuple(counts[kind] for kind in _COUNTED), on),
    )


def weigh_risks(risks: tuple[Risk, ...], *, on: date) -> Weight:
    """The riskiest of the decisions."""
    valid, left_out = _of_date(risks, _RISKS_SINCE, on)
    kinds = {risk.kind for risk in valid}
    met = [row for row in RISK_ROWS if row.kind in kinds]
    rank = max((row.rank for row in met), default=Rank.NONE)
    top = [row for row in met if row.rank is rank]
    return Weight(
        "risk",
        rank,
        says=tuple(row.says for row in top),
        facts=tuple(risk for risk in valid if any(risk.kind is row.kind for row in top)),
        left_out=left_out,
        asks=_risk_asks(on),
    )


_Fact = TypeVar("_Fact", Problem, Risk)


def _of_date(
    facts: tuple[_Fact, ...], first: Mapping[str, date], on: date
) -> tuple[list[_Fact], tuple[LeftOut, ...]]:
    """The facts whose kind the rules of the day know, and the others with the day from which they count."""
    valid = [fact for fact in facts if first[fact.kind] <= on]
    late = [fact for fact in facts if first[fact.kind] > on]
    return valid, tuple(LeftOut(fact, f"counts from {first[fact.kind]}") for fact in late)


_COUNTED = tuple(row.kind for row in PROBLEM_ROWS if row.count > 1)
"""The kinds of problems of which several make a rank."""


@lru_cache(maxsize=500)
def _problem_asks(counts: tuple[int, ...], on: date) -> dict[Rank, tuple[str, ...]]:
    return _asks(PROBLEM_ROWS, dict(zip(_COUNTED, counts, strict=True)), on=on)


@lru_cache(maxsize=50)
def _risk_asks(on: date) -> dict[Rank, tuple[str, ...]]:
    return _asks(RISK_ROWS, {}, on=on)


def _asks(
    rows: tuple[_Row[_Kind], ...], counts: Mapping[_Kind, int], *, on: date
) -> dict[Rank, tuple[str, ...]]:
    """For each rank, what would reach it: any one of the sentences."""
    return {
        rank: tuple(
            f"{row.says} ({row.count - counts[row.kind]} more)" if row.count > 1 else row.says
            for row in rows
            if row.rank is rank and row.since_on <= on
        )
        for rank in Rank
        if rank is not Rank.NONE
    }
