"""What a patient's answers say about who pays before Medicare, with the type that its claims tell (837P
SBR05), and what they mean for the policies on file.

Promises to rest on the same rules as the order of the policies (`order.between`), so that what the patient
is told and what a claim says never differ.
"""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date, timedelta
from typing import ClassVar

from almoner.core.coverage.coverage import Coverage, Standing
from almoner.core.coverage.order import ELSEWHERE, INJURY, MEDICARE, VA_TYPE, OnFile, Ruling, between

CAUSES: Mapping[str, tuple[str, str]] = {
    "black_lung": (ELSEWHERE["black_lung"], "the federal black lung program pays for that disease first"),
    "va": (VA_TYPE, "what the VA has authorized it pays alone"),
    "program": (ELSEWHERE["federal_program"], "the program that pays for it comes first"),
    "work": (INJURY["workers_comp"], "workers' compensation pays for what came from work first"),
    "auto": (INJURY["auto"], "no-fault insurance pays for its accident first"),
    "liability": (ELSEWHERE["liability"], "who answers for the injury pays first"),
}
"""What pays for a cause: the type of a Medicare behind it, and why."""
EMPLOYEES = {"under_20": 19, "from_20": 20, "from_100": 100}
"""The number that stands for a size that was only told as one of three."""
HOLDER = {"18": "own", "01": "spouse"}
"""Whose work a policy comes from, by the patient's relation to its holder; any other is family."""
WORKING = frozenset({"own", "spouse", "family"})
GROUP_KINDS = frozenset({"commercial", "other"})
"""Kinds of payer whose policies may come from an employer."""
AGE = "age"


@dataclass(frozen=True, slots=True)
class MspQuestionnaire:
    """What a patient answered on a day: by question, under the questions of `card_from`, signed as
    `form_id`. `msp_type` and `why` are what came of it; an empty type means that Medicare pays first.
    """

    kind: ClassVar[str] = "msp_questionnaire"
    id: int
    patient_id: int
    answers: tuple[tuple[str, str], ...]
    card_from: date
    asked_on: date
    asked_by: str
    form_id: int
    version: int = 1
    appointment_id: int = 0
    msp_type: str = ""
    why: str = ""
    confirmed_on: date | None = None
    confirmed_by: str = ""

    def due_on(self, again_days: int) -> date:
        """Return the last day on which the answers hold."""
        return self.asked_on + timedelta(days=again_days)


@dataclass(frozen=True, slots=True)
class Verdict:
    """Whether another pays before Medicare (`msp_type`, empty where Medicare is first), and why."""

    msp_type: str
    why: str

    @property
    def is_medicare_first(self) -> bool:
        """True where nobody pays before Medicare."""
        return not self.msp_type


def verdict(answers: Mapping[str, str], *, on: date) -> Verdict:
    """Return who pays before Medicare on a day, by whole answers (`Questions.faults` finds none)."""
    cause = CAUSES.get(answers["cause"])
    if cause is not None:
        return Verdict(*cause)
    if answers["plan"] == "none":
        return Verdict("", "no plan of an employer, and no other payer for the cause")
    plan = OnFile("commercial", 1, work=_work(answers), employees=EMPLOYEES.get(answers.get("employees", "")))
    medicare = OnFile(
        "medicare", 2, medicare_reason=answers["held_for"], eligible_on=_day(answers.get("kidney_on", ""))
    )
    ruled = between(plan, medicare, on=on)
    assert isinstance(ruled, Ruling), "whole answers leave nothing open between a plan and Medicare"
    return Verdict(ruled.msp_type, ruled.why)


def _work(answers: Mapping[str, str]) -> str:
    """The standing of who holds the plan. By age only the own work and the spouse's count (42 CFR 411.170);
    a plan of another's work never comes before a Medicare held by age.
    """
    if answers["plan"] not in WORKING or (answers["held_for"] == AGE and answers["plan"] == "family"):
        return "retired"
    return "active"


def _day(told: str) -> date | None:
    return date.fromisoformat(told) if told else None


def told(coverage: Coverage, payer_kind: str, answers: Mapping[str, str], *, asked_on: date) -> Standing:
    """Return what the answers say about a policy on file; what they don't speak of stays as it was."""
    standing = replace(coverage.standing, asked_on=asked_on)
    if payer_kind in MEDICARE:
        kidney_on = _day(answers.get("kidney_on", "")) or standing.eligible_on
        return replace(standing, medicare_reason=answers["held_for"], eligible_on=kidney_on)
    if payer_kind not in GROUP_KINDS or standing.is_supplement:
        return standing
    if answers["plan"] == "past":
        return replace(standing, work="retired" if standing.work in ("", "active") else standing.work)
    if answers["plan"] != HOLDER.get(coverage.relation, "family"):
        return standing
    employees = _employees(standing.employees, answers.get("employees", ""))
    return replace(standing, work="active" if _work(answers) == "active" else "retired", employees=employees)


def _employees(before: int | None, size: str) -> int | None:
    """A number that was told exactly stays while it is of the same size."""
    if size not in EMPLOYEES or (before is not None and _size(before) == size):
        return before
    return EMPLOYEES[size]


def _size(employees: int) -> str:
    return next(size for size in ("from_100", "from_20", "under_20") if employees >= _FLOORS[size])


_FLOORS = {"under_20": 0, "from_20": 20, "from_100": 100}
