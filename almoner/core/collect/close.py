"""The close of a day: what was received, what reached the bank, and that the books tie. A closed day takes no posting."""

from dataclasses import dataclass
from datetime import date
from typing import ClassVar


@dataclass(frozen=True, slots=True)
class DayClose:
    """The proof of one closed day, in cents: movements of the day and the standing balances at its end."""

    kind: ClassVar[str] = "day_close"
    id: int
    closed_on: date
    closed_by: str
    payer_cash_cents: int
    receipt_cents: int
    deposit_cents: int
    posting_cents: int
    suspense_cents: int
    undeposited_cents: int
    trial_balance_cents: int
    version: int = 1
