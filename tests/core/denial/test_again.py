"""A claim that goes again answers its refusals; nothing of it is lost, whatever its payer says next."""

from collections.abc import Sequence
from dataclasses import replace

import pytest

from almoner.core.denial import Denial, DenialState
from almoner.core.denial.again import send_again
from almoner.core.denial.undo import undo_denials
from almoner.core.plan import Task, TaskState, join
from almoner.core.remit.undo import undo
from tests.core.remit.samples import TODAY, Books, batch_of, clp, era, make_book, svc

BOTH = [("L1", "99213", 100_00), ("L2", "93000", 40_00)]


def decision(
    refused: str, *, trace: str, number: str, paid: Sequence[str] = ("CO 45 20",), sign: int = 1
) -> bytes:
    """The first line is paid with 80.00, the second refused; or the reversal of that."""
    status, minus = ("22", "-") if sign < 0 else ("1", "")
    turned = [f"{each.rpartition(' ')[0]} {minus}{each.rpartition(' ')[2]}" for each in (*paid, refused)]
    return era(
        clp("A1", status, f"{minus}140", f"{minus}80", payer_control=number),
        svc("HC:99213", f"{minus}100", f"{minus}80", *turned[:-1], control="L1"),
        svc("HC:93000", f"{minus}40", "0", turned[-1], control="L2"),
        trace=trace,
        check=f"{minus}80",
    )


def refused_once() -> Books:
    books = Books.of(make_book(lines=BOTH))
    books.take(decision("CO 50 40", trace="T1", number="P1"))
    return books


def go_again(books: Books) -> None:
    """The claim is corrected and sent again."""
    work = [task for task in books.tasks.values() if task.state is TaskState.OPEN]
    books.commit(send_again(tuple(books.denials.values()), work, by="biller", on=TODAY))


def followed(books: Books) -> list[str]:
    """The reasons of the refusals that somebody follows, by their open tasks."""
    asked = [task for task in books.tasks.values() if task.state is TaskState.OPEN]
    return sorted(books.denials[one.subject_id].carc for one in asked if one.subject_kind == Denial.kind)


def only_second_line(reason: str, *, trace: str, number: str) -> bytes:
    return era(
        clp("A1", "1", "40", "0", payer_control=number),
        svc("HC:93000", "40", "0", reason, control="L2"),
        trace=trace,
    )


def test_what_went_again_and_is_refused_again_for_the_same_reason_is_followed_again() -> None:
    books = refused_once()
    go_again(books)
    assert [one.state for one in books.denials.values()] == [DenialState.RESENT]
    assert followed(books) == []
    books.take(only_second_line("CO 50 40", trace="T2", number="P2"))
    (denial,) = books.denials.values()
    last = books.books["A1"].advices[-1]
    assert (denial.state, denial.version, denial.advice_id) == (DenialState.OPEN, 3, last.id)
    assert (denial.outcome, denial.cents) == ("", 40_00)
    assert (books.claim().state, followed(books)) == ("denied", ["50"])


def test_a_second_refusal_that_is_undone_leaves_no_claim_denied_with_nobody() -> None:
    """The first decision stands and the second is taken back: by a reversal, or its payment as a unit."""
    for by_payer in (True, False):
        books = refused_once()
        go_again(books)
        books.take(only_second_line("CO 50 40", trace="T2", number="P2"))
        if by_payer:
            reversal = era(
                clp("A1", "22", "-40", "0", payer_control="P2"),
                svc("HC:93000", "-40", "0", "CO 50 -40", control="L2"),
                trace="T3",
            )
            books.take(reversal)
            assert (books.claim().state, followed(books)) == ("denied", ["50"])
        else:
            second = list(books.remittances.values())[-1]
            batch = batch_of(books, second)
            told = [one for one in books.denials.values() if one.id in (batch.subjects or ())]
            books.commit(join([undo(batch, on=TODAY), undo_denials(told, on=TODAY)], on=TODAY))
            assert (books.claim().state, followed(books)) == ("reversed", [])
            assert books.claim().wait_until is not None


def test_a_decision_about_another_line_brings_back_the_refusal_that_still_stands() -> None:
    books = Books.of(make_book(lines=BOTH))
    books.take(
        era(
            clp("A1", "1", "140", "0"),
            svc("HC:99213", "100", "0", "CO 16 100", control="L1"),
            svc("HC:93000", "40", "0", "CO 50 40", control="L2"),
        )
    )
    go_again(books)
    assert followed(books) == []
    paid = svc("HC:99213", "100", "80", "CO 45 20", control="L1")
    books.take(era(clp("A1", "1", "100", "80", payer_control="P2"), paid, trace="T2"))
    assert (books.claim().state, followed(books)) == ("denied", ["50"])


def test_a_reversal_ends_the_refusal_that_went_again() -> None:
    books = refused_once()
    go_again(books)
    books.take(decision("CO 50 40", trace="T2", number="P1", sign=-1))
    assert (books.claim().state, followed(books)) == ("reversed", [])
    assert [one.state for one in books.denials.values()] == [DenialState.OVERTURNED]


@pytest.mark.parametrize("what", ["suspended_part", "suspended_claim", "overpaid", "refund_review"])
def test_money_in_hand_keeps_its_work_when_its_claim_goes_again(what: str) -> None:
    task = _work(what, cents=12_00)
    assert send_again((), [task], by="biller", on=TODAY).is_empty
    (done,) = send_again((), [replace(task, cents=0)], by="biller", on=TODAY).tasks
    assert (done.state, done.closed_by) == (TaskState.DONE, "biller")


def test_what_the_claim_asked_for_is_done_and_an_act_of_money_is_not() -> None:
    asked, act = _work("silent_claim"), replace(_work("approve"), subject_kind="balance_act")
    (done,) = send_again((), [asked, act], by="biller", on=TODAY).tasks
    assert (done.id, done.what) == (asked.id, "silent_claim")


def test_a_refusal_under_appeal_keeps_its_owner_and_one_that_was_held_on_to_is_answered() -> None:
    books = refused_once()
    (denial,), (task,) = books.denials.values(), books.tasks.values()
    appealed = replace(denial, state=DenialState.APPEALED)
    assert send_again([appealed], [task], by="biller", on=TODAY).is_empty
    plan = send_again([replace(denial, state=DenialState.UPHELD)], [task], by="biller", on=TODAY)
    assert [one.state for one in plan.records if isinstance(one, Denial)] == [DenialState.RESENT]
    assert [one.state for one in plan.tasks] == [TaskState.DONE]
    assert plan.reads == {("denial", denial.id): denial.version}


def _work(what: str, *, cents: int = 0) -> Task:
    return Task(7, what, "claim", 100, "why", "biller", TODAY, TODAY, claim_id=100, cents=cents)
