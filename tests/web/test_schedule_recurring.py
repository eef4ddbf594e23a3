"""A visit that comes again: booked as one act, with the days named that can't be had, and taken back by Z."""

import re
from collections.abc import Callable
from datetime import datetime, timedelta
from typing import TYPE_CHECKING

import pytest

from almoner.core.schedule import Appointment, AppointmentState
from almoner.store.session import books
from tests.web.shelf import Shelf
from tests.web.test_schedule import bookings, form_to, patients, post_form, slots

if TYPE_CHECKING:
    from django.test import Client

    SignIn = Callable[..., Client]

pytestmark = pytest.mark.usefixtures("house")
AGAIN = {"weeks": "1", "times": "4"}


@pytest.fixture
def shelf() -> Shelf:
    """A practice with two patients."""
    made = Shelf(name="Weekly Clinic")
    for place in range(2):
        made.patient(place)
    return made.lay()


def test_a_visit_is_booked_every_week_once_and_taken_back_at_once(shelf: Shelf, sign_in: "SignIn") -> None:
    client = sign_in("front_desk", practice_id=shelf.practice_id)
    patient, _ = patients(shelf)
    ask = f"/schedule/book?patient={patient.id}"
    page = client.get(ask).content.decode()
    at = slots(page)[0]
    form = form_to(page, "/schedule/book") | {"at": at} | AGAIN | {"leave": "yes"}
    answers = [client.post("/schedule/book", form) for _ in range(2)]
    assert [answer.status_code for answer in answers] == [302, 302]
    made = bookings(shelf)
    first = datetime.fromisoformat(at)
    whole = [first + timedelta(weeks=place) for place in range(4)]
    assert made[0].starts_at == first
    assert {one.starts_at for one in made} <= set(whole)
    day = client.get(answers[0].headers["Location"].partition("#")[0]).content.decode()
    assert f"{len(made)} visits are booked" in day
    key = dict(re.findall(r'name="(offer)" value="([^"]+)"', day))
    assert client.post("/undo", key).status_code == 302
    assert {one.state for one in bookings(shelf)} == {AppointmentState.CANCELLED}


def test_days_that_can_not_be_had_are_named_and_left_out(shelf: Shelf, sign_in: "SignIn") -> None:
    client = sign_in("front_desk", practice_id=shelf.practice_id)
    patient, other = patients(shelf)
    ask = f"/schedule/book?patient={patient.id}"
    page = client.get(ask).content.decode()
    at = slots(page)[0]
    taken = datetime.fromisoformat(at) + timedelta(weeks=1)
    assert post_form(client, other, f"{taken:%Y-%m-%dT%H:%M}") == 302
    form = form_to(page, "/schedule/book") | {"at": at} | AGAIN
    refused = client.post("/schedule/book", form)
    shown = refused.content.decode()
    assert refused.status_code == 422
    assert f"{taken:%m/%d/%Y} (The provider is booked for that time)" in shown
    assert 'name="leave"' in shown
    assert len(bookings(shelf)) == 1, "all or none"
    again = form_to(shown, "/schedule/book") | {"at": at} | AGAIN | {"leave": "yes"}
    assert client.post("/schedule/book", again).status_code == 302
    own = [one.starts_at for one in bookings(shelf) if one.patient_id == patient.id]
    assert taken not in own
    assert datetime.fromisoformat(at) in own


@pytest.mark.parametrize("wrong", [{"times": ""}, {"times": "1"}, {"times": "27"}, {"weeks": "13"}])
def test_how_often_is_within_bounds(wrong: dict[str, str], shelf: Shelf, sign_in: "SignIn") -> None:
    client = sign_in("front_desk", practice_id=shelf.practice_id)
    patient, _ = patients(shelf)
    page = client.get(f"/schedule/book?patient={patient.id}").content.decode()
    form = form_to(page, "/schedule/book") | {"at": slots(page)[0]} | AGAIN | wrong
    assert client.post("/schedule/book", form).status_code == 422
    with books(shelf.practice_id) as session:
        assert session.find(Appointment) == []
