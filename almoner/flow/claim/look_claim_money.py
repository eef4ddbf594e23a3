"""What became of a claim's charges at one payer: each line's parts, which always sum to its charge. Pure
functions.
"""

from collections.abc import Iterable
from dataclasses import dataclass

from almoner.core.claim.revision import ClaimLine
from almoner.core.ledger import Account, Posting, account_name


@dataclass(frozen=True, slots=True)
class LineMoney:
    """One line at one payer, in cents: charge = earlier + paid + adjusted + patient + later + denied + open.

    `earlier` is what never came to this payer (earlier payers' part), `later` what went on to the next ones.
    A denial moves no money: what it refuses is shown as `denied` instead of `open`.
    """

    line_id: int
    charge: int
    earlier: int = 0
    paid: int = 0
    adjusted: int = 0
    patient: int = 0
    later: int = 0
    denied: int = 0
    open: int = 0

    @property
    def is_balanced(self) -> bool:
        """True when the parts sum to the charge, to the cent."""
        parts = self.earlier + self.paid + self.adjusted + self.patient + self.later + self.denied + self.open
        return self.charge == parts


def line_money(line: ClaimLine, postings: Iterable[Posting], *, rank: int, refused: int = 0) -> LineMoney:
    """Return what became of a line at the payer of a rank, from the line's postings and what is refused of
    it.
    """
    moved: dict[str, int] = {}
    inner: dict[Account, int] = {Account.PAYER_AR: 0, Account.DENIED: 0}
    arrived = 0
    for posting in postings:
        for account, other, cents in (
            (posting.debit, posting.credit, posting.cents),
            (posting.credit, posting.debit, -posting.cents),
        ):
            if not _is_at(account, rank):
                continue
            inner[account_name(account)] += cents
            if _is_at(other, rank):
                continue
            part = _part(other, rank)
            if part == "arrived":
                arrived += cents
            else:
                moved[part] = moved.get(part, 0) - cents
    balance = inner[Account.PAYER_AR]
    denied = max(0, min(refused, balance))
    return LineMoney(
        line_id=line.line_id,
        charge=line.charge_cents,
        earlier=line.charge_cents - arrived,
        denied=inner[Account.DENIED] + denied,
        open=balance - denied,
        **moved,
    )


def _is_at(account: str, rank: int) -> bool:
    name, _, own = account.partition(":")
    return name in {Account.PAYER_AR, Account.DENIED} and own == str(rank)


def _part(account: str, rank: int) -> str:
    """Return where the other side of a movement out of a payer's receivable belongs."""
    name, _, other = account.partition(":")
    if name in {Account.PAYER_AR, Account.DENIED}:
        return "later" if int(other) > rank else "arrived"
    if name == Account.REVENUE:
        return "arrived"
    if name == Account.PATIENT_AR:
        return "patient"
    return "paid" if name in {Account.CASH, Account.SUSPENSE} else "adjusted"


def total(lines: Iterable[LineMoney]) -> LineMoney:
    """Return the sum of lines."""
    every = list(lines)
    names = ("charge", "earlier", "paid", "adjusted", "patient", "later", "denied", "open")
    return LineMoney(0, **{name: sum(getattr(line, name) for line in every) for name in names})
