"""The payer after this one, from the claim's page: billed, not billed twice, and withdrawn again."""

import re
from collections.abc import Callable
from dataclasses import replace
from typing import TYPE_CHECKING

import pytest

from almoner.core.claim import Claim, ClaimState
from almoner.flow.charge import charge
from almoner.flow.claim import claim as claims
from almoner.flow.clock import CLOCK, box_folder
from almoner.store.session import books
from tests.flow.cycle import MEDICARE, Sent, faults, pay, sent_claim
from tests.flow.files import Payment
from tests.practices import DAY, House, add_patient, new_house, visit_of

if TYPE_CHECKING:
    from django.test import Client

    SignIn = Callable[..., Client]

SECOND = ("CMA01", "CMA7788990")
FORM = r'<form method="post" action="(/claims/\d+/%s)".*?</form>'


@pytest.fixture
def practice(store: object) -> House:
    assert store
    made = new_house()
    folder = box_folder(made.actor)
    folder.mkdir(parents=True, exist_ok=True)
    (folder / CLOCK).write_text(DAY.isoformat(), encoding="ascii")
    return made


def decided(practice: House, status: str = "1") -> Sent:
    """Medicare has decided on a claim of two payers; with 19 it has sent it on."""
    first = sent_claim(practice, covered=(MEDICARE, SECOND))
    told = first.paid(8000, ("CO", "45", 5000), ("PR", "2", 2000))
    pay(practice, Payment("MCR01", "T1", [replace(told, status=status)]), on=DAY)
    return first


def fields(client: "Client", claim_id: int, act: str) -> dict[str, str]:
    """What the form of an act on a claim's page posts; empty where there is no such form."""
    shown = client.get(f"/claims/{claim_id}").content.decode()
    form = re.search(FORM % act, shown, re.DOTALL)
    return dict(re.findall(r'<input type="hidden" name="(\w+)" value="([^"]*)"', form[0])) if form else {}


def later(practice: House, first: Sent) -> list[Claim]:
    with books(practice.practice.id) as session:
        found = session.find(Claim, visit_id=list(first.claim.visit_ids))
    return [one for one in found if one.id != first.claim.id]


def test_the_next_payer_is_billed_from_the_page(practice: House, sign_in: "SignIn") -> None:
    first = decided(practice)
    client = sign_in("biller", practice_id=practice.practice.id)
    posted = fields(client, first.claim.id, "next")
    assert set(posted) == {"csrfmiddlewaretoken", "patient_token"}
    answer = client.post(f"/claims/{first.claim.id}/next", posted)
    (built,) = later(practice, first)
    assert (answer.status_code, answer["Location"]) == (302, f"/claims/{built.id}")
    assert fields(client, first.claim.id, "next") == {}
    again = client.post(f"/claims/{first.claim.id}/next", posted)
    assert again["Location"] == f"/claims/{first.claim.id}?done=passed_on"
    assert "says the same already" in client.get(again["Location"]).content.decode()
    assert len(later(practice, first)) == 1
    assert faults(practice, on=DAY) == []


def test_a_crossover_is_not_billed_unless_a_person_says_so(practice: House, sign_in: "SignIn") -> None:
    first = decided(practice, "19")
    client = sign_in("biller", practice_id=practice.practice.id)
    posted = fields(client, first.claim.id, "next")
    assert posted.pop("unawaited") == "1"
    assert client.post(f"/claims/{first.claim.id}/next", posted).status_code == 422
    assert later(practice, first) == []
    client.post(f"/claims/{first.claim.id}/next", posted | {"unawaited": "1"})
    assert len(later(practice, first)) == 1


def test_a_claim_that_has_not_left_is_withdrawn_for_a_reason(practice: House, sign_in: "SignIn") -> None:
    first = decided(practice)
    client = sign_in("biller", practice_id=practice.practice.id)
    client.post(f"/claims/{first.claim.id}/next", fields(client, first.claim.id, "next"))
    (built,) = later(practice, first)
    assert fields(client, first.claim.id, "withdraw") == {}
    posted = fields(client, built.id, "withdraw")
    address = f"/claims/{built.id}/withdraw"
    for reason in ("", " ", "x" * 501):
        assert client.post(address, posted | {"reason": reason}).status_code == 422
    assert client.post(address, posted | {"reason": "wrong policy"}).status_code == 302
    (gone,) = later(practice, first)
    assert gone.state is ClaimState.VOIDED
    assert faults(practice, on=DAY) == []


def test_a_payer_that_covers_nothing_is_passed_over(practice: House, sign_in: "SignIn") -> None:
    patient = add_patient(practice, MEDICARE, SECOND)
    visit = visit_of(practice, patient)
    charge.charge_visits(practice.actor, [visit.id], on=DAY)
    (first,) = claims.build_claims(practice.actor, [visit.id], on=DAY)
    client = sign_in("biller", practice_id=practice.practice.id)
    posted = fields(client, first.id, "pass-over")
    address = f"/claims/{first.id}/pass-over"
    assert client.post(address, posted | {"reason": " "}).status_code == 422
    answer = client.post(address, posted | {"reason": "never covered"})
    with books(practice.practice.id) as session:
        (second,) = [one for one in session.find(Claim, visit_id=visit.id) if one.id != first.id]
    assert (answer.status_code, answer["Location"]) == (302, f"/claims/{second.id}")
    assert second.rank == 2
    assert fields(client, second.id, "pass-over") == {}
    assert client.post(address, posted | {"reason": "again"}).status_code == 422
    assert faults(practice, on=DAY) == []


def test_who_only_reads_sees_no_form(practice: House, sign_in: "SignIn") -> None:
    first = decided(practice)
    client = sign_in("coder", practice_id=practice.practice.id)
    assert fields(client, first.claim.id, "next") == {}
    assert client.post(f"/claims/{first.claim.id}/next", {}).status_code == 403
    assert client.post(f"/claims/{first.claim.id}/withdraw", {}).status_code == 403


def test_another_claims_form_is_refused(practice: House, sign_in: "SignIn") -> None:
    first, other = decided(practice), sent_claim(practice, covered=(MEDICARE, SECOND))
    client = sign_in("biller", practice_id=practice.practice.id)
    posted = fields(client, first.claim.id, "next")
    assert client.post(f"/claims/{other.claim.id}/next", posted).status_code == 409
    assert later(practice, first) == []


def test_a_refusal_that_names_another_payer_leads_to_billing_it(practice: House, sign_in: "SignIn") -> None:
    client = sign_in("biller", practice_id=practice.practice.id)
    for carc, is_led in (("109", True), ("197", False)):
        sent = sent_claim(practice)
        pay(practice, Payment("MCR01", f"T{carc}", [sent.paid(0, ("CO", carc, 15000))]), on=DAY)
        shown = client.get(f"/claims/{sent.claim.id}").content.decode()
        assert (f'href="/claims/{sent.claim.id}/other-payer"' in shown) is is_led
        look = client.get(f"/claims/{sent.claim.id}/other-payer").content.decode()
        assert f'href="/patients/{sent.claim.patient_id}/payers">Who pays first' in look
        assert client.get(f"/patients/{sent.claim.patient_id}/payers").status_code == 200
