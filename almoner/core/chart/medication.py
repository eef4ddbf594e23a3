"""Medications: what a patient takes or was told to take, and what was given in the office."""

from dataclasses import dataclass, replace
from datetime import date
from enum import StrEnum
from typing import ClassVar, Literal

from almoner.core.chart import check
from almoner.core.chart.entry import Entry
from almoner.core.chart.shape import OPEN, Amount, Concept, Moment, Period
from almoner.core.rules import Finding


class MedicationStatus(StrEnum):
    """How an order or a list entry stands (FHIR medicationrequest-status)."""

    DRAFT = "draft"
    ACTIVE = "active"
    ON_HOLD = "on-hold"
    COMPLETED = "completed"
    STOPPED = "stopped"
    CANCELLED = "cancelled"


ENDED = frozenset({MedicationStatus.COMPLETED, MedicationStatus.STOPPED, MedicationStatus.CANCELLED})
"""States in which nobody takes it any more."""

Intent = Literal["proposal", "plan", "order"]
Setting = Literal["inpatient", "outpatient", "community", "discharge"]
Adherence = Literal["", "taking", "not-taking", "on-hold", "unknown"]
Reporter = Literal["", "patient", "relative", "other"]


@dataclass(frozen=True, slots=True)
class Dosage:
    """How it is taken: the sentence as written, and its parts where they are known."""

    text: str = ""
    timing: str = ""
    route: Concept | None = None
    dose: Amount | None = None
    rate: Amount | None = None
    is_as_needed: bool = False
    residual: str = ""


@dataclass(frozen=True, slots=True)
class Medication:
    """A prescription or an entry of the medication list (FHIR MedicationRequest).

    `reported_by`: nobody here ordered it, somebody told of it. The author of the entry is who ordered it.
    `reason_ids` are problems of the list, `reasons` what is none. `taken` is from when to when.
    """

    kind: ClassVar[str] = "medication"
    id: int
    entry: Entry
    concept: Concept
    version: int = 1
    status: MedicationStatus = MedicationStatus.ACTIVE
    intent: Intent = "order"
    setting: Setting = "community"
    reported_by: Reporter = ""
    written: Moment | None = None
    taken: Period = OPEN
    dosages: tuple[Dosage, ...] = ()
    reasons: tuple[Concept, ...] = ()
    reason_ids: tuple[int, ...] = ()
    quantity: Amount | None = None
    refills: int = 0
    days_supply: int = 0
    adherence: Adherence = ""
    why_ended: str = ""

    @property
    def dosage_words(self) -> str:
        """`20 mg once a day`."""
        return "; ".join(one.text or _parts(one) for one in self.dosages)

    def against(self, *, on: date) -> list[Finding]:
        """Return what stands against it."""
        found = [
            *check.named("The medication", self.concept),
            *check.past("The day of the order", self.written, on=on),
            *check.readable("When it is taken", self.taken.start, self.taken.end),
            *check.in_order("The medication", self.taken.start, self.taken.end),
            *check.few("Dosages", self.dosages),
            *check.few("Reasons", (*self.reasons, *self.reason_ids)),
            *check.amounts("The quantity", self.quantity),
            *check.ranged("Refills", self.refills, 0, 99),
            *check.ranged("Days of supply", self.days_supply, 0, 400),
            *check.texts("Why it ended", self.why_ended, longest=check.LONGEST_WORDS),
        ]
        for one in self.dosages:
            found += check.texts("A dosage", one.text, one.timing, one.residual, longest=check.LONGEST_WORDS)
            found += check.coded("A route", one.route)
            found += check.amounts("A dose", one.dose, one.rate)
        for reason in self.reasons:
            found += check.coded("A reason", reason)
        if self.status is MedicationStatus.ACTIVE and _is_over(self.taken.end, on):
            mend = "Stop it, or take the end out."
            found.append(check.finding("CHT-13", "An active medication has ended.", mend))
        return found


def stop(medication: Medication, *, ended: Moment, why: str, status: MedicationStatus) -> Medication:
    """Return the medication as it stands once it is not taken any more."""
    assert status in ENDED, "what is stopped has ended"
    taken = replace(medication.taken, end=ended)
    return replace(medication, status=status, taken=taken, why_ended=why)


@dataclass(frozen=True, slots=True)
class Administration:
    """A drug given in the office (FHIR MedicationAdministration): how much, where, from which lot, and what
    of it was thrown away. The author of the entry is who gave it; `why_not` where it was not given.
    """

    kind: ClassVar[str] = "administration"
    id: int
    entry: Entry
    concept: Concept
    given: Moment
    version: int = 1
    status: Literal["completed", "not-done"] = "completed"
    ended: Moment | None = None
    dose: Amount | None = None
    wasted: Amount | None = None
    route: Concept | None = None
    site: Concept | None = None
    lot: str = ""
    expires_on: date | None = None
    order_id: int = 0
    medication_id: int = 0
    why_not: str = ""

    def against(self, *, on: date) -> list[Finding]:
        """Return what stands against it."""
        found = [
            *check.named("The drug", self.concept),
            *check.past("The day", self.given, on=on),
            *check.past("The end", self.ended, on=on),
            *check.in_order("The administration", self.given, self.ended),
            *check.amounts("The dose", self.dose, self.wasted),
            *check.coded("The route", self.route),
            *check.coded("The site", self.site),
            *check.texts("The lot", self.lot, longest=40),
            *check.texts("Why it was not given", self.why_not, longest=check.LONGEST_WORDS),
        ]
        if self.status == "not-done" and not self.why_not.strip():
            found.append(check.finding("CHT-15", "Nobody says why it was not given.", "Give the reason."))
        if self.status == "completed" and self.dose is None:
            found.append(check.finding("CHT-15", "Nobody says how much was given.", "Give the dose."))
        return found + check.unexpired(self.expires_on, self.given if self.status == "completed" else None)


def _is_over(end: Moment | None, on: date) -> bool:
    return end is not None and check.is_moment(end) and end.last_on < on


def _parts(one: Dosage) -> str:
    route = one.route.words if one.route else ""
    dose = one.dose.words if one.dose else ""
    return " ".join(part for part in (dose, route, one.timing) if part)
