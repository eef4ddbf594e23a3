"""Claims that a payer has sent on to the next one itself: that payer answers under our first claim's number,
and its decision is laid on its own rank.
"""

from dataclasses import replace

from almoner.core.coverage import Coverage
from almoner.core.ledger import Account, ranked
from almoner.core.remit.advice import CROSSED_OVER, Advice
from almoner.core.remit.desk import Book, Desk
from almoner.core.remit.sheet import Sheet

REMARKS = frozenset({"MA07", "MA18", "N89"})
"""Remarks that say the same as status 19 to 21."""


def is_crossover(advice: Advice) -> bool:
    """True where the payer has sent the claim on to the next one itself."""
    if advice.status in CROSSED_OVER:
        return True
    return bool(advice.remarks) and not REMARKS.isdisjoint(advice.remarks)


def as_answered_by(book: Book, desk: Desk) -> Book:
    """Return the claim as the paying payer sees it: where another than the claim's own answers, and it is the
    one that pays next, the claim at that payer's rank. `home` keeps the record.
    """
    following, payer = book.next_coverage, desk.payer
    if (
        payer is None
        or following is None
        or payer.id == book.claim.payer_id
        or payer.id != following.payer_id
    ):
        return book
    return _at(book, following)


def later_views(book: Book) -> list[Book]:
    """Return the claim as the next payer sees it where that payer's decision has come already and may
    wait.
    """
    following = book.next_coverage
    if following is None or not any(advice.rank == following.rank for advice in book.advices):
        return []
    return [_at(book, following)]


def _at(book: Book, following: Coverage) -> Book:
    claim = replace(book.claim, payer_id=following.payer_id, rank=following.rank, coverage_id=following.id)
    return replace(book, claim=claim, home=book.claim, next_coverage=None)


def is_too_early(sheet: Sheet, book: Book) -> bool:
    """True where a later payer answers and nothing has been passed on to it yet."""
    if book.home is None:
        return False
    account = ranked(Account.PAYER_AR, book.claim.rank)
    if any(posting.debit == account for posting in book.posted):
        return False
    return all(sheet.balance(book, line.id, account) == 0 for line in book.lines)
