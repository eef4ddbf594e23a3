"""A raised kind of code falls back in the same act that brings its last decisions below the card's share."""

from dataclasses import replace

import pytest

from almoner.core.chart import Visit
from almoner.core.coding.autonomy import Level
from almoner.core.coding.decision import Act, CodingDecision, Sort, Suggested
from almoner.core.plan import Plan, Task, TaskState
from almoner.flow.access import AccessDenied, Actor
from almoner.flow.code import code_autonomy, superbill
from almoner.flow.code.superbill import Choice
from almoner.flow.visit import document
from almoner.store.commit import Cause, commit
from almoner.store.session import books
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
    return visit


def decide(house: House, visit: Visit, accepted: int, rejected: int) -> None:
    """Lay decisions on hypertension down straight, the rejected ones last."""
    with books(house.practice.id) as session:
        ((note_id, sha256),) = session.rows("SELECT id, sha256 FROM note WHERE visit_id = %s", visit.id)
        bare = CodingDecision(
            0,
            visit.id,
            visit.patient_id,
            note_id,
            sha256,
            Sort.DIAGNOSIS,
            "I10",
            Act.ACCEPT,
            "kim",
            DAY,
            suggestion=Suggested("I10", "confirm", 90),
            evidence_opened=True,
        )
        ids = session.ids()
        acts = [Act.ACCEPT] * accepted + [Act.REJECT] * rejected
        made = tuple(replace(bare, id=next(ids), action=act, reason="not_assessed") for act in acts)
        commit(session, Plan(on=DAY, records=made), cause=Cause("test", "kim"))


def test_it_falls_by_the_decision_that_brings_it_below(house: House) -> None:
    moira = Actor("moira", house.practice.id, frozenset({"manager"}))
    kim = Actor("kim", house.practice.id, frozenset({"coder"}))
    decide(house, signed(house), 100, 0)
    made = code_autonomy.set_level(moira, "chronic", Level.TOGETHER, "measured", on=DAY)
    assert (made.count, made.stood, made.decided_by) == (100, 100, "moira")
    decide(house, signed(house), 0, 2)
    for left in (Level.TOGETHER, Level.SUGGEST):
        said = Choice(Sort.DIAGNOSIS, "I10", Act.REJECT, "I10", "not_assessed", opened=True)
        superbill.choose(kim, signed(house).id, said, on=DAY)
        with books(house.practice.id) as session:
            assert code_autonomy.levels_of(session)["chronic"].level is left
    with books(house.practice.id) as session:
        tasks = session.find(Task, what=code_autonomy.TASK, state=TaskState.OPEN)
        ever = code_autonomy.history(session)
    assert [one.owner for one in tasks] == ["manager"]
    assert [(one.level, one.decided_by) for one in ever] == [
        (Level.SUGGEST, "almoner"),
        (Level.TOGETHER, "moira"),
    ]


def test_a_manager_alone_sets_a_level(house: House) -> None:
    for role in ("coder", "provider", "biller", "admin"):
        with pytest.raises(AccessDenied):
            code_autonomy.set_level(
                Actor("x", house.practice.id, frozenset({role})), "chronic", Level.SUGGEST, "why", on=DAY
            )
