"""Why what was booked, seen or written leads to no charge: a reason of a short list, by a person."""

from dataclasses import dataclass
from datetime import date
from typing import ClassVar

REASONS = {
    "no_service": "Came and was not seen",
    "follow_up_included": "Included in an earlier service",
    "courtesy": "Seen without charge by the practice's own rule",
    "duplicate": "Booked or written twice",
    "wrong_patient": "Entered for the wrong patient",
    "not_covered_agreed": "Agreed beforehand that nothing is charged",
    "nurse_only": "Seen by staff, nothing billable was done",
}
"""Why nothing is charged. Each is counted; none hides what was done."""
LONGEST_NOTE = 300


@dataclass(frozen=True, slots=True)
class NoCharge:
    """A booking or visit that is rightly charged nothing. It moves no money; a later charge outweighs it."""

    kind: ClassVar[str] = "no_charge"
    id: int
    patient_id: int
    reason: str
    note: str
    decided_by: str
    decided_on: date
    appointment_id: int = 0
    visit_id: int = 0
    version: int = 1


def faults(one: NoCharge) -> list[str]:
    """Return what keeps this from standing, each as one sentence."""
    found = [] if one.reason in REASONS else ["Say why nothing is charged, with one of the listed reasons."]
    if len(one.note) > LONGEST_NOTE:
        found.append(f"The note is longer than {LONGEST_NOTE} characters.")
    if not (one.appointment_id or one.visit_id):
        found.append("It names a booking or a visit.")
    return found
