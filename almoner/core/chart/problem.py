"""The problem list: what a patient has or had, beyond one visit. A visit's diagnoses stand on the visit."""

from dataclasses import dataclass, replace
from datetime import date
from enum import StrEnum
from typing import ClassVar

from almoner.core.chart import check
from almoner.core.chart.entry import Entry
from almoner.core.chart.shape import Concept, Moment
from almoner.core.rules import Finding


class ProblemStatus(StrEnum):
    """How a problem stands (FHIR condition-clinical)."""

    ACTIVE = "active"
    RECURRENCE = "recurrence"
    RELAPSE = "relapse"
    INACTIVE = "inactive"
    REMISSION = "remission"
    RESOLVED = "resolved"


OVER = frozenset({ProblemStatus.INACTIVE, ProblemStatus.REMISSION, ProblemStatus.RESOLVED})
"""States of a problem that does not trouble now."""


class Verification(StrEnum):
    """How sure it is (FHIR condition-ver-status)."""

    UNCONFIRMED = "unconfirmed"
    PROVISIONAL = "provisional"
    DIFFERENTIAL = "differential"
    CONFIRMED = "confirmed"
    REFUTED = "refuted"


class ProblemSort(StrEnum):
    """Which list it stands on (US Core condition category)."""

    PROBLEM = "problem-list-item"
    CONCERN = "health-concern"
    SOCIAL = "sdoh"
    """A health concern that comes from how the patient lives."""


class Severity(StrEnum):
    """How bad it is."""

    MILD = "mild"
    MODERATE = "moderate"
    SEVERE = "severe"


@dataclass(frozen=True, slots=True)
class ListedProblem:
    """An entry of the problem list (FHIR Condition). `asserted` is when it was said, if not when it was
    written; `body_site` with its side where the code does not say it.
    """

    kind: ClassVar[str] = "problem"
    id: int
    entry: Entry
    concept: Concept
    version: int = 1
    status: ProblemStatus = ProblemStatus.ACTIVE
    verification: Verification = Verification.CONFIRMED
    sort: ProblemSort = ProblemSort.PROBLEM
    onset: Moment | None = None
    abatement: Moment | None = None
    asserted: Moment | None = None
    severity: Severity | None = None
    body_site: Concept | None = None

    def against(self, *, on: date) -> list[Finding]:
        """Return what stands against it."""
        found = [
            *check.named("The problem", self.concept),
            *check.past("The onset", self.onset, on=on),
            *check.past("The end", self.abatement, on=on),
            *check.past("The day of the assertion", self.asserted, on=on),
            *check.in_order("The problem", self.onset, self.abatement),
            *check.coded("The body site", self.body_site),
        ]
        if self.abatement is not None and self.status not in OVER:
            mend = "Mark it resolved, or leave the end out."
            found.append(check.finding("CHT-13", "An active problem has an end.", mend))
        return found


def resolve(
    problem: ListedProblem, *, ended: Moment, status: ProblemStatus = ProblemStatus.RESOLVED
) -> ListedProblem:
    """Return the problem as it stands once it is over, or in remission."""
    assert status in OVER, "what is resolved is over"
    return replace(problem, status=status, abatement=ended)
