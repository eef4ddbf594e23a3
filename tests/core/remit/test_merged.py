"""Claims that a payer answers under one number (MT10): what stands on either is seen by both."""

from collections.abc import Sequence
from dataclasses import replace
from itertools import count

import pytest

from almoner.core.plan import TaskState
from almoner.core.remit import Advice
from almoner.core.remit.match import Claims
from almoner.core.remit.merged import is_decided_by_others, others_of, taken_by_others
from almoner.core.remit.sheet import Sheet
from tests.core.remit.samples import TODAY, Books, clp, era, make_book, read_one, secondary, svc
from tests.core.remit.test_crossover import ANSWER, take

OTHER = (("M1", "93000", 50_00),)
TWO = (("L1", "99213", 100_00), ("L2", "99214", 200_00))


def merged(*lines: Sequence[str], paid: str, trace: str = "T1") -> bytes:
    """Both claims under the number of the first."""
    return era(clp("A1", "1", "150", paid, payer_control="P9"), *lines, trace=trace)


def both(trace: str = "T1") -> bytes:
    first = svc("HC:99213", "100", "60", "CO 45 40", control="L1")
    return merged(first, svc("HC:93000", "50", "30", "CO 45 20", control="M1"), paid="90", trace=trace)


BACK = era(
    clp("A1", "22", "-150", "-90", payer_control="P9"),
    svc("HC:99213", "-100", "-60", "CO 45 -40", control="L1"),
    svc("HC:93000", "-50", "-30", "CO 45 -20", control="M1"),
    trace="T3",
)
OWN = era(
    clp("A2", "1", "50", "10", payer_control="P2"),
    svc("HC:93000", "50", "10", "CO 45 40", control="M1"),
    trace="T2",
)


def two() -> Books:
    return Books.of(make_book(), make_book("A2", OTHER))


def work(books: Books) -> set[tuple[str, int]]:
    return {(one.what, one.claim_id) for one in books.tasks.values() if one.state is TaskState.OPEN}


def test_the_reversal_of_a_merged_decision_takes_it_back_from_both_claims() -> None:
    books = two()
    books.take(both())
    assert {books.claim(one).state for one in ("A1", "A2")} == {"paid"}
    books.take(BACK)
    assert [books.claim(one).cause for one in ("A1", "A2")] == ["reversed", "reversed"]
    assert books.receivable("A2") == {"payer_ar:1": 50_00}
    assert work(books) == {("await_correction", books.claim(one).id) for one in ("A1", "A2")}


def test_a_claim_of_which_nothing_is_taken_back_stays_as_it_stands() -> None:
    """The payer splits the claim, and merges one part with another claim: the other part comes back."""
    books = Books.of(make_book(lines=TWO), make_book("A2", OTHER))
    lone = (
        clp("A1", "1", "200", "150", payer_control="P1"),
        svc("HC:99214", "200", "150", "CO 45 50", control="L2"),
    )
    books.take(era(*lone, trace="T0"))
    books.take(both())
    back = (
        clp("A1", "22", "-200", "-150", payer_control="P1"),
        svc("HC:99214", "-200", "-150", "CO 45 -50", control="L2"),
    )
    books.take(era(*back, trace="T4"))
    assert books.claim("A2").state == "paid"
    assert work(books) & {("await_correction", books.claim("A2").id)} == set()
    assert books.receivable() == {"payer_ar:1": 200_00}


def test_the_next_payers_answer_that_came_too_early_is_laid_after_a_merged_decision() -> None:
    books = Books.of(secondary(make_book()), make_book("A2", OTHER))
    take(books, ANSWER, of_second=True)
    assert books.open_work() == ["before_first_payer"]
    first = svc("HC:99213", "100", "64", "CO 45 20", "PR 2 16", control="L1")
    rows = merged(first, svc("HC:93000", "50", "30", "CO 45 20", control="M1"), paid="94")
    take(books, rows, of_second=False)
    assert books.total("suspense") == 0
    assert books.receivable() == {"patient_ar": 6_00}


def test_what_stands_of_another_claims_decision_is_seen_until_it_is_taken_back() -> None:
    books = two()
    books.take(both())
    book = books.books["A2"]
    sheet = Sheet(read_one(OWN).remittance, books.desk, count(1), TODAY)
    line_id = book.lines[0].id
    assert is_decided_by_others(sheet, book)
    assert taken_by_others(sheet, book, ()) == {(line_id, 1)}
    assert not is_decided_by_others(sheet, books.books["A1"]), "its own"
    assert taken_by_others(sheet, books.books["A1"], ()) == set()
    sheet.freed.update(one.key for one in book.posted)
    assert taken_by_others(sheet, book, ()) == set()
    books.take(BACK)
    assert not is_decided_by_others(sheet, books.books["A2"])


def test_what_this_remittance_has_laid_itself_is_no_decision_of_before() -> None:
    books = two()
    books.take(both())
    (remittance,) = books.remittances.values()
    sheet = Sheet(remittance, books.desk, count(1), TODAY)
    assert not is_decided_by_others(sheet, books.books["A2"])


def test_only_lines_that_are_with_the_same_payers_rank_are_anothers() -> None:
    books = two()
    books.take(both())
    advice = books.books["A1"].advices[0]
    found = others_of(replace(books.books["A1"], advices=()), [advice], _claims(books))
    assert [one.claim.control for one in found] == ["A2"]
    later = replace(books.books["A1"].claim, rank=2)
    assert others_of(replace(books.books["A1"], claim=later), [advice], _claims(books)) == ()
    assert others_of(books.books["A1"], [_of_own(advice)], _claims(books)) == found, (
        "an earlier advice names it"
    )


def _claims(books: Books) -> Claims:
    return Claims(replace(books.desk, books=books.books))


def _of_own(advice: Advice) -> Advice:
    return replace(advice, lines=advice.lines[:1])


@pytest.mark.parametrize("order", ["merged first", "own first"])
def test_a_decision_that_waits_for_anothers_reversal_is_laid_when_it_comes(order: str) -> None:
    books = two()
    is_merged_first = order == "merged first"
    for file in (both(), OWN) if is_merged_first else (OWN, both()):
        books.take(file)
    assert books.total("suspense") == (-10_00 if is_merged_first else -90_00)
    own_back = era(
        clp("A2", "22", "-50", "-10", payer_control="P2"),
        svc("HC:93000", "-50", "-10", "CO 45 -40", control="M1"),
        trace="T4",
    )
    books.take(BACK if is_merged_first else own_back)
    assert books.total("suspense") == 0
    assert books.receivable("A2") == {}
    assert books.total("cash") == (10_00 if is_merged_first else 90_00)
