"""Good-faith estimates for patients who pay by themselves: when one is owed, what it said, and its dispute.

Promises the clocks of 45 CFR 149.610 (given within one or three business days) and 149.620 (a bill of 400.00
or more above it may be disputed within 120 days of the first bill).
"""

from dataclasses import dataclass
from datetime import date, timedelta
from typing import ClassVar

from almoner.core.claim.edits.workdays import workday_after, workdays_between

BOOKED_AHEAD = 3
"""Business days from booking to service from which an estimate is owed."""
BOOKED_FAR_AHEAD = 10
GIVE_SOON = 1
GIVE_LATER = 3
DISPUTE_CENTS = 40_000
DISPUTE_DAYS = 120
WAYS = ("hand", "mail", "email", "portal", "phone")
"""How an estimate reached the patient; by phone it is also sent in writing."""


@dataclass(frozen=True, slots=True)
class EstimatedLine:
    """A service that is expected: code, units, and what it will cost the patient, in cents."""

    code: str
    units: int
    cents: int


@dataclass(frozen=True, slots=True)
class EstimateNotice:
    """An estimate given to a patient. `due_on` is the last day to give it; `appointment_id` is 0 where it was
    asked for without a booking. `delivered_by` and `proof` say how it reached them.
    """

    kind: ClassVar[str] = "estimate_notice"
    id: int
    patient_id: int
    provider_id: int
    asked_on: date
    service_on: date
    due_on: date
    made_on: date
    made_by: str
    lines: tuple[EstimatedLine, ...]
    version: int = 1
    appointment_id: int = 0
    delivered_on: date | None = None
    delivered_by: str = ""
    proof: str = ""

    @property
    def total_cents(self) -> int:
        """What the patient was told to expect."""
        return sum(line.cents for line in self.lines)

    @property
    def is_in_time(self) -> bool:
        """True where it reached the patient by its last day."""
        return self.delivered_on is not None and self.delivered_on <= self.due_on


def give_by(booked_on: date, service_on: date) -> date | None:
    """Return the last day to give the estimate of a booking: one business day after it when booked three or
    more ahead, three when booked ten or more ahead; None where it is too close to owe one.
    """
    ahead = workdays_between(booked_on, service_on, most=BOOKED_FAR_AHEAD)
    if ahead < BOOKED_AHEAD:
        return None
    return workday_after(booked_on, GIVE_LATER if ahead >= BOOKED_FAR_AHEAD else GIVE_SOON)


def give_when_asked_by(asked_on: date) -> date:
    """Return the last day to give an estimate that the patient asked for: three business days."""
    return workday_after(asked_on, GIVE_LATER)


def dispute_faults(
    estimated_cents: int, billed_cents: int, first_billed_on: date | None, *, on: date
) -> list[str]:
    """Return what stands against a dispute of a bill by its estimate, each as one sentence."""
    over = billed_cents - estimated_cents
    if first_billed_on is None:
        return ["Nothing was billed yet: there is nothing to dispute."]
    return [
        words
        for is_wrong, words in (
            (over < DISPUTE_CENTS, "The bill is less than 400.00 above the estimate."),
            (
                on > first_billed_on + timedelta(days=DISPUTE_DAYS),
                "The 120 days from the first bill are over.",
            ),
        )
        if is_wrong
    ]
