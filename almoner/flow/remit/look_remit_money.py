"""What postings did to payers' receivables, summed by kind of effect: paid, adjusted, passed on. Pure
functions.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache

from almoner.core.ledger import Account, Posting


@dataclass(frozen=True, slots=True)
class Effects:
    """Sums in cents. `cash` is all that the postings add to cash; of it `suspended` could not be placed."""

    charged: int = 0
    paid: int = 0
    adjusted: int = 0
    patient: int = 0
    later: int = 0
    denied: int = 0
    suspended: int = 0
    other: int = 0

    @property
    def cash(self) -> int:
        """All that came to cash, less what was taken from it."""
        return self.paid + self.suspended + self.other


RECEIVABLE = frozenset({Account.PAYER_AR.value, Account.DENIED.value})


def effects(postings: Iterable[Posting]) -> Effects:
    """Return what postings did, summed."""
    return effects_of((one.debit, one.credit, one.cents) for one in postings)


def effects_of(moved: Iterable[tuple[str, str, int]]) -> Effects:
    """Return what postings did that are told by their debit, credit and cents, summed or each."""
    sums: dict[str, int] = {}
    for debit, credit, cents in moved:
        part, sign = _effect(debit, credit)
        sums[part] = sums.get(part, 0) + sign * cents
    return Effects(**sums)


@cache
def _effect(debit_of: str, credit_of: str) -> tuple[str, int]:
    """Return the kind of a posting between two accounts, and if it counts up or down."""
    debit, credit = _name(debit_of), _name(credit_of)
    if credit in RECEIVABLE and debit in RECEIVABLE:
        if Account.DENIED.value in {debit, credit}:
            return "denied", 1 if debit == Account.DENIED.value else -1
        return "later", 1 if _rank(debit_of) > _rank(credit_of) else -1
    if credit in RECEIVABLE:
        kind = _kind(debit)
        return kind, -1 if kind == "charged" else 1
    if debit in RECEIVABLE:
        kind = _kind(credit)
        return kind, 1 if kind == "charged" else -1
    if debit == Account.CASH.value:
        return ("suspended" if credit == Account.SUSPENSE.value else "other"), 1
    if credit == Account.CASH.value:
        return ("suspended" if debit == Account.SUSPENSE.value else "other"), -1
    return "adjusted", 0


def _kind(account: str) -> str:
    if account == Account.PATIENT_AR.value:
        return "patient"
    if account == Account.REVENUE.value:
        return "charged"
    return "paid" if account == Account.CASH.value else "adjusted"


def _name(account: str) -> str:
    return account.partition(":")[0]


def _rank(account: str) -> int:
    return int(account.partition(":")[2] or 0)
