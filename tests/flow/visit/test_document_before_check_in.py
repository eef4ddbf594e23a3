"""A visit that is begun before the desk has checked the patient in: care waits for nobody, the desk sees whom
it still has to check in, and nothing of it is lost or done twice.
"""

from dataclasses import replace
from datetime import date, datetime, time, timedelta

import pytest

from almoner.core.charge import Superbill, SuperbillLine
from almoner.core.chart import Problem, Visit
from almoner.core.claim import Claim
from almoner.core.collect import Receipt
from almoner.core.plan import Task, TaskState
from almoner.core.schedule import Appointment, AppointmentState
from almoner.flow.charge import charge
from almoner.flow.claim import claim
from almoner.flow.code import code
from almoner.flow.collect import absence, collect
from almoner.flow.desk import checkin, look, schedule
from almoner.flow.follow import follow
from almoner.flow.patient import register
from almoner.flow.refused import Refused
from almoner.flow.visit import document, unbooked
from almoner.store.session import books
from tests.flow.cycle import MEDICARE, faults
from tests.flow.visit.seats import doctor, seated_house
from tests.practices import DAY, House, add_patient

TOMORROW = DAY + timedelta(days=1)


@pytest.fixture
def house(store: object) -> House:
    assert store
    return seated_house()


def booked(house: House, patient_id: int, *, on: date = DAY) -> Appointment:
    at = datetime.combine(on, time(9))
    slot = Appointment(0, patient_id, house.provider.id, house.location.id, at, 20, "Follow-up")
    (made,) = register.book(house.actor, [slot], on=DAY)
    return made


def only_row(house: House) -> look.BoardRow:
    board = look.board(house.actor, on=DAY)
    (row,) = board.rows
    assert board.in_room == row.in_room
    assert (board.arrived, board.needing) == (1, int(row.needs_somebody))
    return row


def test_the_desk_sees_who_is_in_the_room_and_one_act_checks_them_in_afterwards(house: House) -> None:
    slot = booked(house, add_patient(house, MEDICARE).id)
    visit = document.begin(doctor(house), slot.id, on=DAY)
    assert document.begin(doctor(house), slot.id, on=DAY) == visit
    row = only_row(house)
    assert (row.in_room, row.needs_somebody, row.at_desk, row.booking.visit_id) == (
        True,
        True,
        True,
        visit.id,
    )
    assert checkin.check_in_sheet(house.actor, slot.id, on=DAY).due is not None
    taken = Receipt(0, slot.patient_id, "cash", 2500, DAY, "desk")
    collect.take_receipt(house.actor, taken, on=DAY)
    done = register.check_in(house.actor, slot.id, on=DAY)
    assert (done.state, done.version) == (AppointmentState.DONE, 3)
    assert register.check_in(house.actor, slot.id, on=DAY) == done, "asked twice, it is noted once"
    row = only_row(house)
    assert (row.in_room, row.at_desk, row.booking.taken_cents) == (False, False, 2500)
    assert faults(house) == []


def test_its_claim_is_one_whether_the_check_in_comes_before_or_after_it(house: House) -> None:
    slot = booked(house, add_patient(house, MEDICARE).id)
    begun = document.begin(house.actor, slot.id, on=DAY)
    found = replace(begun, problems=(Problem("A condition", "E119"),))
    visit = document.describe(house.actor, found, on=DAY)
    document.sign_notes(house.actor, {visit.id: "Seen for follow-up. Stable."}, on=DAY)
    services = (SuperbillLine("99213", 1, 15000, (1,)),)
    code.decide_codes(house.actor, [Superbill(0, visit.id, 0, ("E119",), services, "", DAY)], on=DAY)
    charge.charge_visits(house.actor, [visit.id], on=DAY)
    assert only_row(house).in_room, "the work goes on, and the check-in is still to do"
    register.check_in(house.actor, slot.id, on=DAY)
    claim.build_claims(house.actor, [visit.id], on=DAY)
    with books(house.practice.id) as session:
        assert len(session.find(Claim)) == len(session.find(Visit)) == len(session.find(Appointment)) == 1
    assert faults(house) == []


def test_a_visit_nobody_booked_stands_among_the_bookings_still_to_be_checked_in(house: House) -> None:
    patient = add_patient(house, MEDICARE)
    visit = unbooked.begin(doctor(house), unbooked.Unbooked(patient.id, "Sore throat"), on=DAY)
    row = only_row(house)
    assert (row.in_room, row.booking.id, row.booking.reason) == (True, visit.appointment_id, "Sore throat")
    at = row.booking.starts_at + timedelta(hours=1)
    walk_in = Appointment(0, patient.id, house.provider.id, house.location.id, at, 20, "Follow-up")
    with pytest.raises(Refused, match="waits for the check-in"):
        schedule.book_visit(house.actor, replace(walk_in, state=AppointmentState.ARRIVED), on=DAY)
    register.check_in(house.actor, row.booking.id, on=DAY)
    assert not only_row(house).in_room
    assert faults(house) == []


def test_who_is_in_the_room_is_neither_missed_nor_cancelled_nor_moved(house: House) -> None:
    slot = booked(house, add_patient(house, MEDICARE).id)
    document.begin(doctor(house), slot.id, on=DAY)
    moved = replace(slot, version=2, starts_at=slot.starts_at + timedelta(hours=1))
    for act in (
        lambda: absence.note_absence(house.actor, slot.id, on=DAY),
        lambda: register.cancel(house.actor, slot.id, on=DAY),
        lambda: schedule.move(house.actor, moved, on=DAY, reason="later"),
    ):
        with pytest.raises(Refused, match="moved on"):
            act()


def test_what_cannot_be_begun_says_why(house: House) -> None:
    patient = add_patient(house, MEDICARE)
    later = booked(house, patient.id, on=TOMORROW)
    with pytest.raises(Refused, match="later day"):
        document.begin(doctor(house), later.id, on=DAY)
    register.cancel(house.actor, later.id, on=DAY)
    with pytest.raises(Refused, match="cancelled, or noted as missed"):
        document.begin(doctor(house), later.id, on=TOMORROW)
    with books(house.practice.id) as session:
        assert session.find(Visit) == []


def test_a_check_in_that_nobody_made_becomes_the_desk_s_work_and_ends_with_it(house: House) -> None:
    slot = booked(house, add_patient(house, MEDICARE).id)
    document.begin(doctor(house), slot.id, on=DAY)
    (task,) = waiting(house, days=4)
    assert (task.subject_id, task.owner) == (slot.id, "front_desk")
    assert task.why == "The visit has begun, and nobody has checked the patient in."
    register.check_in(house.actor, slot.id, on=DAY + timedelta(days=4))
    assert waiting(house, days=5) == []


def waiting(house: House, *, days: int) -> list[Task]:
    while follow.watch(house.actor, on=DAY + timedelta(days=days)):
        pass
    with books(house.practice.id) as session:
        return session.find(Task, what="late_booking", state=TaskState.OPEN)
