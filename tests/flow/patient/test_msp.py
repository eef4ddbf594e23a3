"""Who pays before Medicare: asked and signed, proposed, confirmed by a person, and told by the claims."""

from dataclasses import replace
from datetime import datetime, time, timedelta

import pytest

from almoner.core.charge import SuperbillLine
from almoner.core.chart.signed_form import Signature, SignedForm
from almoner.core.claim import ClaimRevision
from almoner.core.coverage import Coverage
from almoner.core.party import Patient, Payer, PayerKind
from almoner.core.plan import Plan, Task, TaskState, reading
from almoner.core.schedule import Appointment
from almoner.flow.charge import charge
from almoner.flow.claim import claim
from almoner.flow.patient import register
from almoner.flow.patient.desk_notices import DAYS_AHEAD, Sort, due_notices, offers_of
from almoner.flow.patient.msp import Answered, confirm_answers, keep_answers, msp_page
from almoner.flow.refused import Refused
from almoner.store.commit import Cause, commit
from almoner.store.lists.lists_notices import needs_of
from almoner.store.session import NotFound, books
from tests.flow.cycle import MEDICARE, faults, sent_claim
from tests.practices import DAY, House, add_patient, new_house, visit_of

PLAN = ("CMA01", "CMA7788990")
NAME = Signature("Helen Okafor", "self")
NONE = {"cause": "none", "held_for": "age", "plan": "none"}
WORKS = {"cause": "none", "held_for": "age", "plan": "own", "employees": "from_20"}


@pytest.fixture
def house(store: object) -> House:
    assert store
    return new_house()


def asked(house: House, patient_id: int, answers: dict[str, str]) -> None:
    keep_answers(house.actor, patient_id, Answered(answers, NAME), on=DAY)


def seen(house: House, patient_id: int) -> tuple[int, list[tuple[int, int]]]:
    page = msp_page(house.actor, patient_id, on=DAY)
    return page.asked[0].id, [(one.before.id, one.before.version) for one in page.proposed]


def test_answers_are_kept_with_the_signature_and_change_no_policy(house: House) -> None:
    patient = add_patient(house, MEDICARE, PLAN)
    page = msp_page(house.actor, patient.id, on=DAY)
    assert (page.suggested, page.due_on, page.asked) == ({"held_for": "age"}, None, ())
    made = keep_answers(house.actor, patient.id, Answered(WORKS, NAME), on=DAY)
    assert (made.msp_type, dict(made.answers)) == ("12", WORKS)
    with books(house.practice.id) as session:
        form = session.get(SignedForm, made.form_id)
        assert [one.version for one in session.find(Coverage, patient_id=patient.id)] == [1, 1]
    assert form.sha256 == form.seal()
    assert "20 to 99" in form.text
    page = msp_page(house.actor, patient.id, on=DAY)
    assert [(one.payer.name, one.after.rank, one.turn.msp_type) for one in page.proposed] == [
        ("Commonwealth PPO", 1, ""),
        ("Medicare", 2, "12"),
    ]
    assert (page.is_to_confirm, page.missing, page.due_on) == (True, "", DAY + timedelta(days=90))
    assert faults(house) == []


def test_a_confirmation_ranks_the_policies_and_the_next_claim_tells_the_type(house: House) -> None:
    first = sent_claim(house, covered=(MEDICARE, PLAN))
    patient_id = first.claim.patient_id
    asked(house, patient_id, WORKS)
    about = seen(house, patient_id)
    changed = confirm_answers(house.actor, patient_id, *about, on=DAY)
    assert sorted((one.payer_id, one.rank) for one in changed) == sorted(
        [(house.payers["CMA01"].id, 1), (house.payers["MCR01"].id, 2)]
    )
    assert confirm_answers(house.actor, patient_id, *about, on=DAY) == [], "once"
    with books(house.practice.id) as session:
        (look,) = session.find(Task, what="coverage_review", state=TaskState.OPEN)
        patient = session.get(Patient, patient_id)
    assert look.claim_id == first.claim.id
    visit = visit_of(house, patient, SuperbillLine("99214", 1, 20000, (1,)))
    charge.charge_visits(house.actor, [visit.id], on=DAY)
    (made,) = claim.build_claims(house.actor, [visit.id], on=DAY)
    with books(house.practice.id) as session:
        revision = session.get(ClaimRevision, made.revision_id)
    assert revision.payer.name == "Commonwealth PPO"
    assert [(one.payer.name, one.payer.msp_type) for one in revision.others] == [("Medicare", "12")]
    assert faults(house) == []


def test_what_is_said_and_not_on_file_is_asked_for(house: House) -> None:
    patient = add_patient(house, MEDICARE)
    asked(house, patient.id, WORKS)
    assert "card" in msp_page(house.actor, patient.id, on=DAY).missing
    asked(house, patient.id, NONE | {"cause": "work", "cause_on": "2026-02-01", "cause_payer": "Fund"})
    page = msp_page(house.actor, patient.id, on=DAY)
    assert page.missing == "Who pays for the cause is not on file: add it as a policy."
    assert page.verdict is not None
    assert page.verdict.msp_type == "15"


def test_what_is_not_whole_is_not_kept(house: House) -> None:
    patient, other = add_patient(house, MEDICARE), add_patient(house, PLAN, last="Kowalski")
    for given, edit in (
        (Answered(NONE | {"plan": "own"}, NAME), "MSP-02"),
        (Answered(NONE, Signature("", "self")), "MSP-03"),
    ):
        with pytest.raises(Refused) as told:
            keep_answers(house.actor, patient.id, given, on=DAY)
        assert told.value.findings[0].edit == edit
    with pytest.raises(Refused, match="No policy of Medicare"):
        keep_answers(house.actor, other.id, Answered(NONE, NAME), on=DAY)
    with pytest.raises(NotFound):
        keep_answers(house.actor, patient.id, Answered(NONE, NAME, booked(house, other.id).id), on=DAY)
    assert msp_page(house.actor, patient.id, on=DAY).asked == ()


def test_what_was_seen_otherwise_is_not_confirmed(house: House) -> None:
    patient = add_patient(house, MEDICARE, PLAN)
    asked(house, patient.id, WORKS)
    old_id, policies = seen(house, patient.id)
    with pytest.raises(Refused, match="policy has changed"):
        confirm_answers(house.actor, patient.id, old_id, policies[:1], on=DAY)
    asked(house, patient.id, NONE)
    with pytest.raises(Refused, match="answered anew"):
        confirm_answers(house.actor, patient.id, old_id, policies, on=DAY)


def booked(house: House, patient_id: int, days: int = 0) -> Appointment:
    start = datetime.combine(DAY + timedelta(days=days), time(9))
    draft = Appointment(0, patient_id, house.provider.id, house.location.id, start, 20, "Follow-up")
    return register.book(house.actor, [draft], on=DAY)[0]


def owed(house: House, days: int = 0) -> list[tuple[int, list[tuple[Sort, int]]]]:
    """What the desk owes on a day, with the days left."""
    on = DAY + timedelta(days=days)
    found = due_notices(house.actor, on=on).rows
    return [
        (row.needs.appointment_id, [(one.sort, (one.due_on - on).days) for one in row.due]) for row in found
    ]


def test_the_questions_are_due_before_the_visit_and_anew_after_ninety_days(house: House) -> None:
    patient = add_patient(house, MEDICARE, PLAN)
    soon, later = booked(house, patient.id, 3), booked(house, patient.id, 91)
    booked(house, add_patient(house, PLAN, last="Kowalski").id, 3)
    assert owed(house) == [(soon.id, [(Sort.PAYER_QUESTIONS, 3)])]
    asked(house, patient.id, WORKS)
    assert owed(house) == [(soon.id, [(Sort.PAYER_ORDER, 3)])]
    confirm_answers(house.actor, patient.id, *seen(house, patient.id), on=DAY)
    assert owed(house) == []
    assert owed(house, 91 - DAYS_AHEAD + 1) == [(later.id, [(Sort.PAYER_QUESTIONS, DAYS_AHEAD - 1)])]


def test_the_questions_go_by_the_day_of_the_booking(house: House) -> None:
    patient = add_patient(house, MEDICARE)
    begins = DAY + timedelta(days=5)
    with books(house.practice.id) as session:
        (policy,) = session.find(Coverage, patient_id=patient.id)
        later = replace(policy, version=2, since_on=begins)
        commit(session, Plan(on=DAY, records=(later,), reads=reading(policy)), cause=Cause("test", "tester"))
    soon, then = booked(house, patient.id, 1), booked(house, patient.id, 5)
    assert owed(house) == [(then.id, [(Sort.PAYER_QUESTIONS, 5)])]
    assert not msp_page(house.actor, patient.id, on=DAY, appointment_id=soon.id).has_medicare
    assert msp_page(house.actor, patient.id, on=DAY, appointment_id=then.id).has_medicare
    for early in (soon.id, 0):
        with pytest.raises(Refused, match="covers that day"):
            keep_answers(house.actor, patient.id, Answered(NONE, NAME, early), on=DAY)
    made = keep_answers(house.actor, patient.id, Answered(NONE, NAME, then.id), on=DAY)
    (proposed,) = msp_page(house.actor, patient.id, on=DAY).proposed
    confirm_answers(house.actor, patient.id, made.id, [(proposed.before.id, proposed.before.version)], on=DAY)
    assert owed(house) == []


@pytest.mark.parametrize(
    ("payer", "offers"),
    [
        ("MCR01", (Sort.ADVANCE_NOTICE, Sort.ESTIMATE)),
        ("MA", (Sort.ESTIMATE,)),
        ("CMA01", (Sort.ESTIMATE,)),
    ],
)
def test_what_is_offered_goes_by_the_coverage_of_the_day(
    house: House, payer: str, offers: tuple[Sort, ...]
) -> None:
    patient = add_patient(house, MEDICARE if payer != "CMA01" else PLAN)
    if payer == "MA":
        with books(house.practice.id) as session:
            medicare = session.get(Payer, house.payers["MCR01"].id)
            advantage = replace(
                medicare, version=medicare.version + 1, payer_kind=PayerKind.MEDICARE_ADVANTAGE
            )
            plan = Plan(on=DAY, records=(advantage,), reads=reading(medicare))
            commit(session, plan, cause=Cause("test", "tester"))
    start = booked(house, patient.id, 3)
    with books(house.practice.id) as session:
        needs = needs_of(session, start.id, on=DAY)
    assert needs is not None
    assert offers_of(needs) == offers
    assert offers_of(replace(needs, asked_on=DAY)) == (
        offers if payer == "CMA01" else (*offers[:-1], Sort.PAYER_QUESTIONS, Sort.ESTIMATE)
    )
