"""Which payments an amount in the bank is: one of its amount, or all of a trace together; never a guess."""

from dataclasses import replace
from itertools import count

import pytest
from hypothesis import given
from hypothesis import strategies as st

from almoner.core.collect import Deposit, DepositKind
from almoner.core.collect.unexplained import came_before, divided, explain, hold, is_there, made_of
from almoner.core.remit import Remittance, RemittanceState
from tests.core.collect.samples import TODAY, remittance, sums

AMOUNTS = st.lists(st.integers(1, 50_000), min_size=1, max_size=8)


def in_bank(cents: int, *, trace: str = "T1", payer: str = "CMA01", number: int = 90) -> Deposit:
    eft = DepositKind.EFT
    return Deposit(number, eft, trace, cents, TODAY, bank_on=TODAY, payer=payer, source_id=8, row=4)


def paid(*amounts: int) -> list[Remittance]:
    return [remittance(place, cents) for place, cents in enumerate(amounts, 5)]


@given(AMOUNTS)
def test_all_payments_of_a_trace_are_the_sum_of_them(amounts: list[int]) -> None:
    every = paid(*amounts)
    assert made_of(sum(amounts), every) == tuple(every)
    assert made_of(sum(amounts) + 50_001, every) == ()


def test_one_payment_among_several_is_the_row_of_its_amount_alone() -> None:
    first, second, third = paid(4_000, 6_000, 6_000)
    assert made_of(4_000, [first, second, third]) == (first,)
    assert made_of(6_000, [first, second, third]) == (), "two fit alike"
    assert made_of(10_000, [first, second, third]) == (), "some of them are not sought together"
    assert made_of(12_000, [second, third]) == (second, third)
    nought = remittance(9, 0)
    assert made_of(4_000, [first, nought]) == (first,)
    assert made_of(0, [nought]) == ()


@given(AMOUNTS.filter(lambda amounts: len(amounts) > 1))
def test_the_last_of_several_explains_the_sum_that_came_before_it(amounts: list[int]) -> None:
    *others, last = paid(*amounts)
    came = came_before([in_bank(sum(amounts))], last, others)
    assert came is not None
    assert came.others == tuple(others)
    held = hold(came.deposit, on=TODAY)
    plan = explain(came.deposit, held, [last, *came.others], ids=count(200), on=TODAY)
    parts = [one for one in plan.records if isinstance(one, Deposit)]
    assert [(one.remittance_id, one.cents) for one in parts] == [
        (one.id, one.amount_cents) for one in (last, *others)
    ]
    assert [(one.id, one.version) for one in parts] == [(90, 2), *((200 + n, 1) for n in range(len(others)))]
    assert {(one.source_id, one.row, one.bank_on) for one in parts} == {(8, 4, TODAY)}
    moved = sums([held, *plan.postings])
    assert {account: cents for account, cents in moved.items() if cents} == {
        "bank": sum(amounts),
        "cash": -sum(amounts),
    }
    assert len({posting.key for posting in plan.postings}) == len(plan.postings)


def test_a_sum_waits_until_all_its_payments_are_posted() -> None:
    first, second, third = paid(4_000, 6_000, 500)
    waiting = replace(second, state=RemittanceState.SUSPECT)
    row = in_bank(10_500)
    assert came_before([row], third, [first, waiting]) is None
    assert is_there(10_500, third, [first, waiting]), "its money is in the bank all the same"
    assert came_before([row], third, [first, second]) is not None
    gone = replace(second, state=RemittanceState.REVERSED)
    assert not is_there(10_500, third, [first, gone])


@pytest.mark.parametrize(
    "other",
    [in_bank(10_001), in_bank(10_000, trace="T2"), replace(in_bank(10_000), remittance_id=7)],
)
def test_what_is_not_the_sum_is_not_explained(other: Deposit) -> None:
    first, second = paid(4_000, 6_000)
    assert came_before([other], second, [first]) is None


def test_another_payers_payment_of_the_trace_is_no_part_of_the_sum() -> None:
    mine, other = remittance(5, 4_000), remittance(6, 6_000, payer="CMB01")
    assert came_before([in_bank(10_000)], mine, [other]) is None
    assert not is_there(10_000, mine, [other])
    named = came_before([in_bank(4_000, payer="CMA01")], mine, [other])
    assert named is not None
    assert came_before([in_bank(4_000, payer="CMB01")], mine, [other]) is None, "the bank says who paid"


def test_a_payment_of_the_very_amount_comes_before_a_sum() -> None:
    first, second = paid(4_000, 6_000)
    came = came_before([in_bank(10_000), in_bank(6_000, number=91)], second, [first])
    assert came is not None
    assert (came.deposit.id, came.others) == (91, ())
    assert divided(came.deposit, [second], ids=count(1)) == [replace(came.deposit, remittance_id=second.id)]
