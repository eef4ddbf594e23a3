"""Who sees and changes which chart by its screens, and what a screen costs."""

import re
from collections.abc import Callable
from typing import TYPE_CHECKING

import pytest

from almoner.core.chart.entry import Label
from almoner.core.chart.problem import ListedProblem
from almoner.core.party import Patient
from almoner.store.session import books
from tests.web.charting import add, fields, kept, page, token
from tests.web.shelf import Shelf

if TYPE_CHECKING:
    from django.test import Client

    SignIn = Callable[..., Client]

pytestmark = pytest.mark.usefixtures("house")


@pytest.fixture
def shelf() -> Shelf:
    made = Shelf(name="Charting Clinic")
    for place in (0, 1):
        made.patient(place)
    return made.lay()


@pytest.fixture
def patient(shelf: Shelf) -> Patient:
    with books(shelf.practice_id) as session:
        return session.find(Patient)[0]


@pytest.fixture
def doctor(shelf: Shelf, sign_in: "SignIn") -> "Client":
    return sign_in("provider", practice_id=shelf.practice_id)


def test_a_form_is_its_patients(shelf: Shelf, patient: Patient, doctor: "Client") -> None:
    with books(shelf.practice_id) as session:
        other = next(one for one in session.find(Patient) if one.id != patient.id)
    add(doctor, shelf, patient, "problem")
    one = kept(shelf, ListedProblem)[0]
    mine, theirs = f"/patients/{patient.id}/chart", f"/patients/{other.id}/chart"
    said = fields(page(doctor, f"{mine}/problem/{one.id}"), "error") | {"reason": "no"}
    assert doctor.post(f"{theirs}/problem/{one.id}/error", said).status_code == 409
    foreign = said | {"patient_token": token(page(doctor, theirs))}
    assert doctor.post(f"{theirs}/problem/{one.id}/error", foreign).status_code == 404
    assert doctor.get(f"{theirs}/problem/{one.id}").status_code == 404
    assert doctor.get(f"{mine}/allergy/{one.id}").status_code == 404
    assert doctor.get(f"{mine}/nonsense/{one.id}").status_code == 404
    assert kept(shelf, ListedProblem)[0].version == 1


def test_who_only_reads_sees_no_form_and_nothing_restricted(
    shelf: Shelf, patient: Patient, doctor: "Client", sign_in: "SignIn"
) -> None:
    for label in ("", *Label):
        add(doctor, shelf, patient, "problem", words=f"Problem {label or 'plain'}", code="", label=label)
    coder = sign_in("coder", practice_id=shelf.practice_id)
    shown = page(coder, f"/patients/{patient.id}/chart")
    assert "<details>" not in shown
    told = set(re.findall(r"Problem (plain|[a-z]+[_a-z0-9]*)<", shown))
    assert told == {"plain", "self_pay"}
    assert "mine alone" in page(doctor, f"/patients/{patient.id}/chart")
    for role in ("biller", "front_desk", "manager", "admin"):
        client = sign_in(role, practice_id=shelf.practice_id)
        assert client.get(f"/patients/{patient.id}/chart").status_code == 403
        assert client.get(f"/patients/{patient.id}/timeline").status_code == 403


def test_a_chart_costs_the_same_queries_whatever_stands_in_it(
    shelf: Shelf, patient: Patient, doctor: "Client"
) -> None:
    from django.db import connection
    from django.test.utils import CaptureQueriesContext

    with books(shelf.practice_id) as session:
        other = next(one for one in session.find(Patient) if one.id != patient.id)
    for place in range(30):
        add(doctor, shelf, patient, "problem", words=f"Problem {place}")
        add(doctor, shelf, patient, "result", value=str(place + 1))
    costs = {}
    for screen in ("chart", "timeline", "chart/reconcile"):
        for whose in (patient, other):
            page(doctor, f"/patients/{whose.id}/{screen}")
            with CaptureQueriesContext(connection) as queries:
                page(doctor, f"/patients/{whose.id}/{screen}")
            costs[screen, whose.id] = len(queries)
    for screen in ("chart", "timeline", "chart/reconcile"):
        assert costs[screen, patient.id] == costs[screen, other.id] <= 10, costs


def test_codes_are_offered_as_they_are_typed(doctor: "Client") -> None:
    shown = page(doctor, "/diagnoses?code=type 2 diabetes without")
    assert '<option value="E11.9">Type 2 diabetes mellitus without complications</option>' in shown
    assert "<option" not in page(doctor, "/diagnoses?code=x")
    assert "more digits are needed" in page(doctor, "/diagnoses?code=E11.62")
