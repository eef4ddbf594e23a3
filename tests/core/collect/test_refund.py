"""Refunds on paper: separate hands, money moves twice and comes back exactly, never more than there is."""

from dataclasses import replace
from itertools import count
from typing import Any

import pytest

from almoner.core.collect import Receipt
from almoner.core.collect.refund import (
    Case,
    CreditLine,
    Decision,
    Issue,
    Refund,
    RefundState,
    acknowledge,
    ask,
    ask_faults,
    clear,
    decide,
    decide_faults,
    issue,
    issue_faults,
    repaid,
    settle,
    settle_deferral,
    void,
    void_faults,
)
from almoner.core.ledger import Posting, Subject
from almoner.core.plan import Plan
from almoner.core.remit.recoupment import Repaid
from tests.core.collect.samples import TODAY, receipt, sums

YES = Decision(is_approved=True, by="manager")
CHECK = Issue("check", "5001", "desk")
DRAFT = Refund(0, 1, 3_000, "paid twice", "biller", TODAY, receipt_id=9)
TO_PAYER = replace(DRAFT, receipt_id=0, payer_id=3, claim_id=4, rank=1)


def refund_of(plan: Plan) -> Refund:
    return next(one for one in plan.records if isinstance(one, Refund))


def asked(draft: Refund = DRAFT) -> Case:
    plan = ask(draft, ids=count(50), on=TODAY)
    held = receipt(9, 5_000) if draft.receipt_id else None
    return Case(refund_of(plan), held, plan.tasks)


def approved(draft: Refund = DRAFT) -> tuple[Case, list[Posting]]:
    before = asked(draft)
    plan = decide(before, YES, ids=count(60), on=TODAY)
    held = next((one for one in plan.records if isinstance(one, Receipt)), None)
    return Case(refund_of(plan), held, plan.tasks[-1:]), list(plan.postings)


def issued(draft: Refund = DRAFT) -> tuple[Case, list[Posting]]:
    before, postings = approved(draft)
    plan = issue(before, CHECK, on=TODAY)
    return Case(refund_of(plan), before.receipt), [*postings, *plan.postings]


def test_asking_moves_nothing_and_is_the_managers() -> None:
    plan = ask(DRAFT, ids=count(50), on=TODAY)
    assert plan.postings == ()
    (task,) = plan.tasks
    assert (task.what, task.owner, task.cents) == ("refund_approval", "manager", 3_000)


def test_what_is_approved_is_payable_and_no_longer_free() -> None:
    case, postings = approved()
    assert sums(postings) == {"unapplied": 3_000, "refunds_payable": -3_000}
    assert case.receipt is not None
    assert (case.receipt.free_cents, case.receipt.refunded_cents) == (2_000, 3_000)
    assert [one.what for one in case.work] == ["refund_issue"]


def test_what_is_issued_leaves_the_bank_and_clears_once() -> None:
    case, postings = issued()
    assert sums(postings) == {"unapplied": 3_000, "bank": -3_000, "refunds_payable": 0}
    assert refund_of(clear(case.refund, on=TODAY)).state is RefundState.CLEARED


@pytest.mark.parametrize("made", [approved, issued])
@pytest.mark.parametrize("draft", [DRAFT, TO_PAYER])
def test_a_void_leaves_every_account_as_it_was(made: Any, draft: Refund) -> None:
    case, postings = made(draft)
    plan = void(case, postings, by="manager", on=TODAY)
    assert not any(sums([*postings, *plan.postings]).values())
    held = next((one for one in plan.records if isinstance(one, Receipt)), None)
    assert held is None or held.refunded_cents == 0
    assert all(task.outcome == "voided" for task in plan.tasks)


def test_a_refusal_moves_nothing_and_says_why() -> None:
    plan = decide(
        asked(), Decision(is_approved=False, by="manager", why="it was laid"), ids=count(60), on=TODAY
    )
    assert (plan.postings, refund_of(plan).decision) == ((), "it was laid")
    assert [task.outcome for task in plan.tasks] == ["refused"]


def test_nobody_approves_what_they_asked_for_or_issues_what_they_approved() -> None:
    (fault,) = decide_faults(asked(), replace(YES, by="biller"))
    assert "another person" in fault
    (fault,) = issue_faults(approved()[0], replace(CHECK, by="manager"))
    assert "another person" in fault


def test_money_that_was_laid_meanwhile_does_not_go_back() -> None:
    case = asked()
    assert case.receipt is not None
    laid = replace(case, receipt=replace(case.receipt, allocated_cents=2_001))
    (fault,) = decide_faults(laid, YES)
    assert "less free" in fault


@pytest.mark.parametrize(
    ("changes", "room"),
    [({"cents": 0}, 9_000), ({}, 2_999), ({"reason": " "}, 9_000), ({"asked_by": ""}, 9_000)],
)
def test_what_cannot_be_asked(changes: dict[str, Any], room: int) -> None:
    assert len(ask_faults(replace(DRAFT, **changes), room_cents=room)) == 1


@pytest.mark.parametrize(
    "wrong",
    [{"method": "cash"}, {"number": ""}, {"number": "1" * 41}, {"method": "card"}, {"number": "1\n2"}],
)
def test_what_cannot_be_issued(wrong: dict[str, str]) -> None:
    assert len(issue_faults(approved()[0], replace(CHECK, **wrong))) == 1


def test_each_act_comes_in_its_turn() -> None:
    assert "decided already" in decide_faults(approved()[0], YES)[0]
    assert "Only an approved" in issue_faults(asked(), CHECK)[0]
    assert void_faults(asked().refund)
    assert void_faults(refund_of(clear(issued()[0].refund, on=TODAY)))


def test_a_refund_to_a_payer_settles_the_claims_credit() -> None:
    case, postings = issued(TO_PAYER)
    lines = [CreditLine(Subject(1, line_id=place, payer_id=3, rank=1), 2_000) for place in (1, 2)]
    plan = settle(case.refund, lines, by="biller", on=TODAY)
    assert sums([*postings, *plan.postings]) == {
        "refunds_in_transit": 0,
        "refunds_payable": 0,
        "bank": -3_000,
        "payer_ar:1": 3_000,
    }
    assert [one.cents for one in plan.postings] == [2_000, 1_000]
    assert not refund_of(plan).is_in_transit


def test_an_advice_that_acknowledges_settles_it_without_a_posting() -> None:
    case, postings = issued(TO_PAYER)
    plan = acknowledge(case.refund, postings[0], on=TODAY)
    assert (plan.postings, refund_of(plan).settled_by) == ((), postings[0].key)


def test_a_deferral_that_was_paid_in_money_is_closed_by_its_refund() -> None:
    deferred = replace(TO_PAYER, patient_id=0, claim_id=0, rank=0, remittance_id=7, deferred_number=2)
    case, postings = issued(deferred)
    assert case.refund.is_in_transit
    assert repaid([case.refund]) == [], "the payer has not said so yet"
    plan = settle_deferral(case.refund, by="biller", on=TODAY)
    assert sums([*postings, *plan.postings]) == {
        "refunds_in_transit": 0,
        "refunds_payable": 0,
        "bank": -3_000,
        "payer_recoupment": 3_000,
    }
    assert repaid([refund_of(plan)]) == [Repaid(7, 2, 3_000)]
    assert not refund_of(plan).is_in_transit
