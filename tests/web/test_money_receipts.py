"""Receipts on the screens: taken on the patient's page, laid, printed and taken back by whoever may."""

import re
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from almoner.core.charge import ChargeLine
from almoner.core.collect import Allocation, Receipt, Target
from almoner.core.collect.refund import Refund
from almoner.core.ledger import Reason, Subject
from almoner.core.ledger.posting import Effect, post
from almoner.core.party import Patient
from almoner.flow.access import office
from almoner.flow.books import close
from almoner.settings import data_folder
from almoner.store.session import books
from tests.web.shelf import DAY, Shelf

if TYPE_CHECKING:
    from django.test import Client

    SignIn = Callable[..., Client]

pytestmark = pytest.mark.usefixtures("house")


@pytest.fixture
def shelf() -> Shelf:
    """A practice with a patient who owes 50.00 on a line."""
    made = Shelf(name="Till Clinic")
    patient = made.patient(0)
    _, (line, _) = made.charged_visit(patient, on=DAY)
    subject = Subject(patient.id, line.visit_id, line.id, rank=1, service_on=DAY)
    made.postings.append(post(Effect(Reason.PATIENT_SHARE, 5000, subject, f"share:{line.id}"), on=DAY))
    made.patient(1)
    return made.lay()


@pytest.fixture
def patient(shelf: Shelf) -> Patient:
    with books(shelf.practice_id) as session:
        return session.find(Patient)[0]


def found(shelf: Shelf) -> list[Receipt]:
    with books(shelf.practice_id) as session:
        return session.find(Receipt)


def token(client: "Client", address: str, form: str = "") -> str:
    """What binds the first form of a page, or the one of an action, to what it shows."""
    page = client.get(address).content.decode()
    after = page.index(f'action="{form}"') if form else 0
    match = re.compile(r'name="patient_token" value="([^"]+)"').search(page, after)
    assert match
    return match[1]


def take(client: "Client", patient: Patient, **said: str) -> int:
    page = f"/patients/{patient.id}"
    form = {"patient_token": token(client, page, f"{page}/receipts"), "amount": "50.00"}
    form |= {"method": "cash", "target": "account"}
    return client.post(f"{page}/receipts", form | said).status_code


def act(client: "Client", receipt: Receipt, name: str, **said: str) -> int:
    page = f"/receipts/{receipt.id}"
    return client.post(f"{page}/{name}", {"patient_token": token(client, page)} | said).status_code


def test_money_is_taken_on_the_patients_page_and_printed(
    shelf: Shelf, patient: Patient, sign_in: "SignIn"
) -> None:
    client = sign_in("front_desk", practice_id=shelf.practice_id)
    assert take(client, patient, amount="$1,050.00", note="for the family") == 302
    (receipt,) = found(shelf)
    assert (receipt.cents, receipt.method, receipt.note) == (105000, "cash", "for the family")
    shown = client.get(f"/receipts/{receipt.id}").content.decode()
    assert "$1,050.00" in shown
    assert client.get(f"/receipts/{receipt.id}.pdf").content.startswith(b"%PDF")
    assert "Received $1,050.00 in cash" in client.get(f"/receipts/{receipt.id}.txt").content.decode()


def test_p21_two_equal_payments_show_as_two(shelf: Shelf, patient: Patient, sign_in: "SignIn") -> None:
    client = sign_in("front_desk", practice_id=shelf.practice_id)
    for _ in range(2):
        assert take(client, patient) == 302
    shown = client.get(f"/patients/{patient.id}").content.decode()
    assert all(f'href="/receipts/{one.id}"' in shown for one in found(shelf))
    assert len(found(shelf)) == 2
    assert "$100.00" in shown, "P20: what is unapplied stands on the banner"


def test_a_form_that_is_posted_twice_takes_money_once(
    shelf: Shelf, patient: Patient, sign_in: "SignIn"
) -> None:
    client = sign_in("front_desk", practice_id=shelf.practice_id)
    page = client.get(f"/patients/{patient.id}").content.decode()
    keys = re.findall(r'name="once" value="([^"]+)"', page)
    assert keys, "the form carries its own key"
    own = f"/patients/{patient.id}"
    form = {"patient_token": token(client, own, f"{own}/receipts"), "amount": "5", "method": "cash"}
    form |= {"target": "account", "once": keys[0]}
    answers = [client.post(f"/patients/{patient.id}/receipts", form) for _ in range(2)]
    assert len({answer.headers["Location"] for answer in answers}) == 1
    assert len(found(shelf)) == 1
    assert client.post(f"/patients/{patient.id}/receipts", form | {"amount": "6"}).status_code == 422
    assert len(found(shelf)) == 1


def test_p38_money_may_be_for_nothing_yet_or_for_a_visit(
    shelf: Shelf, patient: Patient, sign_in: "SignIn"
) -> None:
    client = sign_in("front_desk", practice_id=shelf.practice_id)
    with books(shelf.practice_id) as session:
        visit_id = session.find(ChargeLine)[0].visit_id
    assert take(client, patient, target="nothing") == 302
    assert take(client, patient, target=str(visit_id)) == 302
    assert [(one.target, one.visit_id) for one in found(shelf)] == [
        (Target.NOTHING, 0),
        (Target.VISIT, visit_id),
    ]


@pytest.mark.parametrize(
    "wrong",
    [
        {"amount": ""},
        {"amount": "0"},
        {"amount": "a lot"},
        {"amount": "100000.01"},
        {"method": "gold"},
        {"method": "check"},
        {"method": "card", "reference": "4242424242424242"},
        {"target": "somewhere"},
    ],
)
def test_what_is_no_receipt_takes_nothing(
    wrong: dict[str, str], shelf: Shelf, patient: Patient, sign_in: "SignIn"
) -> None:
    client = sign_in("front_desk", practice_id=shelf.practice_id)
    assert take(client, patient, **wrong) == 422
    assert found(shelf) == []


def test_a_form_of_another_patient_takes_nothing(shelf: Shelf, patient: Patient, sign_in: "SignIn") -> None:
    client = sign_in("front_desk", practice_id=shelf.practice_id)
    with books(shelf.practice_id) as session:
        other = session.find(Patient)[1]
    theirs = f"/patients/{other.id}"
    form = {"patient_token": token(client, theirs, f"{theirs}/receipts"), "amount": "5", "method": "cash"}
    assert client.post(f"/patients/{patient.id}/receipts", form).status_code == 409
    assert found(shelf) == []


def test_a_card_is_charged_at_the_terminal_or_refused_in_words(
    shelf: Shelf, patient: Patient, sign_in: "SignIn"
) -> None:
    client = sign_in("front_desk", practice_id=shelf.practice_id)
    assert take(client, patient, method="terminal") == 302
    (receipt,) = found(shelf)
    assert (receipt.method, receipt.card_last_four) == ("card", "4242")
    folder: Path = data_folder() / "mailbox" / shelf.submitter_id / "terminal"
    (folder / "presented").write_text("0002", encoding="ascii")
    assert take(client, patient, method="terminal") == 422
    assert len(found(shelf)) == 1


def test_it_is_laid_taken_off_and_laid_otherwise(shelf: Shelf, patient: Patient, sign_in: "SignIn") -> None:
    desk = sign_in("front_desk", practice_id=shelf.practice_id)
    biller = sign_in("biller", practice_id=shelf.practice_id)
    take(desk, patient, amount="60")
    page = f"/patients/{patient.id}"
    said = {"patient_token": token(biller, page, f"{page}/receipts/lay")}
    assert biller.post(f"{page}/receipts/lay", said).status_code == 302
    (receipt,) = found(shelf)
    assert receipt.free_cents == 1000
    with books(shelf.practice_id) as session:
        (one,) = session.find(Allocation)
    assert act(biller, receipt, "take-off", allocation=str(one.id)) == 422, "it wants a reason"
    assert act(biller, receipt, "take-off", allocation=str(one.id), reason="another line") == 302
    assert act(biller, receipt, "lay", **{f"line-{one.line_id}": "50.01"}) == 422
    assert act(biller, receipt, "lay", **{f"line-{one.line_id}": "20.00", "line-x": "1"}) == 302
    assert found(shelf)[0].allocated_cents == 2000
    assert act(biller, receipt, "refund", amount="40", reason="moves away") == 302
    with books(shelf.practice_id) as session:
        assert [one.cents for one in session.find(Refund)] == [4000]


def test_it_is_voided_in_the_drawer_and_returned_after(
    shelf: Shelf, patient: Patient, sign_in: "SignIn"
) -> None:
    desk = sign_in("front_desk", practice_id=shelf.practice_id)
    manager = sign_in("manager", practice_id=shelf.practice_id)
    for number in ("1", "2"):
        take(desk, patient, method="check", reference=number)
    wrong, right = found(shelf)
    assert act(manager, wrong, "void", reason="typed twice") == 302
    close.deposit_receipts(office(shelf.practice_id), on=DAY)
    assert act(manager, right, "return", amount="50.00", reason="NSF") == 302
    assert [one.returned_cents for one in found(shelf)] == [5000, 5000]
    assert act(manager, right, "win-back", reason="it cleared") == 302
    assert found(shelf)[1].free_cents == 5000


def test_a_returned_check_costs_what_the_manager_decided(
    shelf: Shelf, patient: Patient, sign_in: "SignIn"
) -> None:
    desk = sign_in("front_desk", practice_id=shelf.practice_id)
    manager = sign_in("manager", practice_id=shelf.practice_id)
    take(desk, patient, method="check", reference="1")
    close.deposit_receipts(office(shelf.practice_id), on=DAY)
    (receipt,) = found(shelf)
    act(manager, receipt, "return", amount="50.00", reason="NSF")
    assert act(manager, receipt, "fee") == 422, "none is set"
    wanted = {"amount": "20.01", "why": "the sign at the desk"}
    assert manager.post("/collections/returned-fee", wanted).status_code == 422, "more than New York allows"
    assert manager.post("/collections/returned-fee", wanted | {"amount": "20"}).status_code == 302
    assert "$20.00" in manager.get("/collections").content.decode()
    assert act(manager, receipt, "fee") == 302
    assert "The fee of $20.00 was asked" in manager.get(f"/receipts/{receipt.id}").content.decode()
    assert act(manager, receipt, "waive-fee", reason="a good payer") == 302
