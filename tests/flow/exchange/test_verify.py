"""The day's questions to payers: one that can't be written is the front desk's, and keeps no other."""

from dataclasses import replace
from datetime import date, datetime, time, timedelta

import pytest

from almoner.core.claim import Claim, ClaimRevision, ClaimState
from almoner.core.coverage import AnsweredPerson, Benefits, Coverage
from almoner.core.party import Patient
from almoner.core.plan import Task, TaskState
from almoner.core.schedule import Appointment
from almoner.core.wire.interchange import Interchange
from almoner.flow.charge import charge
from almoner.flow.claim import claim
from almoner.flow.exchange import verify
from almoner.flow.patient import register
from almoner.flow.scrub.unwritten import UNASKED, UNWRITTEN
from almoner.store.session import books
from tests.flow.cycle import MEDICARE, supersede, take_in
from tests.flow.files import whole
from tests.practices import DAY, House, add_patient, new_house, visit_of

SECOND = ("CMA01", "CMA7788990")


@pytest.fixture
def house(store: object) -> House:
    """A practice with a patient of each of two payers booked."""
    assert store
    made = new_house()
    for number, policy in enumerate((MEDICARE, SECOND)):
        patient = add_patient(made, policy)
        start = datetime.combine(DAY, time(9 + number))
        booked = Appointment(0, patient.id, made.provider.id, made.location.id, start, 20, "Follow-up")
        register.book(made.actor, [booked], on=DAY)
    return made


def files(house: House) -> list[str]:
    with books(house.practice.id) as session:
        found = session.find(Interchange, direction="out", about="270")
        return [session.content(one.id).decode() for one in found]


def open_work(house: House, what: str) -> list[Task]:
    with books(house.practice.id) as session:
        return session.find(Task, what=what, state=TaskState.OPEN)


def test_everybody_who_is_booked_is_asked_about(house: House) -> None:
    assert verify.ask_about_day(house.actor, DAY, on=DAY) == 2
    (file,) = files(house)
    assert (MEDICARE[1] in file, SECOND[1] in file) == (True, True)
    assert open_work(house, UNASKED) == []


def test_a_question_that_cannot_be_written_has_an_owner_and_the_rest_are_asked(house: House) -> None:
    payer = house.payers["CMA01"]
    supersede(house, replace(payer, version=2, eligibility_payer_id=""))
    for _ in range(2):
        assert verify.ask_about_day(house.actor, DAY, on=DAY) == 1
    assert [(MEDICARE[1] in file, SECOND[1] in file) for file in files(house)] == [(True, False)] * 2
    (task,) = open_work(house, UNASKED)
    assert (task.owner, task.subject_kind, task.due_on) == ("front_desk", "coverage", DAY)
    assert "(G-EL-20)" in task.why
    supersede(house, replace(payer, version=3))
    assert verify.ask_about_day(house.actor, DAY, on=DAY) == 2
    assert SECOND[1] in files(house)[-1]
    assert open_work(house, UNASKED) == []


def test_an_envelope_that_cannot_be_written_is_one_task(house: House) -> None:
    supersede(house, replace(house.practice, version=2, clearinghouse_id="MUCH-TOO-LONG-FOR-AN-ISA"))
    for _ in range(2):
        assert verify.ask_about_day(house.actor, DAY, on=DAY) == 0
    assert (files(house), open_work(house, UNASKED)) == ([], [])
    assert len(open_work(house, UNWRITTEN)) == 1
    supersede(house, replace(house.practice, version=3))
    assert verify.ask_about_day(house.actor, DAY, on=DAY) == 2
    assert open_work(house, UNWRITTEN) == []


def answered(house: House, patient: Patient, *rows: str, person: str = "OKAFOR*HELEN") -> Claim:
    """The payer's answer about the patient on the day, and then the claim of a visit."""
    with books(house.practice.id) as session:
        (policy,) = session.find(Coverage, patient_id=patient.id)
    body = [
        "BHT*0022*11*R1*20260302*1200",
        "HL*1**20*1",
        "NM1*PR*2*A PAYER*****PI*MCR01",
        "HL*2*1*21*1",
        f"NM1*1P*2*THE PRACTICE*****XX*{house.practice.npi}",
        "HL*3*2*22*0",
        f"TRN*2*{verify.trace_of(policy.id, DAY)}*9155555555",
        f"NM1*IL*1*{person}****MI*{policy.member_id}",
        "DMG*D8*19580411*F",
        "DTP*346*D8*20200101",
        "EB*1*IND*30^98",
        *rows,
    ]
    take_in(house, whole(house, body, kind="HB", guide="005010X279A1"), on=DAY, name="271.x12")
    visit = visit_of(house, patient)
    charge.charge_visits(house.actor, [visit.id], on=DAY)
    (made,) = claim.build_claims(house.actor, [visit.id], on=DAY)
    return made


def edits(house: House, made: Claim) -> set[str]:
    with books(house.practice.id) as session:
        return {finding.edit for finding in session.get(ClaimRevision, made.revision_id).findings}


@pytest.mark.parametrize(
    ("row", "edit"),
    [
        ("EB*R**30*HN", "ELG-05"),
        ("EB*R**30*12", "ELG-06"),
        ("EB*X**45*MA", "ELG-07"),
        ("EB*F*IND*98***29***VS*0", "ELG-10"),
    ],
)
def test_what_the_answer_tells_holds_the_claim(house: House, row: str, edit: str) -> None:
    made = answered(house, add_patient(house, MEDICARE), row)
    assert made.state is ClaimState.HELD
    assert edit in edits(house, made)


def test_what_the_answer_told_of_other_days_holds_nothing(house: House) -> None:
    over = answered(house, add_patient(house, MEDICARE), "EB*X**45*MA", "DTP*292*RD8*20250101-20260301")
    assert over.state is ClaimState.READY
    assert "ELG-01" not in edits(house, over)


def test_a_procedure_that_the_answer_wants_allowed_waits_for_its_number(house: House) -> None:
    made = answered(house, add_patient(house, SECOND), "EB*1*IND*********Y**HC:99213")
    assert edits(house, made) == {"AUT-01"}


def test_the_plans_own_doctor_is_no_stranger_here(house: House) -> None:
    row = ("EB*L", "LS*2120", f"NM1*P3*1*ADEYEMI*FOLAKE****XX*{house.provider.npi}", "LE*2120")
    assert "ELG-13" not in edits(house, answered(house, add_patient(house, SECOND), *row))
    other = [*row[:2], "NM1*P3*1*REED*ANN****XX*1234567893", row[3]]
    assert "ELG-13" in edits(house, answered(house, add_patient(house, SECOND), *other))


def test_another_name_in_the_payers_file_is_told_before_the_payer_refuses(house: House) -> None:
    made = answered(house, add_patient(house, SECOND), person="OKAFORD*HELEN")
    assert made.state is ClaimState.HELD
    with books(house.practice.id) as session:
        (kept,) = session.find(Benefits, coverage_id=made.coverage_id)
    assert kept.person == AnsweredPerson("OKAFORD", "HELEN", date(1958, 4, 11), "F")
    assert answered(house, add_patient(house, SECOND)).state is ClaimState.READY


def test_a_file_of_today_says_the_time_of_the_wall(house: House) -> None:
    before = datetime.now()  # noqa: DTZ005 - the wall's own time
    house_day = before.date()
    assert verify.ask_about_day(house.actor, DAY, on=house_day) == 2
    assert verify.ask_about_day(house.actor, DAY, on=DAY + timedelta(days=8)) == 2
    after = datetime.now()  # noqa: DTZ005 - as above
    said = [file.split("~")[0].split("*")[9:11] for file in files(house)]
    assert said[0] in [[f"{one:%y%m%d}", f"{one:%H%M}"] for one in (before, after)]
    assert said[1][1] == "0600"
