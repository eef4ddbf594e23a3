"""Agreement as the manager sees it, and the task that a far week becomes."""

from datetime import timedelta

import pytest

from almoner.core.chart import Note, Visit
from almoner.core.coding.decision import Act, CodingDecision, Sort, Suggested
from almoner.core.plan import Plan, Task, TaskState
from almoner.flow.access import AccessDenied, Actor
from almoner.flow.code import agreement
from almoner.flow.follow import follow
from almoner.store.commit import Cause, commit
from almoner.store.session import books
from tests.flow.cycle import MEDICARE
from tests.practices import DAY, House, add_patient, new_house, signed_visit

MONDAY = DAY - timedelta(days=DAY.weekday() + 7)


@pytest.fixture
def house(store: object) -> House:
    assert store
    return new_house()


def decide(house: House, accepted: int, rejected: int, *, days_before: int) -> None:
    """Decisions on the suggested codes of a signed visit, some days before the last whole week began."""
    signed = signed_visit(house, add_patient(house, MEDICARE))
    on = MONDAY - timedelta(days=days_before)
    with books(house.practice.id) as session:
        visit = session.get(Visit, signed.id)
        note = session.get(Note, visit.note_id)
        made = tuple(
            CodingDecision(
                next(session.ids()),
                visit.id,
                visit.patient_id,
                note.id,
                note.sha256,
                Sort.DIAGNOSIS,
                "E119",
                Act.ACCEPT if number < accepted else Act.REJECT,
                "kim",
                on,
                suggestion=Suggested("E119", "confirm", 90),
                reason="" if number < accepted else "ruled_out",
                evidence_opened=True,
                seconds=1,
            )
            for number in range(accepted + rejected)
        )
        commit(session, Plan(on=DAY, records=made), cause=Cause("test", "kim"))


def test_a_far_week_is_shown_and_becomes_one_task(house: House) -> None:
    decide(house, 95, 5, days_before=20)
    decide(house, 10, 20, days_before=0)
    found = agreement.agreed(Actor("moira", house.practice.id, frozenset({"manager"})), on=DAY)
    assert [(one.name, one.accepted, one.rejected) for one in found.by_family] == [("E11", 105, 25)]
    assert [one.name for one in found.by_coder] == ["kim"]
    assert found.by_tier[0].quick_bp == 10_000
    assert {one.name for one in found.drifts} >= {"kim", "confirm", "E11"}
    for _ in range(2):
        follow.watch(house.actor, on=DAY)
    with books(house.practice.id) as session:
        (task,) = session.find(Task, what=agreement.TASK, state=TaskState.OPEN)
    assert task.owner == "manager"


def test_a_practice_that_types_its_codes_has_no_agreement(house: House) -> None:
    found = agreement.agreed(house.actor, on=DAY)
    assert (found.by_family, found.drifts) == ((), ())


def test_only_those_who_run_the_practice_look(house: House) -> None:
    with pytest.raises(AccessDenied):
        agreement.agreed(Actor("kim", house.practice.id, frozenset({"coder"})), on=DAY)
