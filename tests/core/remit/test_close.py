"""What a remittance leaves a claim as: decided only where nothing of it waits with the payer."""

from dataclasses import replace
from itertools import count

import pytest

from almoner.core.claim import Claim
from almoner.core.plan import Plan, Task
from almoner.core.remit import Desk
from almoner.core.remit.close import close_claims, end_claims
from almoner.core.remit.sheet import Sheet
from almoner.core.remit.undo import undo
from tests.core.remit.samples import (
    TODAY,
    Books,
    batch_of,
    clp,
    era,
    make_book,
    read_one,
    secondary,
    svc,
    table,
)


@pytest.mark.parametrize("cents", [1, 50_00])
def test_a_line_without_a_decision_keeps_its_claim_waiting_whatever_it_is_worth(cents: int) -> None:
    books = Books.of(make_book("A1", (("L1", "99213", 100_00), ("L2", "81002", cents))))
    first = svc("HC:99213", "100", "60", "CO 45 40", control="L1")
    books.take(era(clp("A1", "1", "100", "60"), first))
    assert (books.claim().state, books.receivable()) == ("accepted", {"payer_ar:1": cents})
    whole = f"{cents / 100:.2f}"
    rest = svc("HC:81002", whole, whole, control="L2")
    books.take(era(clp("A1", "1", whole, whole, payer_control="P2"), rest, trace="T2"))
    assert (books.claim().state, books.receivable()) == ("paid", {})


TWO = (("L1", "99213", 100_00), ("L2", "81002", 50_00))


def test_a_line_left_out_of_a_correction_is_somebodys_and_its_decision_ends_the_wait() -> None:
    books = Books.of(make_book("A1", TWO))
    first = svc("HC:99213", "100", "60", "CO 45 40", control="L1")
    second = svc("HC:81002", "50", "30", "CO 45 20", control="L2")
    books.take(era(clp("A1", "1", "150", "90"), first, second))
    back = svc("HC:99213", "-100", "-60", "CO 45 -40", control="L1")
    rest = svc("HC:81002", "-50", "-30", "CO 45 -20", control="L2")
    books.take(era(clp("A1", "22", "-150", "-90"), back, rest, trace="T2"))
    assert books.open_work() == ["await_correction"]
    books.take(era(clp("A1", "1", "100", "60", payer_control="P2"), first, trace="T3"))
    assert (books.open_work(), books.receivable()) == (["part_decided"], {"payer_ar:1": 50_00})
    books.take(era(clp("A1", "1", "50", "30", payer_control="P3"), second, trace="T4"))
    assert (books.open_work(), books.receivable(), books.claim().state) == ([], {}, "paid")


def test_a_void_ends_where_the_payer_takes_its_decision_back_and_no_correction_is_awaited() -> None:
    books = Books.of(make_book("A1"))
    books.take(era(clp("A1", "1", "100", "60"), svc("HC:99213", "100", "60", "CO 45 40", control="L1")))
    books.books["A1"] = replace(books.books["A1"], is_void=True)
    back = svc("HC:99213", "-100", "-60", "CO 45 -40", control="L1")
    books.take(era(clp("A1", "22", "-100", "-60"), back, trace="T2"))
    assert (books.claim().state, books.claim().cause) == ("voided", "void_confirmed")
    assert books.open_work() == []
    books.commit(undo(batch_of(books, list(books.remittances.values())[1]), on=TODAY))
    assert (books.claim().state, books.total("cash")) == ("reversed", 60_00), "the payer's answer is awaited"
    books.take(era(clp("A1", "22", "-100", "-60"), back, trace="T3"))
    assert (books.claim().state, books.total("cash"), books.open_work()) == ("voided", 0, [])


def test_with_a_void_ends_what_awaited_the_payer_and_no_other_work() -> None:
    books = Books.of(make_book("A1", TWO))
    books.take(era(clp("A1", "1", "100", "100"), svc("HC:99213", "100", "100", control="L1")))
    waiting = Task(7, "silent_claim", "claim", 100, "Ask it.", "biller", TODAY, TODAY, claim_id=100)
    books.commit(Plan(on=TODAY, tasks=(waiting, replace(waiting, id=8, what="refund_review"))))
    books.books["A1"] = replace(books.books["A1"], is_void=True)
    back = svc("HC:99213", "-100", "-100", control="L1")
    books.take(era(clp("A1", "22", "-100", "-100"), back, trace="T2"))
    assert (books.claim().state, books.open_work()) == ("voided", ["refund_review"])


def test_a_policy_that_the_payer_alone_knows_is_to_be_recorded() -> None:
    books = Books.of(make_book())
    rows = svc("HC:99213", "100", "64", "CO 45 20", "PR 2 16", control="L1")
    books.take(era(clp("A1", "19", "100", "64", "16"), "NM1*TT*2*SECOND PLAN", rows))
    assert books.open_work() == ["coverage_proposal", "crossover_watch"]


def test_an_end_that_was_told_early_stands_only_where_it_came_true() -> None:
    book, untouched, stranger = make_book("A1"), make_book("A2"), make_book("A3")
    sheet = Sheet(read_one(era()).remittance, Desk(reasons=table()), count(1), TODAY)
    fate, line_id = sheet.fate(book), book.lines[0].id
    sheet.fate(untouched)
    fate.is_adjudicated = True
    fate.lines.add(line_id)
    (ended,) = end_claims(sheet, [book, untouched, stranger])
    assert close_claims(sheet, are_apart=False)[0] is ended, "what was told is what the plan holds"
    fate.refused.add(line_id)
    (refused,) = close_claims(sheet, are_apart=False)
    assert isinstance(refused, Claim)
    assert refused.state == "denied"
    assert close_claims(sheet, are_apart=True) == [ended]


def test_what_follows_a_decision_ends_with_it_and_other_work_does_not() -> None:
    books = Books.of(secondary(make_book()))
    shared = svc("HC:99213", "100", "60", "CO 45 20", "PR 2 20", control="L1")
    books.take(era(clp("A1", "1", "100", "60", "20"), shared))
    assert books.open_work() == ["bill_next_payer"]
    (task,) = books.tasks.values()
    other = replace(task, id=next(iter(books.ids)), what="refund_review")
    books.commit(Plan(on=TODAY, tasks=(other,)))
    back = svc("HC:99213", "-100", "-60", "CO 45 -20", "PR 2 -20", control="L1")
    books.take(era(clp("A1", "22", "-100", "-60"), back, trace="T2"))
    assert books.open_work() == ["await_correction", "refund_review"]


def test_what_follows_a_decision_stays_where_another_share_was_not_passed_on() -> None:
    books = Books.of(secondary(make_book("A1", TWO)))
    shared = svc("HC:99213", "100", "60", "CO 45 20", "PR 2 20", control="L1")
    books.take(era(clp("A1", "1", "100", "60", "20", payer_control="P1"), shared))
    whole = svc("HC:81002", "50", "50", control="L2")
    books.take(era(clp("A1", "1", "50", "50", payer_control="P2"), whole, trace="T2"))
    back = svc("HC:81002", "-50", "-50", control="L2")
    books.take(era(clp("A1", "22", "-50", "-50", payer_control="P2"), back, trace="T3"))
    assert "bill_next_payer" in books.open_work()


def test_a_credit_that_a_decision_did_not_make_is_nobodys_new_work() -> None:
    """A line that the patient has paid too much for already, by a cent or by all of it."""
    for before in (-1, -20_00):
        book = make_book()
        patients = {(book.lines[0].id, "patient_ar"): before}
        books = Books.of(replace(book, balances={**book.balances, **patients}))
        rows = svc("HC:99213", "100", "80", "CO 45 20", control="L1")
        books.take(era(clp("A1", "1", "100", "80"), rows))
        assert books.open_work() == []


def test_a_line_that_a_person_settled_keeps_no_claim_waiting() -> None:
    book = make_book("A1", TWO)
    settled = {(book.lines[0].id, "payer_ar:1"): 100_00, (book.lines[1].id, "adjustment"): 50_00}
    books = Books.of(replace(book, balances=settled))
    rows = svc("HC:99213", "100", "80", "CO 45 20", control="L1")
    books.take(era(clp("A1", "1", "100", "80"), rows))
    assert (books.claim().state, books.open_work()) == ("paid", [])


def test_a_credit_that_is_as_large_after_a_correction_is_nobodys_new_work() -> None:
    books = Books.of(make_book())
    shared = svc("HC:99213", "100", "60", "CO 45 20", "PR 2 20", control="L1")
    books.take(era(clp("A1", "1", "100", "60", "20"), shared))
    book = books.books["A1"]
    before = {**book.balances, (book.lines[0].id, "patient_ar"): -5_00}
    books.books["A1"] = replace(book, balances=before)
    back = svc("HC:99213", "-100", "-60", "CO 45 -20", "PR 2 -20", control="L1")
    again = clp("A1", "1", "100", "60", "20", payer_control="P2")
    planned, _ = books.plan(era(clp("A1", "22", "-100", "-60"), back, again, shared, trace="T2"))
    assert planned.plan.tasks == ()


def test_a_credit_is_told_to_the_cent_where_nothing_was_owed() -> None:
    book = make_book()
    books = Books.of(replace(book, balances={(book.lines[0].id, "adjustment"): 100_00}))
    books.take(era(clp("A1", "1", "100", "100"), svc("HC:99213", "100", "100", control="L1")))
    assert [(task.what, task.cents) for task in books.tasks.values()] == [("overpaid", 100_00)]


def test_a_claim_of_which_nothing_is_on_the_books_is_not_overpaid_by_its_first_payment() -> None:
    books = Books.of(replace(make_book(), balances={}))
    books.take(era(clp("A1", "1", "100", "100"), svc("HC:99213", "100", "100", control="L1")))
    assert books.open_work() == []
