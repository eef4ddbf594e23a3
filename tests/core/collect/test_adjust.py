"""Acts on balances as a pure step: exact postings, exact reversals, and no more than is open."""

import itertools
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from almoner.core.collect.adjust import (
    ActPart,
    ActState,
    Balance,
    BalanceAct,
    Case,
    Decision,
    approve,
    faults,
    propose,
    refuse,
    reverse,
)
from almoner.core.collect.adjust_reasons import ActReason
from almoner.core.ledger import Account, Reason
from almoner.core.plan import Plan
from tests.core.collect.samples import TODAY, line, sums

FORGIVEN = ActReason("charity", "Charity", {Account.PATIENT_AR: Reason.CHARITY}, {"manager": 5000})
MONA = Decision("mona", TODAY, "granted")


def drafted(*cents: int) -> BalanceAct:
    parts = tuple(ActPart(number, "patient_ar", each) for number, each in enumerate(cents, 1))
    return BalanceAct(0, "charity", parts, sum(cents), "bea", TODAY, patient_id=1)


def case(*open_cents: int, alone: int = 0) -> Case:
    held = {
        (number, "patient_ar"): Balance(line(number), cents) for number, cents in enumerate(open_cents, 1)
    }
    return Case(FORGIVEN, held, alone_cents=alone)


def made(plan: Plan) -> BalanceAct:
    return next(one for one in plan.records if isinstance(one, BalanceAct))


def ids() -> "itertools.count[int]":
    return itertools.count(900)


def test_within_the_limit_it_is_posted_at_once() -> None:
    plan = propose(drafted(3000, 2000), case(3000, 9000, alone=5000), ids=ids(), on=TODAY)
    assert (made(plan).state, made(plan).cents, plan.tasks) == (ActState.POSTED, 5000, ())
    assert sums(plan.postings) == {"charity": 5000, "patient_ar": -5000}
    assert [one.key for one in plan.postings] == ["act:900:1", "act:900:2"]
    assert {one.reason for one in plan.postings} == {Reason.CHARITY}


def test_one_cent_above_it_waits_for_a_second_person() -> None:
    plan = propose(drafted(5001), case(6000, alone=5000), ids=ids(), on=TODAY)
    act, (task,) = made(plan), plan.tasks
    assert (act.state, plan.postings) == (ActState.PROPOSED, ())
    assert (task.owner, task.cents, task.subject_id) == ("manager", 5001, act.id)
    done = approve(act, case(6000), [task], MONA)
    assert (made(done).state, made(done).decided_by, made(done).version) == (ActState.POSTED, "mona", 2)
    assert [one.outcome for one in done.tasks] == ["approved"]
    assert done.reads == {("balance_act", act.id): 1, ("task", task.id): 1}


def test_who_asked_cannot_sign_even_by_mistake() -> None:
    act = made(propose(drafted(100), case(100), ids=ids(), on=TODAY))
    with pytest.raises(AssertionError, match="never signs"):
        approve(act, case(100), [], replace(MONA, by="bea"))


def test_a_refusal_moves_nothing() -> None:
    plan = propose(drafted(100), case(100), ids=ids(), on=TODAY)
    gone = refuse(made(plan), plan.tasks, replace(MONA, why="no program"))
    assert (made(gone).state, gone.postings, gone.tasks[0].outcome) == (ActState.REFUSED, (), "no program")


@given(st.lists(st.integers(1, 10**7), min_size=1, max_size=8))
def test_taking_an_act_back_leaves_nothing_of_it(cents: list[int]) -> None:
    plan = propose(drafted(*cents), case(*cents, alone=sum(cents)), ids=ids(), on=TODAY)
    back = reverse(made(plan), plan.postings, MONA)
    assert made(back).state is ActState.REVERSED
    assert not any(sums([*plan.postings, *back.postings]).values())
    assert [one.reverses for one in back.postings] == [one.key for one in plan.postings]


@pytest.mark.parametrize(
    ("draft", "held", "why"),
    [
        (drafted(101), case(100), "No more than is open"),
        (drafted(0), case(100), "more than 0.00"),
        (drafted(1), case(-100), "No more than is open"),
        (drafted(), case(), "moves 1 to"),
        (replace(drafted(1, 1), parts=drafted(1).parts * 2), case(5), "each once"),
        (replace(drafted(1), note="two\nlines"), case(5), "one line"),
        (drafted(1), replace(case(5), reason=replace(FORGIVEN, needs_note=True)), "wants a note"),
        (drafted(1), replace(case(5), reason=replace(FORGIVEN, at_most_cents=4)), "at most $0.04"),
        (drafted(1), Case(FORGIVEN), "takes nothing"),
    ],
)
def test_what_stands_against_an_act_is_said(draft: BalanceAct, held: Case, why: str) -> None:
    assert any(why in fault for fault in faults(draft, held))


def beside(credit_cents: int, reason: ActReason = FORGIVEN) -> Case:
    return Case(reason, {(1, "patient_ar"): Balance(line(1), 100, credit_cents=credit_cents)})


@pytest.mark.parametrize(("credit", "most"), [(0, 100), (1, 99), (99, 1), (100, 0), (300, 0)])
def test_no_more_is_given_up_than_is_owed_with_the_credit_beside_it(credit: int, most: int) -> None:
    assert not most or faults(drafted(most), beside(credit)) == []
    found = faults(drafted(most + 1), beside(credit))
    assert [("a credit" in each, "No more" in each) for each in found] == [(most < 100, most == 100)]


def test_what_only_moves_to_who_owes_it_asks_no_credit() -> None:
    moved = ActReason("covered", "Not covered", {Account.PAYER_AR: Reason.BY_HAND_TO_PATIENT}, {})
    held = {(1, "payer_ar:1"): Balance(line(1), 100, credit_cents=300)}
    draft = replace(drafted(100), parts=(ActPart(1, "payer_ar:1", 100),))
    assert faults(draft, Case(moved, held)) == ["No claim asks this payer for it: bill it first."]


def test_nothing_stands_against_a_good_one() -> None:
    assert faults(drafted(100), case(100)) == []
