"""A posted remittance is taken back as a unit, and may then come again."""

from dataclasses import replace
from itertools import count

import pytest

from almoner.core.claim import ClaimState
from almoner.core.denial.undo import undo_denials
from almoner.core.plan import Plan, Task, TaskState, join
from almoner.core.remit.undo import Batch, NotTogether, closed, review_credits, undo
from tests.core.remit.samples import TODAY, Books, batch_of, clp, era, make_book, svc

FIRST = [clp("A1", "1", "100", "80"), *svc("HC:99213", "100", "80", "CO 45 20", control="L1")]
BACK = [clp("A1", "22", "-100", "-80"), "SVC*HC:99213*-100*-80", "CAS*CO*45*-20", "REF*6R*L1"]
DENIED = [clp("A2", "1", "100", "0"), *svc("HC:99213", "100", "0", "CO 50 100", control="L1")]


def batch(books: Books, place: int = 0) -> Batch:
    return batch_of(books, list(books.remittances.values())[place])


def test_every_posting_goes_back_and_the_claims_wait() -> None:
    books = Books.of(make_book("A1"), make_book("A2"))
    books.take(era(FIRST, DENIED, plb=["WO*5"]))
    plan = join([undo(batch(books), on=TODAY), undo_denials(books.denials.values(), on=TODAY)], on=TODAY)
    books.commit(plan)
    assert [books.total(account) for account in ("cash", "contractual", "payer_recoupment")] == [0, 0, 0]
    assert books.receivable("A1") == {"payer_ar:1": 100_00}
    assert [books.claim(control).state for control in ("A1", "A2")] == ["reversed", "reversed"]
    assert [denial.state for denial in books.denials.values()] == ["overturned"]
    assert [each.state for each in books.remittances.values()] == ["reversed"]

    books.take(era(FIRST, DENIED, plb=["WO*5"]))
    assert books.receivable("A1") == {}
    assert books.total("cash") == 75_00
    assert [books.claim(control).state for control in ("A1", "A2")] == ["paid", "denied"]
    assert [denial.state for denial in books.denials.values()] == ["overturned", "open"]


def test_a_claim_that_has_gone_out_since_waits_for_the_answer_to_that() -> None:
    books = Books.of(make_book("A1"))
    books.take(era(FIRST))
    claim = books.claim()
    again = replace(claim, version=claim.version + 1, state=ClaimState.SENT, wait_until=TODAY)
    books.commit(Plan(on=TODAY, records=(again,), reads={("claim", claim.id): claim.version}))
    plan = undo(batch(books), on=TODAY)
    assert plan.reads["claim", claim.id] == again.version
    books.commit(plan)
    assert (books.claim(), books.receivable()) == (again, {"payer_ar:1": 100_00})


def test_undoing_a_reversal_lets_the_first_decision_stand_again() -> None:
    books = Books.of(make_book("A1"))
    books.take(era(FIRST, trace="T1"))
    books.take(era(BACK, trace="T2"))
    books.commit(undo(batch(books, 1), on=TODAY))
    assert books.receivable() == {}
    assert books.total("cash") == 80_00
    books.take(era(BACK, trace="T3"))
    assert books.receivable() == {"payer_ar:1": 100_00}
    assert books.total("suspense") == 0


def test_a_batch_that_a_later_one_has_reversed_waits_for_that_one() -> None:
    books = Books.of(make_book("A1"))
    books.take(era(FIRST, trace="T1"))
    books.take(era(BACK, trace="T2"))
    with pytest.raises(NotTogether):
        undo(batch(books, 0), on=TODAY)


def test_a_reversal_waits_for_what_was_decided_anew_on_its_lines() -> None:
    books = Books.of(make_book("A1"), make_book("A2"))
    other = [clp("A2", "1", "100", "80"), *svc("HC:99213", "100", "80", "CO 45 20", control="L1")]
    anew = [clp("A1", "1", "100", "50"), *svc("HC:99213", "100", "50", "CO 45 50", control="L1")]
    books.take(era(FIRST, trace="T1"))
    books.take(era(BACK, trace="T2"))
    books.take(era(anew, trace="T3"))
    books.take(era(other, trace="T4"))
    with pytest.raises(NotTogether, match="decided anew"):
        undo(batch(books, 1), on=TODAY)
    books.commit(undo(batch(books, 2), on=TODAY))
    books.commit(undo(batch(books, 1), on=TODAY))
    assert (books.receivable(), books.total("cash")) == ({}, 160_00)


def test_only_a_posted_remittance_is_undone() -> None:
    books = Books.of(make_book("A1"))
    books.take(era(FIRST))
    made = batch(books)
    again = replace(made, remittance=replace(made.remittance, state=type(made.remittance.state).REVERSED))
    with pytest.raises(AssertionError):
        undo(again, on=TODAY)


@pytest.mark.parametrize(("paid", "left"), [(0, 0), (1, 1), (30_00, 30_00), (45_00, 45_00)])
def test_what_a_patient_paid_on_a_share_that_is_undone_is_somebodys(paid: int, left: int) -> None:
    books = Books.of(make_book("A1"))
    books.take(era([clp("A1", "1", "100", "70"), *svc("HC:99213", "100", "70", "PR 1 30", control="L1")]))
    undone = undo(batch(books), on=TODAY)
    balances = {books.books["A1"].lines[0].id: 30_00 - paid}
    tasks = review_credits(undone.postings, [books.claim()], balances, ids=count(9), on=TODAY).tasks
    assert [(task.what, task.cents, task.claim_id) for task in tasks] == (
        [("refund_review", left, books.claim().id)] if left else []
    )


def task_about(kind: str, subject_id: int) -> Task:
    return Task(
        id=1,
        what="part_decided",
        subject_kind=kind,
        subject_id=subject_id,
        why="Lines wait.",
        owner="biller",
        opened_on=TODAY,
        due_on=TODAY,
    )


def test_work_goes_with_a_batch_where_it_is_about_something_of_it() -> None:
    books = Books.of(make_book("A1"))
    books.take(era(FIRST))
    made = replace(batch(books), subjects=frozenset({71}))
    about = {
        ("claim", 5): True,
        ("advice", 71): True,
        ("advice", 72): False,
        ("remittance", made.remittance.id): True,
        ("remittance", made.remittance.id + 1): False,
    }
    assert {each: made.is_about(task_about(*each)) for each in about} == about
    assert all(replace(made, subjects=None).is_about(task_about(*each)) for each in about)


def test_open_work_alone_is_closed_and_as_its_next_version() -> None:
    task = task_about("advice", 71)
    done = replace(task, id=2, state=TaskState.DONE)
    (after,) = closed([task, done], on=TODAY)
    assert (after.id, after.version) == (1, task.version + 1)
    assert (after.state, after.closed_on) == (TaskState.DONE, TODAY)
