"""What becomes of charges whose note is corrected or withdrawn: somebody's work, and no money moves by it."""

import pytest

from almoner.core.charge import ChargeLine
from almoner.core.charge.draft import BillForm, LineForm
from almoner.core.chart import Visit
from almoner.core.coding.decision import Act, Sort
from almoner.core.plan import Task, TaskState
from almoner.flow.access import Actor
from almoner.flow.charge import charge
from almoner.flow.code import superbill
from almoner.flow.follow import take_back
from almoner.flow.visit import note_after
from almoner.store.session import books
from tests.flow.code.test_superbill import coder, diagnoses, house, say, seen
from tests.flow.cycle import MEDICARE, faults, totals
from tests.practices import DAY, House, add_patient, visit_of

__all__ = ["coder", "house", "seen"]


@pytest.fixture
def charged(house: House, coder: Actor, seen: Visit) -> ChargeLine:
    """A line for hypertension alone, whose diagnosis was accepted with its quote."""
    visit_of(house, add_patient(house, MEDICARE))
    charge.charge_visits(house.actor, charge.coded_visits(house.actor), on=DAY)
    say(coder, seen, Act.ADD, sort=Sort.SERVICE, code="99213")
    for code in diagnoses(coder, seen):
        say(coder, seen, Act.ACCEPT, code)
    superbill.finish(coder, seen.id, BillForm(("I10",), {"99213": LineForm(1, (), (1,))}), on=DAY)
    (line,) = charge.charge_visits(house.actor, [seen.id], on=DAY)
    assert line.diagnoses == ("I10",)
    return line


def work(house: House, what: str, record_id: int) -> list[Task]:
    with books(house.practice.id) as session:
        return session.find(Task, what=what, subject_id=record_id, state=TaskState.OPEN)


def correct(house: House, visit: Visit, wrong: str, right: str) -> None:
    with books(house.practice.id) as session:
        note_id = session.get(Visit, visit.id).note_id
    note_after.correct_note(house.actor, note_id, wrong, right, on=DAY)


def test_a_correction_of_what_a_charge_rests_on_opens_its_correction(
    house: House, seen: Visit, charged: ChargeLine
) -> None:
    before = totals(house)
    correct(house, seen, "No chest pain", "No pain")
    assert work(house, "charge_correction", charged.id) == []
    correct(house, seen, "ypertension", "ypotension")
    (task,) = work(house, "charge_correction", charged.id)
    assert (task.owner, task.subject_kind) == ("biller", "charge_line")
    correct(house, seen, "Hypertension", "Low pressure")
    assert len(work(house, "charge_correction", charged.id)) == 1
    assert totals(house) == before
    take_back.take_back(house.actor, charged.id, on=DAY, reason="no hypertension")
    assert work(house, "charge_correction", charged.id) == []
    correct(house, seen, "Hypertension", "Nothing of the kind")
    assert work(house, "charge_correction", charged.id) == []
    assert faults(house) == []


def test_a_withdrawn_note_opens_the_work_with_all_its_charges(
    house: House, seen: Visit, charged: ChargeLine
) -> None:
    with books(house.practice.id) as session:
        note_id = session.get(Visit, seen.id).note_id
    note_after.withdraw_note(house.actor, note_id, "another patient", on=DAY)
    assert len(work(house, "reverse_charges", seen.id)) == 1
    take_back.take_back(house.actor, charged.id, on=DAY, reason="another patient")
    assert work(house, "reverse_charges", seen.id) == []
    assert faults(house) == []
