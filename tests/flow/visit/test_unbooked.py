"""A visit that nobody booked: begun once by its provider, never beside a booking of the same day."""

from dataclasses import replace
from datetime import datetime, time

import pytest

from almoner.core.chart import Visit, VisitState
from almoner.core.party import Location
from almoner.core.schedule import Appointment, AppointmentState
from almoner.flow.access import AccessDenied
from almoner.flow.patient import register
from almoner.flow.refused import Refused
from almoner.flow.visit import unbooked
from almoner.flow.visit.unbooked import Unbooked
from almoner.store.proof.verify import verify
from almoner.store.session import books
from tests.flow.cycle import MEDICARE
from tests.flow.visit.seats import doctor, seated_house
from tests.practices import DAY, House, add_patient


@pytest.fixture
def house(store: object) -> House:
    assert store
    return seated_house()


def visits(house: House) -> list[Visit]:
    with books(house.practice.id) as session:
        return session.find(Visit)


def booked(house: House, patient_id: int) -> Appointment:
    at = datetime.combine(DAY, time(9))
    slot = Appointment(0, patient_id, house.provider.id, house.location.id, at, 20, "Follow-up")
    (made,) = register.book(house.actor, [slot], on=DAY)
    return made


def test_a_visit_is_begun_once_however_often_it_is_asked(house: House) -> None:
    patient = add_patient(house, MEDICARE)
    seen = unbooked.look(doctor(house), patient.id, on=DAY)
    assert (seen.is_provider, seen.visit, seen.booked) == (True, None, ())
    made = unbooked.begin(doctor(house), Unbooked(patient.id, "  Sore  throat "), on=DAY)
    assert unbooked.begin(doctor(house), Unbooked(patient.id, "again"), on=DAY) == made
    assert visits(house) == [made]
    assert (made.reason, made.service_on, made.state) == ("Sore throat", DAY, VisitState.OPEN)
    assert (made.provider_id, made.location_id) == (house.provider.id, house.location.id)
    assert unbooked.look(doctor(house), patient.id, on=DAY).visit == made
    assert verify(house.practice.id, on=DAY) == []


def test_a_booking_of_today_is_begun_and_no_second_visit(house: House) -> None:
    patient = add_patient(house, MEDICARE)
    slot = booked(house, patient.id)
    assert unbooked.look(doctor(house), patient.id, on=DAY).booked == (slot,)
    register.check_in(house.actor, slot.id, on=DAY)
    made = unbooked.begin(doctor(house), Unbooked(patient.id, "Sore throat"), on=DAY)
    assert (made.appointment_id, made.reason) == (slot.id, "Follow-up")
    assert visits(house) == [made]
    with books(house.practice.id) as session:
        assert session.get(Appointment, slot.id).state is AppointmentState.DONE


def test_what_cannot_be_begun_is_refused_with_its_field(house: House) -> None:
    patient = add_patient(house, MEDICARE)
    for wanted, fields in (
        (Unbooked(patient.id, " "), ("reason",)),
        (Unbooked(patient.id, "x" * 201), ("reason",)),
        (Unbooked(patient.id, "Sore throat", 999), ("location",)),
    ):
        with pytest.raises(Refused) as caught:
            unbooked.begin(doctor(house), wanted, on=DAY)
        assert caught.value.fields == (fields,)
    stranger = replace(doctor(house), name="nobody")
    assert not unbooked.look(stranger, patient.id, on=DAY).is_provider
    with pytest.raises(Refused, match="no provider"):
        unbooked.begin(stranger, Unbooked(patient.id, "Sore throat"), on=DAY)
    for role in ("front_desk", "biller"):
        with pytest.raises(AccessDenied):
            unbooked.begin(replace(doctor(house), roles=frozenset({role})), Unbooked(patient.id, "x"), on=DAY)
    assert visits(house) == []


def test_the_place_is_the_one_that_was_chosen(house: House) -> None:
    patient = add_patient(house, MEDICARE)
    second = replace(house.location, id=0, version=1, name="Annex", pos="22")
    (place,) = register.set_up(house.actor, [second], on=DAY)
    assert isinstance(place, Location)
    made = unbooked.begin(doctor(house), Unbooked(patient.id, "Sore throat", place.id), on=DAY)
    assert (made.location_id, made.pos) == (place.id, "22")
