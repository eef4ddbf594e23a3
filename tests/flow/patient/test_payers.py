"""Who pays first: the policies of a day in their order, what is lacking, and what a patient tells of one."""

from dataclasses import replace
from datetime import date

import pytest

from almoner.core.coverage import Coverage, Standing
from almoner.core.plan import Task, TaskState
from almoner.flow.patient.payers import About, arrange, payers_of, tell
from almoner.flow.refused import Refused
from almoner.store.session import books
from tests.flow.cycle import MEDICARE, faults, sent_claim
from tests.practices import DAY, House, add_patient, new_house

PLAN = ("CMA01", "CMA7788990")
WORKING = Standing(work="active", employees=20)


@pytest.fixture
def house(store: object) -> House:
    assert store
    return new_house()


def told(house: House, patient_id: int, payer: str, standing: Standing) -> Coverage:
    with books(house.practice.id) as session:
        held = session.find(Coverage, patient_id=patient_id)
    policy = next(one for one in held if one.payer_id == house.payers[payer].id)
    return tell(house.actor, About(patient_id, policy.id, policy.version), standing, on=DAY)


def test_the_order_follows_from_what_is_told_and_says_why(house: House) -> None:
    patient = add_patient(house, MEDICARE, PLAN)
    before = payers_of(house.actor, patient.id, on=DAY)
    assert before.is_as_billed
    assert before.lacking == {"medicare_reason"}
    told(house, patient.id, "MCR01", Standing(medicare_reason="age"))
    assert payers_of(house.actor, patient.id, on=DAY).lacking == {"work"}
    kept = told(house, patient.id, "CMA01", WORKING)
    assert (kept.version, kept.standing) == (2, replace(WORKING, asked_on=DAY))
    after = payers_of(house.actor, patient.id, on=DAY)
    assert [place.payer.name for place in after.places] == ["Commonwealth PPO", "Medicare"]
    assert [place.turn.msp_type for place in after.places] == ["", "12"]
    assert after.places[0].turn.why == ("age: the plan is first from 20 employees",)
    assert not after.is_as_billed
    assert faults(house) == []


def test_only_policies_of_the_day_are_ordered(house: House) -> None:
    patient = add_patient(house, MEDICARE, PLAN)
    assert payers_of(house.actor, patient.id, on=date(2020, 1, 1)).places == ()


def test_a_word_that_the_rules_do_not_know_is_refused(house: House) -> None:
    patient = add_patient(house, MEDICARE, PLAN)
    with pytest.raises(Refused, match="work"):
        told(house, patient.id, "CMA01", Standing(work="sometimes"))


def test_policies_change_their_ranks_with_one_another(house: House) -> None:
    first = sent_claim(house, covered=(MEDICARE, PLAN))
    patient_id = first.claim.patient_id
    assert arrange(house.actor, patient_id, on=DAY) == []
    told(house, patient_id, "MCR01", Standing(medicare_reason="age"))
    told(house, patient_id, "CMA01", WORKING)
    changed = arrange(house.actor, patient_id, on=DAY)
    assert [(one.payer_id, one.rank) for one in changed] == [
        (house.payers["CMA01"].id, 1),
        (house.payers["MCR01"].id, 2),
    ]
    assert payers_of(house.actor, patient_id, on=DAY).is_as_billed
    with books(house.practice.id) as session:
        (look,) = session.find(Task, what="coverage_review", state=TaskState.OPEN)
    assert look.claim_id == first.claim.id
    assert arrange(house.actor, patient_id, on=DAY) == []
    assert faults(house) == []
