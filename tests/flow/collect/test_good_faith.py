"""Good-faith estimates: owed by a clock, given and proved, and nothing collected while one is disputed."""

from datetime import date, datetime, timedelta
from pathlib import Path

import pytest

from almoner.core.charge import SuperbillLine
from almoner.core.collect.billing_mark import BillingMark
from almoner.core.party import Patient
from almoner.core.plan import Task, TaskState
from almoner.core.rules.tables import Line, pack_codes
from almoner.core.schedule import Appointment
from almoner.flow import mark
from almoner.flow.charge import charge
from almoner.flow.collect import collections, good_faith, look_bill, statement
from almoner.flow.collect.good_faith import Wish
from almoner.flow.patient import register
from almoner.flow.refused import Refused
from almoner.store.session import books
from almoner.store.shipped.codes import CodeStore
from almoner.store.shipped.packs import PartNote, ReleaseNote
from tests.flow.cycle import faults
from tests.practices import DAY, House, add_patient, new_house, visit_of

PPO = ("CMA01", "CMA7788990")
FEES = {"99213": ("15000",), "93000": ("4000",)}


@pytest.fixture
def house(store: object) -> House:
    """A practice of the test's own."""
    assert store
    return new_house()


@pytest.fixture(autouse=True)
def data(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The practice's fees."""
    monkeypatch.setenv("ALMONER_DATA", str(tmp_path))
    store = CodeStore(tmp_path)
    lines = [Line(key, values=values) for key, values in FEES.items()]
    part = PartNote(
        store.save_pack("fees", pack_codes(lines, ("fee_cents",), {"kind": "fees"})),
        "test",
        "",
        len(lines),
        "2026-01-01",
    )
    note = ReleaseNote("fees", "2026", "2026-01-01", "2027-01-01", is_partial=False, parts=(part,))
    store.set_releases({"fees": (note,)})
    return tmp_path


def booked(house: House, patient: Patient, on: date) -> Appointment:
    start = datetime.combine(on, datetime.min.time()).replace(hour=9)
    draft = Appointment(0, patient.id, house.provider.id, house.location.id, start, 20, "New patient")
    return register.book(house.actor, [draft], on=DAY)[0]


def tasks(house: House, what: str = good_faith.OWED) -> list[Task]:
    with books(house.practice.id) as session:
        return session.find(Task, what=what)


def test_who_books_without_insurance_is_owed_an_estimate_by_a_clock(house: House) -> None:
    alone, insured = add_patient(house), add_patient(house, PPO)
    soon = booked(house, alone, DAY + timedelta(days=3))
    far = booked(house, alone, DAY + timedelta(days=21))
    booked(house, alone, DAY + timedelta(days=2))
    booked(house, insured, DAY + timedelta(days=22))
    assert good_faith.watch_estimates(house.actor, on=DAY) == 2
    assert good_faith.watch_estimates(house.actor, on=DAY) == 0, "safe to run twice"
    due = {task.subject_id: task.due_on for task in tasks(house)}
    assert due == {soon.id: DAY + timedelta(days=1), far.id: DAY + timedelta(days=3)}
    wish = Wish("99213, 93000", soon.starts_at.date(), soon.id)
    notice = good_faith.give_estimate(house.actor, alone.id, wish, on=DAY)
    assert (notice.total_cents, notice.due_on) == (19_000, DAY + timedelta(days=1))
    paper = good_faith.estimate_page(house.actor, notice.id).decode()
    assert "190.00" in paper
    assert house.provider.npi in paper
    with pytest.raises(Refused, match="no such estimate"):
        good_faith.estimate_page(house.actor, 1)
    given = good_faith.deliver_estimate(house.actor, notice.id, on=DAY, by="hand", proof="signed copy 17")
    assert given.is_in_time
    done = {task.subject_id: task.state for task in tasks(house)}
    assert done == {soon.id: TaskState.DONE, far.id: TaskState.OPEN}
    register.cancel(house.actor, far.id, on=DAY)
    assert good_faith.watch_estimates(house.actor, on=DAY) == 1
    assert {task.state for task in tasks(house)} == {TaskState.DONE}


def test_an_estimate_is_refused_where_it_would_mislead(house: House) -> None:
    alone, insured = add_patient(house), add_patient(house, PPO)
    booking = booked(house, alone, DAY + timedelta(days=7))
    on = booking.starts_at.date()
    for patient_id, wish in (
        (insured.id, Wish("99213", on)),
        (alone.id, Wish("99999", on)),
        (alone.id, Wish("?", on)),
        (alone.id, Wish("", on)),
        (alone.id, Wish("99213", on + timedelta(days=1), booking.id)),
    ):
        with pytest.raises(Refused):
            good_faith.give_estimate(house.actor, patient_id, wish, on=DAY)
    notice = good_faith.give_estimate(house.actor, alone.id, Wish("99213", on), on=DAY)
    assert notice.due_on == DAY + timedelta(days=3), "asked for: three business days"
    for by, proof in (("pigeon", "seen"), ("mail", " ")):
        with pytest.raises(Refused, match="Say how"):
            good_faith.deliver_estimate(house.actor, notice.id, on=DAY, by=by, proof=proof)
    good_faith.deliver_estimate(house.actor, notice.id, on=DAY, by="mail", proof="certified 9405")
    with pytest.raises(Refused, match="delivered before"):
        good_faith.deliver_estimate(house.actor, notice.id, on=DAY, by="mail", proof="again")


def billed(house: House, cents: int) -> int:
    """A patient without insurance with an estimate of 150.00 who is billed something else."""
    patient = add_patient(house)
    notice = good_faith.give_estimate(house.actor, patient.id, Wish("99213", DAY), on=DAY)
    visit = visit_of(house, patient, SuperbillLine("99213", 1, cents, (1, 2)))
    charge.charge_visits(house.actor, [visit.id], on=DAY)
    return notice.id


def test_a_bill_far_above_its_estimate_is_disputed_and_not_collected(house: House) -> None:
    notice_id = billed(house, 55_000)
    with pytest.raises(Refused, match="Nothing was billed yet"):
        good_faith.dispute_estimate(house.actor, notice_id, on=DAY, reason="too high")
    (due,) = statement.statements_due(house.actor, on=DAY)
    statement.state_accounts(house.actor, [due.patient_id], on=DAY)
    (given,) = look_bill.patient_bill(house.actor, due.patient_id, on=DAY).estimates
    assert (given.billed_cents, given.may_be_disputed) == (55_000, True)
    with pytest.raises(Refused, match="120 days"):
        good_faith.dispute_estimate(house.actor, notice_id, on=DAY + timedelta(days=121), reason="late")
    opened: BillingMark = good_faith.dispute_estimate(house.actor, notice_id, on=DAY, reason="too high")
    later = DAY + timedelta(days=60)
    assert statement.state_accounts(house.actor, [due.patient_id], on=later) == []
    with pytest.raises(Refused, match="may not be placed"):
        collections.place_accounts(house.actor, [due.patient_id], "North Shore", on=later)
    assert [task.cents for task in tasks(house, good_faith.DISPUTED)] == [15_000]
    mark.end_mark(house.actor, opened.id, on=later, why="the dispute entity decided")
    assert len(statement.state_accounts(house.actor, [due.patient_id], on=later)) == 1
    assert faults(house, on=DAY) == []


def test_a_bill_close_to_its_estimate_is_not_disputed_this_way(house: House) -> None:
    notice_id = billed(house, 54_999)
    (due,) = statement.statements_due(house.actor, on=DAY)
    statement.state_accounts(house.actor, [due.patient_id], on=DAY)
    with pytest.raises(Refused, match="less than 400"):
        good_faith.dispute_estimate(house.actor, notice_id, on=DAY, reason="too high")
