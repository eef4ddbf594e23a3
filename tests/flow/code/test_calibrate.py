"""A practice's calibration: fit from its decisions by a manager or at night, kept version by version, and
named by the suggestions that are made with it.
"""

from datetime import timedelta
from random import Random

import pytest
from django.db import IntegrityError

from almoner.core.chart import Note, Visit
from almoner.core.coding.calibration import CodingCalibration
from almoner.core.coding.decision import Act, CodingDecision, Origin, Sort, Suggested, Versions
from almoner.core.party import Patient
from almoner.core.plan import Plan, Task, TaskState
from almoner.flow.access import ROLES, AccessDenied, Actor
from almoner.flow.code import agreement, calibrate
from almoner.flow.code.code_visit import code_note
from almoner.flow.follow import follow
from almoner.flow.refused import Refused
from almoner.flow.visit import document
from almoner.store.commit import Cause, commit
from almoner.store.session import books
from almoner.store.shipped.coding_cards import shipped_calibration, shipped_card
from tests.flow.cycle import MEDICARE
from tests.practices import DAY, House, add_patient, new_house, opened_visit

NOTE = "Assessment:\n1. Hypertension, at goal. Continue lisinopril 10 mg.\n"


@pytest.fixture
def house(store: object) -> House:
    assert store
    return new_house()


def signed(house: House) -> Visit:
    visit = opened_visit(house, add_patient(house, MEDICARE))
    document.sign_notes(house.actor, {visit.id: NOTE}, on=DAY)
    with books(house.practice.id) as session:
        return session.get(Visit, visit.id)


def manager(house: House) -> Actor:
    return Actor("moira", house.practice.id, frozenset({"manager"}))


def decide(house: House, visit: Visit, mix: tuple[int, float], *, at: int = 0, by: str = "") -> None:
    """Lay down so many decisions on suggestions of many codes, each with a score, of which a share was
    accepted. `by` names the calibration that they were shown with.
    """
    count, share = mix
    draw = Random(count)
    with books(house.practice.id) as session:
        note = session.get(Note, visit.note_id)
        ids = session.ids()
        made = []
        for number in range(count):
            accepted = draw.random() < share
            code = f"{'IEMK'[number % 4]}{10 + number % 80}{number // 80}"
            seen = Suggested(code, "confirm", 92, score=700 + number % 300, beside=("problem_list",))
            made.append(
                CodingDecision(
                    next(ids),
                    visit.id,
                    visit.patient_id,
                    note.id,
                    note.sha256,
                    Sort.DIAGNOSIS,
                    code,
                    Act.ACCEPT if accepted else Act.REJECT,
                    "kim",
                    DAY - timedelta(days=at or 1 + (count - number) // 20),
                    origin=Origin.SUGGESTED,
                    suggestion=seen,
                    reason="" if accepted else "not_assessed",
                    evidence_opened=True,
                    seconds=5,
                    versions=Versions(calibration=by),
                )
            )
        commit(session, Plan(on=DAY, records=tuple(made)), cause=Cause("test", "kim"))


def test_a_fit_is_kept_by_version_and_suggestions_name_it_at_once(house: House) -> None:
    visit = signed(house)
    decide(house, visit, (320, 0.5))
    with books(house.practice.id) as session:
        patient_note = session.get(Note, visit.note_id)
        patient = _patient(house, visit)
        before = code_note(session, visit, patient_note, patient)
    made = calibrate.calibrate(manager(house), on=DAY)
    assert (made.version, made.fitted_by, made.decisions) == (1, "moira", 320)
    assert made.accepted == pytest.approx(160, abs=25)
    assert made.after.brier_bp < made.before.brier_bp
    with books(house.practice.id) as session:
        after = code_note(session, visit, patient_note, patient)
        audited = session.rows(
            "SELECT e.actor, e.flow FROM audit_entry e JOIN record r ON r.practice_id = e.practice_id "
            "AND r.audit_id = e.id WHERE r.practice_id = %s AND r.id = %s",
            session.practice_id,
            made.id,
        )
    assert [tuple(row) for row in audited] == [("moira", "calibrate")]
    one, other = before.answer.suggestions[0], after.answer.suggestions[0]
    assert (one.calibration, other.calibration) == (shipped_calibration().name, "practice 1")
    assert (before.versions.calibration, after.versions.calibration) == (one.calibration, "practice 1")
    assert one.score == other.score
    assert other.confidence < 0.75 < one.confidence, "half of what is so sure was accepted here"
    assert (one.tier, other.tier) == ("confirm", "review"), "and the tier follows at once"
    with pytest.raises(Refused, match="since it was fit"):
        calibrate.calibrate(manager(house), on=DAY)
    decide(house, signed(house), (80, 0.5), at=-1)
    again = calibrate.calibrate(manager(house), on=DAY + timedelta(days=1))
    assert (again.id, again.version, again.name) == (made.id, 2, "practice 2")
    found = agreement.agreed(manager(house), on=DAY + timedelta(days=1))
    assert [each.version for each in found.worth.ever] == [2, 1]
    assert found.reliable.count == 400
    assert found.reliable.error > 0.3


def _patient(house: House, visit: Visit) -> Patient:
    with books(house.practice.id) as session:
        return session.get(Patient, visit.patient_id)


def test_few_decisions_are_refused_and_the_night_lets_them_be(house: House) -> None:
    decide(house, signed(house), (shipped_card().least - 1, 0.5))
    with pytest.raises(Refused, match="takes 300 decisions"):
        calibrate.calibrate(manager(house), on=DAY)
    assert not calibrate.calibrate_where_due(house.actor, on=DAY)
    with books(house.practice.id) as session:
        assert session.find(CodingCalibration) == []


def test_the_night_fits_when_it_is_due_and_not_before(house: House) -> None:
    decide(house, signed(house), (400, 0.5))
    assert calibrate.calibrate_where_due(house.actor, on=DAY)
    decide(house, signed(house), (80, 0.5), at=-7)
    assert not calibrate.calibrate_where_due(house.actor, on=DAY + timedelta(days=27))
    assert calibrate.calibrate_where_due(house.actor, on=DAY + timedelta(days=28))


def test_what_tells_the_newest_decisions_worse_is_not_taken(house: House) -> None:
    visit = signed(house)
    decide(house, visit, (400, 0.0), at=60)
    decide(house, signed(house), (100, 1.0))
    with pytest.raises(Refused, match="tells the newest decisions better"):
        calibrate.calibrate(manager(house), on=DAY)
    assert not calibrate.calibrate_where_due(house.actor, on=DAY)


def test_who_decides_on_codes_never_fits(house: House) -> None:
    for role in ROLES.keys() - {"manager", "biller"}:
        with pytest.raises(AccessDenied):
            calibrate.calibrate(Actor("x", house.practice.id, frozenset({role})), on=DAY)
    with pytest.raises(Refused, match="decisions on suggestions"):
        calibrate.calibrate(Actor("dana", house.practice.id, frozenset({"biller"})), on=DAY)


def test_a_week_far_from_the_practice_s_curve_is_shown_and_becomes_a_task(house: House) -> None:
    monday = DAY - timedelta(days=DAY.weekday() + 7)
    decide(house, signed(house), (40, 0.5), at=(DAY - monday).days, by="practice 1")
    found = agreement.agreed(manager(house), on=DAY)
    assert {one.name for one in found.off_curve} >= {"confirm"}
    assert all(one.now_bp < one.before_bp == 9200 for one in found.off_curve)
    follow.watch(house.actor, on=DAY)
    with books(house.practice.id) as session:
        (task,) = session.find(Task, what=agreement.TASK, state=TaskState.OPEN)
    assert task.owner == "manager"


def test_a_week_by_the_general_curve_is_no_alarm(house: House) -> None:
    """That curve promises nothing of this practice: it is what the practice's own is for."""
    monday = DAY - timedelta(days=DAY.weekday() + 7)
    decide(house, signed(house), (40, 0.5), at=(DAY - monday).days, by=shipped_calibration().name)
    assert agreement.agreed(manager(house), on=DAY).off_curve == ()


def test_the_database_holds_one_a_practice_with_decisions_and_a_person(house: House) -> None:
    sql = "INSERT INTO coding_calibration VALUES (%s, %s, 1, %s, %s, %s, %s)"
    for person, decisions, accepted in (("", 300, 200), ("kim", 0, 0), ("kim", 300, 301)):
        with pytest.raises(IntegrityError), books(house.practice.id) as session:
            session.rows(sql + " RETURNING id", session.practice_id, 7, person, DAY, decisions, accepted)
