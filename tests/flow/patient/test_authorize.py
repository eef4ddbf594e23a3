"""Authorizations in the books: the number fills by itself, units count down as they are billed, and what goes
beyond them is held.
"""

from dataclasses import replace
from datetime import date

import pytest

from almoner.core.charge import ChargeLine, SuperbillLine
from almoner.core.chart import Referral, Visit
from almoner.core.claim import Claim, ClaimRevision, ClaimState
from almoner.core.coverage import Authorization, AuthorizationState, Coverage
from almoner.core.party import Patient
from almoner.flow.access import Actor
from almoner.flow.charge import charge
from almoner.flow.claim import claim, submit
from almoner.flow.claim.held import look_again
from almoner.flow.desk import look_patient
from almoner.flow.patient import authorize
from almoner.flow.refused import Refused
from almoner.store.commit import StalePlan
from almoner.store.proof.verify import verify
from almoner.store.session import NotFound, books
from tests.flow.cycle import Sent, pay, supersede
from tests.flow.files import Decided, Payment, Served
from tests.practices import DAY, House, add_patient, new_house, visit_of

PPO = ("CMA01", "CMA7788990")
EXERCISE = SuperbillLine("97110", 2, 9000, (1,), ("GP",))
VISIT = SuperbillLine("99213", 1, 15000, (1, 2))


@pytest.fixture
def house(store: object) -> House:
    assert store
    return new_house()


def policy_of(house: House, patient: Patient) -> Coverage:
    with books(house.practice.id) as session:
        (policy,) = session.find(Coverage, patient_id=patient.id)
    return policy


def allowed(house: House, patient: Patient, **changes: object) -> Authorization:
    """Four units of exercise until April, by any provider."""
    draft = Authorization(
        id=0,
        patient_id=patient.id,
        coverage_id=policy_of(house, patient).id,
        payer_id=0,
        number="AUTH-77",
        since_on=DAY,
        until_on=date(2026, 4, 1),
        codes=("97110",),
        most=4,
    )
    return authorize.record(house.actor, replace(draft, **changes), on=DAY)  # type: ignore[arg-type]


def billed(house: House, patient: Patient, *lines: SuperbillLine, on: date = DAY) -> Claim:
    visit = visit_of(house, patient, *(lines or (EXERCISE,)), on=on)
    charge.charge_visits(house.actor, [visit.id], on=on)
    (made,) = claim.build_claims(house.actor, [visit.id], on=on)
    return made


def revision(house: House, one: Claim) -> ClaimRevision:
    with books(house.practice.id) as session:
        return session.get(ClaimRevision, session.get(Claim, one.id).revision_id)


def edits(house: House, one: Claim) -> set[str]:
    return {finding.edit for finding in revision(house, one).findings if finding.edit.startswith("AUT")}


def left(house: House, patient: Patient) -> list[int | None]:
    return [one.left for one in look_patient.patient(house.actor, patient.id, on=DAY).authorizations]


def test_p27_the_number_fills_by_itself_by_code_and_day(house: House) -> None:
    patient = add_patient(house, PPO)
    allowed(house, patient)
    assert revision(house, billed(house, patient)).authorization == "AUTH-77"
    assert revision(house, billed(house, patient, VISIT)).authorization == ""
    late = billed(house, patient, on=date(2026, 4, 1))
    assert revision(house, late).authorization == ""
    assert revision(house, billed(house, add_patient(house, PPO))).authorization == ""


def test_p27_units_count_down_as_they_are_billed_and_more_is_held(house: House) -> None:
    patient = add_patient(house, PPO)
    allowed(house, patient)
    assert left(house, patient) == [4]
    days = [date(2026, 3, day) for day in (2, 4, 6)]
    first, second, third = (billed(house, patient, on=on) for on in days)
    assert [one.state for one in (first, second)] == [ClaimState.READY, ClaimState.READY]
    assert third.state is ClaimState.HELD
    assert edits(house, third) == {"AUT-04"}
    assert left(house, patient) == [0], "what is held is not billed"
    submit.submit_ready(house.actor, on=days[-1])
    assert left(house, patient) == [0]


def test_a_batch_shares_what_is_left(house: House) -> None:
    patient = add_patient(house, PPO)
    allowed(house, patient)
    visits = [visit_of(house, patient, EXERCISE, on=date(2026, 3, day)).id for day in (2, 4, 6)]
    charge.charge_visits(house.actor, visits, on=DAY)
    made = claim.build_claims(house.actor, visits, on=date(2026, 3, 6))
    assert [one.state for one in sorted(made, key=lambda one: one.id)] == [
        ClaimState.READY,
        ClaimState.READY,
        ClaimState.HELD,
    ]
    batch = submit.submit_ready(house.actor, on=date(2026, 3, 7))
    assert batch, "judged again, they still stand"
    assert (len(batch.claim_ids), batch.held_ids) == (2, ())


def test_more_units_free_the_held_claim(house: House) -> None:
    patient = add_patient(house, PPO)
    kept = allowed(house, patient, most=1)
    held = billed(house, patient)
    assert held.state is ClaimState.HELD
    authorize.change(house.actor, replace(kept, most=6), on=DAY, reason="extended")
    assert claim.recheck(house.actor, held.id, on=DAY).state is ClaimState.READY
    assert left(house, patient) == [4]


def test_the_worker_frees_what_an_extended_authorization_covers(house: House) -> None:
    patient = add_patient(house, PPO)
    kept = allowed(house, patient, most=1)
    waiting = billed(house, patient)
    assert look_again(house.actor, on=DAY) == []
    authorize.change(house.actor, replace(kept, most=6), on=DAY, reason="extended")
    assert [one.id for one in look_again(house.actor, on=DAY)] == [waiting.id]


def test_a_denied_line_gives_its_units_back(house: House) -> None:
    patient = add_patient(house, PPO)
    allowed(house, patient)
    made = billed(house, patient)
    submit.submit_ready(house.actor, on=DAY)
    assert left(house, patient) == [2]
    with books(house.practice.id) as session:
        sent = Sent(session.get(Claim, made.id), tuple(session.find(ChargeLine, patient_id=patient.id)))
    (line,) = sent.lines
    refused = Decided(sent.claim, (Served(line, 0, (("CO", "50", 9000),)),), "4")
    pay(house, Payment("CMA01", "T-9", [refused]), on=date(2026, 3, 16))
    assert left(house, patient) == [4]


def test_visits_are_counted_by_days(house: House) -> None:
    patient = add_patient(house, PPO)
    allowed(house, patient, most=1, measure="visits")
    manual = SuperbillLine("97110", 3, 9000, (1,), ("GP", "59"))
    assert edits(house, billed(house, patient, EXERCISE, manual)) == set()
    assert edits(house, billed(house, patient, on=date(2026, 3, 4))) == {"AUT-04"}


def test_a_code_of_the_payers_list_waits_for_its_number(house: House) -> None:
    payer = house.payers["CMA01"]
    supersede(house, replace(payer, version=2, authorized_codes=("97110",)))
    patient = add_patient(house, PPO)
    held = billed(house, patient)
    assert edits(house, held) == {"AUT-01"}
    asked = allowed(house, patient, number="", state=AuthorizationState.PENDING)
    claim.recheck(house.actor, held.id, on=DAY)
    assert edits(house, held) == {"AUT-01", "AUT-05"}
    answered = replace(asked, number="AUTH-9", state=AuthorizationState.APPROVED)
    authorize.change(house.actor, answered, on=DAY, reason="the payer allowed it")
    assert claim.recheck(house.actor, held.id, on=DAY).state is ClaimState.READY
    assert revision(house, held).authorization == "AUTH-9"


def test_of_what_was_denied_nothing_is_left(house: House) -> None:
    patient = add_patient(house, PPO)
    allowed(house, patient, state=AuthorizationState.DENIED)
    visit = visit_of(house, patient, EXERCISE)
    with books(house.practice.id) as session:
        seen = session.get(Visit, visit.id)
    typed = replace(seen, version=seen.version + 1, referral=Referral(authorization_number="AUTH-77"))
    supersede(house, typed)
    charge.charge_visits(house.actor, [visit.id], on=DAY)
    (made,) = claim.build_claims(house.actor, [visit.id], on=DAY)
    assert edits(house, made) == {"AUT-04"}


def test_what_the_desk_may_not_keep_is_refused(house: House) -> None:
    patient = add_patient(house, PPO)
    before_the_policy = {"since_on": date(2025, 6, 1), "until_on": date(2025, 12, 1)}
    for wrong in ({"number": ""}, {"most": 0}, {"until_on": DAY}, before_the_policy):
        with pytest.raises(Refused):
            allowed(house, patient, **wrong)
    with pytest.raises(NotFound):
        allowed(house, patient, provider_id=1)
    kept = allowed(house, patient)
    authorize.change(house.actor, replace(kept, most=9), on=DAY, reason="extended")
    with pytest.raises(StalePlan):
        authorize.change(house.actor, replace(kept, most=8), on=DAY, reason="an old page")
    assert verify(house.practice.id, on=DAY) == []


def test_another_practice_sees_none_of_it(house: House) -> None:
    patient = add_patient(house, PPO)
    kept = allowed(house, patient)
    other = new_house(name="Hilltop Clinic")
    with pytest.raises(NotFound):
        look_patient.patient(other.actor, patient.id, on=DAY)
    with pytest.raises(NotFound):
        authorize.change(other.actor, kept, on=DAY, reason="none of ours")
    stranger = Actor("frances", house.practice.id, frozenset({"front_desk"}))
    assert len(look_patient.patient(stranger, patient.id, on=DAY).authorizations) == 1
