"""Payment plans: the parts sum to the whole, the statement asks for the part, and a broken one is a task."""

from datetime import timedelta

import pytest

from almoner.core.collect import Receipt
from almoner.core.collect.payment_plan import Every, PaymentPlan, PlanStanding, PlanState
from almoner.core.plan import Task
from almoner.flow.collect import collect, payment_plan, statement
from almoner.flow.collect.payment_plan import Agreement
from almoner.flow.refused import Refused
from almoner.store.session import books
from tests.flow.cycle import Sent, balances, faults
from tests.flow.owing import ON, owing
from tests.practices import House, new_house

WEEK = timedelta(days=7)


@pytest.fixture
def house(store: object) -> House:
    """A practice of the test's own."""
    assert store
    return new_house()


def agreed(house: House, sent: Sent, *, count: int = 3, total: int = 0) -> PaymentPlan:
    wanted = Agreement(total, count, ON + WEEK, Every.MONTH, "Helen Okafor")
    return payment_plan.agree_plan(house.actor, sent.claim.patient_id, wanted, on=ON)


def pay(house: House, plan: PaymentPlan, cents: int) -> None:
    draft = Receipt(0, 0, "cash", cents, ON, "desk")
    payment_plan.pay_plan(house.actor, plan.id, draft, on=ON)
    collect.lay_receipts(house.actor, [plan.patient_id], on=ON)


def now(house: House, plan: PaymentPlan) -> PaymentPlan:
    with books(house.practice.id) as session:
        return session.get(PaymentPlan, plan.id)


def test_the_statement_asks_for_the_part_that_is_due(house: House) -> None:
    sent = owing(house, 10_001)
    plan = agreed(house, sent)
    assert [each.cents for each in plan.instalments] == [3334, 3334, 3333]
    (made,) = statement.state_accounts(house.actor, [sent.claim.patient_id], on=ON)
    assert (made.due_cents, made.owed_cents, made.level) == (3334, 10_001, 1)
    assert "agreed on" in made.message
    shown = statement.statement_page(house.actor, sent.claim.patient_id, is_text=True).decode()
    assert "Please pay $33.34" in shown
    assert "In all you owe $100.01." in shown


def test_a_plan_in_good_standing_with_nothing_due_is_left_alone(house: House) -> None:
    sent = owing(house, 9_000)
    plan = agreed(house, sent)
    pay(house, plan, 3_000)
    assert balances(house, sent)["patient_ar"] == 6_000
    assert statement.state_accounts(house.actor, [sent.claim.patient_id], on=ON) == []
    (row,) = payment_plan.open_plans(house.actor, on=ON).rows
    assert (row.paid_cents, row.due_cents, row.standing) == (3_000, 0, PlanStanding.GOOD)
    assert row.next_on == plan.instalments[1].due_on


def test_a_plan_that_stays_behind_is_late_then_broken_then_somebodys(house: House) -> None:
    sent = owing(house, 9_000)
    plan = agreed(house, sent)
    late = ON + WEEK + timedelta(days=1)
    (row,) = payment_plan.open_plans(house.actor, on=late).rows
    assert row.standing is PlanStanding.LATE
    assert payment_plan.watch_plans(house.actor, on=late) == 0
    beyond = late + timedelta(days=plan.grace_days)
    assert payment_plan.watch_plans(house.actor, on=beyond) == 1
    assert payment_plan.watch_plans(house.actor, on=beyond) == 0, "safe to run twice"
    assert now(house, plan).state is PlanState.BROKEN
    with books(house.practice.id) as session:
        (task,) = session.find(Task, what="broken_plan")
    assert (task.cents, task.patient_id) == (3_000, sent.claim.patient_id)
    (made,) = statement.state_accounts(house.actor, [sent.claim.patient_id], on=beyond)
    assert made.due_cents == 9_000


def test_a_plan_that_is_paid_is_kept(house: House) -> None:
    sent = owing(house, 9_000)
    plan = agreed(house, sent)
    pay(house, plan, 9_000)
    assert payment_plan.watch_plans(house.actor, on=ON) == 1
    assert now(house, plan).state is PlanState.KEPT
    assert faults(house, on=ON) == []
    with pytest.raises(Refused, match="has ended"):
        payment_plan.end_plan(house.actor, plan.id, on=ON, reason="again")


def test_one_plan_stands_at_a_time_and_of_no_more_than_is_owed(house: House) -> None:
    sent = owing(house, 9_000)
    for count, total in ((0, 0), (61, 0), (3, 9_001), (3, -1)):
        with pytest.raises(Refused):
            agreed(house, sent, count=count, total=total)
    plan = agreed(house, sent)
    with pytest.raises(Refused, match="stands already"):
        agreed(house, sent)
    payment_plan.end_plan(house.actor, plan.id, on=ON, reason="smaller parts")
    assert agreed(house, sent, count=9).total_cents == 9_000
