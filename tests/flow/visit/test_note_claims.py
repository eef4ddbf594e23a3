"""What a note lacks is its author's task, and holds the claim until an addendum says it."""

from dataclasses import replace
from datetime import timedelta

import pytest

from almoner.core.charge import Superbill, SuperbillLine
from almoner.core.chart import Note, Problem, Visit, VisitState
from almoner.core.chart.draft import Draft
from almoner.core.chart.entry import Entry
from almoner.core.chart.note import Care, CareRole
from almoner.core.chart.procedure import PerformedProcedure
from almoner.core.chart.shape import Concept, Moment
from almoner.core.claim import Claim, ClaimState
from almoner.core.claim.documented import LACKS
from almoner.core.party import PersonName, Provider
from almoner.core.party.identifiers import npi
from almoner.core.plan import Task, TaskState
from almoner.flow.access import Actor
from almoner.flow.charge import charge
from almoner.flow.claim import claim as claims
from almoner.flow.claim import held
from almoner.flow.code import code
from almoner.flow.follow import follow
from almoner.flow.patient import register
from almoner.flow.visit import chart, document, note, note_after
from almoner.store.session import books
from tests.flow.visit.test_note import ANSWERS, open_visit, saved, typed
from tests.practices import DAY, House, add_patient

WHOLE = ANSWERS | {"hpi": ("Feels well",), "exam": ("Lungs clear",)}
OPEN = {"free": {"plan": "Blood pressure cuff size ___ ordered."}}


@pytest.fixture
def visit(house: House) -> Visit:
    return open_visit(house, DAY, add_patient(house, ("MCR01", "1EG4TE5MK73")).id)


def signed(house: House, visit: Visit, **changes: object) -> Note:
    draft = Draft(visit.id, 0, "general.visit", answers=WHOLE)
    return note.sign_typed(house.actor, typed(replace(draft, **changes)), on=DAY)  # type: ignore[arg-type]


def tasks(house: House, what: str, subject_id: int) -> list[Task]:
    with books(house.practice.id) as session:
        return session.find(Task, what=what, subject_id=subject_id, state=TaskState.OPEN)


def claimed(house: House, visit: Visit) -> Claim:
    lines = (SuperbillLine("99213", 1, 15000, (1,)),)
    code.decide_codes(house.actor, [Superbill(0, visit.id, 0, ("I10",), lines, "", DAY)], on=DAY)
    charge.charge_visits(house.actor, [visit.id], on=DAY)
    (made,) = claims.build_claims(house.actor, [visit.id], on=DAY)
    return made


def current(house: House, claim: Claim) -> Claim:
    with books(house.practice.id) as session:
        return session.get(Claim, claim.id)


def test_a_note_that_lacks_nothing_holds_nothing(house: House, visit: Visit) -> None:
    signed(house, visit)
    assert tasks(house, LACKS, visit.id) == []
    assert claimed(house, visit).state is ClaimState.READY


def test_what_is_missing_never_stops_the_signature_and_holds_the_claim(house: House, visit: Visit) -> None:
    made = signed(house, visit, **OPEN)
    (lacks,) = tasks(house, LACKS, visit.id)
    assert lacks.owner == "provider"
    assert "left open" in lacks.why
    claim = claimed(house, visit)
    assert claim.state is ClaimState.HELD
    (hold,) = tasks(house, "held_claim", claim.id)
    assert hold.owner == "provider"
    document.add_to_note(house.actor, made.id, "Still to be filled in.", on=DAY)
    assert tasks(house, LACKS, visit.id) != []
    held.look_again(house.actor, on=DAY)
    assert current(house, claim).state is ClaimState.HELD


def test_notes_that_are_signed_together_are_looked_at_as_one_is(house: House, visit: Visit) -> None:
    other = open_visit(house, DAY, visit.patient_id)
    named = [replace(one, problems=(Problem("Hypertension", "I10"),)) for one in (visit, other)]
    for one in named:
        document.describe(house.actor, one, on=DAY)
    whole = "HPI: Feels well.\nAssessment: Hypertension, at goal. Continue lisinopril 10 mg."
    texts = {visit.id: f"{whole}\nCuff size ___ ordered.", other.id: whole}
    document.sign_notes(house.actor, texts, on=DAY)
    (lacks,) = tasks(house, LACKS, visit.id)
    assert (lacks.owner, "left open" in lacks.why) == ("provider", True)
    assert tasks(house, LACKS, other.id) == []
    assert claimed(house, visit).state is ClaimState.HELD


def test_an_addendum_that_says_it_frees_the_claim(house: House, visit: Visit) -> None:
    said = "Video visit by real-time audio and video, patient at home, clinician located in the office."
    made = signed(house, visit, free={"hpi": said})
    claim = claimed(house, visit)
    assert claim.state is ClaimState.HELD
    document.add_to_note(house.actor, made.id, "The patient consented before the visit.", on=DAY)
    assert tasks(house, LACKS, visit.id) == []
    held.look_again(house.actor, on=DAY)
    assert current(house, claim).state is ClaimState.READY


def test_a_correction_fills_what_was_left_open(house: House, visit: Visit) -> None:
    made = signed(house, visit, **OPEN)
    note_after.correct_note(house.actor, made.id, "cuff size ___", "cuff size 12 cm", on=DAY)
    assert tasks(house, LACKS, visit.id) == []


def test_a_late_addendum_is_the_coders_to_look_at(house: House, visit: Visit) -> None:
    made = signed(house, visit)
    document.add_to_note(house.actor, made.id, "In time.", on=DAY + timedelta(days=30))
    assert tasks(house, note_after.LATE_ADDENDUM, visit.id) == []
    document.add_to_note(house.actor, made.id, "Too late.", on=DAY + timedelta(days=31))
    (late,) = tasks(house, note_after.LATE_ADDENDUM, visit.id)
    assert late.owner == "coder"


def test_who_cosigns_has_a_task_until_they_do(house: House, visit: Visit) -> None:
    drawn = Provider(
        0, PersonName("Chen", "Wei"), npi("123999002"), "207Q00000X", "NY654321", "NY", user="wei"
    )
    (chief,) = register.set_up(house.actor, [drawn], on=DAY)
    assert isinstance(chief, Provider)
    made = signed(house, visit, care=Care(CareRole.TEACHING, chief.id, "present for the key part"))
    (waits,) = tasks(house, note.COSIGN, made.id)
    assert (waits.owner, waits.due_on) == ("wei", DAY + timedelta(days=7))
    wei = Actor("wei", house.practice.id, frozenset({"provider"}))
    note_after.cosign_note(
        wei, made.id, "I saw the patient; the left ankle is swollen, we stop amlodipine.", on=DAY
    )
    assert tasks(house, note.COSIGN, made.id) == []
    assert tasks(house, LACKS, visit.id) == []


def test_a_fixed_sentence_attests_nothing_until_own_words_are_added(house: House, visit: Visit) -> None:
    drawn = Provider(
        0, PersonName("Diaz", "Ana"), npi("123999003"), "207Q00000X", "NY654322", "NY", user="ana"
    )
    (chief,) = register.set_up(house.actor, [drawn], on=DAY)
    assert isinstance(chief, Provider)
    made = signed(house, visit, care=Care(CareRole.TEACHING, chief.id, "present for the key part"))
    ana = Actor("ana", house.practice.id, frozenset({"provider"}))
    note_after.cosign_note(ana, made.id, "I saw and examined the patient. Agree with the above.", on=DAY)
    (lacks,) = tasks(house, LACKS, visit.id)
    assert lacks.owner == "ana"
    document.add_to_note(ana, made.id, "The left ankle is swollen; we stop amlodipine and recheck.", on=DAY)
    assert tasks(house, LACKS, visit.id) == []


def test_a_withdrawn_note_leaves_the_visit_open_for_the_right_one(house: House, visit: Visit) -> None:
    made = signed(house, visit, **OPEN)
    note_after.withdraw_note(house.actor, made.id, "wrong patient", on=DAY)
    assert tasks(house, LACKS, visit.id) == []
    with books(house.practice.id) as session:
        now = session.get(Visit, visit.id)
    assert (now.state, now.note_id) == (VisitState.OPEN, 0)
    signed(house, visit)
    assert claimed(house, visit).state is ClaimState.READY


def test_a_withdrawn_note_stops_its_claim_and_gives_its_charges_to_the_biller(
    house: House, visit: Visit
) -> None:
    made = signed(house, visit)
    claim = claimed(house, visit)
    note_after.withdraw_note(house.actor, made.id, "wrong patient", on=DAY)
    (reverse,) = tasks(house, note_after.REVERSE_CHARGES, visit.id)
    assert reverse.owner == "biller"
    assert current(house, claim).state is ClaimState.HELD
    held.look_again(house.actor, on=DAY)
    assert current(house, claim).state is ClaimState.HELD


def test_a_draft_that_lies_is_its_authors_work_until_it_is_signed(house: House, visit: Visit) -> None:
    draft = saved(house.actor, Draft(visit.id, 0, "general.visit", answers=WHOLE))
    follow.watch(house.actor, on=DAY + timedelta(days=2))
    assert tasks(house, "late_draft", visit.id) == []
    follow.watch(house.actor, on=DAY + timedelta(days=3))
    (late,) = tasks(house, "late_draft", visit.id)
    assert (late.owner, late.patient_id) == ("provider", visit.patient_id)
    note.sign_typed(house.actor, typed(draft), on=DAY + timedelta(days=3))
    follow.watch(house.actor, on=DAY + timedelta(days=3))
    assert tasks(house, "late_draft", visit.id) == []


def test_work_under_an_unsigned_note_is_the_providers(house: House, visit: Visit) -> None:
    entry = Entry(visit.patient_id, visit_id=visit.id, author_id=house.provider.id)
    done = PerformedProcedure(0, entry, Concept("Spirometry"), began=Moment(DAY.isoformat()))
    chart.record(house.actor, [done], on=DAY)
    follow.watch(house.actor, on=DAY + timedelta(days=3))
    (late,) = tasks(house, "unsigned_work", visit.id)
    assert late.owner == "provider"
