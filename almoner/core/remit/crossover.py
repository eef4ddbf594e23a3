"""Claims that a payer has sent on to the next one itself: that payer answers under our first claim's number,
and its decision is laid on its own rank.
"""

from dataclasses import replace

from almoner.core.coverage import Coverage
from almoner.core.ledger import Account, Reason, ranked
from almoner.core.remit.advice import CROSSED_OVER, Advice
from almoner.core.remit.desk import Book, Desk
from almoner.core.remit.sheet import Sheet

REMARKS = frozenset({"MA07", "MA18", "N89"})
"""Remarks that say the same as status 19 to 21."""


def is_crossover(advice: Advice) -> bool:
    """True where the payer has sent the claim on to the next one itself: by its status, by whom it names as
    the one that it was sent to, or by a remark.
    """
    if advice.status in CROSSED_OVER or advice.forwarded_to:
        return True
    return bool(advice.remarks) and not REMARKS.isdisjoint(advice.remarks)


def as_answered_by(book: Book, desk: Desk) -> Book:
    """Return the claim as the paying payer sees it: where another than the claim's own answers, and it is one
    that pays later, the claim at that payer's rank. `home` keeps the record.
    """
    payer = desk.payer
    if payer is None or payer.id == book.claim.payer_id:
        return book
    view = book
    while view.next_coverage is not None:
        view = _at(view, view.next_coverage)
        if view.claim.payer_id == payer.id:
            return view
    return book


def later_views(book: Book) -> list[Book]:
    """Return the claim as each later payer sees it whose decision has come already, the next one first."""
    found = []
    while book.next_coverage is not None:
        book = _at(book, book.next_coverage)
        if any(advice.rank == book.claim.rank for advice in book.advices):
            found.append(book)
    return found


def _at(book: Book, following: Coverage) -> Book:
    claim = replace(book.claim, payer_id=following.payer_id, rank=following.rank, coverage_id=following.id)
    return replace(
        book,
        claim=claim,
        home=book.home or book.claim,
        next_coverage=next(iter(book.later_coverages), None),
        later_coverages=book.later_coverages[1:],
        is_void=False,
    )


def is_too_early(sheet: Sheet, book: Book) -> bool:
    """True where a later payer answers and nothing has been passed on to it yet. What it took back of its own
    payments was never passed on.
    """
    if book.home is None:
        return False
    account = ranked(Account.PAYER_AR, book.claim.rank)
    if any(posting.debit == account and posting.reason is Reason.NEXT_PAYER for posting in book.posted):
        return False
    return all(sheet.balance(book, line.id, account) == 0 for line in book.lines)
