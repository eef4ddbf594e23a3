"""The day's questions to payers: one that can't be written is the front desk's, and keeps no other."""

from dataclasses import replace
from datetime import datetime, time

import pytest

from almoner.core.plan import Task, TaskState
from almoner.core.schedule import Appointment
from almoner.core.wire.interchange import Interchange
from almoner.flow import register, verify
from almoner.flow.unwritten import UNASKED, UNWRITTEN
from almoner.store.session import books
from tests.flow.cycle import MEDICARE, supersede
from tests.practices import DAY, House, add_patient, new_house

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
