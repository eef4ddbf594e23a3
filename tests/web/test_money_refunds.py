"""The screen of refunds and credits: each hand sees its own next act, and no other's."""

import re
from collections.abc import Callable
from typing import TYPE_CHECKING

import pytest

from almoner.core.collect import Receipt
from almoner.core.collect.credit import Fate, Overpayment
from almoner.core.collect.refund import Refund, RefundState
from almoner.core.ledger import Reason, Subject
from almoner.core.ledger.posting import Effect, post
from almoner.flow.access import Actor
from almoner.flow.collect import refund
from almoner.flow.collect.refund import Wish
from almoner.store.session import books
from tests.web.shelf import DAY, Shelf

if TYPE_CHECKING:
    from django.test import Client

    SignIn = Callable[..., Client]

pytestmark = pytest.mark.usefixtures("house")


@pytest.fixture
def shelf() -> Shelf:
    """A practice with a patient's free money, and a claim that its payer paid 25.00 too much."""
    made = Shelf(name="Credit Clinic")
    patient = made.patient(0)
    made.receipt(patient, 3000)
    visit, lines = made.charged_visit(patient, on=DAY)
    claim = made.claim(made.coverage(patient), visit, lines, patient)
    line = lines[0]
    subject = Subject(
        patient.id, visit.id, line.id, claim.id, payer_id=claim.payer_id, rank=1, service_on=DAY
    )
    paid = Effect(Reason.PAYMENT, line.charge_cents + 2500, subject, f"paid:{line.id}")
    made.postings.append(post(paid, on=DAY))
    return made.lay()


def token(client: "Client", action: str) -> str:
    shown = client.get("/refunds").content.decode()
    match = re.search(rf'action="{action}"[^>]*>.*?name="patient_token" value="([^"]+)"', shown, re.DOTALL)
    assert match, action
    return match[1]


def act(client: "Client", action: str, **said: str) -> int:
    return client.post(action, {"patient_token": token(client, action)} | said).status_code


def asked(shelf: Shelf) -> Refund:
    with books(shelf.practice_id) as session:
        (receipt,) = session.find(Receipt)
    who = Actor("ann", shelf.practice_id, frozenset({"biller"}))
    return refund.ask_for_patient(who, receipt.id, Wish(1000, "paid twice"), on=DAY)


def now(shelf: Shelf, made: Refund) -> Refund:
    with books(shelf.practice_id) as session:
        return session.get(Refund, made.id)


def test_a_refund_goes_from_hand_to_hand(shelf: Shelf, sign_in: "SignIn") -> None:
    one = asked(shelf)
    manager, desk, biller = (
        sign_in(role, practice_id=shelf.practice_id) for role in ("manager", "front_desk", "biller")
    )
    shown = biller.get("/refunds").content.decode()
    assert (
        f'<a href="/receipts/{one.receipt_id}" data-opens><span class="veil">Okafor, Helen</span></a>'
        in shown
    )
    assert f"/refunds/{one.id}/decide" not in shown
    assert act(manager, f"/refunds/{one.id}/decide", decision="approve") == 302
    assert f"/refunds/{one.id}/issue" not in manager.get("/refunds").content.decode()
    assert act(desk, f"/refunds/{one.id}/issue", method="check", number="") == 422
    assert act(desk, f"/refunds/{one.id}/issue", method="check", number="5001") == 302
    assert act(biller, f"/refunds/{one.id}/clear") == 302
    assert now(shelf, one).state is RefundState.CLEARED
    assert "No refund is under way" in biller.get("/refunds").content.decode()


def test_a_refund_is_refused_with_a_reason_or_taken_back(shelf: Shelf, sign_in: "SignIn") -> None:
    manager = sign_in("manager", practice_id=shelf.practice_id)
    one, other = asked(shelf), asked(shelf)
    assert act(manager, f"/refunds/{one.id}/decide", decision="refuse") == 422
    assert act(manager, f"/refunds/{one.id}/decide", decision="refuse", reason="a visit comes") == 302
    assert act(manager, f"/refunds/{other.id}/decide", decision="approve") == 302
    assert act(manager, f"/refunds/{other.id}/void", reason="they changed their mind") == 302
    assert [now(shelf, made).state for made in (one, other)] == [RefundState.REFUSED, RefundState.VOIDED]


def test_a_payers_credit_is_worked_off_on_the_screen(shelf: Shelf, sign_in: "SignIn") -> None:
    biller, manager, desk = (
        sign_in(role, practice_id=shelf.practice_id) for role in ("biller", "manager", "front_desk")
    )
    shown = biller.get("/refunds").content.decode()
    assert "not identified yet" in shown
    (claim_id,) = re.findall(r'action="/claims/(\d+)/overpayment"', shown)
    assert act(biller, f"/claims/{claim_id}/overpayment") == 302
    with books(shelf.practice_id) as session:
        (found,) = session.find(Overpayment)
    assert found.cents == 2500
    assert act(biller, f"/overpayments/{found.id}/investigate") == 302
    assert act(biller, f"/claims/{claim_id}/refund", amount="25.01", reason="paid twice") == 422
    assert act(biller, f"/claims/{claim_id}/refund", amount="25.00", reason="paid twice") == 302
    with books(shelf.practice_id) as session:
        (one,) = session.find(Refund)
    assert act(manager, f"/refunds/{one.id}/decide", decision="approve") == 302
    assert act(desk, f"/refunds/{one.id}/issue", method="ach", number="T77") == 302
    assert act(biller, f"/overpayments/{found.id}/end", fate="lost", reason="sent") == 422
    assert act(biller, f"/overpayments/{found.id}/end", fate="refunded", reason="sent") == 302
    assert act(biller, f"/refunds/{one.id}/settle", reason="their letter") == 302
    with books(shelf.practice_id) as session:
        assert session.get(Overpayment, found.id).fate is Fate.REFUNDED
    assert "No payer has paid too much" in biller.get("/refunds").content.decode()
