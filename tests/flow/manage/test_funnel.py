"""The funnel of real books: planted losses are found with owner and worth, and verify agrees."""

from dataclasses import replace
from datetime import date, datetime, time, timedelta

import pytest

from almoner.core.charge.funnel import Case, Place
from almoner.core.charge.no_charge import NoCharge
from almoner.core.plan import Task, TaskState
from almoner.core.schedule import Appointment
from almoner.flow.access import AccessDenied, Actor
from almoner.flow.charge import charge
from almoner.flow.claim import claim
from almoner.flow.code import superbill
from almoner.flow.collect import absence
from almoner.flow.follow import follow
from almoner.flow.manage import funnel
from almoner.flow.manage.funnel import Funnel
from almoner.flow.patient import register
from almoner.flow.refused import Refused
from almoner.store.proof.verify import verify
from almoner.store.session import books
from tests.flow.cycle import MEDICARE
from tests.practices import DAY, House, add_patient, new_house, opened_visit, signed_visit, visit_of

LATER = DAY + timedelta(days=14)


@pytest.fixture
def house(store: object) -> House:
    assert store
    return new_house()


def booked(house: House) -> Appointment:
    patient = add_patient(house, MEDICARE)
    start = datetime.combine(DAY, time(10))
    draft = Appointment(0, patient.id, house.provider.id, house.location.id, start, 20, "Follow-up")
    return register.book(house.actor, [draft], on=DAY)[0]


def seen(house: House, *, on: date = DAY) -> Funnel:
    until_on = DAY + timedelta(days=1)
    return funnel.funnel(house.actor, since_on=DAY, until_on=until_on, on=on)


def plant(house: House) -> dict[Place, int]:
    """One visit that went all the way, and one that was lost at each step: the id of each."""
    whole = visit_of(house, add_patient(house, MEDICARE))
    charge.charge_visits(house.actor, [whole.id], on=DAY)
    claim.build_claims(house.actor, [whole.id], on=DAY)
    arrived, absent = booked(house), booked(house)
    register.check_in(house.actor, arrived.id, on=DAY)
    absence.note_absence(house.actor, absent.id, on=DAY)
    charged = visit_of(house, add_patient(house, MEDICARE))
    charge.charge_visits(house.actor, [charged.id], on=DAY)
    return {
        Place.ON_CLAIM: whole.id,
        Place.NO_SHOW: absent.id,
        Place.BOOKED: booked(house).id,
        Place.ARRIVED: arrived.id,
        Place.DRAFT: opened_visit(house, add_patient(house, MEDICARE)).id,
        Place.SIGNED: signed_visit(house, add_patient(house, MEDICARE)).id,
        Place.CODED: visit_of(house, add_patient(house, MEDICARE)).id,
        Place.CHARGED: charged.id,
    }


def named(case: Case) -> int:
    return case.visit_id or case.appointment_id


def test_each_planted_loss_is_found_with_its_owner_and_its_worth(house: House) -> None:
    planted = plant(house)
    assert Place.BOOKED not in {gap.case.place for gap in seen(house).missing}, "still to come on its own day"
    found = seen(house, on=DAY + timedelta(days=1))
    assert all(step.closes for step in found.steps)
    assert [step.total for step in found.steps] == [8, 6, 5, 4, 3, 2]
    missing = {gap.case.place: gap for gap in found.missing}
    lost = {place: one for place, one in planted.items() if place not in {Place.ON_CLAIM, Place.NO_SHOW}}
    assert {place: named(gap.case) for place, gap in missing.items()} == lost
    assert {place: gap.owner for place, gap in missing.items()} == {
        Place.BOOKED: "front_desk",
        Place.ARRIVED: "provider",
        Place.DRAFT: "provider",
        Place.SIGNED: "coder",
        Place.CODED: "biller",
        Place.CHARGED: "biller",
    }
    assert {gap.case.cents for gap in found.missing} == {15000}
    assert not missing[Place.CODED].case.is_estimate
    assert missing[Place.SIGNED].case.is_estimate
    assert found.cents == 6 * 15000
    assert found.orphans == ()
    assert [one.missing for one in found.by_provider] == [6]


def test_what_nobody_looked_after_is_an_orphan_until_somebody_is_given_it(house: House) -> None:
    plant(house)
    assert len(seen(house, on=LATER).orphans) == 6
    broken = {one.check: one.count for one in verify(house.practice.id, on=LATER)}
    broken.pop("silent claim")
    assert broken == {"booking that came to nothing": 2, "visit that went no further": 4}
    follow.watch(house.actor, on=LATER)
    assert seen(house, on=LATER).orphans == ()
    assert verify(house.practice.id, on=LATER) == []
    with books(house.practice.id) as session:
        owners = {(one.what, one.owner) for one in session.find(Task, state=TaskState.OPEN)}
    assert owners >= {("late_booking", "front_desk"), ("late_booking", "provider"), ("late_visit", "coder")}


def test_a_missing_charge_is_cleared_by_a_reason_and_moves_no_money(house: House) -> None:
    planted = plant(house)
    follow.watch(house.actor, on=LATER)
    manager = Actor("moira", house.practice.id, frozenset({"manager"}))
    draft = NoCharge(0, 0, "no_service", "", "", DAY)
    before = _postings(house)
    funnel.clear(manager, replace(draft, appointment_id=planted[Place.ARRIVED]), on=LATER)
    funnel.clear(manager, replace(draft, visit_id=planted[Place.SIGNED], reason="courtesy"), on=LATER)
    assert _postings(house) == before
    found = seen(house, on=LATER)
    assert {gap.case.place for gap in found.missing} == {
        Place.BOOKED,
        Place.DRAFT,
        Place.CODED,
        Place.CHARGED,
    }
    assert dict(found.steps[1].parts)["nothing to bill"] == 2
    assert verify(house.practice.id, on=LATER) == []
    coder = Actor("kim", house.practice.id, frozenset({"coder"}))
    assert superbill.waiting(coder, on=LATER).rows == ()
    with pytest.raises(Refused, match="is charged"):
        funnel.clear(manager, replace(draft, visit_id=planted[Place.CHARGED]), on=LATER)
    with pytest.raises(Refused, match="listed reasons"):
        funnel.clear(manager, replace(draft, visit_id=planted[Place.DRAFT], reason="so"), on=LATER)


def _postings(house: House) -> int:
    with books(house.practice.id) as session:
        return int(session.value("SELECT count(*) FROM posting WHERE practice_id = %s", house.practice.id))


def test_lags_are_measured_from_step_to_step(house: House) -> None:
    visit = visit_of(house, add_patient(house, MEDICARE))
    charge.charge_visits(house.actor, [visit.id], on=DAY + timedelta(days=5))
    by_name = {one.name: one for one in seen(house).lags}
    assert (by_name["service to charge"].median, by_name["service to charge"].over_bp) == (5, 10_000)
    assert by_name["service to signature"].median == 0
    assert by_name["charge to claim"].count == 0


def test_amounts_are_for_those_who_run_the_practice_alone(house: House) -> None:
    for role in ("coder", "provider", "front_desk"):
        actor = Actor("someone", house.practice.id, frozenset({role}))
        with pytest.raises(AccessDenied):
            funnel.funnel(actor, since_on=DAY, until_on=LATER, on=DAY)
        with pytest.raises(AccessDenied):
            funnel.clear(actor, NoCharge(0, 0, "no_service", "", "", DAY, visit_id=1), on=DAY)
