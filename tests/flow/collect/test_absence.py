"""What a booking costs that the patient cancels late or misses: the practice's policy, asked of the patient
alone, never of whom the payer forbids, and each of it taken back exactly.
"""

from dataclasses import replace
from datetime import date, datetime, time, timedelta

import pytest

from almoner.core.ledger import Account, Reason
from almoner.core.party import Practice
from almoner.core.schedule import Appointment, AppointmentState, VisitType
from almoner.flow.charge import charge
from almoner.flow.collect import absence
from almoner.flow.collect.absence import Noted
from almoner.flow.patient import register
from almoner.store.money.postings import postings_of
from almoner.store.session import books
from tests.flow.cycle import MEDICARE, faults, supersede
from tests.practices import DAY, House, add_patient, new_house, visit_of

COMMERCIAL, MEDICAID = ("CMA01", "CM1234567K9"), ("MCD01", "MD77001234")
KINDS = (
    VisitType(0, "Surgery", 60, DAY, absence_fee_cents=15000),
    VisitType(0, "Call", 20, DAY, has_absence_fee=False),
    VisitType(0, "Check", 20, DAY),
)
SOON, FAR = DAY, DAY + timedelta(days=3)


@pytest.fixture
def house(store: object) -> House:
    """A practice that asks 40.00 for a visit that is missed or cancelled less than a day before."""
    assert store
    made = new_house()
    set_terms(made, absence_fee_cents=4000, first_absence_is_free=False, cancel_notice_hours=24)
    return made


def set_terms(house: House, **changes: object) -> None:
    with books(house.practice.id) as session:
        now = session.get(Practice, house.practice.id)
    supersede(house, replace(now, version=now.version + 1, **changes))  # type: ignore[arg-type]


def seen(house: House, covered: tuple[str, str]) -> int:
    """A patient who was here before, and charged."""
    patient = add_patient(house, covered)
    visit = visit_of(house, patient, on=DAY - timedelta(days=9))
    charge.charge_visits(house.actor, [visit.id], on=DAY - timedelta(days=9))
    return patient.id


def booked(house: House, patient_id: int, *, on: date, kind: str = "Follow-up", hour: int = 9) -> int:
    at = datetime.combine(on, time(hour))
    slot = Appointment(0, patient_id, house.provider.id, house.location.id, at, 20, kind)
    (made,) = register.book(house.actor, [slot], on=DAY)
    return made.id


def cancelled(house: House, patient_id: int, *, on: date = SOON, **slot: object) -> Noted:
    made = booked(house, patient_id, on=on, **slot)  # type: ignore[arg-type]
    return absence.cancel(house.actor, made, on=DAY, reason="they called")


def owed(house: House, patient_id: int) -> int:
    """What stands of fees; each is the patient's own and on no claim."""
    with books(house.practice.id) as session:
        posted = postings_of(session, patient_id=patient_id, reason=Reason.ABSENCE_FEE.value)
    assert all(one.subject.claim_id == 0 for one in posted)
    return sum(one.cents if one.debit == Account.PATIENT_AR.value else -one.cents for one in posted)


def test_who_cancels_within_the_hours_of_notice_is_asked_the_fee_and_earlier_nothing(house: House) -> None:
    patient_id = seen(house, COMMERCIAL)
    early = cancelled(house, patient_id, on=FAR)
    assert (early.fee_cents, early.why_none, early.booking.cancelled_late) == (0, "", False)
    late = cancelled(house, patient_id)
    assert (late.fee_cents, late.booking.cancelled_late) == (4000, True)
    assert late.booking.state is AppointmentState.CANCELLED
    assert absence.cancel(house.actor, late.booking.id, on=DAY).fee_cents == 4000, (
        "asked twice, it costs once"
    )
    assert owed(house, patient_id) == 4000
    (row,) = absence.absences(house.actor, patient_id, on=DAY).rows
    assert (row.booking.id, row.asked_cents, row.fee_cents) == (late.booking.id, 4000, 4000)
    assert faults(house) == []


def test_what_the_practice_cancels_costs_nobody_anything(house: House) -> None:
    patient_id = seen(house, COMMERCIAL)
    gone = register.cancel(
        house.actor, booked(house, patient_id, on=SOON), on=DAY, reason="the doctor is ill"
    )
    assert (gone.cancelled_late, owed(house, patient_id)) == (False, 0)
    set_terms(house, cancel_notice_hours=0)
    assert cancelled(house, patient_id, hour=11).booking.cancelled_late is False, "no notice is asked"


def test_the_first_that_is_free_is_used_up_by_a_late_cancellation_too(house: House) -> None:
    set_terms(house, first_absence_is_free=True)
    patient_id = seen(house, COMMERCIAL)
    assert cancelled(house, patient_id).why_none == "The first missed visit is free."
    missed = absence.note_absence(house.actor, booked(house, patient_id, on=SOON, hour=11), on=DAY)
    assert missed.fee_cents == 4000


def test_medicaid_is_never_asked_and_medicare_where_everybody_is_alike(house: House) -> None:
    assert "allows no fee" in cancelled(house, seen(house, MEDICAID)).why_none
    medicare = seen(house, MEDICARE)
    assert "everybody is asked alike" in cancelled(house, medicare, hour=10).why_none
    set_terms(house, charges_everybody=True)
    assert cancelled(house, medicare, hour=11).fee_cents == 4000
    assert "allows no fee" in cancelled(house, seen(house, MEDICAID), hour=12).why_none


def test_a_kind_of_visit_has_a_fee_of_its_own(house: House) -> None:
    with books(house.practice.id) as session:
        ids = session.ids()
        kinds = [replace(one, id=next(ids)) for one in KINDS]
    supersede(house, *kinds)
    patient_id = seen(house, COMMERCIAL)
    fees = [
        cancelled(house, patient_id, kind=one.name, hour=9 + 2 * place).fee_cents
        for place, one in enumerate(kinds)
    ]
    assert fees == [15000, 0, 4000]
    assert owed(house, patient_id) == 19000


def test_the_fee_is_waived_asked_again_and_taken_back_with_the_cancellation(house: House) -> None:
    patient_id = seen(house, COMMERCIAL)
    made = cancelled(house, patient_id).booking
    absence.waive(house.actor, made.id, on=DAY, reason="their car broke down")
    assert owed(house, patient_id) == 0
    absence.ask_again(house.actor, made.id, on=DAY, reason="it did not")
    assert owed(house, patient_id) == 4000
    again = absence.take_back(house.actor, made.id, on=DAY, reason="they come after all")
    assert (again.state, again.cancelled_late) == (AppointmentState.BOOKED, False)
    assert owed(house, patient_id) == 0
    assert absence.absences(house.actor, patient_id, on=DAY).rows == ()
    assert faults(house) == []
