"""What patients are asked for, on the books in memory: statements, and payment plans with what is paid there.

A statement is held against the balances at once: what it asks for is what the books say.
"""

import random
from collections import defaultdict
from collections.abc import Callable
from datetime import date
from functools import cache
from importlib.resources import files

from almoner.cli.bench.money_books import MoneyBooks
from almoner.core.charge import ChargeLine
from almoner.core.collect import Receipt, Target, take
from almoner.core.collect.card import CardAnswer, CardCharge, FarePart, answered
from almoner.core.collect.dunning import Dunning, read_dunning
from almoner.core.collect.payment_plan import (
    Every,
    PaidPlan,
    PaymentPlan,
    PlanStanding,
    PlanState,
    ended,
    plan_faults,
    schedule,
    settle,
)
from almoner.core.ledger import Posting
from almoner.core.party import Address, Patient, PersonName
from almoner.core.plan import Plan, reading
from almoner.core.report import Bill, PatientAccount, Wording, state

PATIENT = "patient_ar"


@cache
def dunning() -> Dunning:
    """Return the policy of asking that the product ships."""
    table = files("almoner").joinpath("policy", "collect", "dunning.toml")
    return read_dunning(table.read_text(encoding="utf-8"))


def owed_by(books: MoneyBooks, patient_id: int) -> int:
    """Return what a patient owes over all lines, credits counted against it; nothing of a charge that was
    taken back.
    """
    lines = [line for line in books.lines.values() if line.patient_id == patient_id]
    owed = ((line, books.balances[line.id][PATIENT]) for line in lines)
    return sum(cents for line, cents in owed if line.stands or cents < 0)


def free_of(books: MoneyBooks, patient_id: int) -> int:
    """Return a patient's money that lies on no line."""
    return sum(one.free_cents for one in books.all(Receipt).values() if one.patient_id == patient_id)


def state_bill(books: MoneyBooks, chance: random.Random) -> bool:
    """A patient is sent a statement: it says what the books say, and asks for no more."""
    if not books.policies:
        return False
    patient_id = chance.choice(list(books.policies))
    account = _account(books, patient_id)
    bill = Bill(f"patient:{patient_id}", (account,))
    made = state(bill, Wording({}, dunning()), ids=books.ids, on=books.on)
    if made.statement is None:
        return False
    said, owed = made.statement, owed_by(books, patient_id)
    assert said.owed_cents == owed == sum(line.owed_cents for line in said.lines), (
        "a statement says the balance"
    )
    assert 0 <= said.due_cents <= max(0, owed - free_of(books, patient_id)), (
        "it asks for no more than is owed"
    )
    assert sum(said.aged_cents) == owed, "what is owed has an age"
    books.commit(made.plan(on=books.on))
    return True


def _account(books: MoneyBooks, patient_id: int) -> PatientAccount:
    own: list[ChargeLine] = [line for line in books.lines.values() if line.patient_id == patient_id]
    postings: defaultdict[int, list[Posting]] = defaultdict(list)
    for posting in books.postings.values():
        if posting.subject.patient_id == patient_id:
            postings[posting.subject.line_id].append(posting)
    free = free_of(books, patient_id)
    plan = next(iter(_open_plans(books, patient_id)), None)
    due = None
    if plan and plan.standing(paid_on(books, plan.id), on=books.on) is PlanStanding.GOOD:
        due = plan.due_cents(paid_on(books, plan.id), by=books.on)
    home = Address("1 Elm", "Syracuse", "NY", "132020001")
    patient = Patient(patient_id, f"P-{patient_id}", PersonName("Okoro", "Ada"), date(1980, 1, 1), "F", home)
    return PatientAccount(patient, own, postings, unapplied_cents=free, plan_cents=due)


# --------------------------------------------------------------------------------------------- payment plans


def agree_plan(books: MoneyBooks, chance: random.Random) -> bool:
    """A patient agrees to pay in parts, which sum to what was agreed."""
    owing = [one for one in books.policies if owed_by(books, one) > 0 and not _open_plans(books, one)]
    if not owing:
        return False
    patient_id = chance.choice(owing)
    owed = owed_by(books, patient_id)
    total = owed if chance.random() < 0.7 else chance.randint(1, owed)
    count = min(total, chance.randint(1, 12))
    parts = schedule(total, count=count, first_on=books.on, every=chance.choice(list(Every)))
    assert sum(part.cents for part in parts) == total, "instalments sum to what was agreed"
    assert len(parts) == count, "there are as many as were agreed"
    plan = PaymentPlan(
        next(books.ids), patient_id, books.on, "Ada Okoro", "biller", parts, chance.choice([0, 5, 10])
    )
    assert not plan_faults(plan, owed_cents=owed, on=books.on), "what is owed can be agreed on"
    books.commit(Plan(on=books.on, records=(plan,)))
    return True


def pay_plan(books: MoneyBooks, chance: random.Random) -> bool:
    """Money comes for a plan: an instalment, or some other amount."""
    plans = _open_plans(books)
    if not plans:
        return False
    plan = chance.choice(plans)
    cents = plan.instalments[0].cents if chance.random() < 0.7 else chance.randint(1, plan.total_cents)
    draft = Receipt(
        id=0,
        patient_id=plan.patient_id,
        method="check",
        cents=cents,
        received_on=books.on,
        taken_by="desk",
        reference="1002",
        target=Target.PLAN,
        plan_id=plan.id,
    )
    books.commit(take(draft, ids=books.ids, on=books.on))
    return True


def watch_plans(books: MoneyBooks, chance: random.Random) -> bool:
    """What is paid ends, what stays behind breaks and is somebody's; now and then a person ends one."""
    plans = _open_plans(books)
    if not plans:
        return False
    if chance.random() < 0.1:
        plan = chance.choice(plans)
        gone = ended(plan, PlanState.ENDED, why="a new one", on=books.on)
        books.commit(Plan(on=books.on, records=(gone,), reads=reading(plan)))
        return True
    found = [PaidPlan(one, paid_on(books, one.id), owed_by(books, one.patient_id)) for one in plans]
    made = settle(found, ids=books.ids, on=books.on)
    books.commit(made)
    for one in _open_plans(books):
        paid = paid_on(books, one.id)
        assert paid < one.total_cents, "a plan that is paid has ended"
        assert one.standing(paid, on=books.on) is not PlanStanding.BROKEN, "a broken plan is not open"
    broken = [one for one in made.records if isinstance(one, PaymentPlan) and one.state is PlanState.BROKEN]
    assert {one.id for one in broken} == {task.subject_id for task in made.tasks}, (
        "a broken plan is somebody's"
    )
    return bool(made.records)


def paid_on(books: MoneyBooks, plan_id: int) -> int:
    """Return what was paid on a plan and not taken back."""
    return sum(
        one.cents - one.refunded_cents - one.returned_cents
        for one in books.all(Receipt).values()
        if one.plan_id == plan_id
    )


def _open_plans(books: MoneyBooks, patient_id: int = 0) -> list[PaymentPlan]:
    return [
        one
        for one in books.all(PaymentPlan).values()
        if one.state is PlanState.OPEN and patient_id in (0, one.patient_id)
    ]


def pay_by_link(books: MoneyBooks, chance: random.Random) -> bool:
    """A guarantor pays what one or two patients owe by a card, as one charge: a receipt each, or none where
    the card is declined. While it waits nothing has moved.
    """
    owing = {number: cents for number in books.policies if (cents := owed_by(books, number)) > 0}
    if not owing:
        return False
    chosen = chance.sample(sorted(owing), min(len(owing), chance.choice([1, 1, 2])))
    parts = tuple(FarePart(number, chance.randint(1, owing[number])) for number in chosen)
    asked = CardCharge(
        id=next(books.ids),
        patient_id=chosen[0],
        cents=sum(part.cents for part in parts),
        asked_by="pay page",
        asked_on=books.on,
        link_id=next(books.ids),
        parts=parts,
    )
    books.commit(Plan(on=books.on, records=(asked,)))
    is_good = chance.random() < 0.8
    answer = CardAnswer(is_good, f"C{asked.id}", "4242") if is_good else CardAnswer(False, why="declined")
    before = books.accounts["undeposited"]
    books.commit(answered(asked, answer, ids=books.ids, on=books.on))
    assert books.accounts["undeposited"] - before == (asked.cents if is_good else 0), (
        "what was approved is taken"
    )
    return True


EVENTS: tuple[tuple[Callable[[MoneyBooks, random.Random], bool], int], ...] = (
    (state_bill, 3),
    (agree_plan, 2),
    (pay_plan, 2),
    (watch_plans, 2),
    (pay_by_link, 3),
)
"""What patients are asked for, each with how often it is tried."""
