"""Procedures: what was done to a patient, here or elsewhere, with side, site and what stays in the body."""

from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from typing import ClassVar, Literal

from almoner.core.chart import check
from almoner.core.chart.entry import Entry
from almoner.core.chart.shape import Concept, Moment, Outsider
from almoner.core.rules import Finding


class ProcedureStatus(StrEnum):
    """How far it came (FHIR event-status)."""

    PREPARATION = "preparation"
    IN_PROGRESS = "in-progress"
    NOT_DONE = "not-done"
    ON_HOLD = "on-hold"
    STOPPED = "stopped"
    COMPLETED = "completed"


Side = Literal["", "left", "right", "both"]


@dataclass(frozen=True, slots=True)
class Implant:
    """A device that stays in the body, by its carrier's text (UDI), its parts and its days."""

    concept: Concept
    carrier: str = ""
    device_identifier: str = ""
    lot: str = ""
    serial: str = ""
    distinct: str = ""
    made_on: date | None = None
    expires_on: date | None = None
    residual: str = ""


@dataclass(frozen=True, slots=True)
class PerformedProcedure:
    """Something done (FHIR Procedure). The author is who did it, `elsewhere` who did it outside of the
    practice; `order_id` is the order that it fulfils.
    """

    kind: ClassVar[str] = "procedure"
    id: int
    entry: Entry
    concept: Concept
    version: int = 1
    status: ProcedureStatus = ProcedureStatus.COMPLETED
    began: Moment | None = None
    ended: Moment | None = None
    order_id: int = 0
    reasons: tuple[Concept, ...] = ()
    reason_ids: tuple[int, ...] = ()
    site: Concept | None = None
    side: Side = ""
    implants: tuple[Implant, ...] = ()
    elsewhere: Outsider | None = None
    why_not: str = ""
    outcome: str = ""

    def against(self, *, on: date) -> list[Finding]:
        """Return what stands against it."""
        found = [
            *check.named("The procedure", self.concept),
            *check.readable("The day", self.began, self.ended),
            *check.in_order("The procedure", self.began, self.ended),
            *check.few("Reasons", (*self.reasons, *self.reason_ids)),
            *check.coded("The site", self.site),
            *check.few("Implants", self.implants),
            *check.outsiders("Who did it elsewhere", self.elsewhere),
            *check.texts("The outcome", self.outcome, self.why_not),
        ]
        for reason in self.reasons:
            found += check.coded("A reason", reason)
        for one in self.implants:
            parts = (one.carrier, one.device_identifier, one.lot, one.serial, one.distinct, one.residual)
            found += [*check.named("An implant", one.concept), *check.texts("An implant's part", *parts)]
        if self.status is ProcedureStatus.COMPLETED:
            found += check.past("The day", self.began, on=on)
            if self.began is None:
                found.append(
                    check.finding("CHT-04", "Nobody says when it was done.", "Give the day, or the year.")
                )
        if self.status is ProcedureStatus.NOT_DONE and not self.why_not.strip():
            found.append(check.finding("CHT-15", "Nobody says why it was not done.", "Give the reason."))
        return found
