"""The check-out: the next visit as the note wants it, money for the visit, and the paper to take home."""

import re
from collections.abc import Callable
from dataclasses import replace
from datetime import date, timedelta
from typing import TYPE_CHECKING

import pytest

from almoner.core.chart import Note
from almoner.core.chart.note import NoteSort, note_hash
from almoner.core.collect import Receipt, Target
from almoner.core.schedule import Appointment, AppointmentState
from almoner.store.session import books
from tests.web.shelf import DAY, Shelf
from tests.web.test_statements import fields

if TYPE_CHECKING:
    from django.test import Client

    SignIn = Callable[..., Client]

pytestmark = pytest.mark.usefixtures("house")


def seen(made: Shelf, text: str, place: int = 0) -> Appointment:
    """A patient who was seen today, with a note and what it charged."""
    patient = made.patient(place)
    made.benefits(made.coverage(patient, 0))
    booked = made.booking(patient, place, state=AppointmentState.DONE)
    visit, _ = made.charged_visit(patient, on=DAY)
    place_of = next(at for at, record in enumerate(made.records) if record.id == visit.id)
    made.records[place_of] = replace(visit, appointment_id=booked.id)
    added = {"addendum_to": visit.note_id, "sort": NoteSort.ADDENDUM}
    made.records.append(
        Note(made.id(), visit.id, patient.id, text, "Dr. Adeyemi", DAY, note_hash(text), **added)  # type: ignore[arg-type]
    )
    return booked


@pytest.fixture
def shelf() -> Shelf:
    made = Shelf(name="Checkout Clinic")
    seen(made, "Stable. Return in three months.")
    seen(made, "Stable.", 1)
    made.booking(made.patient(2), 4)
    return made.lay()


def bookings(shelf: Shelf) -> list[Appointment]:
    with books(shelf.practice_id) as session:
        return sorted(session.find(Appointment), key=lambda one: one.starts_at)


def slots(page: str) -> list[str]:
    return re.findall(r'name="at" value="([^"]+)"', page)


def test_the_next_visit_is_booked_when_the_note_wants_it(shelf: Shelf, sign_in: "SignIn") -> None:
    client = sign_in("front_desk", practice_id=shelf.practice_id)
    booked = bookings(shelf)[0]
    own = f"/today/{booked.id}/check-out"
    assert f'href="{own}"' in client.get(f"/today?on={DAY}").content.decode()
    page = client.get(own).content.decode()
    assert "the note says: <b>three months</b>" in page
    first = slots(page)[0]
    assert date.fromisoformat(first[:10]) == date(2027, 2, 23)
    said = fields(page, f"{own}/book") | {"at": first}
    answers = [client.post(f"{own}/book", said) for _ in range(2)]
    assert {answer.headers["Location"] for answer in answers} == {f"{own}?done=booked"}
    (*_, made) = bookings(shelf)
    assert len(bookings(shelf)) == 4, "once"
    assert (made.starts_at.isoformat(timespec="minutes"), made.patient_id) == (first, booked.patient_id)
    assert (made.minutes, made.provider_id, made.state) == (20, booked.provider_id, AppointmentState.BOOKED)
    page = client.get(f"{own}?done=booked").content.decode()
    assert "Booked: <b>" in page
    assert first not in slots(page)


def test_a_slot_that_is_gone_is_said_beside_the_others(shelf: Shelf, sign_in: "SignIn") -> None:
    client = sign_in("front_desk", practice_id=shelf.practice_id)
    one, other, _ = (f"/today/{booked.id}/check-out" for booked in bookings(shelf))
    at = "2027-03-01T09:00"
    pages = {own: client.get(own).content.decode() for own in (one, other)}
    assert client.post(f"{one}/book", fields(pages[one], f"{one}/book") | {"at": at}).status_code == 302
    for wrong in (at, "2020-01-06T09:00", "soon"):
        answer = client.post(f"{other}/book", fields(pages[other], f"{other}/book") | {"at": wrong})
        assert answer.status_code == 422, wrong
        assert 'role="alert"' in answer.content.decode()
        assert slots(answer.content.decode())
    assert len(bookings(shelf)) == 4


def test_a_note_that_says_nothing_offers_from_tomorrow_on(shelf: Shelf, sign_in: "SignIn") -> None:
    client = sign_in("front_desk", practice_id=shelf.practice_id)
    own = f"/today/{bookings(shelf)[1].id}/check-out"
    page = client.get(own).content.decode()
    assert "the note says nothing of it" in page
    assert slots(page)[0].startswith((DAY + timedelta(1)).isoformat()), "nobody comes again on the same day"
    later = client.get(f"{own}?from=2027-01-11").content.decode()
    assert slots(later)[0].startswith("2027-01-11")


def test_money_at_check_out_is_for_the_visit(shelf: Shelf, sign_in: "SignIn") -> None:
    client = sign_in("front_desk", practice_id=shelf.practice_id)
    booked = bookings(shelf)[0]
    own = f"/today/{booked.id}/check-out"
    page = client.get(own).content.decode()
    assert "99213" in page
    said = fields(page, own)
    assert client.post(own, said | {"amount": "x", "method": "cash"}).status_code == 422
    assert client.post(own, said | {"amount": "30", "method": "cash"}).status_code == 302
    with books(shelf.practice_id) as session:
        (receipt,) = session.find(Receipt)
    assert (receipt.cents, receipt.target, bool(receipt.visit_id)) == (3000, Target.VISIT, True)
    assert '<p class="big">$0.00</p>' in client.get(own).content.decode()


def test_the_paper_is_for_who_was_here(shelf: Shelf, sign_in: "SignIn") -> None:
    client = sign_in("front_desk", practice_id=shelf.practice_id)
    here, _, due = bookings(shelf)
    answer = client.get(f"/today/{here.id}/paper.pdf")
    assert answer.headers["Content-Type"] == "application/pdf"
    assert answer.content.startswith(b"%PDF")
    assert client.get(f"/today/{due.id}/paper.pdf").status_code == 422


def test_p24_a_check_out_of_another_patient_changes_nothing(shelf: Shelf, sign_in: "SignIn") -> None:
    client = sign_in("front_desk", practice_id=shelf.practice_id)
    one, other, _ = (f"/today/{booked.id}/check-out" for booked in bookings(shelf))
    said = fields(client.get(other).content.decode(), f"{other}/book") | {"at": "2027-03-01T09:00"}
    assert client.post(f"{one}/book", said).status_code == 409
    assert client.post(one, said | {"amount": "5", "method": "cash"}).status_code == 409
    assert len(bookings(shelf)) == 3


def test_a_visit_that_nobody_booked_checks_out_as_a_booked_one_does(sign_in: "SignIn") -> None:
    made = Shelf(name="Walk-in Clinic")
    patient = made.patient(3)
    made.benefits(made.coverage(patient, 0))
    visit, _ = made.charged_visit(patient, on=DAY)
    shelf = made.lay()
    client = sign_in("front_desk", practice_id=shelf.practice_id)
    own = f"/visits/{visit.id}/check-out"
    board = client.get("/today").content.decode()
    assert f'id="v{visit.id}"' in board
    assert f'href="{own}"' in board, "it stands on the day's board"
    page = client.get(own).content.decode()
    assert "99213" in page
    taken = fields(page, own) | {"amount": "12.50", "method": "cash"}
    assert client.post(own, taken | {"amount": "no"}).status_code == 422
    where = client.post(own, taken).headers["Location"]
    assert where.startswith(f"{own}?done=taken")
    with books(shelf.practice_id) as session:
        (receipt,) = session.find(Receipt, patient_id=patient.id)
    assert (receipt.cents, receipt.visit_id, receipt.target) == (1250, visit.id, Target.VISIT)
    first = slots(page)[0]
    said = fields(page, f"{own}/book") | {"at": first}
    assert client.post(f"{own}/book", said).headers["Location"] == f"{own}?done=booked"
    (later,) = bookings(shelf)
    assert (later.patient_id, later.provider_id, later.state) == (
        patient.id,
        visit.provider_id,
        AppointmentState.BOOKED,
    )
    assert later.minutes > 0
    assert later.starts_at.isoformat(timespec="minutes") == first
    paper = client.get(f"/visits/{visit.id}/paper.pdf")
    assert (paper.status_code, paper.content[:5]) == (200, b"%PDF-")
    assert client.post(own, taken | {"patient_token": "1.x"}).status_code == 409


def test_a_visit_that_was_booked_has_its_booking_s_check_out(shelf: Shelf, sign_in: "SignIn") -> None:
    from almoner.core.chart import Visit

    client = sign_in("front_desk", practice_id=shelf.practice_id)
    with books(shelf.practice_id) as session:
        (visit, *_) = session.find(Visit, appointment_id=bookings(shelf)[0].id)
    answer = client.get(f"/visits/{visit.id}/check-out")
    assert answer.headers["Location"] == f"/today/{visit.appointment_id}/check-out"
