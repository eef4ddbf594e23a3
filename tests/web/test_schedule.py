"""The schedule: its days, a visit booked into a free slot, moved and cancelled; nobody is booked twice."""

import re
from collections.abc import Callable
from datetime import datetime
from typing import TYPE_CHECKING

import pytest

from almoner.core.party import Patient
from almoner.core.schedule import Appointment, AppointmentState
from almoner.store.session import books
from tests.web.shelf import Shelf

if TYPE_CHECKING:
    from django.test import Client

    SignIn = Callable[..., Client]

pytestmark = pytest.mark.usefixtures("house")


@pytest.fixture
def shelf() -> Shelf:
    """A practice with two patients, the first covered; nothing is booked."""
    made = Shelf(name="Schedule Clinic")
    made.benefits(made.coverage(made.patient(0), 0))
    made.patient(1)
    return made.lay()


def patients(shelf: Shelf) -> list[Patient]:
    with books(shelf.practice_id) as session:
        return session.find(Patient)


def bookings(shelf: Shelf) -> list[Appointment]:
    with books(shelf.practice_id) as session:
        return session.find(Appointment)


def slots(page: str) -> list[str]:
    return re.findall(r'name="at" value="([^"]+)"', page)


def form_to(page: str, address: str) -> dict[str, str]:
    (form, *_) = re.findall(rf'<form method="post" action="{address}".*?</form>', page, re.S)
    return dict(re.findall(r'type="hidden" name="(\w+)" value="([^"]*)"', form))


def post_form(client: "Client", patient: Patient, at: str) -> int:
    page = client.get(f"/schedule/book?patient={patient.id}").content.decode()
    return client.post("/schedule/book", form_to(page, "/schedule/book") | {"at": at}).status_code


def test_a_visit_is_booked_into_the_first_free_slot_once(shelf: Shelf, sign_in: "SignIn") -> None:
    client = sign_in("front_desk", practice_id=shelf.practice_id)
    patient, _ = patients(shelf)
    chart = client.get(f"/patients/{patient.id}").content.decode()
    assert f'href="/schedule/book?patient={patient.id}"' in chart
    page = client.get(f"/schedule/book?patient={patient.id}").content.decode()
    first = slots(page)[0]
    said = form_to(page, "/schedule/book") | {"at": first, "type": "Sick visit"}
    answers = [client.post("/schedule/book", said) for _ in range(2)]
    assert {answer.status_code for answer in answers} == {302}
    (made,) = bookings(shelf)
    assert (made.starts_at.isoformat(timespec="minutes"), made.reason) == (first, "Sick visit")
    day = client.get(answers[0].headers["Location"].partition("#")[0]).content.decode()
    assert "The visit is booked." in day
    assert patient.name.listed in day
    week = client.get(f"/schedule?span=week&on={made.starts_at.date()}").content.decode()
    assert patient.name.listed in week
    assert first not in slots(client.get(f"/schedule/book?patient={patient.id}").content.decode())


def test_the_page_of_a_new_booking_shows_coverage(shelf: Shelf, sign_in: "SignIn") -> None:
    client = sign_in("front_desk", practice_id=shelf.practice_id)
    covered, bare = (
        client.get(f"/schedule/book?patient={one.id}").content.decode() for one in patients(shelf)
    )
    assert "Medicare" in covered
    assert "Active" in covered
    assert "No policy is in force on that day" in bare


def test_nobody_is_booked_twice_for_a_time(shelf: Shelf, sign_in: "SignIn") -> None:
    client = sign_in("front_desk", practice_id=shelf.practice_id)
    patient, other = patients(shelf)
    page = client.get(f"/schedule/book?patient={patient.id}").content.decode()
    first, second, *_, last = slots(page)
    assert post_form(client, patient, first) == 302
    assert post_form(client, other, first) == 422
    assert post_form(client, other, second) == 422, "a visit reaches over the next steps of ten minutes"
    assert post_form(client, other, last) == 302
    assert len(bookings(shelf)) == 2


def test_a_refused_booking_is_said_at_its_field_beside_the_free_slots(
    shelf: Shelf, sign_in: "SignIn"
) -> None:
    client = sign_in("front_desk", practice_id=shelf.practice_id)
    patient, other = patients(shelf)
    page = client.get(f"/schedule/book?patient={patient.id}").content.decode()
    first = slots(page)[0]
    assert post_form(client, patient, first) == 302
    page = client.get(f"/schedule/book?patient={other.id}").content.decode()
    said = form_to(page, "/schedule/book") | {"at": first, "type": "Sick visit"}
    answer = client.post("/schedule/book", said)
    page = answer.content.decode()
    assert answer.status_code == 422
    assert "The provider is booked for that time." in page
    assert re.search(rf'value="{first}" aria-invalid="true"', page), "what was typed is kept"
    assert '<option value="Sick visit" selected>' in page
    assert first not in slots(page)
    again = form_to(page, "/schedule/book") | {"at": slots(page)[0]}
    assert client.post("/schedule/book", again).status_code == 302


def test_all_that_stands_against_a_booking_is_said_at_once(shelf: Shelf, sign_in: "SignIn") -> None:
    client = sign_in("front_desk", practice_id=shelf.practice_id)
    patient, _ = patients(shelf)
    page = client.get(f"/schedule/book?patient={patient.id}").content.decode()
    wrong = {"at": "2020-01-06T09:00", "type": "No such type", "minutes": "1", "here": "yes"}
    answer = client.post("/schedule/book", form_to(page, "/schedule/book") | wrong)
    page = answer.content.decode()
    assert answer.status_code == 422
    for said in ("no visit of this type", "is booked for today", "A visit takes", "The day is past"):
        assert said in page
    assert not bookings(shelf)


@pytest.mark.parametrize("at", ["", "soon", "2020-01-06T09:00", "2999-01-01T09:00", "2027-01-04T09:00+01:00"])
def test_what_is_no_time_is_not_booked(at: str, shelf: Shelf, sign_in: "SignIn") -> None:
    client = sign_in("front_desk", practice_id=shelf.practice_id)
    assert post_form(client, patients(shelf)[0], at) == 422
    assert not bookings(shelf)


def test_a_booking_is_moved_then_cancelled_with_a_reason(shelf: Shelf, sign_in: "SignIn") -> None:
    client = sign_in("front_desk", practice_id=shelf.practice_id)
    patient, _ = patients(shelf)
    page = client.get(f"/schedule/book?patient={patient.id}").content.decode()
    assert post_form(client, patient, slots(page)[0]) == 302
    (made,) = bookings(shelf)
    own = f"/schedule/{made.id}"
    page = client.get(own).content.decode()
    later = slots(page)[-1]
    said = form_to(page, f"{own}/move") | {"at": later}
    assert client.post(f"{own}/move", said).status_code == 422, "without a reason"
    assert client.post(f"{own}/move", said | {"why": "asked to"}).status_code == 302
    (moved,) = bookings(shelf)
    assert (moved.starts_at.isoformat(timespec="minutes"), moved.patient_id) == (later, patient.id)
    assert client.post(f"{own}/move", said | {"why": "again"}).status_code == 409, "seen before it moved"
    ends = form_to(client.get(own).content.decode(), f"{own}/cancel")
    assert client.post(f"{own}/cancel", ends).status_code == 422
    assert client.post(f"{own}/cancel", ends | {"why": "ill"}).status_code == 302
    assert [one.state for one in bookings(shelf)] == [AppointmentState.CANCELLED]
    assert "can no longer be moved" in client.get(own).content.decode()


def test_a_form_of_another_patient_books_nothing(shelf: Shelf, sign_in: "SignIn") -> None:
    client = sign_in("front_desk", practice_id=shelf.practice_id)
    patient, other = patients(shelf)
    page = client.get(f"/schedule/book?patient={patient.id}").content.decode()
    said = form_to(page, "/schedule/book") | {"at": slots(page)[0], "patient": str(other.id)}
    assert client.post("/schedule/book", said).status_code == 409
    assert not bookings(shelf)


def test_a_day_may_be_any_day(shelf: Shelf, sign_in: "SignIn") -> None:
    client = sign_in("coder", practice_id=shelf.practice_id)
    for on in ("0001-01-01", "9999-12-31", "2026-12-25", "soon"):
        assert client.get(f"/schedule?on={on}&span=week").status_code == 200
    assert "Closed: federal holiday." in client.get("/schedule?on=2026-12-25").content.decode()


def test_the_practices_own_types_and_hours_are_what_is_offered(shelf: Shelf, sign_in: "SignIn") -> None:
    client = sign_in("manager", practice_id=shelf.practice_id)
    said = {"name": "Intake", "minutes": "45", "whom": "new", "since_on": "2026-11-24", "until_on": ""}
    assert client.post("/setup/types/new", said | {"minutes": "4"}).status_code == 422
    assert client.post("/setup/types/new", said).status_code == 302
    hours = {"location_id": "0", "provider_id": str(shelf.provider.id), "opens": "13:30", "closes": "15:00"}
    hours |= {"days.tuesday": "1", "since_on": "2026-11-24", "until_on": ""}
    assert client.post("/setup/hours/new", hours | {"opens": "soon"}).status_code == 422
    made = client.post("/setup/hours/new", hours).headers["Location"].partition("?")[0]
    closed = {"location_id": "0", "provider_id": "0", "name": "Staff day", "since_on": "2026-12-01"}
    assert client.post("/setup/closed/new", closed | {"until_on": ""}).status_code == 302
    setup = client.get("/setup").content.decode()
    assert all(
        word in setup for word in ("Intake", "1:30p to 3:00p", "Staff day", "Adeyemi, Folake, every place")
    )
    patient, _ = patients(shelf)
    page = client.get(f"/schedule/book?patient={patient.id}&from=2026-11-24").content.decode()
    assert "Intake, 45 minutes:" in page
    assert slots(page)[:3] == ["2026-11-24T13:30", "2026-11-24T13:40", "2026-11-24T13:50"]
    assert not any("2026-12-01" in at for at in slots(page)), "the staff day"
    assert "closed: Staff day" in client.get("/schedule?span=week&on=2026-12-01").content.decode()
    form = form_to(page, "/schedule/book") | {"at": slots(page)[0]}
    assert client.post("/schedule/book", form | {"type": "Sick visit"}).status_code == 422
    assert client.post("/schedule/book", form).status_code == 302
    kept = hours | {"opens": "14:00", "version": "1", "why": "later from now on"}
    assert client.post(made, kept).status_code == 302
    history = client.get(made).content.decode()
    assert "<del>13:30</del> <ins>14:00</ins>" in history


def test_who_has_the_right_books_beside_another_with_a_reason_and_z_undoes_it(
    shelf: Shelf, sign_in: "SignIn"
) -> None:
    desk, manager = (sign_in(role, practice_id=shelf.practice_id) for role in ("front_desk", "manager"))
    patient, other = patients(shelf)
    first = slots(desk.get(f"/schedule/book?patient={patient.id}").content.decode())[0]
    assert post_form(desk, patient, first) == 302
    ask = f"/schedule/book?patient={other.id}"
    desk_form = form_to(desk.get(ask).content.decode(), "/schedule/book") | {"at": first, "why": "in pain"}
    refused = desk.post("/schedule/book", desk_form)
    assert refused.status_code == 422
    assert "a manager may book beside it" in refused.content.decode()
    form = form_to(manager.get(ask).content.decode(), "/schedule/book") | {"at": first}
    assert manager.post("/schedule/book", form).status_code == 422, "without a reason"
    wrong = manager.post("/schedule/book", form | {"why": "in pain", "type": "Procedure"})
    assert "never double-booked" in wrong.content.decode()
    answer = manager.post("/schedule/book", form | {"why": "in pain"})
    assert answer.status_code == 302
    day = manager.get(answer.headers["Location"].partition("#")[0]).content.decode()
    assert day.count("double-booked</span>") == 2
    assert "double-booked</span>: in pain" in day
    key = dict(re.findall(r'name="(offer)" value="([^"]+)"', day))
    assert manager.post("/undo", key).status_code == 302
    assert [one.state for one in bookings(shelf)] == [AppointmentState.BOOKED, AppointmentState.CANCELLED]


def undo(client: "Client", shown: str) -> int:
    """Press Z on a page that offers it."""
    key = dict(re.findall(r'name="(offer)" value="([^"]+)"', shown))
    assert key
    return client.post("/undo", key).status_code


def test_a_visit_that_was_moved_onto_a_taken_slot_goes_back_by_z(shelf: Shelf, sign_in: "SignIn") -> None:
    manager = sign_in("manager", practice_id=shelf.practice_id)
    patient, other = patients(shelf)
    times = slots(manager.get(f"/schedule/book?patient={patient.id}").content.decode())
    assert [post_form(manager, one, at) for one, at in ((patient, times[0]), (other, times[4]))] == [302, 302]
    made = next(one for one in bookings(shelf) if one.patient_id == other.id)

    def move(at: str) -> str:
        own = f"/schedule/{made.id}"
        form = form_to(manager.get(own).content.decode(), f"{own}/move") | {"at": at, "why": "in pain"}
        answer = manager.post(f"{own}/move", form)
        assert answer.status_code == 302
        return manager.get(answer.headers["Location"].partition("#")[0]).content.decode()

    def stands() -> tuple[str, str]:
        found = next(one for one in bookings(shelf) if one.id == made.id)
        return found.starts_at.isoformat(timespec="minutes"), found.doubled_why

    beside = move(times[0])
    assert stands() == (times[0], "in pain")
    assert "The visit is moved beside another." in beside
    assert undo(manager, beside) == 302
    assert stands() == (times[4], "")
    beside = move(times[0])
    desk = sign_in("front_desk", practice_id=shelf.practice_id)
    assert post_form(desk, patient, times[4]) == 302
    assert undo(manager, beside) == 422, "its time was taken meanwhile"
    assert stands() == (times[0], "in pain")
    own = f"/schedule/{made.id}"
    form = form_to(desk.get(own).content.decode(), f"{own}/move") | {"at": times[11], "why": "called"}
    beside = move(times[8])
    form["version"] = str(next(one for one in bookings(shelf) if one.id == made.id).version)
    assert desk.post(f"{own}/move", form).status_code == 302
    assert undo(manager, beside) == 422, "somebody else moved it since"
    assert stands() == (times[11], "")


def test_a_walk_in_is_booked_and_here_at_once_and_has_a_check_out(shelf: Shelf, sign_in: "SignIn") -> None:
    client = sign_in("front_desk", practice_id=shelf.practice_id)
    patient, _ = patients(shelf)
    page = client.get(f"/schedule/book?patient={patient.id}").content.decode()
    form = form_to(page, "/schedule/book") | {"here": "yes"}
    assert client.post("/schedule/book", form | {"at": "2026-11-24T09:00"}).status_code == 422, "of today"
    answer = client.post("/schedule/book", form | {"at": slots(page)[0]})
    (made,) = bookings(shelf)
    assert answer.headers["Location"] == f"/today/{made.id}?done=in"
    assert made.state is AppointmentState.ARRIVED
    assert client.get(f"/today/{made.id}/check-out").status_code == 200
    assert client.get(f"/today/{made.id}/paper.pdf").headers["Content-Type"] == "application/pdf"


def test_what_a_patient_is_booked_for_stands_beside_the_slots_and_on_their_page(
    sign_in: "Callable[..., Client]",
) -> None:
    shelf = Shelf(name="Booked Clinic")
    patient = shelf.patient(0)
    booking = shelf.booking(patient, starts_at=datetime.fromisoformat("2030-01-07T09:00"))
    shelf.lay()
    desk = sign_in("front_desk", practice_id=shelf.practice_id)
    offer = desk.get(f"/schedule/book?patient={patient.id}").content.decode()
    assert "Booked already" in offer
    assert f'href="/schedule/{booking.id}"' in offer
    assert f'href="/today/{booking.id}"' not in offer, "it isn't that day"
    moving = desk.get(f"/schedule/{booking.id}").content.decode()
    assert "Booked already" not in moving, "not the one that moves"
    page = desk.get(f"/patients/{patient.id}").content.decode()
    assert f"Booked for <b>{booking.starts_at:%m/%d/%Y}" in page


def test_who_walks_in_and_is_booked_that_day_is_led_to_the_check_in(
    sign_in: "Callable[..., Client]",
) -> None:
    shelf = Shelf(name="Early Clinic")
    patient = shelf.patient(0)
    booking = shelf.booking(patient, 3)
    shelf.lay()
    desk = sign_in("front_desk", practice_id=shelf.practice_id)
    offer = desk.get(f"/schedule/book?patient={patient.id}&here=yes").content.decode()
    assert f'<a href="/today/{booking.id}">Here for this one: check in</a>' in offer


def test_what_is_booked_outside_of_the_hours_is_said(shelf: Shelf, sign_in: "SignIn") -> None:
    client = sign_in("front_desk", practice_id=shelf.practice_id)
    patient, _ = patients(shelf)
    inside = slots(client.get(f"/schedule/book?patient={patient.id}").content.decode())[0]
    night = f"{inside.partition('T')[0]}T03:07"
    form = form_to(client.get(f"/schedule/book?patient={patient.id}").content.decode(), "/schedule/book")
    answer = client.post("/schedule/book", form | {"at": night})
    page = client.get(answer.headers["Location"].partition("#")[0]).content.decode()
    assert "The visit is booked, but outside of the hours" in page
    made = bookings(shelf)[0]
    own = f"/schedule/{made.id}"
    form = form_to(client.get(own).content.decode(), f"{own}/move") | {"at": inside, "why": "meant 3 pm"}
    answer = client.post(f"{own}/move", form)
    page = client.get(answer.headers["Location"].partition("#")[0]).content.decode()
    assert "The visit is moved." in page
    assert "outside of the hours" not in page
