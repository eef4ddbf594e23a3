"""A claim that its payer is not known to have is work fifteen days before its filing limit (CK5)."""

from datetime import date, timedelta

import pytest

from almoner.core.claim import ClaimState
from almoner.core.plan import Task, TaskState
from almoner.flow.follow import follow
from almoner.flow.follow.late import FILING
from almoner.store.session import books
from tests.flow.cycle import MEDICARE, Sent, faults, now, pay, sent_claim, take_in
from tests.flow.files import Payment, receipt, receipts
from tests.practices import DAY, House, new_house

MEDICAID = ("MCD01", "MD77001234")
LIMIT = DAY + timedelta(days=90)
BEFORE, FIRST = LIMIT - timedelta(days=15), LIMIT - timedelta(days=14)


@pytest.fixture
def house(store: object) -> House:
    assert store
    return new_house()


def told(house: House, *, on: date) -> list[Task]:
    """The open work about filing limits once the day's watch has looked."""
    while follow.watch(house.actor, on=on):
        pass
    with books(house.practice.id) as session:
        return session.find(Task, what=FILING, state=TaskState.OPEN)


def sent_back(house: House) -> Sent:
    sent = sent_claim(house, covered=(MEDICAID,))
    take_in(house, receipts(house, receipt(house, sent.claim, "A3:21")), on=DAY)
    assert now(house, sent).state is ClaimState.REJECTED
    return sent


def test_p41_a_rejected_claim_alarms_fifteen_days_before_its_limit_runs_out(house: House) -> None:
    sent = sent_back(house)
    assert told(house, on=BEFORE) == []
    (task,) = told(house, on=FIRST)
    assert (task.claim_id, task.owner, task.due_on, task.cents) == (sent.claim.id, "biller", LIMIT, 15000)
    assert task.why == f"Nothing proves yet that the payer has it, and its filing limit is {LIMIT}."
    assert told(house, on=FIRST + timedelta(days=3)) == [task], "it is told once, and its day doesn't move"
    assert faults(house, on=FIRST) == []


def test_p41_the_clock_begins_with_the_service_and_ends_with_the_payer_s_acceptance(house: House) -> None:
    sent = sent_claim(house, covered=(MEDICAID,))
    (task,) = told(house, on=FIRST)
    assert task.claim_id == sent.claim.id, "a file that went out is no proof"
    take_in(house, receipts(house, receipt(house, sent.claim, "A2:20")), on=FIRST)
    assert told(house, on=FIRST + timedelta(days=1)) == []


def test_what_a_payer_has_decided_on_or_takes_longer_is_nobody_s_work(house: House) -> None:
    decided = sent_claim(house, covered=(MEDICAID,))
    pay(house, Payment("MCD01", "T1", [decided.paid(15000)]), on=DAY)
    sent_claim(house, covered=(MEDICARE,))
    assert told(house, on=FIRST) == []
