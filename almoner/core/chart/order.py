"""Orders: what was asked of a laboratory, an imaging place, another provider or a pharmacy, why, and what
came of it. An order without a reason or an asker is refused, because neither can be filled in later.
"""

from dataclasses import dataclass, replace
from datetime import date
from enum import StrEnum
from typing import ClassVar, Literal

from almoner.core.chart import check
from almoner.core.chart.entry import Entry
from almoner.core.chart.shape import OPEN, Concept, Moment, Outsider, Period
from almoner.core.rules import Finding


class OrderSort(StrEnum):
    """What is asked for."""

    LABORATORY = "laboratory"
    IMAGING = "imaging"
    REFERRAL = "referral"
    PROCEDURE = "procedure"
    MEDICATION = "medication"
    THERAPY = "therapy"


class OrderState(StrEnum):
    """What became of it."""

    ORDERED = "ordered"
    COMPLETED = "completed"
    CANCELLED = "cancelled"
    FAILED = "failed"
    """It was tried and could not be done: no specimen, no show, no answer."""


ENDS = frozenset(OrderState) - {OrderState.ORDERED}
Priority = Literal["routine", "urgent", "asap", "stat"]


@dataclass(frozen=True, slots=True)
class Order:
    """A request for a service (FHIR ServiceRequest; for a drug beside its MedicationRequest).

    The author of the entry is who asks. `reasons` are diagnoses in words and codes, `reason_ids` problems of
    the list; one of them is there. `wanted` is when it should be done.
    """

    kind: ClassVar[str] = "order"
    id: int
    entry: Entry
    concept: Concept
    sort: OrderSort
    authored: Moment
    version: int = 1
    status: OrderState = OrderState.ORDERED
    priority: Priority = "routine"
    reasons: tuple[Concept, ...] = ()
    reason_ids: tuple[int, ...] = ()
    wanted: Period = OPEN
    performer: Outsider | None = None
    performer_id: int = 0
    medication_id: int = 0
    instructions: str = ""
    ended: Moment | None = None
    outcome: str = ""

    def against(self, *, on: date) -> list[Finding]:
        """Return what stands against it."""
        found = [
            *check.named("The order", self.concept),
            *check.past("The day of the order", self.authored, on=on),
            *check.past("The end", self.ended, on=on),
            *check.in_order("The order", self.authored, self.ended),
            *check.readable("When it is wanted", self.wanted.start, self.wanted.end),
            *check.in_order("When it is wanted", self.wanted.start, self.wanted.end),
            *check.outsiders("Who is asked", self.performer),
            *check.few("Reasons", (*self.reasons, *self.reason_ids), most=12),
            *check.texts("The instructions", self.instructions, self.outcome),
        ]
        for reason in self.reasons:
            found += check.named("A reason", reason)
        if not self.reasons and not self.reason_ids:
            mend = "Choose the problem that it is for, or write the diagnosis."
            found.append(check.finding("CHT-16", "An order says no reason.", mend))
        if not self.entry.author_id:
            found.append(
                check.finding("CHT-16", "Nobody asks for the order.", "Choose the provider who asks.")
            )
        if self.status in {OrderState.CANCELLED, OrderState.FAILED} and not self.outcome.strip():
            found.append(check.finding("CHT-16", "Nobody says why it came to nothing.", "Give the reason."))
        return found


def finish(order: Order, state: OrderState, *, ended: Moment, outcome: str) -> Order:
    """Return the order as it stands once it is done, cancelled or has failed."""
    assert state in ENDS, "what is finished is not open"
    return replace(order, status=state, ended=ended, outcome=outcome)
