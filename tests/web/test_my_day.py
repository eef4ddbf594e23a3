"""The provider's day on the screen: what each visit wants, the way to the next, and the signature."""

import re
from collections.abc import Callable
from dataclasses import replace
from datetime import timedelta
from typing import TYPE_CHECKING

import pytest

from almoner.core.charge.signed_day import SignedDay
from almoner.core.chart import Visit
from almoner.core.party import Patient
from tests.web.shelf import DAY, Shelf, arrived
from tests.web.test_schedule import form_to

if TYPE_CHECKING:
    from django.test import Client

pytestmark = pytest.mark.usefixtures("house")


@pytest.fixture
def shelf() -> Shelf:
    """A provider with a billed visit of today and one of yesterday to sign, and a second patient."""
    shelf = Shelf(name="My day")
    shelf.provider = replace(shelf.provider, user=f"provider{shelf.practice_id}")
    shelf.records = [shelf.provider if one.kind == "provider" else one for one in shelf.records]
    patient, _ = shelf.patient(0), shelf.patient(6)
    shelf.charged_visit(patient, on=DAY)
    yesterday = DAY - timedelta(days=1)
    shelf.records.append(Visit(shelf.id(), patient.id, shelf.provider.id, shelf.location.id, yesterday, "11"))
    return shelf.lay()


def test_the_day_is_worked_through_and_signed(shelf: Shelf, sign_in: "Callable[..., Client]") -> None:
    from almoner.store.session import books

    client = sign_in("provider", practice_id=shelf.practice_id)
    page = client.get("/my-day").content.decode()
    assert "note not signed" in page
    assert re.search(r"2 visits, 1 closed, 1 open", page)
    (key,) = re.findall(r'name="visit" value="(v[0-9]+)"', page)
    assert client.get("/my-day/next").headers["Location"] == f"/visits/{key[1:]}/note"
    seen = re.search(r'name="seen" value="([0-9a-f]{64})"', page)
    assert seen
    form = {"day": DAY.isoformat(), "seen": seen.group(1), "visit": key}
    assert client.post("/my-day/close", form).status_code == 422
    rest = {"reason-rest": "later", "owner-rest": "coder", "due-rest": DAY.isoformat()}
    signed = client.post("/my-day/close", form | rest)
    assert signed.status_code == 302
    again = client.get(signed.headers["Location"]).content.decode()
    assert "The day is signed." in again
    assert 'action="/my-day/close"' not in again
    with books(shelf.practice_id) as session:
        (kept,) = session.find(SignedDay)
    assert kept.sha256[:16] in again


def test_a_provider_without_a_record_of_their_own_is_told_so(sign_in: "Callable[..., Client]") -> None:
    other = Shelf(name="No provider").lay()
    answer = sign_in("provider", practice_id=other.practice_id).get("/my-day")
    assert answer.status_code == 422
    assert "no provider of this practice" in answer.content.decode()


def test_who_has_come_is_one_key_from_their_note_and_who_has_not_is_shown(
    shelf: Shelf, sign_in: "Callable[..., Client]"
) -> None:
    came, coming = shelf.patient(1), shelf.patient(2)
    here = shelf.booking(came)
    due = shelf.booking(coming)
    shelf.lay()
    shelf.records.append(arrived(here))
    shelf.lay()
    client = sign_in("provider", practice_id=shelf.practice_id)
    page = client.get("/my-day").content.decode()
    assert "Still to come" in page
    assert f'href="/patients/{coming.id}/chart"' in page
    assert f'href="/patients/{came.id}/chart"' not in page
    assert client.get(f"/my-day?at=a{here.id}").content.decode().count("data-opens autofocus") == 1
    begins = rf'action="/today/{here.id}/begin".*?name="patient_token" value="([^"]+)"><button[^>]*opens'
    token = re.search(begins, page, re.S)
    assert token
    begun = client.post(f"/today/{here.id}/begin", {"patient_token": token[1]})
    assert re.fullmatch(r"/visits/\d+/note", begun.headers["Location"])
    waits = rf'action="/today/{due.id}/begin".*?value="([^"]+)"><button[^>]*who is not checked in'
    token = re.search(waits, page, re.S)
    assert token, "care does not wait for the desk"
    begun = client.post(f"/today/{due.id}/begin", {"patient_token": token[1]})
    assert re.fullmatch(r"/visits/\d+/note", begun.headers["Location"])


def test_a_visit_that_nobody_booked_is_begun_from_the_screens(
    shelf: Shelf, sign_in: "Callable[..., Client]"
) -> None:
    from almoner.store.session import books

    client = sign_in("provider", practice_id=shelf.practice_id)
    with books(shelf.practice_id) as session:
        patient = max(session.find(Patient), key=lambda one: one.id)
        before = {one.id for one in session.find(Visit)}
    assert 'href="/patients?to=visit"' in client.get("/my-day").content.decode()
    rows = client.get("/patients?to=visit").content.decode()
    assert f'href="/patients/{patient.id}/begin"' in rows
    at = f"/patients/{patient.id}/begin"
    page = client.get(at).content.decode()
    assert "Nobody booked them with you today" in page
    form = form_to(page, at)
    refused = client.post(at, form | {"reason": " "}, headers={"Referer": f"http://localhost{at}"})
    assert refused.status_code == 422
    assert 'aria-invalid="true"' in refused.content.decode()
    begun = client.post(at, form | {"reason": "Sore throat"})
    with books(shelf.practice_id) as session:
        (made,) = [one for one in session.find(Visit) if one.id not in before]
    assert begun.headers["Location"] == f"/visits/{made.id}/note"
    assert f'href="/visits/{made.id}/note"' in client.get(at).content.decode()
    assert client.post(at, form | {"patient_token": "1.x", "reason": "x"}).status_code == 409
    desk = sign_in("front_desk", practice_id=shelf.practice_id)
    assert desk.get(at).status_code == 403
    assert f'href="{at}"' not in desk.get("/patients?to=visit").content.decode()
