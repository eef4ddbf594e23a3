"""The front desk's forms: a new patient, their policies, who answers, and a booking that nobody comes to."""

import re
from collections.abc import Callable
from datetime import date
from typing import TYPE_CHECKING

import pytest

from almoner.core.collect.guarantor_choice import GuarantorChoice
from almoner.core.coverage import Coverage
from almoner.core.party import Patient
from almoner.core.plan import Record
from almoner.core.schedule import Appointment, AppointmentState
from almoner.store.session import books
from tests.web.shelf import DAY, Shelf
from tests.web.test_statements import fields

if TYPE_CHECKING:
    from django.test import Client

    SignIn = Callable[..., Client]

pytestmark = pytest.mark.usefixtures("house")

PERSON = {
    "last": "Nguyen",
    "first": "Linh",
    "birth": "1990-05-06",
    "sex": "F",
    "line1": "4 Pine Road",
    "city": "Albany",
    "state": "ny",
    "zip": "12208-1234",
}


@pytest.fixture
def shelf() -> Shelf:
    """A practice with two patients, one of them booked."""
    made = Shelf(name="Desk Clinic")
    patient = made.patient(0)
    made.coverage(patient, 1)
    made.booking(patient, 2)
    made.patient(1)
    return made.lay()


def found(shelf: Shelf, kind: type[Record]) -> list[Record]:
    with books(shelf.practice_id) as session:
        return session.find(kind)


def patients(shelf: Shelf) -> list[Patient]:
    with books(shelf.practice_id) as session:
        return session.find(Patient)


def forms(client: "Client", patient: Patient) -> str:
    return client.get(f"/patients/{patient.id}/registration").content.decode()


def test_a_patient_is_registered_with_a_policy_once(shelf: Shelf, sign_in: "SignIn") -> None:
    client = sign_in("front_desk", practice_id=shelf.practice_id)
    assert 'href="/patients/new"' in client.get("/patients").content.decode()
    said = fields(client.get("/patients/new").content.decode(), "/patients/new") | PERSON
    said |= {"plan": str(shelf.plans[0].id), "rank": "1", "member": "W1", "since": "2026-01-01"}
    answers = [client.post("/patients/new", said) for _ in range(2)]
    assert {answer.status_code for answer in answers} == {302}
    made = patients(shelf)[-1]
    assert (len(patients(shelf)), made.name.last, made.address.zip) == (3, "Nguyen", "122081234")
    policies = [one for one in found(shelf, Coverage) if isinstance(one, Coverage)]
    assert [one.member_id for one in policies if one.patient_id == made.id] == ["W1"]
    assert "The patient is registered." in client.get(answers[0].headers["Location"]).content.decode()


@pytest.mark.parametrize(
    "wrong",
    [
        {"birth": "soon"},
        {"birth": "2999-01-01"},
        {"last": ""},
        {"zip": "1"},
        {"plan": "7"},
        {"state": "N"},
        {"state": "New Jork"},
    ],
)
def test_what_is_no_patient_is_not_registered(wrong: dict[str, str], shelf: Shelf, sign_in: "SignIn") -> None:
    client = sign_in("front_desk", practice_id=shelf.practice_id)
    answer = client.post("/patients/new", PERSON | wrong)
    page = answer.content.decode()
    assert answer.status_code == 422
    assert "Nothing was changed. What you typed stands here." in page
    assert 'aria-invalid="true"' in page
    assert 'value="4 Pine Road"' in page, "what was typed is kept"
    assert len(patients(shelf)) == 2


def test_everything_that_is_wrong_is_said_at_once_each_at_its_field(shelf: Shelf, sign_in: "SignIn") -> None:
    client = sign_in("front_desk", practice_id=shelf.practice_id)
    wrong = {"birth": "2999-01-01", "last": "", "state": "Nowhere", "zip": "12"}
    policy = {"plan": str(shelf.plans[0].id), "rank": "2", "member": "", "copay": "1,0", "holds": "01"}
    said = PERSON | wrong | policy | {"since": "2026-03-01", "last_day": "2026-02-01", "holder_first": "Ben"}
    page = client.post("/patients/new", said).content.decode()
    for name in ("birth", "last", "state", "zip", "member", "copay", "last_day", "holder_last"):
        (marked,) = re.findall(rf'<input[^>]*name="{name}"[^>]*>', page)
        assert 'aria-invalid="true"' in marked, name
        described = re.search(r'aria-describedby="([^"]+)"', marked)
        assert described
        (why,) = re.findall(rf'id="{described[1]}">([^<]+)<', page)
        assert f'<a href="#{described[1].removesuffix("-refused")}">{why}' in page, "the way there is above"
    for kept in (
        'value="4 Pine Road"',
        'value="Nowhere"',
        'value="1,0"',
        'value="Ben"',
        'value="2999-01-01"',
    ):
        assert kept in page
    assert '<option value="01" selected>' in page, "who holds the policy stays chosen"
    assert len(patients(shelf)) == 2


def test_a_form_among_others_is_the_one_that_is_filled_again(shelf: Shelf, sign_in: "SignIn") -> None:
    client = sign_in("front_desk", practice_id=shelf.practice_id)
    own = f"/patients/{patients(shelf)[0].id}"
    said = fields(forms(client, patients(shelf)[0]), f"{own}/coverage/change")
    answer = client.post(
        f"{own}/coverage/change",
        said | {"member": "", "copay": "much", "why": ""},
        headers={"Referer": f"http://localhost{own}/registration"},
    )
    page = answer.content.decode()
    assert answer.status_code == 422
    fold = page[page.rindex("<details", 0, page.index("data-refused")) : page.index("data-refused")]
    assert fold.startswith("<details open"), "the form is not hidden in its fold"
    assert page.count('aria-invalid="true"') == 3
    assert f'name="refused_page" value="{own}/registration"' in page
    again = fields(page, f"{own}/coverage/change") | {"member": "W9", "copay": "5", "why": "a new card"}
    assert client.post(f"{own}/coverage/change", again).status_code == 302


@pytest.mark.parametrize("typed", ["New York", "new  york", "ny", "NY"])
def test_a_state_is_taken_by_its_letters_or_its_name(typed: str, shelf: Shelf, sign_in: "SignIn") -> None:
    client = sign_in("front_desk", practice_id=shelf.practice_id)
    assert client.post("/patients/new", PERSON | {"state": typed}).status_code == 302
    assert patients(shelf)[-1].address.state == "NY"


def test_who_may_be_registered_already_is_shown_before_anything_is_kept(
    shelf: Shelf, sign_in: "SignIn"
) -> None:
    client = sign_in("front_desk", practice_id=shelf.practice_id)
    known = patients(shelf)[0]
    same = {"last": known.name.last, "first": known.name.first, "birth": known.birth_on.isoformat()}
    said = fields(client.get("/patients/new").content.decode(), "/patients/new") | PERSON | same
    answer = client.post("/patients/new", said)
    page = answer.content.decode()
    assert answer.status_code == 422
    assert "Is it this patient?" in page
    assert "same name, same birth date" in page
    assert f'href="/patients/{known.id}"' in page
    assert len(patients(shelf)) == 2
    again = said | fields(page, "/patients/new") | {"sure": "yes"}
    answers = [client.post("/patients/new", again) for _ in range(2)]
    assert {answer.status_code for answer in answers} == {302}
    assert len(patients(shelf)) == 3


def test_a_policy_is_added_and_ended(shelf: Shelf, sign_in: "SignIn") -> None:
    client = sign_in("front_desk", practice_id=shelf.practice_id)
    patient = patients(shelf)[0]
    own = f"/patients/{patient.id}"
    said = fields(forms(client, patient), f"{own}/coverage")
    said |= {"plan": str(shelf.plans[0].id), "rank": "2", "member": "W2", "since": "2026-01-01"}
    assert client.post(f"{own}/coverage", said | {"holds": "01"}).status_code == 422, (
        "the holder's name lacks"
    )
    holder = {"holds": "01", "holder_last": "Okafor", "holder_first": "Ben", "holder_birth": "1960-02-03"}
    fresh = {"once": fields(forms(client, patient), f"{own}/coverage")["once"]}
    assert client.post(f"{own}/coverage", said | holder | fresh).status_code == 302
    (_, second) = [one for one in found(shelf, Coverage) if isinstance(one, Coverage)]
    assert second.subscriber is not None
    assert (second.rank, second.subscriber.name.first) == (2, "Ben")
    said = fields(forms(client, patient), f"{own}/coverage/change")
    assert (
        client.post(f"{own}/coverage/change", said | {"last_day": "2026-10-31", "why": "lost"}).status_code
        == 302
    )
    policies = [one for one in found(shelf, Coverage) if isinstance(one, Coverage)]
    assert date(2026, 11, 1) in {one.until_on for one in policies}
    assert client.post(f"{own}/coverage/change", said | {"why": "lost"}).status_code == 409, "seen before"


def test_a_new_card_ends_the_old_one_unless_that_is_unticked(shelf: Shelf, sign_in: "SignIn") -> None:
    client = sign_in("front_desk", practice_id=shelf.practice_id)
    patient = patients(shelf)[0]
    own = f"/patients/{patient.id}"
    page = forms(client, patient)
    assert 'name="ends" value="yes" checked' in page
    said = fields(page, f"{own}/coverage") | {"plan": str(shelf.plans[0].id), "rank": "1", "member": "W9"}
    apart = {name: typed for name, typed in said.items() if name != "ends"}
    refused = client.post(
        f"{own}/coverage", apart, headers={"Referer": f"http://localhost{own}/registration"}
    )
    assert refused.status_code == 422
    assert "Another policy pays in this place" in refused.content.decode()
    assert client.post(f"{own}/coverage", said | {"ends": "yes"}).status_code == 302
    policies = [one for one in found(shelf, Coverage) if isinstance(one, Coverage)]
    assert sorted((one.member_id == "W9", one.until_on is None) for one in policies) == [
        (False, False),
        (True, True),
    ]


def test_who_answers_is_named_and_replaced(shelf: Shelf, sign_in: "SignIn") -> None:
    client = sign_in("front_desk", practice_id=shelf.practice_id)
    patient, other = patients(shelf)
    own = f"/patients/{patient.id}"
    said = fields(forms(client, patient), f"{own}/guarantor")
    linked = {"number": other.number, "relation": "brother", "why": "he pays"}
    assert client.post(f"{own}/guarantor", said | linked | {"number": ""}).status_code == 422
    assert client.post(f"{own}/guarantor", said | linked).status_code == 302
    page = forms(client, patient)
    assert f'href="/patients/{other.id}"' in page
    assert "brother" in page
    said = fields(page, f"{own}/guarantor") | {"who": "person", "relation": "aunt", "why": "she pays now"}
    assert client.post(f"{own}/guarantor", said | PERSON).status_code == 302
    assert "Linh Nguyen</span></b>, aunt" in forms(client, patient)
    said = fields(forms(client, patient), f"{own}/guarantor") | {"who": "self", "why": "of age"}
    assert client.post(f"{own}/guarantor", said).status_code == 302
    assert patients(shelf)[0].guarantor is None


def test_an_address_is_corrected(shelf: Shelf, sign_in: "SignIn") -> None:
    client = sign_in("front_desk", practice_id=shelf.practice_id)
    patient = patients(shelf)[0]
    said = fields(forms(client, patient), f"/patients/{patient.id}/registration")
    said |= {"line1": "77 New Street", "why": "mail came back"}
    assert client.post(f"/patients/{patient.id}/registration", said).status_code == 302
    assert patients(shelf)[0].address.line1 == "77 New Street"
    assert patients(shelf)[0].birth_on == patient.birth_on


@pytest.mark.parametrize(
    ("act", "state"), [("cancel", AppointmentState.CANCELLED), ("no-show", AppointmentState.NO_SHOW)]
)
def test_a_booking_that_nobody_comes_to_leaves_the_board(
    act: str, state: AppointmentState, shelf: Shelf, sign_in: "SignIn"
) -> None:
    client = sign_in("front_desk", practice_id=shelf.practice_id)
    page = client.get(f"/today?on={DAY.isoformat()}").content.decode()
    (address,) = re.findall(r'action="(/today/\d+)/cancel"', page)
    said = fields(page, f"{address}/cancel")
    assert client.post(f"{address}/{act}", said).status_code == 302
    (booking,) = found(shelf, Appointment)
    assert isinstance(booking, Appointment)
    assert booking.state is state
    assert client.post(f"{address}/check-in", said).status_code == 422


def test_a_wrong_birth_date_is_corrected_with_its_reason(shelf: Shelf, sign_in: "SignIn") -> None:
    client = sign_in("front_desk", practice_id=shelf.practice_id)
    patient = patients(shelf)[0]
    own = f"/patients/{patient.id}/registration"
    said = fields(forms(client, patient), own) | {"birth": "1957-01-02", "sex": "F", "why": "her license"}
    for wrong in ("", "2999-01-01", "0197-01-02"):
        assert client.post(own, said | {"birth": wrong}).status_code == 422, wrong
    assert client.post(own, said).status_code == 302
    assert (patients(shelf)[0].birth_on, patients(shelf)[0].sex) == (date(1957, 1, 2), "F")


def test_numbers_are_kept_as_payers_and_telephones_know_them(shelf: Shelf, sign_in: "SignIn") -> None:
    client = sign_in("front_desk", practice_id=shelf.practice_id)
    said = fields(client.get("/patients/new").content.decode(), "/patients/new") | PERSON
    said |= {"plan": str(shelf.plans[0].id), "rank": "1", "member": " 1eg4-TE5-MK73 ", "since": "2026-01-01"}
    assert client.post("/patients/new", said | {"phone": "call mom"}).status_code == 422
    assert client.post("/patients/new", said | {"phone": "+1 (518) 555-0101"}).status_code == 302
    made = patients(shelf)[-1]
    assert made.phone == "5185550101"
    page = client.get("/patients?q=518-555-0101").content.decode()
    assert made.number in page
    policies = [one for one in found(shelf, Coverage) if isinstance(one, Coverage)]
    assert [one.member_id for one in policies if one.patient_id == made.id] == ["1eg4TE5MK73"]


def test_a_name_that_no_claim_can_carry_is_refused_at_its_field(shelf: Shelf, sign_in: "SignIn") -> None:
    client = sign_in("front_desk", practice_id=shelf.practice_id)
    page = client.post("/patients/new", PERSON | {"last": "N" * 200, "first": "L" * 35}).content.decode()
    assert "last name is longer than a claim can carry. Give at most 60 characters." in page
    assert "first name is longer" not in page
    assert len(patients(shelf)) == 2


def test_a_child_is_answered_for_by_who_holds_the_policy_in_one_click(
    shelf: Shelf, sign_in: "SignIn"
) -> None:
    client = sign_in("front_desk", practice_id=shelf.practice_id)
    said = fields(client.get("/patients/new").content.decode(), "/patients/new") | PERSON
    held = {"holds": "19", "holder_last": "Nguyen", "holder_first": "Mai", "holder_birth": "1990-01-01"}
    said |= {"plan": str(shelf.plans[0].id), "rank": "1", "member": "W1", "since": "2026-01-01"} | held
    answer = client.post("/patients/new", said | {"birth": f"{DAY.year - 1}-05-06"})
    page = client.get(answer.headers["Location"]).content.decode()
    child = patients(shelf)[-1]
    assert "A child can't answer for a bill" in page
    form = fields(page, f"/patients/{child.id}/guarantor")
    assert client.post(f"/patients/{child.id}/guarantor", form).status_code == 302
    answers = patients(shelf)[-1].guarantor
    assert answers
    assert (answers.name.first, answers.relation) == ("Mai", "parent")
    assert "A child can't answer" not in forms(client, child)


def test_the_desk_chooses_the_language_of_who_answers(shelf: Shelf, sign_in: "SignIn") -> None:
    client = sign_in("front_desk", practice_id=shelf.practice_id)
    patient, _ = patients(shelf)
    own = f"/patients/{patient.id}/language"
    page = forms(client, patient)
    assert '<option value="en" selected>English</option>' in page
    assert client.post(own, fields(page, own) | {"language": "xx"}).status_code == 422
    assert client.post(own, fields(page, own) | {"language": "es"}).status_code == 302
    assert '<option value="es" selected>Español</option>' in forms(client, patient)
    with books(shelf.practice_id) as session:
        (kept,) = session.find(GuarantorChoice)
    assert (kept.language, kept.guarantor) == ("es", f"patient:{patient.id}")
