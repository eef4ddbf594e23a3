"""A call to a payer about a claim: who said what under which number, and when somebody asks again."""

from dataclasses import dataclass
from datetime import date
from typing import ClassVar


@dataclass(frozen=True, slots=True)
class PayerCall:
    """What was said. `reference` is the payer's number of the call; `next_on` is when the caller asks
    again, None where nothing is left to ask.
    """

    kind: ClassVar[str] = "payer_call"
    id: int
    claim_id: int
    patient_id: int
    payer_id: int
    called_by: str
    called_on: date
    representative: str
    reference: str
    said: str
    next_on: date | None = None
    version: int = 1
