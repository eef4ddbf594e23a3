"""Crossovers: the next payer answers under our first claim's number, in its turn or before it."""

from dataclasses import replace

import pytest

from almoner.core.claim import ClaimState
from almoner.core.plan import Plan, Task
from almoner.core.remit import Book, Desk
from almoner.core.remit.crossover import as_answered_by
from tests.core.remit.samples import PAYER, TODAY, Books, clp, era, make_book, secondary, svc, table

SECOND = replace(PAYER, id=2, name="Second Plan", remittance_payer_id="SEC2")


def first(status: str = "19") -> bytes:
    rows = svc("HC:99213", "100", "64", "CO 45 20", "PR 2 16", control="L1")
    return era(clp("A1", status, "100", "64", "16"), "NM1*TT*2*SECOND PLAN", rows, trace="T1")


def second(*adjustments: str, paid: str = "10", trace: str = "T2", status: str = "2") -> bytes:
    rows = svc("HC:99213", "100", paid, *adjustments, control="L1")
    return era(clp("A1", status, "100", paid, payer_control="S1"), rows, trace=trace)


ANSWER = second("OA 23 84", "PR 3 6")
TAKEN_BACK = [
    clp("A1", "22", "-100", "-10", payer_control="S1"),
    *svc("HC:99213", "-100", "-10", "OA 23 -84", "PR 3 -6", control="L1"),
]


def take(books: Books, data: bytes, *, of_second: bool) -> None:
    books.desk = replace(books.desk, payer=SECOND if of_second else PAYER)
    books.take(data)


def silent(books: Books) -> Task:
    """Somebody is to ask the first payer what it decided."""
    claim = books.claim()
    task = Task(
        id=next(iter(books.ids)),
        what="silent_claim",
        subject_kind=claim.kind,
        subject_id=claim.id,
        why="Ask its payer what it decided.",
        owner="biller",
        opened_on=TODAY,
        due_on=TODAY,
        patient_id=claim.patient_id,
        claim_id=claim.id,
    )
    books.commit(Plan(on=TODAY, tasks=(task,)))
    return task


def books_of(book: Book | None = None) -> Books:
    return Books.of(book or secondary(make_book()))


def test_the_next_payers_answer_is_laid_on_its_own_rank() -> None:
    books = books_of()
    take(books, first(), of_second=False)
    assert books.open_work() == ["crossover_watch"]
    assert "SECOND PLAN" in next(iter(books.tasks.values())).why
    take(books, ANSWER, of_second=True)
    assert books.receivable() == {"patient_ar": 6_00}
    assert books.total("cash") == 74_00
    assert books.open_work() == []
    assert (books.claim().state, books.claim().rank, books.claim().payer_id) == ("paid", 1, PAYER.id)
    assert books.claim().payer_control == "P1"
    ranks = {each.subject.rank for each in books.postings if each.debit == "cash"}
    assert ranks == {1, 2}


def test_an_answer_before_its_turn_waits_for_the_first_payer() -> None:
    books = books_of()
    take(books, ANSWER, of_second=True)
    assert books.open_work() == ["before_first_payer"]
    assert books.total("suspense") == -10_00
    assert books.claim().state == "accepted"
    take(books, first(), of_second=False)
    assert books.receivable() == {"patient_ar": 6_00}
    assert books.total("suspense") == 0
    assert books.open_work() == []
    assert books.claim().state == "paid"


def test_a_decision_taken_back_before_its_turn_makes_it_nobody_elses_turn() -> None:
    """Passed on is nothing: whatever the next payer takes back, its other answers still wait."""
    books = books_of()
    take(books, second("OA 23 70", paid="30"), of_second=True)
    take(books, second("OA 23 84", paid="16", trace="T3"), of_second=True)
    back = [clp("A1", "22", "-100", "-16", payer_control="S1"), "SVC*HC:99213*-100*-16", "CAS*OA*23*-84"]
    take(books, era(back, "REF*6R*L1", trace="T4"), of_second=True)
    take(books, second("OA 23 90", paid="10", trace="T5"), of_second=True)
    assert books.receivable() == {"payer_ar:1": 100_00}
    assert books.total("suspense") == -40_00


def test_the_next_payer_ends_its_own_refusal_and_the_claim_is_denied_no_more() -> None:
    books = books_of()
    take(books, first(), of_second=False)
    take(books, second("OA 23 84", "CO 50 16", paid="0"), of_second=True)
    assert books.claim().state == "denied"
    take(books, second("OA 23 84", "PR 3 6", trace="T3"), of_second=True)
    assert books.receivable() == {"patient_ar": 6_00}
    assert books.claim().state == "paid"
    assert books.open_work() == []


def test_a_denial_stays_open_whatever_another_payer_pays_on_its_line() -> None:
    book = secondary(make_book("A1", (("L1", "99213", 100_00), ("L2", "71046", 50_00))))
    books = books_of(book)
    rows = svc("HC:99213", "100", "80", "PR 2 20", control="L1") + svc(
        "HC:71046", "50", "0", "CO 50 50", control="L2"
    )
    take(books, era(clp("A1", "19", "150", "80", "20"), rows, trace="T1"), of_second=False)
    rows = svc("HC:99213", "100", "20", "OA 23 80", control="L1")
    rows += svc("HC:71046", "50", "5", "OA 23 45", control="L2")
    take(books, era(clp("A1", "2", "150", "25", payer_control="S1"), rows, trace="T2"), of_second=True)
    (denial,) = books.denials.values()
    assert (denial.state, denial.payer_id) == ("open", PAYER.id)
    assert books.claim().state == "denied"
    assert "denial" in books.open_work()


def test_a_denial_by_the_next_payer_has_an_owner() -> None:
    books = books_of()
    take(books, first(), of_second=False)
    take(books, second("OA 23 84", "CO 50 16", paid="0"), of_second=True)
    assert books.receivable() == {"payer_ar:2": 16_00}
    (denial,) = books.denials.values()
    assert (denial.cents, denial.payer_id) == (16_00, SECOND.id)
    assert books.claim().state == "denied"


def test_each_payer_takes_back_only_its_own() -> None:
    books = books_of()
    take(books, first(), of_second=False)
    take(books, ANSWER, of_second=True)
    take(books, era(TAKEN_BACK, trace="T3"), of_second=True)
    assert books.receivable() == {"payer_ar:2": 16_00}
    take(books, second("OA 23 84", paid="16", trace="T4"), of_second=True)
    assert books.receivable() == {}
    assert books.total("cash") == 80_00
    assert books.claim().state == "paid"


def test_what_the_next_payer_takes_back_confirms_no_void_that_the_first_was_asked_for() -> None:
    books = books_of()
    take(books, first(), of_second=False)
    take(books, ANSWER, of_second=True)
    books.books["A1"] = replace(books.books["A1"], is_void=True)
    take(books, era(TAKEN_BACK, trace="T3"), of_second=True)
    assert books.open_work() == ["await_correction"]
    assert books.claim().state == "paid"


def test_another_payer_that_is_not_next_is_a_second_decision() -> None:
    books = books_of(make_book())
    take(books, first(), of_second=False)
    take(books, ANSWER, of_second=True)
    assert "second_adjudication" in books.open_work()


def test_the_patients_overpayment_and_the_payers_are_told_apart() -> None:
    books = books_of()
    take(books, first(), of_second=False)
    take(books, second("OA 23 75", paid="25"), of_second=True)
    assert books.receivable() == {"payer_ar:2": -9_00}
    assert books.open_work() == ["overpaid"]


THIRD = replace(PAYER, id=3, name="Third Plan", remittance_payer_id="THR3")


def three() -> Books:
    """A claim with three payers, the first of which sends it on."""
    book = secondary(make_book())
    second_policy = book.next_coverage
    assert second_policy is not None
    third = replace(second_policy, id=10, payer_id=THIRD.id, rank=3)
    return Books.of(replace(book, later_coverages=(third,)))


def test_what_the_second_payer_leaves_is_the_third_ones_and_its_claim_can_be_built() -> None:
    books = three()
    take(books, first(), of_second=False)
    take(books, ANSWER, of_second=True)
    assert books.receivable() == {"payer_ar:3": 6_00}
    assert books.open_work() == ["bill_next_payer"]
    (share,) = [each for each in books.postings if each.debit == "payer_ar:3"]
    assert (share.group, share.carc, share.subject.other_payer_id) == ("PR", "3", THIRD.id)


def test_a_chain_of_crossovers_ends_with_the_patient() -> None:
    books = three()
    take(books, first(), of_second=False)
    take(books, second("OA 23 84", "PR 3 6", status="20"), of_second=True)
    assert books.open_work() == ["crossover_watch"]
    books.desk = replace(books.desk, payer=THIRD)
    books.take(second("OA 23 94", "PR 3 2", paid="4", trace="T3", status="3"))
    assert books.receivable() == {"patient_ar": 2_00}
    assert books.open_work() == []
    assert {each.subject.rank for each in books.postings if each.debit == "cash"} == {1, 2, 3}


def test_the_third_payer_before_the_second_waits() -> None:
    books = three()
    take(books, first(), of_second=False)
    books.desk = replace(books.desk, payer=THIRD)
    books.take(second("OA 23 94", "PR 3 2", paid="4", trace="T3", status="3"))
    assert "before_first_payer" in books.open_work()
    assert books.total("suspense") == -4_00
    take(books, second("OA 23 84", "PR 3 6", status="20"), of_second=True)
    assert books.receivable() == {"patient_ar": 2_00}
    assert books.total("suspense") == 0
    assert books.open_work() == []


def test_a_refusal_before_its_turn_and_its_first_decision_make_one_next_version() -> None:
    books = books_of()
    take(books, second("OA 23 84", "CO 50 16", paid="0"), of_second=True)
    before = books.claim()
    take(books, first(), of_second=False)
    assert (books.claim().state, books.claim().version) == ("denied", before.version + 1)


def test_a_refusal_that_had_waited_is_opened_though_the_first_payers_alike_ends() -> None:
    books = books_of()
    rows = svc("HC:99213", "100", "0", "PI 16 100", control="L1")
    take(books, era(clp("A1", "1", "100", "0"), rows, trace="T0"), of_second=False)
    take(books, second("PI 16 100", paid="0"), of_second=True)
    take(books, first(), of_second=False)
    assert books.claim().state == "denied"
    assert {(each.payer_id, each.state.value) for each in books.denials.values()} == {
        (PAYER.id, "overturned"),
        (SECOND.id, "open"),
    }
    assert "denial" in books.open_work()


def test_the_next_payers_answer_is_no_answer_of_the_first() -> None:
    books = books_of(secondary(make_book("A1", (("L1", "99213", 100_00), ("L2", "71046", 50_00)))))
    take(books, first(), of_second=False)
    asked = silent(books)
    take(books, ANSWER, of_second=True)
    assert books.tasks[asked.id].state.value == "open"
    rest = svc("HC:71046", "50", "50", control="L2")
    take(books, era(clp("A1", "1", "50", "50", payer_control="P9"), rest, trace="T9"), of_second=False)
    assert books.tasks[asked.id].state.value == "done"


def test_a_line_that_the_first_payer_settled_keeps_no_ended_refusal_open() -> None:
    book = secondary(make_book("A1", (("L1", "99213", 100_00), ("L2", "71046", 50_00))))
    books = books_of(book)
    rows = svc("HC:99213", "100", "84", "PR 2 16", control="L1") + svc("HC:71046", "50", "50", control="L2")
    take(books, era(clp("A1", "19", "150", "134", "16"), rows, trace="T1"), of_second=False)
    take(books, second("OA 23 84", "CO 50 16", paid="0"), of_second=True)
    assert books.claim().state == "denied"
    take(books, second("OA 23 84", "PR 3 6", trace="T3"), of_second=True)
    assert (books.claim().state, books.receivable()) == ("paid", {"patient_ar": 6_00})


def test_of_four_payers_each_knows_the_one_that_pays_after_it() -> None:
    (book,) = three().books.values()
    (third,) = book.later_coverages
    fourth = replace(third, id=11, payer_id=4, rank=4)
    book = replace(book, later_coverages=(third, fourth))
    desk = Desk(reasons=table(), payer=THIRD)
    view = as_answered_by(book, desk)
    assert (view.claim.rank, view.next_coverage, view.later_coverages) == (3, fourth, ())
    last = as_answered_by(book, replace(desk, payer=replace(THIRD, id=4)))
    assert (last.claim.rank, last.next_coverage, last.home) == (4, None, book.claim)


def test_the_next_payers_answer_ends_no_wait_of_the_first_payers_own() -> None:
    books = books_of()
    take(books, first(), of_second=False)
    rows = svc("HC:99213", "100", "70", "CO 45 20", "PR 2 10", control="L1")
    other = clp("A1", "1", "100", "70", "10", payer_control="P7")
    take(books, era(other, rows, trace="T7"), of_second=False)
    assert books.claim().state == "suspended"
    take(books, ANSWER, of_second=True)
    assert (books.claim().state, books.total("suspense")) == ("suspended", -70_00)


@pytest.mark.parametrize("state", [ClaimState.SENT, ClaimState.ACCEPTED, ClaimState.SUSPENDED])
def test_a_refusal_by_the_next_payer_takes_no_claim_out_of_its_own_wait(state: ClaimState) -> None:
    """A correction on its way that no state showed any more would be nobody's once that refusal ends."""
    books = books_of()
    take(books, first(), of_second=False)
    claim = books.claim()
    again = replace(claim, version=claim.version + 1, state=state)
    books.commit(Plan(on=TODAY, records=(again,), reads={("claim", claim.id): claim.version}))
    take(books, second("OA 23 84", "CO 50 16", paid="0"), of_second=True)
    assert (books.claim().state, "denial" in books.open_work()) == (state, True)
    take(books, second("OA 23 84", "PR 3 6", trace="T3"), of_second=True)
    assert books.claim().state == state


@pytest.mark.parametrize("cents", [1, 50_00])
def test_a_cent_that_the_first_payer_refuses_keeps_its_claim_denied(cents: int) -> None:
    books = books_of(secondary(make_book("A1", (("L1", "99213", 100_00), ("L2", "71046", cents)))))
    each, whole = f"{cents / 100:.2f}", f"{(100_00 + cents) / 100:.2f}"
    rows = svc("HC:99213", "100", "80", "PR 2 20", control="L1")
    rows += svc("HC:71046", each, "0", f"CO 50 {each}", control="L2")
    take(books, era(clp("A1", "19", whole, "80", "20"), rows, trace="T1"), of_second=False)
    rows = svc("HC:99213", "100", "20", "OA 23 80", control="L1")
    take(books, era(clp("A1", "2", "100", "20", payer_control="S1"), rows, trace="T2"), of_second=True)
    assert (books.claim().state, books.receivable()) == ("denied", {"payer_ar:1": cents})


@pytest.mark.parametrize("cents", [1, 20_00])
def test_a_refusal_that_ends_leaves_its_claim_denied_while_a_line_waits_for_the_same_payer(
    cents: int,
) -> None:
    books = books_of(secondary(make_book("A1", (("L1", "99213", 100_00), ("L2", "71046", 50_00)))))
    share, paid = f"{cents / 100:.2f}", f"{(50_00 - cents) / 100:.2f}"
    rows = svc("HC:99213", "100", "84", "PR 2 16", control="L1")
    rows += svc("HC:71046", "50", paid, f"PR 2 {share}", control="L2")
    total = f"{(134_00 - cents) / 100:.2f}"
    take(books, era(clp("A1", "19", "150", total), rows, trace="T1"), of_second=False)
    take(books, second("OA 23 84", "CO 50 16", paid="0"), of_second=True)
    take(books, second("OA 23 84", paid="16", trace="T3"), of_second=True)
    assert (books.claim().state, books.receivable()) == ("denied", {"payer_ar:2": cents})
    rows = svc("HC:71046", "50", share, f"OA 23 {paid}", control="L2")
    take(books, era(clp("A1", "2", "50", share, payer_control="S2"), rows, trace="T4"), of_second=True)
    assert (books.claim().state, books.receivable()) == ("paid", {})
