"""A posting: one positive amount that moves between two accounts; an unbalanced entry cannot be written."""

from dataclasses import dataclass, replace
from datetime import date
from functools import cache

from almoner.core.ledger.accounts import CHART, RANKED, Account, Reason, account_name, ranked
from almoner.core.quick import quick


@quick
@dataclass(frozen=True, slots=True)
class Subject:
    """What a posting is about; 0 where a reason has no such side (a deposit has no patient).

    `payer_id` is the payer of `rank`; `other_payer_id` that of a receivable of another rank which the posting
    moves to or from.
    """

    patient_id: int = 0
    visit_id: int = 0
    line_id: int = 0
    claim_id: int = 0
    revision_id: int = 0
    payer_id: int = 0
    rank: int = 0
    provider_id: int = 0
    location_id: int = 0
    service_on: date | None = None
    remittance_id: int = 0
    receipt_id: int = 0
    other_payer_id: int = 0


@quick
@dataclass(frozen=True, slots=True)
class Posting:
    """`cents` (positive) are added to `debit` and taken from `credit` on `effective_on`.

    `key` makes the effect idempotent within a practice. `reverses` is the key of the posting that this one
    undoes. `group` and `carc` are the payer's adjustment, `element` the place in its file that the amount was
    read from.
    """

    debit: str
    credit: str
    cents: int
    reason: Reason
    effective_on: date
    key: str
    subject: Subject = Subject()
    group: str = ""
    carc: str = ""
    element: str = ""
    reverses: str = ""

    def __post_init__(self) -> None:
        assert self.cents > 0, "a posting moves a positive amount"
        assert self.debit != self.credit, "a posting moves between two accounts"


@dataclass(slots=True)
class Effect:
    """A signed movement that is yet to be posted: a negative amount turns the reason's two accounts round.
    Made and posted at once, some five for each line of a remittance.
    """

    reason: Reason
    cents: int
    subject: Subject
    key: str
    group: str = ""
    carc: str = ""
    element: str = ""
    to_rank: int = 0
    to_payer_id: int = 0


def post(effect: Effect, *, on: date) -> Posting:
    """Make the posting of an effect by the chart of accounts; turning the accounts keeps the amount's sign.

    Ranked accounts take the subject's rank, except the debit of `NEXT_PAYER`, which takes `to_rank` and is
    the receivable of `to_payer_id`.
    """
    assert effect.cents, "an effect of nothing is not posted"
    debit, credit = _pair(effect.reason, effect.subject.rank, effect.to_rank)
    subject = effect.subject
    if effect.to_payer_id:
        subject = replace(subject, other_payer_id=effect.to_payer_id)
    if effect.cents < 0:
        debit, credit = credit, debit
    return Posting(
        *(debit, credit, abs(effect.cents), effect.reason, on, effect.key),
        *(subject, effect.group, effect.carc, effect.element),
    )


@cache
def _pair(reason: Reason, rank: int, to_rank: int) -> tuple[str, str]:
    """Return the ids of the accounts that a reason debits and credits; there are a few dozen pairs in all."""
    debit, credit = CHART[reason]
    return (
        ranked(debit, to_rank or rank) if debit in RANKED else debit.value,
        ranked(credit, rank) if credit in RANKED else credit.value,
    )


def reversal_of(posting: Posting, *, key: str, on: date) -> Posting:
    """Return the exact opposite of a posting, linked to it by key; the only way to correct the ledger."""
    return replace(
        posting, debit=posting.credit, credit=posting.debit, key=key, reverses=posting.key, effective_on=on
    )


def balance(postings: list[Posting], account: Account) -> int:
    """Return debits less credits of an account over all its ranks, in cents."""
    total = 0
    for posting in postings:
        if account_name(posting.debit) is account:
            total += posting.cents
        if account_name(posting.credit) is account:
            total -= posting.cents
    return total
