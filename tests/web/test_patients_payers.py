"""Who pays first, on its page: the order with its reasons, what nobody asked, and what the patient tells."""

import re
from collections.abc import Callable
from dataclasses import replace
from typing import TYPE_CHECKING

import pytest

from almoner.core.claim import ClaimRevision, ClaimState
from almoner.core.coverage import Coverage
from almoner.core.party import Patient
from almoner.flow.claim import claim as claims
from almoner.flow.clock import CLOCK, box_folder
from almoner.flow.follow import follow
from almoner.store.session import books
from tests.flow.cycle import faults, pay, sent_claim
from tests.flow.files import Payment
from tests.practices import DAY, House, add_patient, new_house

if TYPE_CHECKING:
    from django.test import Client

    SignIn = Callable[..., Client]

PLAN, MEDICARE = ("CMA01", "CMA7788990"), ("MCR01", "1EG4TE5MK73")


@pytest.fixture
def practice(store: object) -> House:
    assert store
    made = new_house()
    folder = box_folder(made.actor)
    folder.mkdir(parents=True, exist_ok=True)
    (folder / CLOCK).write_text(DAY.isoformat(), encoding="ascii")
    return made


def policies(practice: House, patient_id: int) -> dict[str, Coverage]:
    names = {payer.id: name for name, payer in practice.payers.items()}
    with books(practice.practice.id) as session:
        return {names[one.payer_id]: one for one in session.find(Coverage, patient_id=patient_id)}


def fields(client: "Client", patient_id: int, policy: Coverage) -> dict[str, str]:
    """What the form of a policy posts before anything is chosen."""
    shown = client.get(f"/patients/{patient_id}/payers").content.decode()
    for form in re.findall(r'<form method="post".*?</form>', shown, re.DOTALL):
        found = dict(re.findall(r'<input type="hidden" name="(\w+)" value="([^"]*)"', form))
        if found.get("coverage") == str(policy.id):
            return found
    return {}


def tell(client: "Client", patient_id: int, policy: Coverage, **said: str) -> int:
    posted = fields(client, patient_id, policy) | said
    return client.post(f"/patients/{patient_id}/payers", posted).status_code


def heads(client: "Client", patient: Patient) -> list[str]:
    shown = client.get(f"/patients/{patient.id}/payers").content.decode()
    return re.findall(r'<h2 id="pl\d+">([^<]*)</h2>', shown)


def test_what_the_patient_tells_puts_the_payers_in_order(practice: House, sign_in: "SignIn") -> None:
    patient = add_patient(practice, MEDICARE, PLAN)
    client = sign_in("front_desk", practice_id=practice.practice.id)
    shown = client.get(f"/patients/{patient.id}/payers").content.decode()
    assert "Nobody has asked yet: why the patient has Medicare." in shown
    assert heads(client, patient) == ["First: Medicare", "Second: Commonwealth PPO"]
    held = policies(practice, patient.id)
    assert tell(client, patient.id, held["MCR01"], medicare="age") == 302
    assert tell(client, patient.id, held["CMA01"], work="active", employees="400") == 302
    assert heads(client, patient) == ["First: Commonwealth PPO", "Second: Medicare"]
    shown = client.get(f"/patients/{patient.id}/payers").content.decode()
    assert "the plan is first from 20 employees" in shown
    assert "billed in another order" in shown
    posted = fields(client, patient.id, held["CMA01"])
    arranged = client.post(f"/patients/{patient.id}/payers/arrange", posted)
    shown = client.get(arranged["Location"]).content.decode()
    assert "billed in this order from now on" in shown
    assert "billed in another order" not in shown
    ranks = {name: one.rank for name, one in policies(practice, patient.id).items()}
    assert ranks == {"CMA01": 1, "MCR01": 2}
    assert policies(practice, patient.id)["CMA01"].standing.asked_on == DAY


@pytest.mark.parametrize(
    "said",
    [
        {"medicare": "luck"},
        {"work": "sometimes"},
        {"employees": "many"},
        {"employees": "999999999"},
        {"eligible": "yesterday"},
        {"answers_for": "weather"},
    ],
)
def test_what_nobody_could_tell_is_refused(said: dict[str, str], practice: House, sign_in: "SignIn") -> None:
    patient = add_patient(practice, MEDICARE, PLAN)
    client = sign_in("front_desk", practice_id=practice.practice.id)
    before = policies(practice, patient.id)
    assert tell(client, patient.id, before["CMA01"], **said) == 422
    assert policies(practice, patient.id) == before


def test_another_patients_policy_and_an_old_page_change_nothing(practice: House, sign_in: "SignIn") -> None:
    patient, other = add_patient(practice, MEDICARE, PLAN), add_patient(practice, PLAN, last="Haddad")
    client = sign_in("front_desk", practice_id=practice.practice.id)
    mine, theirs = policies(practice, patient.id)["CMA01"], policies(practice, other.id)["CMA01"]
    posted = fields(client, patient.id, mine) | {"work": "active"}
    address = f"/patients/{patient.id}/payers"
    assert client.post(address, posted | {"coverage": str(theirs.id)}).status_code == 422
    assert client.post(f"/patients/{other.id}/payers", posted).status_code == 409
    assert client.post(address, posted).status_code == 302
    assert client.post(address, posted | {"work": "retired"}).status_code == 409
    assert policies(practice, patient.id)["CMA01"].standing.work == "active"


def test_who_only_reads_sees_the_order_and_no_form(practice: House, sign_in: "SignIn") -> None:
    patient = add_patient(practice, MEDICARE, PLAN)
    client = sign_in("biller", practice_id=practice.practice.id)
    assert len(heads(client, patient)) == 2
    assert fields(client, patient.id, policies(practice, patient.id)["MCR01"]) == {}
    assert client.post(f"/patients/{patient.id}/payers", {}).status_code == 403


def test_a_claim_that_lacks_the_reason_is_held_and_goes_when_it_is_told(
    practice: House, sign_in: "SignIn"
) -> None:
    first = sent_claim(practice, covered=(PLAN, MEDICARE))
    decided = replace(first.paid(8000, ("CO", "45", 5000), ("PR", "2", 2000)))
    pay(practice, Payment("CMA01", "T1", [decided]), on=DAY)
    (second,) = follow.bill_next(practice.actor, first.claim.id, on=DAY)
    assert second.state is ClaimState.HELD
    patient_id = first.claim.patient_id
    client = sign_in("front_desk", practice_id=practice.practice.id)
    held = policies(practice, patient_id)
    tell(client, patient_id, held["MCR01"], medicare="age")
    tell(client, patient_id, held["CMA01"], work="active", employees="400")
    again = claims.recheck(practice.actor, second.id, on=DAY)
    assert again.state is ClaimState.READY
    with books(practice.practice.id) as session:
        assert session.get(ClaimRevision, again.revision_id).payer.msp_type == "12"
    assert faults(practice, on=DAY) == []
