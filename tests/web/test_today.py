"""The day's board: who comes, what covers them, what to collect; and the check-in, which is bound to its
patient.
"""

import re
from collections.abc import Callable
from datetime import date, timedelta
from typing import TYPE_CHECKING, Any

import pytest

from almoner.core.coverage import BenefitState
from almoner.core.schedule import Appointment, AppointmentState
from almoner.flow.access import office
from almoner.flow.visit import document
from almoner.store.lists import lists_bookings
from almoner.store.session import books
from tests.web.shelf import DAY, Shelf
from tests.web.test_statements import fields

if TYPE_CHECKING:
    from django.test import Client

pytestmark = pytest.mark.usefixtures("house")

BOARD = f"/today?on={DAY.isoformat()}"


@pytest.fixture
def shelf() -> Shelf:
    """A practice with a day of four bookings."""
    shelf = Shelf(name="Board")
    answers = [BenefitState.ACTIVE, BenefitState.NOT_FOUND, None, BenefitState.ACTIVE]
    for place, answer in enumerate(answers):
        patient = shelf.patient(place)
        ended = {"until_on": date(2026, 10, 31)} if place == 3 else {}
        coverage = shelf.coverage(patient, place, **ended)
        if answer:
            shelf.benefits(coverage, state=answer)
        shelf.booking(patient, place)
    return shelf.lay()


def forms(page: str) -> dict[str, str]:
    """The patient token of each check-in form, by its address."""
    return dict(
        re.findall(r'action="(/today/\d+/check-in)".*?name="patient_token" value="([^"]+)"', page, re.S)
    )


def test_each_booking_shows_what_is_known_of_its_coverage(
    shelf: Shelf, sign_in: "Callable[..., Client]"
) -> None:
    page = sign_in("front_desk", practice_id=shelf.practice_id).get(BOARD).content.decode()
    rows = re.findall(r"<tr data-row.*?</tr>", page, re.S)
    assert [re.search(r">(\w[\w-]*), ", row)[1] for row in rows] == ["Okafor", "Kowalski", "Haddad", "Rossi"]  # type: ignore[index]
    assert "Medicare<span" in rows[0]
    assert "$30.00" in rows[0]
    assert "Commonwealth PPO, not found" in rows[1]
    assert "not known before the coverage is" in rows[1]
    assert "State Medicaid, not checked" in rows[2]
    assert "Medicare ended 10/31" in rows[3]
    assert "4 visits, 0 here" in page
    assert "3 with a coverage question" in page


def test_an_old_answer_and_one_that_names_another_payer_are_questions(
    sign_in: "Callable[..., Client]",
) -> None:
    shelf = Shelf(name="Old answers")
    answers: tuple[dict[str, Any], ...] = (
        {"answered_on": DAY - timedelta(days=43)},
        {"marks": ("other_first",)},
        {"answered_on": DAY - timedelta(days=3)},
    )
    for place, changes in enumerate(answers):
        patient = shelf.patient(place)
        shelf.benefits(shelf.coverage(patient, place), **changes)
        shelf.booking(patient, place)
    shelf.lay()
    page = sign_in("front_desk", practice_id=shelf.practice_id).get(BOARD).content.decode()
    rows = re.findall(r"<tr data-row.*?</tr>", page, re.S)
    assert "Medicare, answer too old" in rows[0]
    assert "answered 43 days ago: ask again" in rows[0]
    assert "another payer first" in rows[1]
    assert "ask which payer, and bill it first" in rows[1]
    assert "answered 11/20" in rows[2]
    assert ['class="st paid"' in row for row in rows] == [False, False, True]
    assert "2 with a coverage question" in page


def test_a_check_in_moves_the_booking_and_says_so(shelf: Shelf, sign_in: "Callable[..., Client]") -> None:
    client = sign_in("front_desk", practice_id=shelf.practice_id)
    address, token = next(iter(forms(client.get(BOARD).content.decode()).items()))
    answer = client.post(address, {"patient_token": token})
    assert answer.status_code == 302
    with books(shelf.practice_id) as session:
        booking = session.get(Appointment, int(address.split("/")[2]))
    assert booking.state is AppointmentState.ARRIVED
    assert "Here" in client.get(BOARD).content.decode()


def test_p24_a_check_in_of_another_patient_is_refused(shelf: Shelf, sign_in: "Callable[..., Client]") -> None:
    client = sign_in("front_desk", practice_id=shelf.practice_id)
    (first, _), (_, other), *_ = forms(client.get(BOARD).content.decode()).items()
    for token in (other, "", "7", f"{10**30}.x", "1.0123"):
        answer = client.post(first, {"patient_token": token})
        assert answer.status_code == 409
        assert "another patient" in answer.content.decode()
    with books(shelf.practice_id) as session:
        assert session.get(Appointment, int(first.split("/")[2])).state is AppointmentState.BOOKED


def test_p24_a_token_of_another_sign_in_is_refused(shelf: Shelf, sign_in: "Callable[..., Client]") -> None:
    client = sign_in("front_desk", practice_id=shelf.practice_id)
    address, token = next(iter(forms(client.get(BOARD).content.decode()).items()))
    again = sign_in("front_desk", practice_id=shelf.practice_id)
    assert again.post(address, {"patient_token": token}).status_code == 409


def test_a_clinician_sees_no_money(shelf: Shelf, sign_in: "Callable[..., Client]") -> None:
    page = sign_in("provider", practice_id=shelf.practice_id).get(BOARD).content.decode()
    assert "Collect" not in page
    assert "$" not in page.replace("$ ", "")
    assert "check-in" not in page


def test_an_empty_day_says_what_would_be_here(shelf: Shelf, sign_in: "Callable[..., Client]") -> None:
    client = sign_in("front_desk", practice_id=shelf.practice_id)
    assert "No visits are booked for this day." in client.get("/today?on=2026-01-01").content.decode()
    assert "Nobody here in this view." in client.get(f"{BOARD}&view=here").content.decode()


def test_a_day_that_cannot_be_read_is_today(shelf: Shelf, sign_in: "Callable[..., Client]") -> None:
    client = sign_in("front_desk", practice_id=shelf.practice_id)
    for on in ("yesterday", "2026-13-45", "'; DROP TABLE x", "2026-11-23\0"):
        assert client.get("/today", {"on": on}).status_code == 200


def test_a_day_beyond_what_is_shown_says_so_and_is_narrowed_to_somebody(
    shelf: Shelf, sign_in: "Callable[..., Client]", monkeypatch: pytest.MonkeyPatch
) -> None:
    client = sign_in("front_desk", practice_id=shelf.practice_id)
    whole = client.get(BOARD).content.decode()
    assert 'name="provider"' not in whole
    monkeypatch.setattr(lists_bookings, "MOST_BOOKINGS", 3)
    page = client.get(BOARD).content.decode()
    assert "The first 3 of 4 visits by their times; of these 0 are here" in page
    assert page.count("<tr data-row") == 3
    assert f'<option value="{shelf.provider.id}">{shelf.provider.name.listed}</option>' in page
    own = client.get(f"{BOARD}&provider={shelf.provider.id}&location={shelf.location.id}").content.decode()
    assert f'<option value="{shelf.provider.id}" selected>' in own
    nobody = client.get(f"{BOARD}&provider=1").content.decode()
    assert "<tr data-row" not in nobody
    assert 'name="provider"' in nobody


@pytest.fixture
def apart() -> Shelf:
    """A practice with three bookings, each at a time of its own."""
    shelf = Shelf(name="Slips")
    for place in range(3):
        shelf.booking(shelf.patient(place), 2 * place)
    return shelf.lay()


def states(shelf: Shelf) -> list[AppointmentState]:
    with books(shelf.practice_id) as session:
        return [one.state for one in sorted(session.find(Appointment), key=lambda one: one.starts_at)]


def undone(client: "Client", page: str) -> int:
    """Press Z on a page that offers it."""
    return client.post("/undo", dict(re.findall(r'name="(offer)" value="([^"]+)"', page))).status_code


def test_a_slip_of_the_hand_is_taken_back_by_z(apart: Shelf, sign_in: "Callable[..., Client]") -> None:
    client = sign_in("front_desk", practice_id=apart.practice_id)
    first = min(path for path in forms(client.get(BOARD).content.decode()))
    for act, became in (("cancel", AppointmentState.CANCELLED), ("check-in", AppointmentState.ARRIVED)):
        token = {"patient_token": forms(client.get(BOARD).content.decode())[first]}
        answer = client.post(first.replace("check-in", act), token)
        assert states(apart)[0] is became
        assert undone(client, client.get(answer.headers["Location"]).content.decode()) == 302
        assert states(apart)[0] is AppointmentState.BOOKED


def test_a_booking_whose_time_was_given_away_stays_cancelled(
    apart: Shelf, sign_in: "Callable[..., Client]"
) -> None:
    client = sign_in("front_desk", practice_id=apart.practice_id)
    page = client.get(BOARD).content.decode()
    first, second = sorted(forms(page))[:2]
    answer = client.post(first.replace("check-in", "cancel"), {"patient_token": forms(page)[first]})
    offered = client.get(answer.headers["Location"]).content.decode()
    with books(apart.practice_id) as session:
        one, other = sorted(session.find(Appointment), key=lambda each: each.starts_at)[:2]
    own = f"/schedule/{other.id}"
    moved = fields(client.get(own).content.decode(), f"{own}/move")
    taken = {
        "at": f"{one.starts_at:%Y-%m-%dT%H:%M}",
        "why": "earlier",
        "provider": str(one.provider_id),
        "location": str(one.location_id),
    }
    assert client.post(f"{own}/move", moved | taken).status_code == 302
    assert second, "the other one"
    assert undone(client, offered) == 422
    assert AppointmentState.CANCELLED in states(apart)


def test_who_left_before_they_were_seen_is_due_again_and_a_begun_visit_is_not(
    apart: Shelf, sign_in: "Callable[..., Client]"
) -> None:
    client = sign_in("front_desk", practice_id=apart.practice_id)
    page = client.get(BOARD).content.decode()
    first, second = sorted(forms(page))[:2]
    for path in (first, second):
        assert client.post(path, {"patient_token": forms(page)[path]}).status_code == 302
    own = first.removesuffix("/check-in")
    back = fields(client.get(own).content.decode(), f"{own}/not-here")
    assert client.post(f"{own}/not-here", back).status_code == 302
    assert states(apart)[0] is AppointmentState.BOOKED
    own = second.removesuffix("/check-in")
    back = fields(client.get(own).content.decode(), f"{own}/not-here")
    document.begin(office(apart.practice_id), int(own.rpartition("/")[2]), on=DAY)
    assert client.post(f"{own}/not-here", back).status_code == 422
    assert f"{own}/not-here" not in client.get(own).content.decode()


def test_who_is_in_the_room_without_a_check_in_is_an_exception_until_one_act_ends_it(
    apart: Shelf, sign_in: "Callable[..., Client]"
) -> None:
    with books(apart.practice_id) as session:
        first = min(session.find(Appointment), key=lambda one: one.starts_at)
    document.begin(office(apart.practice_id), first.id, on=DAY)
    client = sign_in("front_desk", practice_id=apart.practice_id)
    page = client.get(BOARD).content.decode()
    assert "<b>1 in the room, not checked in</b>" in page
    (row,) = re.findall(rf'<tr data-row id="a{first.id}".*?</tr>', page, re.S)
    assert 'In the room<span class="sr">, not checked in' in row
    assert (f"/today/{first.id}/no-show" in row, f'href="/today/{first.id}"' in row) == (False, True)
    assert f'id="a{first.id}"' in client.get(f"{BOARD}&view=needs").content.decode()
    sheet = client.get(f"/today/{first.id}").content.decode()
    assert "In the room, not checked in" in sheet
    assert "Nobody has checked them in" in client.get(f"/today/{first.id}/check-out").content.decode()
    at = f"/today/{first.id}/check-in"
    answer = client.post(at, {"patient_token": forms(page)[at]})
    assert states(apart)[0] is AppointmentState.DONE
    after = client.get(answer.headers["Location"]).content.decode()
    assert "Checked in." in after
    assert "in the room, not checked in" not in client.get(BOARD).content.decode()
