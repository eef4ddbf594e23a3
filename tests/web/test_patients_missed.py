"""A missed visit: its slot is free, the policy asks the fee of the patient alone, and each act is undone."""

import re
from collections.abc import Callable
from dataclasses import replace
from typing import TYPE_CHECKING

import pytest

from almoner.core.ledger import Reason
from almoner.core.party import Practice
from almoner.core.schedule import Appointment, AppointmentState
from almoner.flow.access import office
from almoner.flow.collect.statement import state_accounts
from almoner.store.money.postings import postings_of
from almoner.store.session import books
from tests.web.shelf import DAY, Shelf
from tests.web.test_statements import fields

if TYPE_CHECKING:
    from django.test import Client

    SignIn = Callable[..., Client]

pytestmark = pytest.mark.usefixtures("house")


@pytest.fixture
def shelf() -> Shelf:
    """A practice that asks 40.00: an insured patient and one of Medicaid, seen before and booked today."""
    made = Shelf(name="Missed Clinic")
    made.records = [
        replace(
            one,
            absence_fee_cents=4000,
            first_absence_is_free=False,
            cancel_notice_hours=24,
            charges_everybody=True,
        )
        if isinstance(one, Practice)
        else one
        for one in made.records
    ]
    for place in (1, 2):
        patient = made.patient(place)
        made.coverage(patient, place)
        made.charged_visit(patient, on=DAY)
        made.booking(patient, 2 * place)
    return made.lay()


def bookings(shelf: Shelf) -> list[Appointment]:
    with books(shelf.practice_id) as session:
        return sorted(session.find(Appointment), key=lambda one: one.starts_at)


def fees(shelf: Shelf) -> list[int]:
    """What stands or stood of fees, each reversal below zero; the newest last."""
    with books(shelf.practice_id) as session:
        found = postings_of(session, reason=Reason.ABSENCE_FEE.value)
    assert all(one.subject.claim_id == 0 for one in found)
    return [-one.cents if one.reverses else one.cents for one in found]


def miss(client: "Client", booked: Appointment) -> str:
    page = client.get(f"/today?on={DAY}").content.decode()
    form = fields(page, f"/today/{booked.id}/cancel")
    return client.post(f"/today/{booked.id}/no-show", form).headers["Location"]


def undo(client: "Client", page: str) -> None:
    key = dict(re.findall(r'name="(offer)" value="([^"]+)"', page))
    assert client.post("/undo", key).status_code == 302


def test_the_fee_is_asked_and_undone_with_the_absence(shelf: Shelf, sign_in: "SignIn") -> None:
    client = sign_in("front_desk", practice_id=shelf.practice_id)
    booked, of_medicaid = bookings(shelf)
    page = client.get(miss(client, booked)).content.decode()
    assert "The fee of $40.00 is asked." in page
    assert fees(shelf) == [4000]
    undo(client, page)
    assert fees(shelf) == [4000, -4000]
    assert bookings(shelf)[0].state is AppointmentState.BOOKED
    page = client.get(miss(client, of_medicaid)).content.decode()
    assert "payer allows no fee" in page
    assert fees(shelf) == [4000, -4000]
    assert bookings(shelf)[1].state is AppointmentState.NO_SHOW


def test_the_fee_stands_on_the_statement_and_is_waived_with_a_reason(shelf: Shelf, sign_in: "SignIn") -> None:
    desk, manager = (sign_in(role, practice_id=shelf.practice_id) for role in ("front_desk", "manager"))
    booked, _ = bookings(shelf)
    miss(desk, booked)
    own = f"/patients/{booked.patient_id}/missed"
    state_accounts(office(shelf.practice_id), [booked.patient_id], on=DAY)
    statement = desk.get(f"/patients/{booked.patient_id}/statement.txt").content.decode()
    assert "Fee for a missed visit" in statement
    waive = f"/missed/{booked.id}/waive"
    assert waive not in desk.get(own).content.decode()
    form = fields(manager.get(own).content.decode(), waive)
    refused = manager.post(waive, form | {"why": ""})
    assert refused.status_code == 422
    assert 'role="alert"' in refused.content.decode()
    form = fields(refused.content.decode(), waive)
    page = manager.get(manager.post(waive, form | {"why": "their car broke down"}).headers["Location"])
    assert "waived" in page.content.decode()
    assert fees(shelf) == [4000, -4000]
    assert bookings(shelf)[0].state is AppointmentState.NO_SHOW
    undo(manager, page.content.decode())
    assert fees(shelf) == [4000, -4000, 4000]


def test_who_came_after_all_is_due_again_and_pays_no_fee(shelf: Shelf, sign_in: "SignIn") -> None:
    client = sign_in("front_desk", practice_id=shelf.practice_id)
    booked = bookings(shelf)[0]
    page = client.get(miss(client, booked)).content.decode()
    own = f"/patients/{booked.patient_id}/missed"
    assert f'href="{own}"' in page
    form = fields(client.get(own).content.decode(), f"/missed/{booked.id}/came")
    answer = client.post(f"/missed/{booked.id}/came", form)
    assert "stands again" in client.get(answer.headers["Location"]).content.decode()
    assert (bookings(shelf)[0].state, fees(shelf)) == (AppointmentState.BOOKED, [4000, -4000])
    assert client.post(f"/missed/{booked.id}/came", form).status_code == 422


def test_who_cancels_late_is_told_the_fee_and_what_the_practice_cancels_is_free(
    shelf: Shelf, sign_in: "SignIn"
) -> None:
    client = sign_in("front_desk", practice_id=shelf.practice_id)
    booked = bookings(shelf)[0]
    cancel = f"/today/{booked.id}/cancel"
    form = fields(client.get(f"/today?on={DAY}").content.decode(), cancel)
    page = client.get(client.post(cancel, form | {"by": "patient"}).headers["Location"]).content.decode()
    assert "cancelled, later than the practice asks. The fee of $40.00 is asked." in page
    own = client.get(f"/patients/{booked.patient_id}/missed").content.decode()
    assert "cancelled late" in own
    assert "Let it stand again" in own
    undo(client, page)
    assert (bookings(shelf)[0].state, fees(shelf)) == (AppointmentState.BOOKED, [4000, -4000])
    cancel = f"/schedule/{booked.id}/cancel"
    form = fields(client.get(f"/schedule/{booked.id}").content.decode(), cancel)
    assert client.post(cancel, form | {"by": "practice", "why": "the doctor is ill"}).status_code == 302
    assert (bookings(shelf)[0].state, fees(shelf)) == (AppointmentState.CANCELLED, [4000, -4000])
