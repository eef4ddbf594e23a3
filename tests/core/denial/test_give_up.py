"""Giving refusals up: none ends while its line is open, the claim ends with its last, and back again."""

import itertools
from datetime import date

import pytest

from almoner.core.claim import Claim, ClaimState
from almoner.core.denial import Denial, DenialState
from almoner.core.denial.give_up import Case, give_up, take_up
from almoner.core.plan import Plan, Task

TODAY = date(2026, 3, 16)


def claim(state: ClaimState = ClaimState.DENIED) -> Claim:
    return Claim(
        id=5,
        control="A5",
        patient_id=1,
        visit_ids=(2,),
        coverage_id=3,
        payer_id=4,
        rank=1,
        total_cents=900,
        service_on=TODAY,
        state=state,
        cause="denied",
        since_on=TODAY,
        revision_id=6,
    )


def denial(line_id: int, *, state: DenialState = DenialState.OPEN) -> Denial:
    return Denial(
        70 + line_id,
        5,
        line_id,
        1,
        4,
        8,
        "CO",
        "50",
        (),
        300,
        "x",
        "appeal",
        "biller",
        TODAY,
        TODAY,
        state=state,
    )


def task(what: str, subject_kind: str, subject_id: int) -> Task:
    return Task(90 + subject_id, what, subject_kind, subject_id, "", "biller", TODAY, TODAY, claim_id=5)


TASKS = (task("denial", "denial", 71), task("denial", "denial", 72), task("variance", "advice", 8))


def state_of(plan: Plan) -> list[tuple[str, str]]:
    return [(one.kind, one.state) for one in plan.records if isinstance(one, Claim | Denial)]


def closed(plan: Plan) -> list[int]:
    return [one.id for one in plan.tasks]


def test_what_is_left_of_a_line_keeps_its_refusal() -> None:
    plan = give_up(Case(claim(), (denial(1), denial(2)), TASKS, {1: 0, 2: 300}), why="w", by="bea", on=TODAY)
    assert (state_of(plan), closed(plan)) == ([("denial", "settled")], [161])


def test_with_the_last_refusal_the_claim_ends_and_so_does_work_about_its_money() -> None:
    plan = give_up(Case(claim(), (denial(1), denial(2)), TASKS, {1: 0, 2: 0}), why="w", by="bea", on=TODAY)
    assert state_of(plan) == [("denial", "settled"), ("denial", "settled"), ("claim", "closed")]
    assert closed(plan) == [161, 162, 98]


def test_a_refusal_of_the_whole_claim_ends_with_its_last_cent() -> None:
    whole = denial(0)
    assert give_up(Case(claim(), (whole,), (), {1: 0, 2: 1}), why="w", by="bea", on=TODAY).is_empty
    plan = give_up(Case(claim(), (whole,), (), {1: 0, 2: 0}), why="w", by="bea", on=TODAY)
    assert state_of(plan) == [("denial", "settled"), ("claim", "closed")]


@pytest.mark.parametrize("state", [ClaimState.HELD, ClaimState.REJECTED])
def test_a_claim_that_never_came_in_ends_with_its_work(state: ClaimState) -> None:
    held = task("held_claim", "claim", 5)
    plan = give_up(Case(claim(state), (), (held,), {1: 0}), why="w", by="bea", on=TODAY)
    assert (state_of(plan), closed(plan)) == ([("claim", "closed")], [held.id])
    assert give_up(Case(claim(state), (), (held,), {1: 1}), why="w", by="bea", on=TODAY).is_empty


def test_a_paid_claim_stays_paid() -> None:
    plan = give_up(Case(claim(ClaimState.PAID), (), TASKS[2:], {1: 0}), why="w", by="bea", on=TODAY)
    assert (state_of(plan), closed(plan)) == ([], [98])


def test_taking_up_again_gives_every_refusal_its_owner() -> None:
    ended = [denial(1, state=DenialState.SETTLED)]
    plan = take_up(claim(ClaimState.CLOSED), ended, cents=300, ids=itertools.count(1), on=TODAY)
    assert state_of(plan) == [("denial", "open"), ("claim", "denied")]
    assert [(one.what, one.subject_id, one.owner) for one in plan.tasks] == [("denial", 71, "biller")]


def test_taking_up_a_balance_without_a_refusal_is_work_too() -> None:
    plan = take_up(claim(ClaimState.PAID), [], cents=300, ids=itertools.count(1), on=TODAY)
    assert state_of(plan) == []
    assert [(one.what, one.subject_kind, one.cents) for one in plan.tasks] == [
        ("reopened_balance", "claim", 300)
    ]
