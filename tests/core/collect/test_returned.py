"""Receipts taken back: a void undoes exactly, a return finds the money wherever it went."""

from dataclasses import replace
from itertools import count
from typing import Any

import pytest

from almoner.core.collect import Allocation, OwedLine, Receipt, allocate, take
from almoner.core.collect.returned import (
    GIVEN_BACK_TASK,
    TASK,
    Return,
    Taken,
    return_faults,
    take_back,
    void,
    void_faults,
    win_back,
)
from almoner.core.collect.unlay import Laid
from tests.core.collect.samples import TODAY, line, sums

DRAFT = Receipt(0, 1, "check", 5_000, TODAY, "desk", reference="1044")


def taken(*, owed: int = 0, deposit_id: int = 0, refunded: int = 0) -> Taken:
    """A check of 50.00 of which as much is laid as is owed."""
    first = take(DRAFT, ids=count(9), on=TODAY)
    (made,) = (one for one in first.records if isinstance(one, Receipt))
    plan = allocate([made], [OwedLine(line(1), owed)], ids=count(70), on=TODAY)
    found = [one for one in plan.records if isinstance(one, Allocation)]
    laid = tuple(Laid(*pair) for pair in zip(found, plan.postings, strict=True))
    after = replace(
        made,
        version=made.version + len(laid),
        allocated_cents=owed,
        deposit_id=deposit_id,
        refunded_cents=refunded,
    )
    return Taken(after, first.postings[0], laid)


def test_a_void_leaves_no_trace_in_any_account() -> None:
    before = taken(owed=3_000)
    plan = void(before, why="typed twice", on=TODAY)
    made = [before.posting, *(one.posting for one in before.laid)]
    assert not any(sums([*made, *plan.postings]).values())
    gone = next(one for one in plan.records if isinstance(one, Receipt))
    assert (gone.is_voided, gone.free_cents, gone.allocated_cents) == (True, 0, 0)
    assert (gone.returned_on, gone.returned_why, gone.version) == (TODAY, "typed twice", 3)
    assert [one.reverses for one in plan.postings] == ["alloc:70", "receipt:9"]


@pytest.mark.parametrize(
    ("changes", "why"),
    [
        ({"method": "payer"}, "payer's payment"),
        ({"deposit_id": 5}, "bank"),
        ({"returned_cents": 1}, "already"),
        ({"refunded_cents": 1}, "refund"),
    ],
)
def test_what_cannot_be_voided(changes: dict[str, Any], why: str) -> None:
    (fault,) = void_faults(replace(taken().receipt, **changes))
    assert why in fault


def test_a_bounced_check_is_owed_again() -> None:
    before = taken(owed=3_000, deposit_id=5)
    plan = take_back(before, Return(5_000, "NSF"), ids=count(500), on=TODAY)
    assert sums(plan.postings) == {"patient_ar": 3_000, "unapplied": 2_000, "bank": -5_000}
    after = next(one for one in plan.records if isinstance(one, Receipt))
    assert (after.free_cents, after.returned_cents, after.is_voided) == (0, 5_000, False)
    (task,) = plan.tasks
    assert (task.what, task.cents, task.owner, task.patient_id) == (TASK, 5_000, "biller", 1)


def test_a_part_that_came_back_is_taken_from_free_money_first() -> None:
    plan = take_back(taken(owed=3_000, deposit_id=5), Return(2_500, "chargeback"), ids=count(500), on=TODAY)
    assert sums(plan.postings) == {"patient_ar": 500, "unapplied": 2_000, "bank": -2_500}
    (stays,) = (one for one in plan.records if isinstance(one, Allocation) and one.undone_on is None)
    assert stays.cents == 2_500


def test_c104_a_chargeback_after_a_refund_moves_nothing_and_is_somebodys() -> None:
    plan = take_back(
        taken(deposit_id=5, refunded=4_000), Return(5_000, "chargeback"), ids=count(500), on=TODAY
    )
    assert (plan.postings, plan.records) == ((), ())
    assert [one.what for one in plan.tasks] == [GIVEN_BACK_TASK]


def test_a_chargeback_that_was_won_is_money_to_lay_again() -> None:
    before = taken(deposit_id=5)
    lost = take_back(before, Return(5_000, "chargeback"), ids=count(500), on=TODAY)
    returned = next(one for one in lost.records if isinstance(one, Receipt))
    won = win_back(returned, lost.postings[-1], on=TODAY)
    assert not any(sums([*lost.postings, *won.postings]).values())
    again = next(one for one in won.records if isinstance(one, Receipt))
    assert (again.free_cents, again.returned_on) == (5_000, None)


@pytest.mark.parametrize(
    ("changes", "returned"),
    [
        ({"deposit_id": 0}, Return(5_000, "NSF")),
        ({"method": "cash"}, Return(5_000, "NSF")),
        ({"returned_cents": 5_000}, Return(5_000, "NSF")),
        ({}, Return(5_001, "NSF")),
        ({}, Return(0, "NSF")),
        ({}, Return(5_000, "")),
    ],
)
def test_what_is_no_return(changes: dict[str, Any], returned: Return) -> None:
    assert len(return_faults(replace(taken(deposit_id=5).receipt, **changes), returned)) == 1
