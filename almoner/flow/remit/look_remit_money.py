"""What postings did to payers' receivables, summed by kind of effect: paid, adjusted, passed on. Pure
functions.
"""

from collections.abc import Iterable
from dataclasses import dataclass

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
    sums: dict[str, int] = {}
    for posting in postings:
        part, cents = _effect(posting)
        sums[part] = sums.get(part, 0) + cents
    return Effects(**sums)


def _effect(posting: Posting) -> tuple[str, int]:
    """Return the kind of a posting and its amount, turned round where the posting goes the other way."""
    debit, credit = _name(posting.debit), _name(posting.credit)
    if credit in RECEIVABLE and debit in RECEIVABLE:
        if Account.DENIED.value in {debit, credit}:
            return "denied", posting.cents if debit == Account.DENIED.value else -posting.cents
        is_onward = _rank(posting.debit) > _rank(posting.credit)
        return "later", posting.cents if is_onward else -posting.cents
    if credit in RECEIVABLE:
        kind = _kind(debit)
        return kind, -posting.cents if kind == "charged" else posting.cents
    if debit in RECEIVABLE:
        kind = _kind(credit)
        return kind, posting.cents if kind == "charged" else -posting.cents
    if debit == Account.CASH.value:
        return ("suspended" if credit == Account.SUSPENSE.value else "other"), posting.cents
    if credit == Account.CASH.value:
        return ("suspended" if debit == Account.SUSPENSE.value else "other"), -posting.cents
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
