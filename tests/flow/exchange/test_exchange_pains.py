"""Complaints about other systems' exchange with payers, each by its number: a failing build names it."""

from dataclasses import replace
from datetime import datetime, time, timedelta

import pytest

from almoner.core.coverage import Coverage
from almoner.core.plan import Task, TaskState
from almoner.core.schedule import Appointment
from almoner.core.wire.interchange import Interchange
from almoner.flow.claim import look_claim
from almoner.flow.exchange import verify
from almoner.flow.patient import register
from almoner.store.session import books
from tests.flow.cycle import MEDICARE, faults, now, pay, sent_claim, take_in, totals
from tests.flow.files import Payment, acknowledging, receipt, receipts
from tests.practices import DAY, House, add_patient, new_house

ON = DAY + timedelta(days=1)


@pytest.fixture
def house(store: object) -> House:
    assert store
    return new_house()


@pytest.mark.parametrize("days", [0, 1, 30])
def test_p18_a_payer_is_asked_about_the_day_of_the_visit(days: int, house: House) -> None:
    """Not about the day on which it is asked, nor that on which the policy began."""
    patient = add_patient(house, MEDICARE)
    at = datetime.combine(DAY, time(9))
    register.book(
        house.actor,
        [Appointment(0, patient.id, house.provider.id, house.location.id, at, 20, "Follow-up")],
        on=DAY - timedelta(days=days),
    )
    assert verify.ask_about_day(house.actor, DAY, on=DAY - timedelta(days=days)) == 1
    with books(house.practice.id) as session:
        (file,) = [session.content(one.id) for one in session.find(Interchange, direction="out", about="270")]
        (policy,) = session.find(Coverage, patient_id=patient.id)
    asked = [row for row in file.decode().split("~") if row.strip().startswith("DTP*291")]
    assert [row.strip() for row in asked] == [f"DTP*291*D8*{DAY:%Y%m%d}"]
    assert policy.since_on < DAY


def test_p33_each_answer_stands_on_the_claim_in_its_own_codes_and_in_words(house: House) -> None:
    sent = sent_claim(house)
    with books(house.practice.id) as session:
        control = session.get(Interchange, now(house, sent).interchange_id).control
    take_in(house, acknowledging(house, control), on=ON)
    take_in(house, receipts(house, receipt(house, sent.claim, "A3:21")), on=ON)
    told = look_claim.claim(house.actor, sent.claim.id, on=ON).acks
    assert [one.form for one in told] == ["999", "277CA"]
    assert [one.is_accepted for one in told] == [True, False]
    refused = told[-1]
    assert "A3:21" in refused.verbatim
    assert len(refused.words.split()) > 3
    assert refused.words != refused.verbatim


def test_p40_advice_about_claims_of_the_system_before_is_taken_in_beside_ours(house: House) -> None:
    """While two systems run side by side a payer answers for both: no cent is lost, none lies on ours."""
    sent = sent_claim(house)
    foreign = replace(sent.paid(7000, ("CO", "45", 8000)), control="OLD-88120", payer_control="OLD1")
    pay(house, Payment("MCR01", "T1", [foreign, sent.paid(15000)]), on=ON)
    assert totals(house)["suspense"] == -7000
    assert now(house, sent).state.value == "paid"
    with books(house.practice.id) as session:
        (work,) = session.find(Task, what="unknown_claim", state=TaskState.OPEN)
    assert (work.owner, work.cents) == ("biller", 7000)
    assert faults(house, on=ON) == []
