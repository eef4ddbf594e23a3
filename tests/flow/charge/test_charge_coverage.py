"""The joint between charge and claim: coverage that is learnt or corrected in between moves what is owed."""

from dataclasses import replace
from datetime import date

import pytest

from almoner.core.charge import ChargeLine
from almoner.core.claim import Claim, ClaimRevision, ClaimState
from almoner.core.claim.state import Event, after
from almoner.core.collect import Receipt
from almoner.core.coverage import Coverage
from almoner.core.party import Patient
from almoner.core.plan import Plan, Task, TaskState
from almoner.flow.access import cause
from almoner.flow.charge import charge
from almoner.flow.claim import claim, submit
from almoner.flow.collect import collect
from almoner.flow.follow import follow
from almoner.flow.patient import register
from almoner.flow.refused import Refused
from almoner.store.commit import commit
from almoner.store.proof.verify import verify
from almoner.store.session import books
from tests.flow.cycle import MEDICARE, Sent, balances, faults, pay, sent_claim
from tests.flow.files import Payment
from tests.practices import DAY, House, add_patient, new_house, visit_of

ON = date(2026, 3, 16)
BEFORE = date(2026, 2, 1)


@pytest.fixture
def house(store: object) -> House:
    assert store
    return new_house()


def covered(house: House, patient_id: int, payer: str, since: date = date(2026, 1, 1)) -> None:
    policy = Coverage(0, patient_id, house.payers[payer].id, house.plans[payer].id, 1, "1EG4TE5MK73", since)
    register.add_coverage(house.actor, policy, on=DAY)


def ended(house: House, patient_id: int) -> None:
    with books(house.practice.id) as session:
        (policy,) = session.find(Coverage, patient_id=patient_id)
    register.change_coverage(house.actor, replace(policy, until_on=BEFORE), on=DAY, reason="it had ended")


def charged(house: House, patient: Patient) -> int:
    visit = visit_of(house, patient)
    charge.charge_visits(house.actor, [visit.id], on=DAY)
    return visit.id


def built(house: House, visit_id: int) -> Sent:
    claim.build_claims(house.actor, [visit_id], on=DAY)
    submit.submit_ready(house.actor, on=DAY)
    with books(house.practice.id) as session:
        (one,) = session.find(Claim, visit_id=visit_id)
        return Sent(one, tuple(session.find(ChargeLine, visit_id=visit_id)))


def owed(house: House, visit_id: int) -> dict[str, int]:
    with books(house.practice.id) as session:
        (line,) = session.find(ChargeLine, visit_id=visit_id)
    return balances(house, Sent(None, (line,)))  # type: ignore[arg-type]  # only the lines are asked


def test_coverage_that_is_learnt_after_the_charge_pays_for_it(house: House) -> None:
    patient = add_patient(house)
    visit_id = charged(house, patient)
    assert owed(house, visit_id) == {"patient_ar": 15000, "revenue": -15000}
    covered(house, patient.id, "MCR01")
    sent = built(house, visit_id)
    assert balances(house, sent) == {"payer_ar:1": 15000, "revenue": -15000}
    pay(house, Payment("MCR01", "T1", [sent.paid(8000, ("CO", "45", 7000))]), on=ON)
    assert balances(house, sent) == {"cash": 8000, "contractual": 7000, "revenue": -15000}
    assert faults(house, on=ON) == []


def test_what_the_patient_had_paid_becomes_their_credit_and_somebodys_work(house: House) -> None:
    patient = add_patient(house)
    visit_id = charged(house, patient)
    collect.take_receipt(house.actor, Receipt(0, patient.id, "cash", 5000, DAY, "desk"), on=DAY)
    collect.lay_receipts(house.actor, [patient.id], on=DAY)
    covered(house, patient.id, "MCR01")
    sent = built(house, visit_id)
    assert balances(house, sent)["patient_ar"] == -5000
    with books(house.practice.id) as session:
        (task,) = session.find(Task, patient_id=patient.id, state=TaskState.OPEN)
    assert (task.what, task.cents, task.owner) == ("refund_review", 5000, "biller")
    assert faults(house, on=ON) == []


def test_coverage_that_had_ended_leaves_the_charge_with_the_patient(house: House) -> None:
    patient = add_patient(house, MEDICARE)
    visit_id = charged(house, patient)
    ended(house, patient.id)
    assert claim.build_claims(house.actor, [visit_id], on=DAY) == []
    assert owed(house, visit_id) == {"patient_ar": 15000, "revenue": -15000}
    assert faults(house, on=ON) == []


def test_a_rejected_claim_goes_to_the_payer_of_the_corrected_coverage(house: House) -> None:
    sent = sent_claim(house)
    with books(house.practice.id) as session:
        rejected = after(session.get(Claim, sent.claim.id), Event.PAYER_REJECTED, on=ON)
        commit(session, Plan(on=ON, records=(rejected,)), cause=cause(house.actor, "test"))
    ended(house, sent.claim.patient_id)
    with pytest.raises(Refused, match="No policy"):
        claim.recheck(house.actor, sent.claim.id, on=ON)
    covered(house, sent.claim.patient_id, "CMA01", since=BEFORE)
    again = claim.recheck(house.actor, sent.claim.id, on=ON)
    with books(house.practice.id) as session:
        revision = session.get(ClaimRevision, again.revision_id)
        opened = session.rows(
            "SELECT payer_id, sum(CASE WHEN debit = 'payer_ar:1' THEN cents ELSE -cents END) FROM posting "
            "WHERE practice_id = %s AND visit_id = %s GROUP BY payer_id ORDER BY 2",
            *(house.practice.id, sent.claim.visit_ids[0]),
        )
    assert again.payer_id == revision.payer.payer_id == house.payers["CMA01"].id
    assert again.state in (ClaimState.READY, ClaimState.HELD)
    assert opened == [(house.payers["MCR01"].id, 0), (house.payers["CMA01"].id, 15000)]
    assert faults(house, on=DAY) == []


def work(house: House, patient_id: int) -> list[str]:
    with books(house.practice.id) as session:
        return sorted(task.what for task in session.find(Task, patient_id=patient_id, state=TaskState.OPEN))


def test_a_policy_that_is_learnt_late_is_billed_for_what_the_patient_was(house: House) -> None:
    patient = add_patient(house)
    visit_id = charged(house, patient)
    assert claim.build_claims(house.actor, [visit_id], on=DAY) == []
    assert claim.charged_visits(house.actor) == []
    covered(house, patient.id, "MCR01")
    assert claim.charged_visits(house.actor) == [visit_id]
    assert work(house, patient.id) == ["late_visit"]
    assert verify(house.practice.id, on=date(2026, 6, 1)) == [], "it is owned from the first moment"
    sent = built(house, visit_id)
    assert balances(house, sent) == {"payer_ar:1": 15000, "revenue": -15000}
    assert faults(house, on=DAY) == []
    assert work(house, patient.id) == []


def test_a_policy_of_another_time_changes_nothing(house: House) -> None:
    patient = add_patient(house)
    visit_id = charged(house, patient)
    claim.build_claims(house.actor, [visit_id], on=DAY)
    covered(house, patient.id, "MCR01", since=date(2026, 6, 1))
    assert claim.charged_visits(house.actor) == []
    assert work(house, patient.id) == []


def test_a_next_payer_that_is_learnt_late_is_somebodys_work_once(house: House) -> None:
    sent = sent_claim(house)
    patient_id = sent.claim.patient_id
    pay(house, Payment("MCR01", "T1", [sent.paid(8000, ("CO", "45", 5000), ("PR", "2", 2000))]), on=ON)
    payer, plan = house.payers["CMA01"], house.plans["CMA01"]
    policy = Coverage(0, patient_id, payer.id, plan.id, 2, "CMA7788990", date(2026, 1, 1))
    made = register.add_coverage(house.actor, policy, on=ON)
    register.change_coverage(house.actor, replace(made, member_id="CMA7788991"), on=ON, reason="misread")
    assert work(house, patient_id) == ["bill_next_payer"]
    follow.bill_next(house.actor, sent.claim.id, on=ON)
    with books(house.practice.id) as session:
        first = next(one for one in session.find(Coverage, patient_id=patient_id) if one.rank == 1)
    register.change_coverage(house.actor, replace(first, group_number="77"), on=ON, reason="misread")
    assert work(house, patient_id) == []


def test_a_new_card_takes_the_place_of_the_policy_before_it(house: House) -> None:
    patient = add_patient(house, MEDICARE)
    new = Coverage(0, patient.id, house.payers["CMA01"].id, house.plans["CMA01"].id, 1, "CM1", DAY)
    with pytest.raises(Refused, match="pays in this place from") as caught:
        register.add_coverage(house.actor, new, on=DAY)
    assert caught.value.fields == (("since", "last_day"),)
    made = register.add_coverage(house.actor, new, on=DAY, ends_others=True)
    with books(house.practice.id) as session:
        old, now = session.find(Coverage, patient_id=patient.id, order="since_on")
    assert (old.until_on, old.version, now) == (DAY, 2, made)
    with pytest.raises(Refused, match="pays in this place"):
        register.change_coverage(house.actor, replace(old, until_on=None), on=DAY, reason="it goes on")
    earlier = replace(new, since_on=BEFORE, member_id="CM2")
    with pytest.raises(Refused, match="pays in this place"):
        register.add_coverage(house.actor, earlier, on=DAY, ends_others=True)
    second = register.add_coverage(house.actor, replace(earlier, rank=2), on=DAY)
    assert second.rank == 2, "another place is free"
    assert verify(house.practice.id, on=DAY) == []
