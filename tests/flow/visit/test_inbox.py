"""A provider's inbox holds what is theirs, clinical apart from billing; authorizations by service day."""

from collections.abc import Callable
from dataclasses import replace
from datetime import date, datetime, time, timedelta
from decimal import Decimal
from pathlib import Path

import pytest

from almoner.core.chart.entry import Entry, Label
from almoner.core.chart.result import Result
from almoner.core.chart.shape import Amount, Concept, Moment, Value
from almoner.core.coverage import Authorization, AuthorizationState
from almoner.core.party import Provider
from almoner.core.party.identifiers import npi
from almoner.core.plan import Task
from almoner.flow.access import AccessDenied, Actor
from almoner.flow.charge.my_day import my_day
from almoner.flow.visit import inbox
from tests.web.shelf import DAY, Shelf

pytestmark = pytest.mark.usefixtures("store")


@pytest.fixture
def shelf(store: Path) -> Shelf:
    assert store.is_dir()
    made = Shelf(name="Inbox clinic")
    made.seat("folake")
    return made


def provider(shelf: Shelf) -> Actor:
    return Actor("folake", shelf.practice_id, frozenset({"provider"}))


def result(shelf: Shelf, patient_id: int, days_ago: int = 1, labels: tuple[Label, ...] = ()) -> Result:
    on = DAY - timedelta(days=days_ago)
    entry = Entry(patient_id, recorded_by="lab", recorded_on=on, labels=labels)
    value = Value(amount=Amount(Decimal("7.9"), "%", "%"))
    made = Result(shelf.id(), entry, Concept("Hemoglobin A1c"), Moment.of(on), value=value)
    shelf.records.append(made)
    return made


def test_results_are_those_of_patients_whom_the_provider_saw_last(shelf: Shelf) -> None:
    seen, other, never = (shelf.patient(place) for place in range(3))
    shelf.charged_visit(seen, on=DAY - timedelta(days=30))
    mine, shelf.provider = shelf.provider, _another(shelf)
    shelf.charged_visit(other, on=DAY - timedelta(days=3))
    shelf.provider = mine
    wanted = [result(shelf, seen.id, 2), result(shelf, seen.id, 1)]
    for one in (other, never):
        result(shelf, one.id)
    result(shelf, seen.id, 400)
    result(shelf, seen.id, labels=(Label.PSYCHOTHERAPY,))
    shelf.lay()
    found = inbox.inbox(provider(shelf), on=DAY)
    ((patient, results),) = [(one.patient.id, one.results) for one in found.results]
    assert patient == seen.id
    assert {one.id for one in results} == {one.id for one in wanted}, (
        "not what is old, nor what is restricted"
    )


def _another(shelf: Shelf) -> Provider:
    made = replace(shelf.provider, id=shelf.id(), npi=npi("134599991"), user="per")
    shelf.records.append(made)
    return made


def test_what_is_asked_for_claims_stands_apart(shelf: Shelf) -> None:
    patient = shelf.patient(0)
    for what, owner in (("provider_query", "folake"), ("cosign_note", "folake"), ("denial", "biller")):
        task = Task(
            shelf.id(),
            what,
            "patient",
            patient.id,
            "Why.",
            owner,
            DAY,
            DAY + timedelta(days=3),
            patient_id=patient.id,
        )
        shelf.tasks.append(task)
    shelf.lay()
    found = inbox.inbox(provider(shelf), on=DAY)
    assert [one.what for one in found.billing] == ["provider_query"]
    assert [one.what for one in found.clinical] == ["cosign_note"]


def test_who_writes_no_charts_has_no_inbox() -> None:
    for role in ("coder", "biller", "front_desk"):
        with pytest.raises(AccessDenied):
            inbox.inbox(Actor("pat", 1, frozenset({role})), on=DAY)


@pytest.fixture
def allow(shelf: Shelf) -> Callable[..., Authorization]:
    """Keep an authorization of a new patient, with a booking so many days ahead where one is wanted."""

    def allowed(
        place: int, state: AuthorizationState, until_on: date | None, ahead: int | None
    ) -> Authorization:
        patient = shelf.patient(place)
        policy = shelf.coverage(patient)
        if ahead is not None:
            at = datetime.combine(DAY, time(9)) + timedelta(days=ahead)
            shelf.booking(patient, starts_at=at)
        number = "" if state is AuthorizationState.PENDING else f"A{place}"
        made = Authorization(
            shelf.id(),
            patient.id,
            policy.id,
            policy.payer_id,
            number,
            date(2026, 1, 1),
            state,
            until_on=until_on,
            most=4,
        )
        shelf.records.append(made)
        return made

    return allowed


def test_open_authorizations_stand_by_the_day_of_their_visit(
    shelf: Shelf, allow: Callable[..., Authorization]
) -> None:
    approved, pending = AuthorizationState.APPROVED, AuthorizationState.PENDING
    later = allow(0, approved, None, 9)
    soon = allow(1, pending, None, 2)
    unbooked = allow(2, approved, date(2027, 1, 1), None)
    allow(3, approved, DAY, 3)
    allow(4, AuthorizationState.DENIED, None, 1)
    ends_before = allow(5, approved, DAY + timedelta(days=1), 3)
    shelf.lay()
    actor = provider(shelf)
    every = inbox.open_authorizations(actor, of_all=True, on=DAY)
    assert [one.row.id for one in every.rows] == [soon.id, later.id, *sorted((unbooked.id, ends_before.id))]
    assert [one.left for one in every.rows] == [4] * 4
    own = inbox.open_authorizations(actor, of_all=False, on=DAY)
    assert [one.row.id for one in own.rows] == [soon.id, later.id], "whose visit is with somebody is theirs"
    desk = inbox.open_authorizations(
        Actor("pat", shelf.practice_id, frozenset({"front_desk"})), of_all=False, on=DAY
    )
    assert len(desk.rows) == 4
    assert not desk.is_provider


def test_who_is_still_to_come_is_told_of_on_the_provider_s_day(shelf: Shelf) -> None:
    patient, fresh = shelf.patient(0), shelf.patient(1)
    shelf.charged_visit(patient, on=DAY - timedelta(days=30))
    for place, one in enumerate((patient, fresh)):
        shelf.booking(one, place)
    result(shelf, patient.id)
    shelf.lay()
    found = my_day(provider(shelf), day_on=DAY, on=DAY)
    seen = found.before[patient.id]
    assert (seen.last_on, seen.last_reason, len(seen.unread)) == (DAY - timedelta(days=30), "Follow-up", 1)
    assert not seen.is_asked
    assert found.before[fresh.id].last_on is None
