"""Undoing a batch: the lines that it took back, and what others posted on them since."""

from dataclasses import replace
from datetime import date
from itertools import count

from almoner.core.remit import Remittance
from almoner.core.remit.undo import lines_taken_back, posted_since, review_credits, undo
from tests.core.remit.samples import TODAY, Books, batch_of, clp, era, make_book, svc
from tests.core.remit.test_reversal import FIRST, SECOND, after

WHOLE = [clp("A1", "1", "100", "100"), *svc("HC:99213", "100", "100", control="L1")]
BACK = [clp("A1", "22", "-100", "-100"), *svc("HC:99213", "-100", "-100", control="L1")]


def test_cash_that_leaves_suspense_takes_no_line_back() -> None:
    books = after([FIRST.segments()], [SECOND.segments()], [FIRST.reversal()])
    own = [
        [posting for posting in books.postings if posting.subject.remittance_id == remittance]
        for remittance in books.remittances
    ]
    assert [posting.subject.line_id for posting in own[1] if posting.reverses] == [0]
    assert [lines_taken_back(each) for each in own] == [set(), set(), {books.books["A1"].lines[0].id}]


def test_what_others_posted_since_is_of_remittances_after_the_last_line_that_was_taken_back() -> None:
    """What came before, what the batch laid itself, and what a person did by hand stop nothing."""
    books = after([WHOLE], [BACK, SECOND.segments()])
    _, taking = books.remittances
    own = [posting for posting in books.postings if posting.subject.remittance_id == taking]
    other = replace(own[1], key="era:9:1:1:1", subject=replace(own[1].subject, remittance_id=9))
    by_hand = replace(other, key="act:5:1", subject=replace(other.subject, remittance_id=0))
    first = [posting for posting in books.postings if posting not in own]
    assert posted_since(own, [*first, *own]) == []
    assert posted_since(own, [*first, own[0], other, by_hand, *own[1:]]) == [other]
    assert posted_since(own[1:], [*first, *own, other]) == []


def test_a_batch_that_is_undone_is_the_next_version_of_its_remittance() -> None:
    books = after([WHOLE])
    (remittance,) = books.remittances.values()
    made = undo(batch_of(books, remittance), on=TODAY)
    (record,) = [record for record in made.records if isinstance(record, Remittance)]
    assert (record.version, made.reads["remittance", remittance.id]) == (
        remittance.version + 1,
        remittance.version,
    )


def test_what_a_patient_paid_on_an_undone_share_is_looked_at_within_ten_business_days() -> None:
    books = Books.of(make_book())
    books.take(era([clp("A1", "1", "100", "70"), *svc("HC:99213", "100", "70", "PR 1 30", control="L1")]))
    made = undo(batch_of(books, next(iter(books.remittances.values()))), on=TODAY)
    paid = {books.books["A1"].lines[0].id: 0}
    (task,) = review_credits(made.postings, [books.claim()], paid, ids=count(9), on=TODAY).tasks
    assert (task.cents, task.due_on) == (30_00, date(2026, 4, 1))
