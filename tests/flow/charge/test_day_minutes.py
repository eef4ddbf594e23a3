"""The stated time of a provider's day is shown to who looks at it; a day that can't be opens work once."""

from dataclasses import replace
from datetime import timedelta

import pytest

from almoner.core.chart import Note
from almoner.core.plan import Task
from almoner.flow.access import AccessDenied, Actor
from almoner.flow.charge import day_minutes, my_day
from almoner.flow.patient import register
from almoner.flow.visit import note_after
from almoner.store.session import books
from tests.flow.visit.test_note import open_visit, signed
from tests.practices import DAY, House, new_house

PLAIN = "Feels well."
FIRST = "Psychotherapy session from 9:00 am to 9:50 am."
CROSSING = "Psychotherapy session from 9:20 am to 10:10 am."


@pytest.fixture
def house(store: object) -> House:
    assert store
    made = new_house(name="Busy Clinic")
    named = replace(made.provider, version=made.provider.version + 1, user="adeyemi")
    register.set_up(made.actor, [named], on=DAY)
    return made


def sign(house: House, *texts: str) -> list[Note]:
    """Sign the notes of visits of one day."""
    return [signed(house, open_visit(house, DAY), free={"hpi": text}) for text in texts]


def edits(house: House) -> list[str]:
    with books(house.practice.id) as session:
        return [one.edit for one in day_minutes.of_day(session, house.provider.id, DAY).findings]


def work(house: House) -> list[Task]:
    with books(house.practice.id) as session:
        return session.find(Task, what=day_minutes.IMPOSSIBLE)


def test_a_plain_day_says_nothing_and_opens_nothing(house: House) -> None:
    sign(house, FIRST, PLAIN)
    assert edits(house) == []
    assert day_minutes.watch_days(house.actor, on=DAY) == []


def test_an_impossible_day_opens_work_once(house: House) -> None:
    notes = sign(house, FIRST, CROSSING)
    assert edits(house) == ["DAY-23"]
    (made,) = day_minutes.watch_days(house.actor, on=DAY + timedelta(1))
    assert (made.owner, made.due_on) == ("coder", DAY + timedelta(6))
    assert made.subject_id in {one.visit_id for one in notes}
    assert "overlap" in made.why
    assert day_minutes.watch_days(house.actor, on=DAY + timedelta(1)) == []
    assert work(house) == [made]


def test_what_a_withdrawn_note_states_counts_no_more(house: House) -> None:
    _, crossing = sign(house, FIRST, CROSSING)
    note_after.withdraw_note(house.actor, crossing.id, "wrong patient", on=DAY)
    assert edits(house) == []


def test_a_correction_is_read_as_it_is_right(house: House) -> None:
    _, crossing = sign(house, FIRST, CROSSING)
    note_after.correct_note(house.actor, crossing.id, "9:20 am to 10:10 am", "10:20 am to 11:10 am", on=DAY)
    assert edits(house) == []


def test_a_day_that_is_longer_than_it_can_be_is_told_to_its_provider_and_blocks_nothing(house: House) -> None:
    long = "Total time spent by me on this date: {} minutes."
    sign(house, long.format(481))
    found = day_of(house)
    assert [one.edit for one in found.time.findings] == ["DAY-21"]
    assert day_minutes.watch_days(house.actor, on=DAY) == []
    sign(house, long.format(960))
    assert edits(house) == ["DAY-20"]
    assert len(day_minutes.watch_days(house.actor, on=DAY)) == 1


def day_of(house: House) -> my_day.MyDay:
    who = Actor("adeyemi", house.practice.id, frozenset({"provider"}))
    return my_day.my_day(who, day_on=DAY, on=DAY)


def test_only_a_reviewer_looks_through_the_days(house: House) -> None:
    with pytest.raises(AccessDenied):
        day_minutes.watch_days(Actor("frances", house.practice.id, frozenset({"front_desk"})), on=DAY)
