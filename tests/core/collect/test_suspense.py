"""Placing suspended cash as a pure step: the parts sum to the whole, and no line is taken beyond its room."""

import itertools
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from almoner.core.claim import Claim, ClaimState
from almoner.core.collect import Receipt
from almoner.core.collect.returned import void_faults
from almoner.core.collect.suspense import (
    REST,
    HeldCash,
    Left,
    Placed,
    Placing,
    give_to_patient,
    place,
    place_faults,
    spread,
    take_back,
)
from almoner.core.ledger import Reason, Subject
from almoner.core.ledger.posting import Effect, post
from almoner.core.plan import Task, TaskState
from almoner.core.remit.takeback import PaidLine
from tests.core.collect.samples import TODAY, line, sums


def held(cents: int) -> HeldCash:
    effect = Effect(Reason.SUSPENDED_CASH, cents, Subject(remittance_id=9, payer_id=3), key="era:9:1:s")
    task = Task(50, "suspended_claim", "advice", 8, "Not certain.", "biller", TODAY, TODAY, cents=cents)
    return HeldCash(post(effect, on=TODAY), "era:9:1", task)


def claim(state: ClaimState = ClaimState.SUSPENDED) -> Claim:
    return Claim(5, 1, (1,), 3, 3, 1, "A5", 900, TODAY, state, "suspended", TODAY, revision_id=6)


def rooms(*pairs: tuple[int, int]) -> tuple[PaidLine, ...]:
    """Lines with what is open and what was paid on each."""
    return tuple(PaidLine(line(number), paid, left) for number, (left, paid) in enumerate(pairs, 1))


@given(
    st.integers(-5000, 5000).filter(bool),
    st.lists(st.tuples(st.integers(-100, 3000), st.integers(-100, 3000)), max_size=5),
)
def test_a_spread_takes_no_line_beyond_its_room(cents: int, pairs: list[tuple[int, int]]) -> None:
    lines = rooms(*pairs)
    found = spread(cents, lines)
    told = place_faults(held(cents), lines, found)
    whole = sum(max(0, pair[0] if cents > 0 else pair[1]) for pair in pairs)
    assert sum(found.values()) == (min(cents, whole) if cents > 0 else -min(-cents, whole))
    assert [fault for fault in told if "come to" not in fault] == []
    assert bool(told) is (abs(cents) > whole)


@pytest.mark.parametrize(
    ("cents", "why"),
    [
        ({1: 8999}, "come to $89.99, and $90.00 is held"),
        ({1: 9001, 2: -1}, "No more than is open on a line: $90.00."),
        ({1: 9001, 2: -1}, "Each part has the sign of the whole."),
        ({3: 9000}, "A line is none of the claim's."),
        ({}, "come to $0.00"),
    ],
)
def test_an_amount_leaves_suspense_whole_or_not_at_all(cents: dict[int, int], why: str) -> None:
    found = place_faults(held(9000), rooms((9000, 0), (100, 100)), cents)
    assert any(why in one for one in found), found


@pytest.mark.parametrize("cents", [900, -900])
def test_placing_moves_the_cash_from_suspense_to_the_claim(cents: int) -> None:
    cash, lines = held(cents), rooms((900, 900))
    plan = place(cash, Placing(claim(), lines, {1: cents}), by="bea", ids=itertools.count(70), on=TODAY)
    moved = sums([cash.posting, *plan.postings])
    assert {account: each for account, each in moved.items() if each} == {"cash": cents, "payer_ar:1": -cents}
    assert [one.key for one in plan.postings] == ["era:9:1:h50:out", "era:9:1:h50:1"]
    (after,) = [one for one in plan.records if isinstance(one, Claim)]
    assert after.state is (ClaimState.PAID if cents > 0 else ClaimState.REVERSED)
    assert plan.tasks[0].outcome == "placed on claim A5"
    back = take_back(
        Placed(plan.postings, plan.tasks[0], Left(after, 0)), by="bea", ids=itertools.count(80), on=TODAY
    )
    assert not any(sums([*plan.postings, *back.postings]).values())
    assert [(one.what, one.cents, one.claim_id) for one in back.tasks] == [("suspended_claim", cents, 5)]


@pytest.mark.parametrize(
    ("open_cents", "is_refused", "asked"), [(900, False, ["silent_claim"]), (0, False, []), (900, True, [])]
)
def test_what_lay_on_the_wrong_claim_goes_back_to_the_one_that_its_work_names(
    *, open_cents: int, is_refused: bool, asked: list[str]
) -> None:
    home = replace(claim(), id=8, control="A8")
    cash, lines = held(900), rooms((900, 0))
    cash = replace(cash, task=replace(cash.task, claim_id=8))
    plan = place(cash, Placing(claim(), lines, {1: 900}), by="bea", ids=itertools.count(70), on=TODAY)
    (wrong,) = [one for one in plan.records if isinstance(one, Claim)]
    rest = Task(60, REST, "claim", 5, "Open.", "biller", TODAY, TODAY, claim_id=5)
    left = Left(wrong, open_cents, (rest,), is_refused)
    placed = Placed(plan.postings, plan.tasks[0], left, home)
    back = take_back(placed, by="bea", ids=itertools.count(80), on=TODAY)
    assert [(one.what, one.claim_id) for one in back.tasks if one.state is TaskState.OPEN] == [
        ("suspended_claim", 8),
        *((what, 5) for what in asked),
    ]
    assert [one.id for one in back.tasks if one.state is TaskState.DONE] == ([60] if asked else [])
    assert {one.id for one in back.records} == ({5} if asked else set()), "the other one waits already"


def test_what_stays_open_is_somebodys_and_once() -> None:
    to = Placing(claim(), rooms((900, 0), (500, 0)), {1: 900})
    plan = place(held(900), to, by="bea", ids=itertools.count(70), on=TODAY)
    assert [(one.what, one.cents) for one in plan.tasks[1:]] == [("placed_by_hand", 500)]
    again = Placing(claim(), to.lines, to.cents, others=plan.tasks[1:])
    assert len(place(held(900), again, by="bea", ids=itertools.count(70), on=TODAY).tasks) == 1


def test_a_claim_with_other_cash_in_suspense_still_waits() -> None:
    to = Placing(claim(), rooms((900, 0)), {1: 900}, others=(held(100).task,))
    plan = place(held(900), to, by="bea", ids=itertools.count(70), on=TODAY)
    assert plan.records == ()


def test_a_claim_with_a_refusal_stays_refused() -> None:
    to = Placing(claim(), rooms((900, 0)), {1: 900}, is_refused=True)
    plan = place(held(900), to, by="bea", ids=itertools.count(70), on=TODAY)
    assert [one.state for one in plan.records if isinstance(one, Claim)] == [ClaimState.DENIED]


def test_a_patients_own_payment_is_theirs_to_lay() -> None:
    cash = held(900)
    plan = give_to_patient(cash, 1, by="bea", ids=itertools.count(70), on=TODAY)
    moved = sums([cash.posting, *plan.postings])
    assert {account: each for account, each in moved.items() if each} == {"cash": 900, "unapplied": -900}


def test_what_came_with_a_payers_payment_is_refunded_and_never_voided() -> None:
    (fault, *_) = void_faults(Receipt(1, 2, "payer", 900, TODAY, "bea"))
    assert "refund it" in fault
