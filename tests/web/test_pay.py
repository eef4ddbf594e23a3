"""The pay page: what it tells before and after the second question, and how one pays there."""

import re
from collections.abc import Callable
from dataclasses import replace
from typing import TYPE_CHECKING

import pytest

from almoner.core.collect import Receipt
from almoner.core.collect.billing_mark import BillingMark
from almoner.core.collect.pay_link import PayLink
from almoner.core.collect.payment_plan import PaymentPlan
from almoner.core.ledger import Reason, Subject
from almoner.core.ledger.posting import Effect, post
from almoner.core.party import Patient
from almoner.core.plan import Task
from almoner.flow.access import holder, office
from almoner.flow.collect import pay, pay_link, statement
from almoner.flow.refused import Refused
from almoner.store.session import books
from tests.web.shelf import DAY, Shelf
from tests.web.test_statements import bill as bill_page
from tests.web.test_statements import fields, send

if TYPE_CHECKING:
    from django.test import Client

    SignIn = Callable[..., Client]

COOKIE = "almoner_pay"
pytestmark = pytest.mark.usefixtures("house")


def owing(shelf: Shelf, place: int = 0) -> Patient:
    """A patient who owes a share of one visit."""
    patient = shelf.patient(place)
    visit, lines = shelf.charged_visit(patient, on=DAY)
    for line in lines:
        subject = Subject(patient.id, visit.id, line.id, rank=1, service_on=DAY)
        share = Effect(Reason.PATIENT_SHARE, line.charge_cents, subject, f"share:{line.id}", carc="1")
        shelf.postings.append(post(share, on=DAY))
    return patient


def stated(shelf: Shelf, patient: Patient) -> str:
    """Make the patient's statement and return the token of its link."""
    (made,) = statement.state_accounts(office(shelf.practice_id), [patient.id], on=DAY)
    with books(shelf.practice_id) as session:
        (link,) = session.find(PayLink, statement_id=made.id)
    return pay_link.token_for(shelf.practice_id, link.id)


@pytest.fixture
def shelf() -> Shelf:
    """A practice of the test's own."""
    pay.ATTEMPTS.forget(["address 127.0.0.1"])
    return Shelf(name="Paying Clinic")


@pytest.fixture
def patient(shelf: Shelf) -> Patient:
    made = owing(shelf)
    shelf.lay()
    return made


@pytest.fixture
def client() -> "Client":
    from django.test import Client

    return Client(HTTP_HOST="localhost")


def born(patient: Patient) -> dict[str, str]:
    on = patient.birth_on
    return {"month": str(on.month), "day": f"{on.day:02d}", "year": str(on.year)}


def enter(client: "Client", token: str, patient: Patient) -> str:
    """Open the bill and return its page."""
    answer = client.post("/pay", {"token": token, **born(patient)})
    assert (answer.status_code, answer.headers["Location"]) == (302, "/pay/bill")
    return client.get("/pay/bill").content.decode()


def choose(client: "Client", page: str, **said: str) -> str:
    """Choose how much to pay, and return the address of the payment."""
    answer = client.post("/pay/bill", fields(page, "/pay/bill") | said)
    assert answer.status_code == 302, answer.content
    return str(answer.headers["Location"])


def type_card(client: "Client", payment: str, card: str = "4242") -> str:
    """Pay on the processor's page, and return the page to which it leads back."""
    page = client.get(payment).content.decode()
    (address,) = re.findall(r'href="(/card-page/[^"]+)"', page)
    assert "test cards and no card" in client.get(address).content.decode()
    back = client.post(address, {"card": card})
    assert back.headers["Location"] == payment
    return client.get(payment).content.decode()


def test_one_sees_why_it_is_owed_pays_and_has_a_receipt(
    shelf: Shelf, patient: Patient, client: "Client"
) -> None:
    page = enter(client, stated(shelf, patient), patient)
    for told in ("Paying Clinic", "$450.00", "Your deductible.", "Office visit", "11042"):
        assert told in page
    payment = choose(client, page, choice="all")
    done = type_card(client, payment)
    assert "Paid, thank you" in done
    (receipt,) = re.findall(r'href="(/pay/receipts/\d+\.pdf)"', done)
    answer = client.get(receipt)
    assert (answer.headers["Content-Type"], answer.content[:4]) == ("application/pdf", b"%PDF")
    page = client.get("/pay/bill").content.decode()
    assert "Nothing is owed here today" in page
    assert payment in page
    with books(shelf.practice_id) as session:
        assert [(one.cents, one.free_cents) for one in session.find(Receipt)] == [(45000, 0)]


def test_before_the_question_every_link_looks_alike(shelf: Shelf, patient: Patient, client: "Client") -> None:
    token = stated(shelf, patient)
    shown = [client.get(f"/pay/{one}").content.decode() for one in (token, "1-nothing", "9" * 300)]
    plain = [re.sub(r'(value|href)="[^"]*"', "", page) for page in shown]
    assert plain[0] == plain[1] == plain[2]
    for private in ("Paying Clinic", patient.name.last, patient.name.first, "450"):
        assert private not in shown[0]


def test_every_wrong_answer_gets_the_same_page(shelf: Shelf, patient: Patient, client: "Client") -> None:
    token = stated(shelf, patient)
    wrong = {"month": "1", "day": "2", "year": "1901"}
    pages = []
    for one in (token, f"{shelf.practice_id}-{'0' * 24}", "nothing"):
        answer = client.post("/pay", {"token": one, **wrong})
        assert (answer.status_code, COOKIE in answer.cookies) == (422, False)
        pages.append(re.sub(r'(value|href)="[^"]*"', "", answer.content.decode()))
    assert pages[0] == pages[1] == pages[2]
    for missing in ({}, {"month": "13", "day": "1", "year": "1950"}, {"year": "1950"}, {"zip": " "}):
        answer = client.post("/pay", {"token": token, **missing})
        assert answer.status_code == 422
        assert "Give the whole date of birth" in answer.content.decode()


def test_too_many_tries_from_one_place_wait(client: "Client", shelf: Shelf) -> None:
    assert shelf.practice_id
    wrong = {"token": "nothing", "month": "1", "day": "2", "year": "1901"}
    statuses = [client.post("/pay", wrong).status_code for _ in range(pay.FREE_TRIES + 1)]
    assert statuses == [422] * pay.FREE_TRIES + [429]
    pay.ATTEMPTS.forget(["address 127.0.0.1"])


def test_nothing_behind_the_question_opens_without_its_answer(
    shelf: Shelf, patient: Patient, client: "Client", sign_in: "SignIn"
) -> None:
    page = enter(client, stated(shelf, patient), patient)
    payment = choose(client, page, choice="all")
    from django.test import Client

    stranger, biller = Client(HTTP_HOST="localhost"), sign_in("biller", practice_id=shelf.practice_id)
    forged = Client(HTTP_HOST="localhost")
    forged.cookies[COOKIE] = "WzEsMl0:1abc:forged"
    for other in (stranger, biller, forged):
        for address in ("/pay/bill", payment, "/pay/receipts/1.pdf"):
            answer = other.get(address)
            assert (answer.status_code, answer.headers["Location"]) == (302, "/pay"), address
        for address in ("/pay/bill", f"{payment}/give-up", "/pay/leave"):
            assert other.post(address, {}).headers["Location"] == "/pay", address


def test_an_opened_bill_is_no_sign_in(shelf: Shelf, patient: Patient, client: "Client") -> None:
    enter(client, stated(shelf, patient), patient)
    assert "sessionid" not in client.cookies
    answer = client.get(f"/patients/{patient.id}")
    assert answer.headers["Location"].startswith("/sign-in")
    cookie = client.cookies[COOKIE]
    assert (cookie["path"], cookie["httponly"], cookie["samesite"]) == ("/pay", True, "Lax")
    assert patient.name.last not in cookie.value


def test_nothing_private_is_in_an_address_a_title_or_a_cache(
    shelf: Shelf, patient: Patient, client: "Client"
) -> None:
    token = stated(shelf, patient)
    asked = client.get(f"/pay/{token}")
    page = enter(client, token, patient)
    payment = choose(client, page, choice="all")
    for answer in (asked, client.get("/pay/bill"), client.get(payment)):
        assert answer.headers["Cache-Control"] == "no-store"
        assert answer.headers["Referrer-Policy"] == "same-origin"
        title = re.findall(r"<title>(.*?)</title>", answer.content.decode())
        assert title[0] in {"See and pay a bill", "Your bill", "Your payment"}
        assert 'name="robots" content="noindex' in answer.content.decode()
        assert "<script" not in answer.content.decode()
    assert token not in page
    assert str(patient.id) not in payment


def test_an_amount_that_cannot_be_stands_at_its_field_again(
    shelf: Shelf, patient: Patient, client: "Client"
) -> None:
    page = enter(client, stated(shelf, patient), patient)
    form = fields(page, "/pay/bill")
    for amount, told in (
        ("450.01", "at most what is owed"),
        ("", "at most what is owed"),
        ("12,5x", "be read"),
    ):
        answer = client.post("/pay/bill", form | {"choice": "other", "amount": amount})
        assert answer.status_code == 422
        assert told in answer.content.decode()
        assert f'value="{amount}"' in answer.content.decode()
    assert choose(client, page, choice="other", amount="100")


def test_a_double_click_is_one_payment_and_a_second_one_waits(
    shelf: Shelf, patient: Patient, client: "Client"
) -> None:
    page = enter(client, stated(shelf, patient), patient)
    payment = choose(client, page, choice="all")
    assert choose(client, page, choice="all") == payment
    again = client.get("/pay/bill").content.decode()
    assert "is under way" in again
    assert 'action="/pay/bill"' not in again
    refused = client.post("/pay/bill", fields(page, "/pay/bill") | {"choice": "all", "once": "k" * 22})
    assert (refused.status_code, "under way" in refused.content.decode()) == (422, True)
    shown = client.get(payment).content.decode()
    assert send(client, shown, f"{payment}/give-up") == 302
    assert "The card was not charged: the payment was given up." in client.get(payment).content.decode()


def test_a_declined_card_is_told_and_may_be_tried_again(
    shelf: Shelf, patient: Patient, client: "Client"
) -> None:
    page = enter(client, stated(shelf, patient), patient)
    done = type_card(client, choose(client, page, choice="all"), "9995")
    assert "The card was not charged: insufficient funds." in done
    page = client.get("/pay/bill").content.decode()
    assert "Paid, thank you" in type_card(client, choose(client, page, choice="all"))


def test_a_form_of_another_bill_pays_nothing(shelf: Shelf, client: "Client") -> None:
    one, two = owing(shelf, 1), owing(shelf, 2)
    shelf.lay()
    first = enter(client, stated(shelf, one), one)
    enter(client, stated(shelf, two), two)
    answer = client.post("/pay/bill", fields(first, "/pay/bill") | {"choice": "all"})
    assert answer.status_code == 409
    assert "This page was of another bill." in answer.content.decode()


def test_the_desk_sees_revokes_and_makes_the_link_anew(
    shelf: Shelf, patient: Patient, client: "Client", sign_in: "SignIn"
) -> None:
    token = stated(shelf, patient)
    biller = sign_in("biller", practice_id=shelf.practice_id)
    page = bill_page(biller, patient.id)
    for told in ("Open to answers", "not opened yet", f"http://127.0.0.1:8000/pay/{token}"):
        assert told in page
    type_card(client, choose(client, enter(client, token, patient), choice="other", amount="100"))
    page = bill_page(biller, patient.id)
    assert "opened 1 time" in page
    assert "paid $100.00" in page
    address = f"/patients/{patient.id}/pay-link"
    assert send(biller, page, f"{address}/end", why="") == 422
    assert send(biller, page, f"{address}/end", why="lost in the mail") == 302
    assert client.get("/pay/bill").headers["Location"] == "/pay", "what was opened is closed too"
    page = bill_page(biller, patient.id)
    assert "Revoked" in page
    assert "lost in the mail" in page
    assert token not in page
    assert send(biller, page, address) == 302
    assert "Open to answers" in bill_page(biller, patient.id)
    assert client.post("/pay", {"token": token, **born(patient)}).status_code == 422
    desk = bill_page(sign_in("front_desk", practice_id=shelf.practice_id), patient.id)
    assert "Open to answers" in desk
    assert "Revoke it" not in desk


def test_a_bill_is_left(shelf: Shelf, patient: Patient, client: "Client") -> None:
    page = enter(client, stated(shelf, patient), patient)
    assert send(client, page, "/pay/leave") == 302
    assert client.get("/pay/bill").headers["Location"] == "/pay"


def test_its_screens_ask_little_of_the_books(shelf: Shelf, patient: Patient, client: "Client") -> None:
    from django.db import connections

    enter(client, stated(shelf, patient), patient)
    with connections["default"].execute_wrapper(counted := Counted()):
        assert client.get("/pay/bill").status_code == 200
    assert counted.queries <= 25


class Counted:
    """Counts queries."""

    queries = 0

    def __call__(self, execute: Callable[..., object], *about: object) -> object:
        self.queries += 1
        return execute(*about)


@pytest.mark.parametrize("path", ["/card-page/1/nothing", f"/card-page/{10**30}/nothing", "/card-page/0/x"])
def test_what_is_no_page_of_the_processor_leads_away(client: "Client", path: str) -> None:
    assert client.get(path).headers["Location"] == "/pay"
    assert client.post(path, {"card": "4242"}).status_code == 422


def test_who_answers_and_was_never_a_patient_opens_it_by_the_zip_code(shelf: Shelf, client: "Client") -> None:
    from almoner.core.party import Guarantor

    child = owing(shelf, 4)
    person = Guarantor(replace(child.name, first="Ada"), "19", replace(child.address, zip="144141234"))
    shelf.records = [replace(child, guarantor=person) if one is child else one for one in shelf.records]
    shelf.lay()
    token = stated(shelf, child)
    assert client.post("/pay", {"token": token, "zip": "12208"}).status_code == 422
    assert client.post("/pay", {"token": token, "zip": "14414-1234"}).status_code == 302
    assert "<h1>Ada " in client.get("/pay/bill").content.decode()


def test_what_is_wrong_is_told_once_and_that_service_is_asked_no_more(
    shelf: Shelf, patient: Patient, client: "Client", sign_in: "SignIn"
) -> None:
    page = enter(client, stated(shelf, patient), patient)
    form = fields(page, "/pay/bill/wrong")
    lines = re.findall(r'<option value="([1-9]\d*)"', page)
    assert lines
    for wrong in ({"said": " "}, {"said": "x" * 141}, {"line": "999999999", "said": "so"}):
        refused = client.post("/pay/bill/wrong", form | {"line": lines[0]} | wrong)
        assert refused.status_code == 422
        assert 'value="999999999"' not in refused.content.decode()
    said = form | {"line": lines[0], "said": "I was  not there <b>"}
    answers = [client.post("/pay/bill/wrong", said) for _ in range(2)]
    assert {answer.status_code for answer in answers} == {302}
    with books(shelf.practice_id) as session:
        (mark,) = session.find(BillingMark)
        (task,) = session.find(Task, what="bill_disputed")
    assert mark.stands(task.opened_on)
    assert mark.why.endswith("I was not there <b>")
    assert (task.owner, task.patient_id, task.subject_id) == ("biller", patient.id, mark.id)
    page = client.get("/pay/bill").content.decode()
    assert "something is wrong" in page
    assert "I was not there &lt;b&gt;" in page
    assert "We look into this" in page
    assert mark.line_id == int(lines[0])
    assert (
        client.post("/pay/bill/wrong", fields(page, "/pay/bill/wrong") | {"said": "All"}).status_code == 302
    )
    assert "/pay/bill/plan" not in client.get("/pay/bill").content.decode()
    with pytest.raises(Refused):
        pay.begin_payment(holder(shelf.practice_id), link_of(shelf), pay.Wanted("all"), on=task.opened_on)
    shown = sign_in("biller", practice_id=shelf.practice_id).get(f"/patients/{patient.id}/bill")
    assert "I was not there" in shown.content.decode()


def link_of(shelf: Shelf) -> int:
    with books(shelf.practice_id) as session:
        return session.find(PayLink)[0].id


def test_a_plan_that_the_page_offers_is_agreed_to_and_its_first_part_is_what_is_due(
    shelf: Shelf, patient: Patient, client: "Client"
) -> None:
    page = enter(client, stated(shelf, patient), patient)
    form = fields(page, "/pay/bill/plan")
    counts = re.findall(r'name="count" value="(\d+)"', page)
    assert counts[0] == "2"
    for count in ("1", "60", "", "x"):
        assert client.post("/pay/bill/plan", form | {"count": count}).status_code == 422, count
    answers = [client.post("/pay/bill/plan", form | {"count": counts[-1]}) for _ in range(2)]
    assert {answer.status_code for answer in answers} == {302}
    with books(shelf.practice_id) as session:
        (plan,) = session.find(PaymentPlan)
    assert (len(plan.instalments), plan.patient_id) == (int(counts[-1]), patient.id)
    assert plan.agreed_with == f"{patient.name.first} {patient.name.last}"
    page = client.get("/pay/bill").content.decode()
    assert "Your payment plan" in page
    assert "/pay/bill/plan" not in page, "one plan stands at a time"
    assert page.count("By 0") + page.count("By 1") >= len(plan.instalments)


def test_a_small_bill_offers_no_plan(shelf: Shelf, client: "Client") -> None:
    patient = shelf.patient(0)
    visit, lines = shelf.charged_visit(patient, on=DAY)
    subject = Subject(patient.id, visit.id, lines[0].id, rank=1, service_on=DAY)
    share = Effect(Reason.PATIENT_SHARE, 2000, subject, f"share:{lines[0].id}", carc="3")
    shelf.postings.append(post(share, on=DAY))
    shelf.lay()
    page = enter(client, stated(shelf, patient), patient)
    assert "/pay/bill/plan" not in page
    assert "We find a way together." in page
    assert "Waiting for your insurance" in page
    assert "Is there more to come?" in page
    assert "Copay</b>: a fixed amount" in page
