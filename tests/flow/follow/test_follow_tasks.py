"""What waits too long becomes somebody's task and closes by itself; the last owner of a thing stays."""

from datetime import date, timedelta
from pathlib import Path

import pytest

from almoner.core.charge import Superbill, SuperbillLine
from almoner.core.collect.deposit import BankRow
from almoner.core.collect.receipt import DepositKind
from almoner.core.plan import Task, TaskState
from almoner.flow.access import Actor, cause
from almoner.flow.books.close import plan_bank_list
from almoner.flow.charge import charge
from almoner.flow.claim import claim
from almoner.flow.claim.outbox import deliver
from almoner.flow.code import code
from almoner.flow.follow import follow
from almoner.flow.refused import Refused
from almoner.flow.remit.post import post
from almoner.links.clearinghouse import clearinghouse
from almoner.store.commit import commit
from almoner.store.session import books
from tests.flow.cycle import faults, pay, sent_claim, take_in
from tests.flow.files import Payment, paying
from tests.practices import DAY, House, add_patient, new_house, signed_visit, visit_of

ON = date(2026, 3, 16)


@pytest.fixture
def house(store: object) -> House:
    assert store
    return new_house()


def work(house: House) -> list[tuple[str, str]]:
    with books(house.practice.id) as session:
        return sorted((task.what, task.owner) for task in session.find(Task, state=TaskState.OPEN))


def only(house: House, what: str) -> int:
    with books(house.practice.id) as session:
        (task,) = session.find(Task, state=TaskState.OPEN, what=what)
    return task.id


def test_a_visit_that_goes_no_further_is_its_next_persons_work(house: House) -> None:
    visit = visit_of(house, add_patient(house, ("MCR01", "1EG4TE5MK73")))
    follow.watch(house.actor, on=DAY + timedelta(days=5))
    assert work(house) == []
    follow.watch(house.actor, on=DAY + timedelta(days=6))
    follow.watch(house.actor, on=DAY + timedelta(days=7))
    assert work(house) == [("late_visit", "biller")]
    charge.charge_visits(house.actor, [visit.id], on=DAY)
    claim.build_claims(house.actor, [visit.id], on=DAY)
    follow.watch(house.actor, on=DAY + timedelta(days=2))
    assert work(house) == []


def test_late_work_is_handed_on_to_whose_the_next_step_is(house: House) -> None:
    visit = signed_visit(house, add_patient(house, ("MCR01", "1EG4TE5MK73")))
    follow.watch(house.actor, on=DAY + timedelta(days=6))
    asked = only(house, "late_visit")
    assert work(house) == [("late_visit", "coder")]
    services = (SuperbillLine("99213", 1, 15000, (1, 2)),)
    bill = Superbill(0, visit.id, 0, ("E119", "I10"), services, "", DAY)
    code.decide_codes(house.actor, [bill], on=DAY)
    for _ in range(2):
        follow.watch(house.actor, on=DAY + timedelta(days=7))
        assert (work(house), only(house, "late_visit")) == ([("late_visit", "biller")], asked)
    charge.charge_visits(house.actor, [visit.id], on=DAY)
    follow.watch(house.actor, on=DAY + timedelta(days=8))
    with books(house.practice.id) as session:
        task = session.get(Task, asked)
    assert (task.why, task.due_on, task.version) == (
        "The visit is charged and its claim is not built.",
        DAY + timedelta(days=11),
        3,
    )
    claim.build_claims(house.actor, [visit.id], on=DAY)
    follow.watch(house.actor, on=DAY + timedelta(days=8))
    assert ("late_visit", "biller") not in work(house)


def test_a_payment_that_nobody_posts_is_somebodys_work(house: House) -> None:
    sent = sent_claim(house)
    received = take_in(house, paying(house, Payment("MCR01", "T1", [sent.paid(15000)])), on=ON)
    late = ON + timedelta(days=4)
    follow.watch(house.actor, on=late)
    assert ("unposted_payment", "biller") in work(house)
    post(house.actor, received.remittance_ids[0], on=late)
    follow.watch(house.actor, on=late)
    assert ("unposted_payment", "biller") not in work(house)


def test_a_file_that_stays_in_the_outbox_is_somebodys_work(house: House, tmp_path: Path) -> None:
    sent_claim(house)
    follow.watch(house.actor, on=DAY + timedelta(days=3))
    assert work(house) == [("undelivered_file", "biller")]
    (tmp_path / "to").mkdir()
    (tmp_path / "from").mkdir()
    box = clearinghouse(str(tmp_path), key=None, known_hosts=None)
    deliver(house.actor, box, on=DAY + timedelta(days=3))
    assert work(house) == []


def test_a_task_that_alone_owns_something_closes_only_by_its_act(house: House) -> None:
    sent = sent_claim(house)
    pay(house, Payment("MCR01", "T1", [sent.paid(0, ("CO", "50", 15000))]), on=ON)
    denial = only(house, "denial")
    with pytest.raises(Refused, match="silent claim"):
        follow.close_task(house.actor, denial, on=ON, outcome="forget it")
    assert ("denial", "biller") in work(house)
    assert faults(house, on=ON) == []


def test_a_task_is_closed_by_its_owner_or_a_manager(house: House) -> None:
    add_patient(house)
    add_patient(house)
    asked = only(house, "possible_duplicate")
    biller = Actor("bea", house.practice.id, frozenset({"biller"}))
    with pytest.raises(Refused, match="another role"):
        follow.close_task(biller, asked, on=DAY, outcome="no")
    with pytest.raises(Refused, match="outcome"):
        follow.close_task(house.actor, asked, on=DAY, outcome=" ")
    desk = Actor("fay", house.practice.id, frozenset({"front_desk"}))
    assert follow.close_task(desk, asked, on=DAY, outcome="two people").closed_by == "fay"
    assert work(house) == []


def bank_shows(house: House, trace: str, cents: int, *, on: date) -> None:
    """The bank's list has one payment."""
    row = BankRow(1, on, DepositKind.EFT, trace, "MCR01", cents)
    with books(house.practice.id) as session:
        plan = plan_bank_list(session, (row,), source_id=1, on=on)
        commit(session, plan, cause=cause(house.actor, "test"))


def test_a_payment_that_the_bank_does_not_show_is_somebodys_work(house: House) -> None:
    first, second = sent_claim(house), sent_claim(house)
    pay(house, Payment("MCR01", "T1", [first.paid(15000)]), on=ON)
    pay(house, Payment("MCR01", "T2", [second.paid(15000)]), on=ON)
    late = ON + timedelta(days=15)
    follow.watch(house.actor, on=late)
    assert ("missing_deposit", "biller") not in work(house), "no list of the bank was read yet"
    bank_shows(house, "T2", 15000, on=late)
    follow.watch(house.actor, on=late)
    assert work(house).count(("missing_deposit", "biller")) == 1
    bank_shows(house, "T1", 15000, on=late)
    follow.watch(house.actor, on=late)
    assert ("missing_deposit", "biller") not in work(house)
