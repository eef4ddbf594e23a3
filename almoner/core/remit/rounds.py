"""Settles the claims of a remittance while the rest of it is still placed: each as soon as the remittance has
said all that it says of it, in the order in which it names them.
"""

from collections.abc import Iterable, Mapping, Sequence

from almoner.core.plan import Tell
from almoner.core.remit.advice import REVERSAL, Advice
from almoner.core.remit.close import end_claims
from almoner.core.remit.desk import Book, Desk
from almoner.core.remit.history import SECOND
from almoner.core.remit.match import Claims
from almoner.core.remit.merged import is_decided_by_others, others_of
from almoner.core.remit.settle import Group, settle, settle_merged
from almoner.core.remit.sheet import Sheet


class Rounds:
    """Settles groups of advices, those of merged claims last. `tell` hears of the claims and postings of each
    round.
    """

    def __init__(self, sheet: Sheet, claims: Claims, advices: Sequence[Advice], tell: Tell | None) -> None:
        self._sheet = sheet
        self._claims = claims
        self._tell = tell
        self._last = {advice.control: place for place, advice in enumerate(advices, 1)}
        self._last_otherwise = _last_otherwise(advices, sheet.desk, claims)
        self._merged: list[Group] = []
        self._settled: list[int] = []

    def settle(self, groups: Mapping[int, Group], *, placed: int) -> None:
        """Settle those that come next, up to the first of which more is said than the placed advices say."""
        told = len(self._sheet.postings)
        plain: list[Book] = []
        for group in list(groups.values())[len(self._settled) :]:
            book, advices = group
            if self._ends(book, advices) > placed:
                break
            self._settled.append(len(advices))
            if _is_merged(self._sheet, group, self._claims):
                self._merged.append(group)
                continue
            settle(self._sheet, group, self._claims)
            if is_plain(group):
                plain.append(book)
        if self._tell is not None:
            self._tell(end_claims(self._sheet, plain), tuple(self._sheet.postings[told:]))

    def finish(self, groups: Mapping[int, Group]) -> bool:
        """Settle the merged ones, and what waits for them; return whether anything did."""
        assert self._settled == [len(advices) for _, advices in groups.values()], "no advice came too late"
        waiting = _waiting(self._sheet, list(groups.values()))
        settle_merged(self._sheet, [*self._merged, *waiting], self._claims)
        return bool(waiting)

    def _ends(self, book: Book, advices: Iterable[Advice]) -> int:
        """Return the place of the last advice about a claim."""
        last = max(self._last.get(book.claim.control, 0), self._last_otherwise.get(book.claim.id, 0))
        for advice in advices:
            last = max(last, self._last[advice.control])
        return last


def _last_otherwise(advices: Sequence[Advice], desk: Desk, claims: Claims) -> dict[int, int]:
    """Return the place of the last advice about each claim that is found by more than its whole number."""
    last: dict[int, int] = {}
    for place, advice in enumerate(advices, 1):
        if advice.control not in desk.books or advice.ordinal in desk.by_ordinal:
            book = claims.book_of(advice)
            if book is not None:
                last[book.claim.id] = place
    return last


def is_plain(group: Group) -> bool:
    """True where this is the claim's only decision."""
    book, advices = group
    return len(advices) == 1 and not book.advices and advices[0].status != REVERSAL


def _is_merged(sheet: Sheet, group: Group, claims: Claims) -> bool:
    book, advices = group
    return bool(others_of(book, advices, claims)) or is_decided_by_others(sheet, book)


def _waiting(sheet: Sheet, groups: Sequence[Group]) -> list[Group]:
    """Return the claims that the remittance does not name, and whose own decisions wait for one that it may
    take back.
    """
    if not any(advice.status == REVERSAL for _, advices in groups for advice in advices):
        return []
    named = {book.claim.id for book, _ in groups}
    known = {book.claim.id: book for book in sheet.desk.books.values()}
    return [
        (book, [])
        for claim_id, book in known.items()
        if claim_id not in named and any(task.what == SECOND for task in book.tasks)
    ]
