"""The chart's screens: every list is added to, changed, ended and corrected by its form, by whoever may."""

import re
from collections.abc import Callable
from datetime import date
from decimal import Decimal
from typing import TYPE_CHECKING

import pytest

from almoner.core.chart.allergy import Allergy
from almoner.core.chart.goal import Goal
from almoner.core.chart.history import FamilyHistory, SocialHistory
from almoner.core.chart.immunization import Immunization
from almoner.core.chart.medication import Administration, Medication
from almoner.core.chart.nouns import NOUNS
from almoner.core.chart.order import Order, OrderState
from almoner.core.chart.problem import ListedProblem, ProblemStatus
from almoner.core.chart.procedure import PerformedProcedure
from almoner.core.chart.result import Flag, Result
from almoner.core.chart.systems import ICD10CM, SNOMED
from almoner.core.chart.vital import VitalSign
from almoner.core.party import Patient
from almoner.store.session import books
from tests.web.charting import ADDED, add, fields, kept, own, page, token
from tests.web.shelf import DAY, Shelf

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


def test_an_empty_chart_says_what_would_be_here(patient: Patient, doctor: "Client") -> None:
    shown = page(doctor, f"/patients/{patient.id}/chart")
    assert "Allergies not asked" in shown
    assert "No problem is on the list." in shown
    assert shown.count("<details>") == len(ADDED)


@pytest.mark.parametrize("kind", sorted(ADDED))
def test_each_list_is_added_to_and_what_its_form_shows_is_read_back(
    kind: str, shelf: Shelf, patient: Patient, doctor: "Client"
) -> None:
    assert add(doctor, shelf, patient, kind, note="as told") == 302
    noun = next(one for one in NOUNS if one.kind == kind)
    one = kept(shelf, noun)[0]
    assert (one.entry.author_id, one.entry.note) == (shelf.provider.id, "as told")
    assert one.concept.words in page(doctor, f"/patients/{patient.id}/chart")
    address = f"/patients/{patient.id}/chart/{kind}/{one.id}"
    shown = page(doctor, address)
    assert doctor.post(f"{address}/change", fields(shown, "change")).status_code == 302
    again = kept(shelf, noun)[0]
    assert again.version == 2
    assert own(again) == own(one)
    assert doctor.post(f"{address}/change", fields(shown, "change")).status_code == 409, "an old page"


def test_what_was_typed_is_what_is_kept(shelf: Shelf, patient: Patient, doctor: "Client") -> None:
    for kind in ADDED:
        assert add(doctor, shelf, patient, kind) == 302, kind
    problem, allergy = kept(shelf, ListedProblem)[0], kept(shelf, Allergy)[0]
    assert isinstance(problem, ListedProblem)
    assert problem.concept.code_in(ICD10CM) == "E11.9"
    assert problem.onset
    assert problem.onset.written == "2019-05"
    assert isinstance(allergy, Allergy)
    assert allergy.reaction_words == "hives, swelling"
    signs = {one.concept.words: one.words for one in kept(shelf, VitalSign) if isinstance(one, VitalSign)}
    assert signs == {
        "Blood pressure": "132/78 mmHg",
        "Weight": "160 lb",
        "Height": "175 cm",
        "Body mass index": "23.7 kg/m2",
    }
    result, vaccine, given = (
        kept(shelf, Result)[0],
        kept(shelf, Immunization)[0],
        kept(shelf, Administration)[0],
    )
    assert isinstance(result, Result)
    assert (result.value.words, result.flag, result.ranges[0].words) == ("7.90 %", Flag.HIGH, "4.0 to 5.6 %")
    assert isinstance(vaccine, Immunization)
    assert (vaccine.lot, vaccine.expires_on) == ("AB1", date(2027, 1, 31))
    assert isinstance(given, Administration)
    assert given.wasted
    assert given.wasted.value == Decimal(10)
    family, social = kept(shelf, FamilyHistory)[0], kept(shelf, SocialHistory)[0]
    assert isinstance(family, FamilyHistory)
    assert [(one.concept.words, one.age) for one in family.conditions] == [("Diabetes", 61), ("Stroke", None)]
    assert isinstance(social, SocialHistory)
    assert social.value.concept
    assert social.value.concept.code_in(SNOMED) == "8517006"
    assert kept(shelf, PerformedProcedure)
    assert kept(shelf, Goal)
    shown = page(doctor, f"/patients/{patient.id}/timeline")
    assert all(words in shown for words in ("Lipid panel", "Influenza", "Mother", "A1c below 7"))
    assert "Influenza" not in page(doctor, f"/patients/{patient.id}/timeline?kind=problem")


def test_things_end_and_errors_are_marked_by_key(shelf: Shelf, patient: Patient, doctor: "Client") -> None:
    for kind in ("problem", "medication", "order"):
        add(doctor, shelf, patient, kind)
    problem, drug, order = kept(shelf, ListedProblem)[0], kept(shelf, Medication)[0], kept(shelf, Order)[0]
    address = f"/patients/{patient.id}/chart"
    shown = page(doctor, f"{address}/problem/{problem.id}")
    assert all(f'data-key="{key}"' in shown for key in "exw")
    assert doctor.post(f"{address}/problem/{problem.id}/end", fields(shown, "end")).status_code == 302
    ended = kept(shelf, ListedProblem)[0]
    assert isinstance(ended, ListedProblem)
    assert (ended.status, ended.version) == (ProblemStatus.RESOLVED, 2)
    shown = page(doctor, f"{address}/problem/{problem.id}")
    assert "/end" not in shown
    said = fields(page(doctor, f"{address}/order/{order.id}"), "end") | {"state": "failed"}
    assert doctor.post(f"{address}/order/{order.id}/end", said).status_code == 422, "why is missing"
    assert doctor.post(f"{address}/order/{order.id}/end", said | {"why": "no specimen"}).status_code == 302
    failed = kept(shelf, Order)[0]
    assert isinstance(failed, Order)
    assert (failed.status, failed.outcome) == (OrderState.FAILED, "no specimen")
    shown = page(doctor, f"{address}/medication/{drug.id}")
    wrong = fields(shown, "error") | {"reason": "the sister's"}
    assert doctor.post(f"{address}/medication/{drug.id}/error", wrong).status_code == 302
    assert "Lisinopril" not in page(doctor, address)
    gone = page(doctor, f"{address}/medication/{drug.id}")
    assert "the sister's" in gone
    assert "Entered in error" in gone
    assert "/change" not in gone


def test_results_are_read_in_one_act(shelf: Shelf, patient: Patient, doctor: "Client") -> None:
    add(doctor, shelf, patient, "result")
    add(doctor, shelf, patient, "result", value="8.4")
    shown = page(doctor, f"/patients/{patient.id}/chart")
    assert "To read" in shown
    assert "up from 7.90 %" in shown
    which = re.findall(r'name="which" value="([^"]+)"', shown)
    said = {"patient_token": token(shown), "which": [*which, "1", "x.y"]}
    assert doctor.post(f"/patients/{patient.id}/chart/read", said).status_code == 302
    results = [one for one in kept(shelf, Result) if isinstance(one, Result)]
    assert {one.read_on for one in results} == {DAY}
    assert "To read" not in page(doctor, f"/patients/{patient.id}/chart")


WRONG: list[tuple[str, dict[str, str]]] = [
    ("problem", {"words": "", "code": ""}),
    ("problem", {"code": "E1"}),
    ("problem", {"system": "http://example.org"}),
    ("problem", {"onset": "soon"}),
    ("problem", {"onset": "2030"}),
    ("problem", {"severity": "awful"}),
    ("problem", {"label": "secret"}),
    ("problem", {"visit": "5"}),
    ("problem", {"author": "5"}),
    ("problem", {"words": "x" * 600}),
    ("medication", {"refills": "many"}),
    ("medication", {"refills": "999"}),
    ("medication", {"reason": "5"}),
    ("medication", {"quantity": "NaN"}),
    ("vital_sign", {"weight": "16000"}),
    ("vital_sign", {"weight": "1e9999"}),
    ("vital_sign", {"on": ""}),
    ("vital_sign", {"systolic": "", "diastolic": "", "weight": "", "height": ""}),
    ("result", {"value": ""}),
    ("result", {"on": "tomorrow"}),
    ("immunization", {"lot": ""}),
    ("immunization", {"expires": "2020-01-01"}),
    ("immunization", {"expires": "31/12/2027"}),
    ("administration", {"dose": ""}),
    ("order", {"reason_words": ""}),
    ("order", {"author": "0"}),
    ("goal", {"due": ""}),
    ("social_history", {"topic": "shoe size"}),
    ("family_history", {"died_aged": "200"}),
    ("problem", {"kind": "report"}),
    ("problem", {"kind": "no such thing"}),
]


@pytest.mark.parametrize(
    ("kind", "changes"), WRONG, ids=[f"{kind}-{place}" for place, (kind, _) in enumerate(WRONG)]
)
def test_what_cannot_be_kept_is_refused_and_changes_nothing(
    kind: str, changes: dict[str, str], shelf: Shelf, patient: Patient, doctor: "Client"
) -> None:
    assert add(doctor, shelf, patient, kind, **changes) == 422
    assert not any(kept(shelf, noun) for noun in NOUNS)


def test_a_list_that_was_brought_is_decided_line_by_line(
    shelf: Shelf, patient: Patient, doctor: "Client"
) -> None:
    add(doctor, shelf, patient, "medication")
    address = f"/patients/{patient.id}/chart/reconcile"
    said = fields(page(doctor, address), "list") | {
        "list": "lisinopril; one a day\n\nMetformin 500 mg\nFish oil"
    }
    assert doctor.post(f"{address}/list", said).status_code == 302
    chart = page(doctor, f"/patients/{patient.id}/chart")
    assert "3 entries to reconcile" in chart
    assert "Metformin" not in chart
    shown = page(doctor, address)
    assert shown.count("Keep this one") == 2
    assert doctor.post(f"{address}/keep", fields(shown, "keep")).status_code == 302
    shown = page(doctor, address)
    assert doctor.post(f"{address}/take", fields(shown, "take")).status_code == 302
    left = fields(page(doctor, address), "leave") | {"reason": "no drug"}
    assert doctor.post(f"{address}/leave", left).status_code == 302
    drugs = {one.concept.words for one in kept(shelf, Medication) if one.entry.stands}
    assert drugs == {"Lisinopril 20 mg", "Metformin 500 mg"}
    assert "Nothing waits from outside." in page(doctor, address)


def test_a_timeline_goes_on_where_it_stopped(shelf: Shelf, patient: Patient, doctor: "Client") -> None:
    for place in range(51):
        add(doctor, shelf, patient, "goal", words=f"Goal number {place:02d}")
    shown = page(doctor, f"/patients/{patient.id}/timeline")
    more = re.search(r'rel="next" href="([^"]+)"', shown)
    assert more
    rest = page(doctor, more[1])
    told = [set(re.findall(r"Goal number \d\d", each)) for each in (shown, rest)]
    assert [len(each) for each in told] == [50, 1]
    assert not told[0] & told[1]
