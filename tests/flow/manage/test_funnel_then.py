"""The funnel as it was known on a day's evening: it stays what it was, and the way to now adds up."""

from datetime import timedelta

import pytest

from almoner.core.charge.funnel import Place
from almoner.core.charge.no_charge import NoCharge
from almoner.flow.access import AccessDenied, Actor
from almoner.flow.books import close
from almoner.flow.charge import charge
from almoner.flow.claim import claim
from almoner.flow.manage import funnel, funnel_then
from almoner.flow.manage.funnel_then import ThenAndNow
from almoner.store.proof.verify import verify
from almoner.store.session import books
from tests.flow.cycle import MEDICARE
from tests.practices import DAY, House, add_patient, new_house, opened_visit, visit_of

NEXT = DAY + timedelta(days=1)


@pytest.fixture
def house(store: object) -> House:
    assert store
    return new_house()


def asked(house: House) -> ThenAndNow:
    return funnel_then.then_and_now(house.actor, day_on=DAY, on=NEXT)


def test_what_was_missing_that_evening_stays_what_it_was(house: House) -> None:
    coded = visit_of(house, add_patient(house, MEDICARE))
    draft = opened_visit(house, add_patient(house, MEDICARE))
    close.close_books(house.actor, on=DAY)
    evening = asked(house)
    assert evening.evening.is_closed
    assert (evening.then, evening.difference.changes) == (evening.now, ())
    charge.charge_visits(house.actor, [coded.id], on=NEXT)
    claim.build_claims(house.actor, [coded.id], on=NEXT)
    manager = Actor("moira", house.practice.id, frozenset({"manager"}))
    funnel.clear(manager, NoCharge(0, 0, "courtesy", "", "", DAY, visit_id=draft.id), on=NEXT)
    late = visit_of(house, add_patient(house, MEDICARE))
    found = asked(house)
    assert (found.evening, found.then) == (evening.evening, evening.then)
    assert found.now != found.then
    between = found.difference
    assert between.closes
    assert between.missing_then == evening.difference.missing_now
    assert (between.missing_then.count, between.finished.count, between.came.count) == (2, 2, 1)
    assert between.missing_now.count == 1
    places = {
        one.change.case.visit_id: (one.change.then and one.change.then.place, one.change.now)
        for one in found.moved
    }
    assert {visit: (then, now.place if now else None) for visit, (then, now) in places.items()} == {
        coded.id: (Place.CODED, Place.ON_CLAIM),
        draft.id: (Place.DRAFT, Place.NOT_BILLABLE),
        late.id: (None, Place.CODED),
    }
    acts = {one.change.case.visit_id: one.act for one in found.moved}
    assert {visit: act and (act.by, act.flow) for visit, act in acts.items()} == {
        coded.id: ("almoner", "claim"),
        draft.id: ("moira", "charge"),
        late.id: ("almoner", "code"),
    }
    assert verify(house.practice.id, on=DAY) == []


def test_a_day_that_is_not_closed_is_asked_as_of_its_last_entry(house: House) -> None:
    visit = visit_of(house, add_patient(house, MEDICARE))
    charge.charge_visits(house.actor, [visit.id], on=NEXT)
    found = asked(house)
    assert not found.evening.is_closed
    assert [(one.change.then and one.change.then.place) for one in found.moved] == [Place.CODED]


def test_verify_tells_where_the_versions_tell_otherwise_than_the_tables(house: House) -> None:
    visit = visit_of(house, add_patient(house, MEDICARE))
    close.close_books(house.actor, on=DAY)
    with books(house.practice.id, alias="owner") as session:
        session.rows("UPDATE visit SET state = 'open' WHERE practice_id = %s", house.practice.id)
    broken = {one.check: one.ids for one in verify(house.practice.id, on=DAY)}
    assert broken["funnel as known then"] == (visit.id,)


def test_only_those_who_run_the_practice_ask(house: House) -> None:
    with pytest.raises(AccessDenied):
        funnel_then.then_and_now(Actor("kim", house.practice.id, frozenset({"coder"})), day_on=DAY, on=NEXT)
