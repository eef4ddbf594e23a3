"""What the front desk keeps of a patient: who answers, which policies, and where they live."""

from dataclasses import replace
from datetime import date, timedelta

import pytest

from almoner.core.coverage import Coverage, Subscriber
from almoner.core.party import Address, Guarantor, Patient, PersonName
from almoner.flow.collect import statement
from almoner.flow.desk import registration
from almoner.flow.desk.registration import Answering, PolicyChange
from almoner.flow.patient import register
from almoner.flow.refused import Refused
from almoner.store.commit import StalePlan
from almoner.store.session import books
from tests.flow.cycle import faults
from tests.flow.owing import ON, owing
from tests.practices import HOME, House, add_patient, new_house

MOTHER = Guarantor(PersonName("Okafor", "Ada"), "mother", replace(HOME, line1="9 Oak Lane"))


@pytest.fixture
def house(store: object) -> House:
    """A practice of the test's own."""
    assert store
    return new_house()


def now(house: House, patient_id: int) -> Patient:
    with books(house.practice.id) as session:
        return session.get(Patient, patient_id)


def test_the_statement_goes_to_who_answers_now(house: House) -> None:
    patient_id = owing(house, 5000).claim.patient_id
    answering = Answering(patient_id, now(house, patient_id).version, MOTHER)
    registration.set_guarantor(house.actor, answering, on=ON, reason="the mother signed")
    (made,) = statement.state_accounts(house.actor, [patient_id], on=ON)
    assert made.guarantor.startswith("person:okafor|ada")
    shown = statement.statement_page(house.actor, patient_id, is_text=True).decode()
    assert "9 Oak Lane" in shown
    alone = Answering(patient_id, now(house, patient_id).version)
    registration.set_guarantor(house.actor, alone, on=ON, reason="is of age")
    assert now(house, patient_id).guarantor is None
    assert faults(house, on=ON) == []


def test_another_patient_answers_by_the_chart_number_and_gets_one_statement(house: House) -> None:
    sent, other = owing(house, 5000), add_patient(house, last="Okafor", first="Ada")
    patient_id = sent.claim.patient_id
    answering = Answering(patient_id, now(house, patient_id).version, number=other.number, relation="sister")
    changed = registration.set_guarantor(house.actor, answering, on=ON, reason="she pays")
    assert changed.guarantor is not None
    assert (changed.guarantor.patient_id, changed.guarantor.relation) == (other.id, "sister")
    (made,) = statement.state_accounts(house.actor, [patient_id], on=ON)
    assert made.guarantor == f"patient:{other.id}"
    found = registration.registration_of(house.actor, patient_id, on=ON)
    assert found.guarantor_number == other.number


def test_who_can_not_answer_does_not(house: House) -> None:
    patient = add_patient(house)
    born_on = ON - timedelta(days=3000)
    draft = Patient(0, "", PersonName("Okafor", "Bo"), born_on, "M", HOME)
    child = register.register_patient(house.actor, draft, on=ON)
    led = add_patient(house, first="Led")
    registration.set_guarantor(house.actor, Answering(led.id, 1, MOTHER), on=ON, reason="she pays")
    for number in (patient.number, "P9999999", child.number, led.number):
        wrong = Answering(patient.id, 1, number=number, relation="kin")
        with pytest.raises(Refused):
            registration.set_guarantor(house.actor, wrong, on=ON, reason="so")
    for person in (
        replace(MOTHER, relation=" "),
        replace(MOTHER, name=PersonName("", "Ada")),
        replace(MOTHER, address=Address("", "", "", "")),
    ):
        with pytest.raises(Refused):
            registration.set_guarantor(house.actor, Answering(patient.id, 1, person), on=ON, reason="so")
    with pytest.raises(Refused, match="Say why"):
        registration.set_guarantor(house.actor, Answering(patient.id, 1, MOTHER), on=ON, reason="")
    with pytest.raises(StalePlan):
        registration.set_guarantor(house.actor, Answering(patient.id, 7, MOTHER), on=ON, reason="so")
    assert now(house, patient.id) == patient


def test_a_policy_is_corrected_and_ended(house: House) -> None:
    patient = add_patient(house, ("MCR01", "1EG4TE5MK73"))
    ((policy, name),) = registration.registration_of(house.actor, patient.id, on=ON).policies
    assert "Medicare" in name
    change = PolicyChange(patient.id, policy.id, policy.version, "1EG4TE5MK74", "G7", 2000, date(2026, 4, 1))
    changed = registration.change_policy(house.actor, change, on=ON, reason="the new card")
    assert (changed.member_id, changed.group_number, changed.copay_cents) == ("1EG4TE5MK74", "G7", 2000)
    assert changed.last_on == date(2026, 3, 31)
    with books(house.practice.id) as session:
        assert session.get(Coverage, policy.id) == changed
    other = add_patient(house, first="Other")
    for wrong in (
        replace(change, version=changed.version, patient_id=other.id),
        replace(change, version=changed.version, member_id=""),
        replace(change, version=changed.version, until_on=policy.since_on),
    ):
        with pytest.raises(Refused):
            registration.change_policy(house.actor, wrong, on=ON, reason="so")
    with pytest.raises(StalePlan):
        registration.change_policy(house.actor, change, on=ON, reason="seen before")


def test_what_was_typed_wrong_is_corrected_and_nothing_else(house: House) -> None:
    patient = add_patient(house)
    right = replace(
        patient, address=MOTHER.address, email="h@example.org", sex="M", birth_on=date(1958, 4, 11)
    )
    wanted = replace(right, number="X", guarantor=MOTHER)
    kept = registration.change_patient(house.actor, wanted, on=ON, reason="mail came back")
    assert kept == replace(right, version=2)
    with pytest.raises(Refused):
        registration.change_patient(
            house.actor, replace(kept, address=Address("", "", "", "")), on=ON, reason="so"
        )


def test_the_holder_of_a_childs_policy_is_proposed_to_answer(house: House) -> None:
    born_on = ON - timedelta(days=2)
    child = Patient(0, "", PersonName("Okafor", "Baby"), born_on, "F", HOME, phone="5185550101")
    payer, plan = house.payers["MCR01"], house.plans["MCR01"]
    holder = Subscriber(PersonName("Okafor", "Chidi"), date(1990, 2, 2), "F", HOME)
    policy = Coverage(0, 0, payer.id, plan.id, 1, "W 12 3", born_on, relation="19", subscriber=holder)
    made = register.register_patient(house.actor, child, [policy], on=ON)
    shown = registration.registration_of(house.actor, made.id, on=ON)
    assert shown.policies[0][0].member_id == "W123"
    assert shown.is_child_alone
    assert shown.proposed == Answering(
        made.id, 1, Guarantor(holder.name, "parent", HOME, "5185550101"), "", "parent"
    )
    mother = Patient(0, "", holder.name, holder.birth_on, "F", HOME)
    known = register.register_patient(house.actor, mother, on=ON)
    shown = registration.registration_of(house.actor, made.id, on=ON)
    assert shown.proposed
    assert shown.proposed.number == known.number
    registration.set_guarantor(house.actor, replace(shown.proposed, person=None), on=ON, reason="a child")
    shown = registration.registration_of(house.actor, made.id, on=ON)
    assert (shown.is_child_alone, shown.proposed) == (False, None)
    assert not registration.registration_of(house.actor, known.id, on=ON).is_child_alone
