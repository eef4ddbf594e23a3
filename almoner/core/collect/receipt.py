"""Money taken from patients and money in the bank: a receipt, its allocations, a deposit."""

from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from typing import ClassVar

METHODS = ("cash", "check", "card", "transfer")
"""How a patient, or somebody for them, pays."""
FROM_PAYER = "payer"
"""How a patient's own payment came that was found in a payer's: it never lay in the drawer."""
RETURNABLE = frozenset({"check", "card", "transfer"})
"""What the bank may take back after it was deposited; cash never comes back."""


class Target(StrEnum):
    """What a receipt is meant for when it is taken."""

    ACCOUNT = "account"
    """Whatever the patient owes; the visit of the receipt first where it names one."""
    VISIT = "visit"
    """The visit that it names first, then the rest."""
    PLAN = "plan"
    """A payment plan: the lines that the patient owes, the oldest first."""
    NOTHING = "nothing"
    """Nothing yet, such as a deposit before the visit: it waits until a person lays it."""


@dataclass(frozen=True, slots=True)
class Receipt:
    """Money taken from a patient. Two equal receipts of a day are two. `reference` is a check number, or what
    a card's terminal or a transfer calls the payment.

    `allocated_cents` is the sum of its allocations that stand, `refunded_cents` what was approved to go back,
    `returned_cents` what the bank took back, or all of it where it was voided in the drawer; `deposit_id` is
    the slip that took it to the bank (0 while in the drawer). `card_last_four` is all that is kept of a card.
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
    refunded_cents: int = 0
    returned_cents: int = 0
    returned_on: date | None = None
    returned_why: str = ""
    target: Target = Target.ACCOUNT
    plan_id: int = 0
    note: str = ""
    card_last_four: str = ""

    @property
    def free_cents(self) -> int:
        """What lies on no line, and is still ours to lay or give back."""
        return self.cents - self.allocated_cents - self.refunded_cents - self.returned_cents

    @property
    def is_voided(self) -> bool:
        """True where it was taken back before it left the drawer."""
        return self.returned_cents > 0 and not self.deposit_id


@dataclass(frozen=True, slots=True)
class Allocation:
    """A part of a receipt laid on a charge line; a receipt's allocations never exceed it (the database
    refuses). `undone_on` is the day on which it was taken off again, exactly.
    """

    kind: ClassVar[str] = "allocation"
    id: int
    receipt_id: int
    line_id: int
    patient_id: int
    cents: int
    allocated_on: date
    version: int = 1
    undone_on: date | None = None


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
    WITHDRAWAL = "withdrawal"
    """The bank's list shows money that left: a returned payment, a refund, a fee. What it proves moved it."""
    SETTLED = "settled"
    """A transfer that a person knew as a processor's settlement of card receipts; their slip moved them."""
    UNDONE = "undone"
    """A row that a person had known as a fee, a slip or payments, and that is asked about again."""
    UNSETTLED = "unsettled"
    """A transfer that was known as a settlement, which was taken back; another record holds its money."""
    UNSLIPPED = "unslipped"
    """The slip of a settlement that was taken back: its receipts are in the drawer again."""


@dataclass(frozen=True, slots=True)
class Deposit:
    """Money that reached the bank: patient receipts taken there, or one payer payment found on the bank's
    list.

    `trace` is the payer's trace, the slip's number or that of a check; `receipt_ids` are the receipts of a
    slip, or the one that a withdrawal took back. `remittance_id` is 0 while no advice explains a payer's
    money; `payer` is then the bank's name for who paid, and `task_id` the work that looks for the advice. A
    row of the bank that several payments make up is a deposit of each, of its own amount. `said_by` is who
    said which payments it is, where a person did.
    `source_id` is the interchange that keeps the bank's list, `row` its place there.
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
    payer: str = ""
    task_id: int = 0
    source_id: int = 0
    row: int = 0
    said_by: str = ""

    @property
    def is_unexplained(self) -> bool:
        """True for a payer's money whose advice has not been posted."""
        return self.deposit_kind in (DepositKind.EFT, DepositKind.CHECK) and not self.remittance_id
