"""What is read off a claim's postings about its earlier advices."""

from dataclasses import replace

from almoner.core.remit.history import chain
from tests.core.remit.samples import Books, era, make_book, read_one
from tests.core.remit.test_reversal import FIRST, after, standing


def test_the_very_decision_that_was_taken_back_may_come_again_and_stands() -> None:
    books = after([FIRST.segments()], [FIRST.reversal()], [FIRST.segments()])
    assert standing(books) == standing(after([FIRST.segments()]))
    assert (books.claim().state, books.open_work()) == ("paid", [])
    after([FIRST.reversal()], books=books)
    assert (standing(books), books.open_work()) == ({"payer_ar:1": 100_00}, ["await_correction"])


def test_an_earlier_advice_that_names_no_rank_is_of_the_payer_that_the_claim_went_to() -> None:
    (advice,) = read_one(era(FIRST.segments())).advices
    for rank in (1, 2):
        book = replace(make_book(rank=rank), advices=(advice,))
        assert [held.advice for held in chain(book, [])] == [advice]
    assert chain(replace(make_book(rank=2), advices=(replace(advice, rank=1),)), []) == []


def test_what_other_acts_do_to_a_claim_is_nothing_of_its_advices() -> None:
    """A charge's posting bears a key of its own kind, with as many parts as an advice's."""
    books = Books.of(make_book())
    books.take(era(FIRST.segments()))
    paid = books.postings[0]
    number, ordinal = paid.key.split(":")[1:3]
    other = replace(paid, key=f"other:{number}:{ordinal}:9", cents=5_00)
    book = replace(books.books["A1"], posted=(*books.postings, other))
    (held,) = chain(book, [])
    assert held.effects == books.postings
