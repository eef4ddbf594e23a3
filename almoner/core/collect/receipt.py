"""Money taken from patients and money in the bank: a receipt, its allocations, a deposit."""

from dataclasses import dataclass
from datetime import date
from typing import ClassVar


@dataclass(frozen=True, slots=True)
class Receipt:
    """Money taken from a patient. Two equal receipts of a day are two. `reference` is a check or card reference.

    `allocated_cents` is the sum of its allocations, `deposit_id` the slip that took it to the bank (0 while in the drawer).
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


@dataclass(frozen=True, slots=True)
class Allocation:
    """A part of a receipt laid on a charge line; a receipt's allocations never exceed it (the database refuses)."""

    kind: ClassVar[str] = "allocation"
    id: int
    receipt_id: int
    line_id: int
    patient_id: int
    cents: int
    allocated_on: date
    version: int = 1


@dataclass(frozen=True, slots=True)
class Deposit:
    """Money that reached the bank: either patient receipts taken there, or one payer payment found on the statement.

    `trace` is the payer's trace or the slip's number; `receipt_ids` are the receipts of a slip.
    """

    kind: ClassVar[str] = "deposit"
    id: int
    deposit_kind: str
    trace: str
    cents: int
    deposited_on: date
    version: int = 1
    receipt_ids: tuple[int, ...] = ()
    remittance_id: int = 0
