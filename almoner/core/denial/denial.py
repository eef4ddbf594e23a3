"""A denial: a payer refused a line or a claim; somebody owns it until it is paid, appealed or given up with a
reason.
"""

from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from typing import ClassVar


class DenialState(StrEnum):
    """What is being done about it."""

    OPEN = "open"
    RESENT = "resent"
    APPEALED = "appealed"
    OVERTURNED = "overturned"
    UPHELD = "upheld"
    SETTLED = "settled"
    """A person ended it: written off, given to the patient or paid elsewhere; the outcome says which."""


@dataclass(frozen=True, slots=True)
class Denial:
    """Which line (0 = the whole claim), by which reason, how much is at stake, whose it is and until when."""

    kind: ClassVar[str] = "denial"
    id: int
    claim_id: int
    line_id: int
    patient_id: int
    payer_id: int
    advice_id: int
    group: str
    carc: str
    remarks: tuple[str, ...]
    cents: int
    category: str
    next_step: str
    owner: str
    opened_on: date
    due_on: date
    version: int = 1
    state: DenialState = DenialState.OPEN
    outcome: str = ""
