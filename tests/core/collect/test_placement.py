"""Placed debts: a recall undoes to the cent."""

from dataclasses import replace
from itertools import count

from hypothesis import given
from hypothesis import strategies as st

from almoner.core.collect import Allocation, Receipt
from almoner.core.collect.placement import (
    Debt,
    Held,
    Placement,
    PlacementState,
    give_up,
    lay_on_placed,
    place,
    recall,
)
from almoner.core.ledger import Account, Posting, Reason
from almoner.core.ledger.posting import balance
from tests.core.report.samples import TODAY, line

LINES = [line(place, "99213", 10_000) for place in (1, 2, 3)]


def placed(*cents: int) -> tuple[list[Placement], list[Posting]]:
    debts = [Debt(of, each) for of, each in zip(LINES, cents, strict=False)]
    plan = place(debts, "North Shore", by="bea", ids=count(50), on=TODAY)
    return [one for one in plan.records if isinstance(one, Placement)], list(plan.postings)


def receipt(cents: int) -> Receipt:
    return Receipt(9, 1, "transfer", cents, TODAY, "bea", reference="N1")


@given(st.lists(st.integers(1, 10_000), min_size=1, max_size=3), st.integers(1, 40_000))
def test_what_the_agency_brings_and_what_comes_back_is_what_was_placed(cents: list[int], paid: int) -> None:
    made, postings = placed(*cents)
    debts = [Debt(of, each) for of, each in zip(LINES, cents, strict=False)]
    laying = lay_on_placed(receipt(paid), debts, [], ids=count(90), on=TODAY)
    laid = {one.line_id: one.cents for one in laying.records if isinstance(one, Allocation)}
    held = [
        Held(one, LINES[one.line_id - 1], one.cents - laid.get(one.line_id, 0), posting)
        for one, posting in zip(made, postings, strict=True)
    ]
    for ending in (recall(held, why="x", on=TODAY), give_up(held, why="x", on=TODAY)):
        every = [*postings, *laying.postings, *ending.postings]
        assert balance(every, Account.COLLECTIONS) == 0
    back = recall(held, why="x", on=TODAY)
    assert {one.state for one in back.records if isinstance(one, Placement)} == {PlacementState.RECALLED}
    assert balance([*postings, *laying.postings, *back.postings], Account.PATIENT_AR) == -sum(laid.values())
    untouched = [one for one in back.postings if one.reverses]
    assert len(untouched) == sum(one.left_cents == one.placement.cents for one in held)


def test_what_the_payer_took_back_meanwhile_is_not_lost() -> None:
    (made,), (posting,) = placed(1_861)
    for credit, lost, back in ((1_861, 0, 1_861), (1_000, 861, 1_000), (5_000, 0, 1_861), (-300, 1_861, 0)):
        plan = give_up([Held(made, LINES[0], 1_861, posting, credit)], why="x", on=TODAY)
        assert balance(list(plan.postings), Account.BAD_DEBT) == lost
        assert balance(list(plan.postings), Account.PATIENT_AR) == back
        assert balance([posting, *plan.postings], Account.COLLECTIONS) == 0


def test_what_is_placed_comes_before_what_was_lost() -> None:
    plan = lay_on_placed(receipt(700), [Debt(LINES[0], 500)], [Debt(LINES[1], 500)], ids=count(1), on=TODAY)
    assert [(one.reason, one.cents) for one in plan.postings] == [
        (Reason.COLLECTIONS_ALLOCATION, 500),
        (Reason.BAD_DEBT_RECOVERED, 200),
    ]


def test_nothing_free_lays_nothing() -> None:
    spent = replace(receipt(500), allocated_cents=500)
    plan = lay_on_placed(spent, [Debt(LINES[0], 100)], [], ids=count(1), on=TODAY)
    assert plan.is_empty
