"""A claim to one payer, for one or more visits; every version of it records one thing that happened."""

from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from typing import ClassVar

from almoner.core.charge.line import base32
from almoner.core.quick import quick


class ClaimState(StrEnum):
    """Where a claim stands. Each state either ends, has an owner with a task, or has a day by which somebody
    must look.
    """

    HELD = "held"
    """Findings stop it; a task has an owner."""
    READY = "ready"
    """Clean, and waiting for the next batch."""
    SENT = "sent"
    """In an interchange; no answer yet."""
    RECEIVED = "received"
    """The clearinghouse took the interchange (999)."""
    REJECTED = "rejected"
    """Refused before adjudication (TA1, 999 or 277CA): not received; a task has an owner."""
    ACCEPTED = "accepted"
    """The payer took it (277CA) and gives it its own number."""
    PAID = "paid"
    """Adjudicated, nothing denied."""
    DENIED = "denied"
    """Adjudicated with at least one denied line; a denial has an owner."""
    REVERSED = "reversed"
    """The payer took its adjudication back; a correction is awaited by a day."""
    SUSPENDED = "suspended"
    """Its advice could not be posted; a task has an owner."""
    FORWARDED = "forwarded"
    """Not this payer's claim; it went to another, watched by a day."""
    VOIDED = "voided"
    """Withdrawn by the practice."""
    CLOSED = "closed"
    """Ended by a person with a reason."""


WAITING = frozenset(
    {
        ClaimState.READY,
        ClaimState.SENT,
        ClaimState.RECEIVED,
        ClaimState.ACCEPTED,
        ClaimState.REVERSED,
        ClaimState.FORWARDED,
    }
)
OWNED = frozenset({ClaimState.HELD, ClaimState.REJECTED, ClaimState.DENIED, ClaimState.SUSPENDED})
ENDED = frozenset({ClaimState.PAID, ClaimState.VOIDED, ClaimState.CLOSED})


def claim_control(claim_id: int) -> str:
    """Return the claim control number (CLM01): `A` and the id, ten characters, so that no payer's truncation
    harms it.
    """
    return "A" + base32(claim_id, 9)


@quick
@dataclass(frozen=True, slots=True)
class Claim:
    """A claim's current standing. `cause` says in a word what made this version. `wait_until` is the day by
    which a waiting claim must have been answered. `payer_control` is the payer's own number (CLP07, 277CA
    REF*1K). `revision_id` is the latest revision.
    """

    kind: ClassVar[str] = "claim"
    id: int
    patient_id: int
    visit_ids: tuple[int, ...]
    coverage_id: int
    payer_id: int
    rank: int
    control: str
    total_cents: int
    service_on: date
    state: ClaimState
    cause: str
    since_on: date
    version: int = 1
    revision_id: int = 0
    revision_number: int = 0
    wait_until: date | None = None
    payer_control: str = ""
    interchange_id: int = 0
    prior_claim_id: int = 0
    is_institutional: bool = False
    """It goes to its payer as an institutional claim (837I)."""
