"""The check-in sheet: the payer's answer in words with its age, what may be given, and the copay taken with
its reason and receipt.
"""

import re
from collections.abc import Callable
from dataclasses import replace
from datetime import timedelta
from typing import TYPE_CHECKING

import pytest

from almoner.core.collect import Receipt
from almoner.core.coverage import Authorization, BenefitState
from almoner.core.schedule import Appointment, AppointmentState
from almoner.core.wire.interchange import Interchange
from almoner.store.session import books
from tests.web.shelf import DAY, Shelf
from tests.web.test_statements import fields

if TYPE_CHECKING:
    from django.test import Client

    SignIn = Callable[..., Client]

pytestmark = pytest.mark.usefixtures("house")


@pytest.fixture
def shelf() -> Shelf:
    """A practice with three bookings: a good answer, none, and no policy at all."""
    made = Shelf(name="Sheet Clinic")
    first, second, bare = (made.patient(place) for place in range(3))
    covered = made.coverage(first, 0)
    told = {"deductible_left_cents": 12000, "deductible_cents": 50000, "coinsurance_bp": 2000}
    asked_on = DAY - timedelta(days=3)
    made.benefits(covered, **told, answered_on=asked_on, marks=("gatekeeper",), authorized_codes=("97110",))
    until_on = DAY + timedelta(days=40)
    allowed = Authorization(
        *(made.id(), first.id, covered.id, covered.payer_id, "AU77", DAY - timedelta(days=9)),
        until_on=until_on,
        most=12,
        measure="visits",
    )
    made.records.append(allowed)
    past = replace(allowed, id=made.id(), number="AU66", since_on=DAY - timedelta(days=90))
    made.records.append(replace(past, until_on=DAY - timedelta(days=9)))
    other = made.coverage(second, 1)
    late = replace(past, id=made.id(), patient_id=second.id, coverage_id=other.id, payer_id=other.payer_id)
    made.records.append(replace(late, number="AU55", until_on=DAY))
    made.charged_visit(first, on=DAY - timedelta(days=40))
    made.benefits(other, state=BenefitState.NOT_FOUND, refusals=("number not found",))
    for place, patient in enumerate((first, second, bare)):
        made.booking(patient, place)
    return made.lay()


def bookings(shelf: Shelf) -> list[Appointment]:
    with books(shelf.practice_id) as session:
        return sorted(session.find(Appointment), key=lambda one: one.starts_at)


def receipts(shelf: Shelf) -> list[Receipt]:
    with books(shelf.practice_id) as session:
        return session.find(Receipt)


def asked_files(shelf: Shelf) -> list[Interchange]:
    with books(shelf.practice_id) as session:
        return session.find(Interchange, direction="out", about="270")


def test_a_sheet_tells_the_answer_its_age_and_what_is_left(shelf: Shelf, sign_in: "SignIn") -> None:
    client = sign_in("front_desk", practice_id=shelf.practice_id)
    first, second, bare = bookings(shelf)
    page = client.get(f"/today/{first.id}").content.decode()
    for words in (
        "The policy is in force on 11/23/2026.",
        "answered 3 days ago",
        "Deductible: $120.00 of $500.00 left to pay this year.",
        "the patient pays 20% of the price",
        "wants its own primary-care doctor, or a referral",
        "Wants to allow beforehand: 97110.",
        "12 of 12 visits left",
        "Copay, as the payer answered",
        "$30.00",
    ):
        assert words in page, words
    page = client.get(f"/today/{second.id}").content.decode()
    assert "The payer knows nobody under this number" in page
    assert "It says: number not found." in page
    assert "The copay is not known before the coverage is." in page
    page = client.get(f"/today/{bare.id}").content.decode()
    assert "No policy is on file for the day" in page
    assert f"/today/{bare.id}/ask" not in page


def test_the_copay_is_taken_once_with_the_check_in(shelf: Shelf, sign_in: "SignIn") -> None:
    client = sign_in("front_desk", practice_id=shelf.practice_id)
    booking = bookings(shelf)[0]
    own = f"/today/{booking.id}"
    said = fields(client.get(own).content.decode(), f"{own}/take") | {"method": "cash", "then": "in"}
    answers = [client.post(f"{own}/take", said) for _ in range(2)]
    (receipt,) = receipts(shelf)
    assert (receipt.cents, receipt.patient_id, receipt.taken_by) == (
        3000,
        booking.patient_id,
        f"front_desk{shelf.practice_id}",
    )
    assert bookings(shelf)[0].state is AppointmentState.ARRIVED
    assert {answer.headers["Location"] for answer in answers} == {f"{own}?done=taken-in&receipt={receipt.id}"}
    page = client.get(answers[0].headers["Location"]).content.decode()
    assert f'href="/receipts/{receipt.id}.pdf"' in page
    assert "Taken today already" in page
    assert '<p class="big">$0.00</p>' in page


@pytest.mark.parametrize(
    ("typed", "words"),
    [
        ({"amount": "0", "method": "cash"}, "An amount above $0.00 is taken"),
        ({"amount": "abc", "method": "cash"}, "An amount can&#39;t be read."),
        ({"amount": "12,50", "method": "cash"}, "An amount can&#39;t be read."),
        ({"amount": "-5", "method": "cash"}, "An amount can&#39;t be read."),
        ({"amount": "30", "method": "check"}, "A check has its number as reference."),
        ({"amount": "30", "method": "shells"}, "The method is one of"),
    ],
)
def test_what_cannot_be_taken_is_said_at_its_field(
    typed: dict[str, str], words: str, shelf: Shelf, sign_in: "SignIn"
) -> None:
    client = sign_in("front_desk", practice_id=shelf.practice_id)
    own = f"/today/{bookings(shelf)[0].id}"
    said = fields(client.get(own).content.decode(), f"{own}/take") | typed | {"then": "in"}
    answer = client.post(f"{own}/take", said)
    page = answer.content.decode()
    assert answer.status_code == 422
    assert words in page
    assert len(re.findall('aria-invalid="true"', page)) == 1
    assert f'value="{typed["amount"]}"' in page, "what was typed is kept"
    assert (receipts(shelf), bookings(shelf)[0].state) == ([], AppointmentState.BOOKED)


def test_the_payer_is_asked_again_at_once(shelf: Shelf, sign_in: "SignIn") -> None:
    client = sign_in("front_desk", practice_id=shelf.practice_id)
    booking = bookings(shelf)[0]
    own = f"/today/{booking.id}"
    said = fields(client.get(own).content.decode(), f"{own}/ask")
    for number in (1, 2):
        answer = client.post(f"{own}/ask", said)
        assert answer.headers["Location"] == f"{own}?done=asked"
        assert len(asked_files(shelf)) == number
    waiting = client.get(f"{own}?done=asked").content.decode()
    assert "The payer is asked." in waiting
    assert f'hx-get="{own}?done=asked&amp;turn=1"' in waiting
    last = client.get(f"{own}?done=asked&turn=40").content.decode()
    assert "hx-trigger" not in last.partition('id="coverage"')[2].partition("</section>")[0], "it ends"


def test_p24_a_sheet_of_another_patient_takes_nothing(shelf: Shelf, sign_in: "SignIn") -> None:
    client = sign_in("front_desk", practice_id=shelf.practice_id)
    first, second, _ = (f"/today/{one.id}" for one in bookings(shelf))
    said = fields(client.get(second).content.decode(), f"{second}/take") | {"amount": "5", "method": "cash"}
    assert client.post(f"{first}/take", said).status_code == 409
    assert client.post(f"{first}/ask", said).status_code == 409
    assert (receipts(shelf), asked_files(shelf)) == ([], [])


def test_a_biller_asks_the_payer_and_takes_no_money(shelf: Shelf, sign_in: "SignIn") -> None:
    own = f"/today/{bookings(shelf)[0].id}"
    page = sign_in("biller", practice_id=shelf.practice_id).get(own).content.decode()
    assert f"{own}/ask" in page
    assert f"{own}/take" not in page
    assert sign_in("provider", practice_id=shelf.practice_id).get(own).status_code == 403


def forms(page: str) -> list[str]:
    return re.findall(r'name="form" value="([^"]+)"', page)


def test_forms_are_signed_once_and_shown_with_their_text(shelf: Shelf, sign_in: "SignIn") -> None:
    client = sign_in("front_desk", practice_id=shelf.practice_id)
    booking = bookings(shelf)[0]
    own = f"/today/{booking.id}"
    page = client.get(own).content.decode()
    said: dict[str, object] = dict(fields(page, f"{own}/forms"))
    said |= {"form": forms(page), "signed_by": "Helen Okafor", "relation": "self", "drawing": "M1 2 L30 40"}
    answers = [client.post(f"{own}/forms", said) for _ in range(2)]
    assert {answer.headers["Location"] for answer in answers} == {f"{own}?done=signed"}
    page = client.get(own).content.decode()
    assert "Everything is signed." in page
    assert "3 forms on file" in page
    kept = client.get(f"/patients/{booking.patient_id}/forms").content.decode()
    assert kept.count('<path d="M1 2 L30 40"/>') == 3
    assert "I ask my health plans to pay Sheet Clinic directly" in kept


def test_a_signature_that_is_none_is_said_at_the_form(shelf: Shelf, sign_in: "SignIn") -> None:
    client = sign_in("front_desk", practice_id=shelf.practice_id)
    booking = bookings(shelf)[0]
    own = f"/today/{booking.id}"
    page = client.get(own).content.decode()
    said: dict[str, object] = dict(fields(page, f"{own}/forms")) | {"form": forms(page), "relation": "parent"}
    for wrong in (
        {"signed_by": ""},
        {"signed_by": "Ann", "drawing": '"><script>'},
        {"signed_by": "Ann", "form": ["payment 00"]},
        {"signed_by": "Ann", "form": []},
    ):
        answer = client.post(f"{own}/forms", said | wrong)
        assert answer.status_code == 422, wrong
        assert 'role="alert"' in answer.content.decode()
        assert "<script>" not in answer.content.decode()
    kept = client.get(f"/patients/{booking.patient_id}/forms").content.decode()
    assert "Nothing was signed here yet." in kept


def test_an_authorization_that_has_ended_is_told_with_what_to_do(shelf: Shelf, sign_in: "SignIn") -> None:
    client = sign_in("front_desk", practice_id=shelf.practice_id)
    first, second, bare = bookings(shelf)
    page = client.get(f"/today/{first.id}").content.decode()
    assert "AU66" in page
    assert "ask the payer for a new one" not in page, "another holds"
    page = client.get(f"/today/{second.id}").content.decode()
    assert "Ended 11/22/2026" in page
    assert re.search(r"AU55</span> any service: ask the payer for a new one", page)
    assert "Ended" not in client.get(f"/today/{bare.id}").content.decode()
