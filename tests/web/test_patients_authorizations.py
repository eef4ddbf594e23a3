"""Authorizations on a patient's page: kept and changed by whoever may, by the form of that very patient."""

import re
from collections.abc import Callable
from datetime import date
from typing import TYPE_CHECKING

import pytest

from almoner.core.coverage import Authorization, AuthorizationState
from almoner.core.party import Patient
from almoner.store.session import books
from tests.web.shelf import Shelf

if TYPE_CHECKING:
    from django.test import Client

    SignIn = Callable[..., Client]

pytestmark = pytest.mark.usefixtures("house")

FORM = re.compile(r'<form method="post" action="/patients/\d+/authorizations".*?</form>', re.DOTALL)


@pytest.fixture
def shelf() -> Shelf:
    made = Shelf(name="Allowed Clinic")
    for place in (0, 1):
        made.coverage(made.patient(place))
    return made.lay()


@pytest.fixture
def patient(shelf: Shelf) -> Patient:
    with books(shelf.practice_id) as session:
        return session.find(Patient)[0]


def page(client: "Client", patient: Patient) -> str:
    return client.get(f"/patients/{patient.id}").content.decode()


def fields(shown: str, place: int = -1) -> dict[str, str]:
    """What one of the page's forms posts as it stands."""
    form = FORM.findall(shown)[place]
    found = dict(re.findall(r'name="(\w+)"[^>]* value="([^"]*)"', form))
    for name, options in re.findall(r'<select[^>]* name="(\w+)">(.*?)</select>', form, re.DOTALL):
        chosen = re.search(r'value="([^"]*)" selected', options) or re.search(r'value="([^"]*)"', options)
        assert chosen
        found[name] = chosen[1]
    return found


def kept(shelf: Shelf) -> list[Authorization]:
    with books(shelf.practice_id) as session:
        return session.find(Authorization)


def send(client: "Client", patient: Patient, said: dict[str, str]) -> int:
    return client.post(f"/patients/{patient.id}/authorizations", said).status_code


@pytest.mark.parametrize("role", ["front_desk", "biller"])
def test_one_is_kept_and_shown_with_what_is_left(
    role: str, shelf: Shelf, patient: Patient, sign_in: "SignIn"
) -> None:
    client = sign_in(role, practice_id=shelf.practice_id)
    shown = page(client, patient)
    assert "None is on file" in shown
    said = fields(shown) | {"number": "AUTH-77", "codes": "97110, 97140", "most": "12", "last": "2026-12-31"}
    assert send(client, patient, said) == 302
    (one,) = kept(shelf)
    assert (one.number, one.codes, one.most, one.measure) == ("AUTH-77", ("97110", "97140"), 12, "units")
    assert (one.patient_id, one.until_on) == (patient.id, date(2027, 1, 1))
    shown = page(client, patient)
    assert "AUTH-77" in shown
    assert "<b>12</b> of 12 units" in shown
    assert "12/31/2026" in shown


def test_a_request_is_decided_on_the_page(shelf: Shelf, patient: Patient, sign_in: "SignIn") -> None:
    client = sign_in("front_desk", practice_id=shelf.practice_id)
    assert send(client, patient, fields(page(client, patient)) | {"state": "pending"}) == 302
    change = fields(page(client, patient), 0)
    assert change["state"] == "pending"
    assert send(client, patient, change | {"state": "approved"}) == 422, "an approved one has a number"
    assert send(client, patient, change | {"state": "approved", "number": "A-9"}) == 302
    (one,) = kept(shelf)
    assert (one.state, one.number, one.version) == (AuthorizationState.APPROVED, "A-9", 2)
    assert send(client, patient, change | {"number": "A-10", "state": "denied"}) == 409, "an old page"


@pytest.mark.parametrize(
    "wrong",
    [
        {"since": ""},
        {"since": "31/12/2026"},
        {"last": "someday"},
        {"last": "9999-12-31"},
        {"last": "2026-01-01"},
        {"number": ""},
        {"number": "A*B"},
        {"number": "A" * 60},
        {"codes": "ABC"},
        {"codes": "97110 " * 200},
        {"most": "0"},
        {"most": "many"},
        {"most": "99999999999999999999"},
        {"state": "granted"},
    ],
)
def test_what_cannot_be_kept_is_refused_and_changes_nothing(
    wrong: dict[str, str], shelf: Shelf, patient: Patient, sign_in: "SignIn"
) -> None:
    client = sign_in("biller", practice_id=shelf.practice_id)
    said = fields(page(client, patient)) | {"number": "AUTH-77"} | wrong
    assert send(client, patient, said) == 422
    assert kept(shelf) == []


def test_another_patients_policy_or_form_is_refused(
    shelf: Shelf, patient: Patient, sign_in: "SignIn"
) -> None:
    client = sign_in("front_desk", practice_id=shelf.practice_id)
    with books(shelf.practice_id) as session:
        other = next(one for one in session.find(Patient) if one.id != patient.id)
    mine = fields(page(client, patient)) | {"number": "AUTH-77"}
    theirs = fields(page(client, other))
    assert send(client, patient, mine | {"coverage": theirs["coverage"]}) == 422
    assert send(client, other, mine) == 409
    assert send(client, patient, mine) == 302
    taken = fields(page(client, patient), 0)
    assert send(client, other, taken | {"patient_token": theirs["patient_token"]}) == 422
    assert [one.version for one in kept(shelf)] == [1]


def test_who_only_reads_sees_no_form(shelf: Shelf, patient: Patient, sign_in: "SignIn") -> None:
    client = sign_in("manager", practice_id=shelf.practice_id)
    shown = page(client, patient)
    assert "Authorizations" in shown
    assert not FORM.search(shown)
    assert send(client, patient, {}) == 403
