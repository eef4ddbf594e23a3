"""Money taken from patients and money in the bank: a receipt, its allocations, a deposit."""

from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from typing import ClassVar

METHODS = ("cash", "check", "card")
"""How a patient pays at the desk."""


@dataclass(frozen=True, slots=True)
class Receipt:
    """Money taken from a patient. Two equal receipts of a day are two. `reference` is a check or card
    reference.

    `allocated_cents` is the sum of its allocations, `deposit_id` the slip that took it to the bank (0 while
    in the drawer).
    """

    kind: ClassVar[str] = "receipt"
    id: int
    patient_id: int
    method: str
    cents: int
    received_on: date
    taken_by: str
    version: int = 1
    reference: str = ""
    visit_id: int = 0
    allocated_cents: int = 0
    deposit_id: int = 0

    @property
    def free_cents(self) -> int:
        """What lies on no line yet."""
        return self.cents - self.allocated_cents


@dataclass(frozen=True, slots=True)
class Allocation:
    """A part of a receipt laid on a charge line; a receipt's allocations never exceed it (the database
    refuses).
    """

    kind: ClassVar[str] = "allocation"
    id: int
    receipt_id: int
    line_id: int
    patient_id: int
    cents: int
    allocated_on: date
    version: int = 1


class DepositKind(StrEnum):
    """How money came to the bank, and how we know."""

    SLIP = "slip"
    """Patient receipts that we took there."""
    EFT = "eft"
    """A payer's transfer, found on the bank's list."""
    CHECK = "check"
    """A payer's check, found on the bank's list."""
    ECHO = "echo"
    """The bank's list shows a slip: the proof that it arrived. It moves no money, the slip did."""


@dataclass(frozen=True, slots=True)
class Deposit:
    """Money that reached the bank: patient receipts taken there, or one payer payment found on the bank's
    list.

    `trace` is the payer's trace or the slip's number; `receipt_ids` are the receipts of a slip.
    `deposited_on` is the day of our books, `bank_on` the bank's own date of it where its list says one.
    """

    kind: ClassVar[str] = "deposit"
    id: int
    deposit_kind: DepositKind
    trace: str
    cents: int
    deposited_on: date
    version: int = 1
    receipt_ids: tuple[int, ...] = ()
    remittance_id: int = 0
    bank_on: date | None = None
