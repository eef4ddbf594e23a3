"""The share of a decision follows the policies: to the next payer, to the patient, and back when undone."""

from dataclasses import replace

from almoner.core.ledger import Posting, Reason
from almoner.core.plan import Plan
from almoner.core.remit.pass_on import pass_on
from almoner.core.remit.undo import undo
from tests.core.remit.samples import TODAY, Books, batch_of, clp, era, make_book, secondary, svc

PAID = era(
    clp("A1", "1", "100", "64", "16"), svc("HC:99213", "100", "64", "CO 45 20", "PR 2 16", control="L1")
)
TAKEN_BACK = era(
    clp("A1", "22", "-100", "-64"),
    svc("HC:99213", "-100", "-64", "CO 45 -20", "PR 2 -16", control="L1"),
    trace="T2",
    check="0",
    plb=("WO:A1*-64",),
)


def moved(books: Books) -> list[Posting]:
    """Move the shares of the claim, and make it true."""
    moves = pass_on(books.books["A1"], on=TODAY)
    books.commit(Plan(on=TODAY, postings=moves))
    return list(moves)


def know(books: Books, *, next_rank: int | None) -> None:
    """What the patient's policies say now."""
    book = replace(books.books["A1"], next_coverage=None)
    books.books["A1"] = secondary(book, next_rank) if next_rank else book


def test_a_share_that_lies_right_stays() -> None:
    for book in (make_book(), secondary(make_book())):
        books = Books.of(book)
        books.take(PAID)
        assert moved(books) == []


def test_a_share_moves_to_a_later_payer_that_is_learnt_and_back() -> None:
    books = Books.of(make_book())
    books.take(PAID)
    assert books.receivable() == {"patient_ar": 16_00}
    share, between = Reason.PATIENT_SHARE, Reason.NEXT_PAYER
    for rank, place, reason in (
        (2, "payer_ar:2", share),
        (3, "payer_ar:3", between),
        (None, "patient_ar", share),
        (2, "payer_ar:2", share),
    ):
        know(books, next_rank=rank)
        (move,) = moved(books)
        assert (move.carc, move.subject.rank, move.reason) == ("2", 1, reason)
        assert books.receivable() == {place: 16_00}
        assert moved(books) == []


def test_what_the_next_payer_has_begun_to_settle_stays() -> None:
    books = Books.of(secondary(make_book()))
    books.take(PAID)
    book = books.books["A1"]
    line = book.lines[0].id
    begun = replace(book, next_coverage=None, balances={**book.balances, (line, "payer_ar:2"): 10_00})
    assert pass_on(begun, on=TODAY) == ()


def test_a_share_of_a_cent_that_the_next_payer_has_settled_stays() -> None:
    books = Books.of(secondary(make_book()))
    rows = svc("HC:99213", "100", "79.99", "CO 45 20", "PR 2 0.01", control="L1")
    books.take(era(clp("A1", "1", "100", "79.99", "0.01"), rows))
    assert pass_on(replace(books.books["A1"], next_coverage=None, balances={}), on=TODAY) == ()


def test_of_two_shares_only_as_many_move_as_the_next_payer_has_left_open() -> None:
    books = Books.of(secondary(make_book()))
    rows = svc("HC:99213", "100", "64", "CO 45 10", "PR 1 16", "PR 2 10", control="L1")
    books.take(era(clp("A1", "1", "100", "64", "26"), rows))
    book = books.books["A1"]
    begun = {**book.balances, (book.lines[0].id, "payer_ar:2"): 16_00}
    moves = pass_on(replace(book, next_coverage=None, balances=begun), on=TODAY)
    assert [(move.carc, move.cents) for move in moves] == [("1", 16_00)]


def test_what_the_payer_paid_to_the_patient_is_no_share_of_a_later_payer() -> None:
    books = Books.of(make_book())
    books.take(era(clp("A1", "1", "100", "0"), svc("HC:99213", "100", "0", "OA 100 100", control="L1")))
    assert books.receivable() == {"patient_ar": 100_00}
    know(books, next_rank=2)
    assert moved(books) == []


def test_a_share_that_was_taken_back_follows_no_policy() -> None:
    books = Books.of(make_book())
    books.take(PAID)
    books.take(TAKEN_BACK)
    know(books, next_rank=2)
    assert moved(books) == []
    assert books.receivable() == {"payer_ar:1": 100_00}


def test_taking_a_decision_back_takes_its_move_back() -> None:
    books = Books.of(make_book())
    books.take(PAID)
    know(books, next_rank=2)
    moved(books)
    books.take(TAKEN_BACK)
    assert books.receivable() == {"payer_ar:1": 100_00}
    assert moved(books) == []


def test_undoing_the_batch_takes_its_moves_back() -> None:
    books = Books.of(make_book())
    books.take(PAID)
    know(books, next_rank=2)
    moved(books)
    (remittance,) = books.remittances.values()
    books.commit(undo(batch_of(books, remittance), on=TODAY))
    assert books.receivable() == {"payer_ar:1": 100_00}
