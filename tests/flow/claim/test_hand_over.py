"""Work changes hands as it was seen, within what is one's own, and comes back as one."""

from dataclasses import replace
from datetime import date, timedelta

import pytest

from almoner.core.plan import Task
from almoner.flow.access import AccessDenied, Actor
from almoner.flow.claim.hand_over import Sleep, hand_over, preview, snooze, take_back
from almoner.flow.refused import Refused
from almoner.flow.work.look_work import Wanted, work
from almoner.store.lists.lists_work import View
from almoner.store.session import books
from tests.web.shelf import DAY, Shelf


@pytest.fixture
def shelf(store: object) -> Shelf:
    assert store
    return Shelf(name="Hands")


def biller(shelf: Shelf) -> Actor:
    return Actor("bea", shelf.practice_id, frozenset({"biller"}))


def task_of(shelf: Shelf, task: Task) -> Task:
    with books(shelf.practice_id) as session:
        return session.get(Task, task.id)


def test_work_changes_hands_and_comes_back(shelf: Shelf) -> None:
    one, two = shelf.task(cents=500), shelf.task(owner="bea", cents=700)
    shelf.lay()
    seen = preview(biller(shelf), [one.id, two.id], on=DAY)
    assert (seen.cents, seen.staying) == (1200, ())
    moved = hand_over(biller(shelf), {row.id: row.version for row in seen.rows}, to="coder", on=DAY)
    assert {task_of(shelf, task).owner for task in (one, two)} == {"coder"}
    take_back(biller(shelf), moved, on=DAY)
    assert [task_of(shelf, task).owner for task in (one, two)] == ["biller", "bea"]
    assert task_of(shelf, one).due_on == one.due_on


def test_what_changed_since_is_not_moved_and_not_taken_back(shelf: Shelf) -> None:
    one = shelf.task()
    shelf.lay()
    entry = hand_over(biller(shelf), {one.id: 1}, to="manager", on=DAY)
    with pytest.raises(Refused, match="changed since"):
        hand_over(biller(shelf), {one.id: 1}, to="coder", on=DAY)
    boss = Actor("moira", shelf.practice_id, frozenset({"manager"}))
    hand_over(boss, {one.id: 2}, to="provider", on=DAY)
    with pytest.raises(Refused, match="changed since"):
        take_back(biller(shelf), entry, on=DAY)


def test_another_role_s_work_stays_and_only_a_worker_gets_work(shelf: Shelf) -> None:
    own, other = shelf.task(), shelf.task(owner="coder")
    shelf.lay()
    seen = preview(biller(shelf), [own.id, other.id], on=DAY)
    assert [row.id for row in seen.staying] == [other.id]
    with pytest.raises(Refused, match="another role's"):
        hand_over(biller(shelf), {other.id: 1}, to="biller", on=DAY)
    with pytest.raises(Refused, match="works tasks here"):
        hand_over(biller(shelf), {own.id: 1}, to="nobody", on=DAY)
    with pytest.raises(Refused, match="go together"):
        hand_over(biller(shelf), {}, to="coder", on=DAY)


def test_work_is_put_off_and_comes_back_on_its_day_to_who_put_it_off(shelf: Shelf) -> None:
    one = shelf.task(cents=500)
    shelf.lay()
    until = DAY + timedelta(days=7)
    entry = snooze(biller(shelf), {one.id: 1}, Sleep(until, " records "), on=DAY)
    asleep = task_of(shelf, one)
    assert (asleep.owner, asleep.asleep_until, asleep.asleep_why) == ("bea", until, "records")
    assert asleep.due_on == one.due_on

    def listed(view: View, on: date) -> list[int]:
        return [row.id for row in work(biller(shelf), Wanted(view=view), on=on).page.rows]

    assert (listed(View.ALL, DAY), listed(View.SNOOZED, DAY)) == ([], [one.id])
    assert (listed(View.ALL, until), listed(View.SNOOZED, until)) == ([one.id], [])
    take_back(biller(shelf), entry, on=DAY)
    assert task_of(shelf, one) == replace(one, version=3)
    assert listed(View.ALL, DAY) == [one.id]


def test_work_that_sleeps_wakes_where_it_is_handed_over_and_sleeps_again_taken_back(shelf: Shelf) -> None:
    one = shelf.task(cents=500)
    shelf.lay()
    snooze(biller(shelf), {one.id: 1}, Sleep(DAY + timedelta(days=7), "records"), on=DAY)
    asleep = task_of(shelf, one)
    entry = hand_over(biller(shelf), {one.id: 2}, to="coder", on=DAY)
    awake = task_of(shelf, one)
    assert (awake.owner, awake.asleep_until, awake.asleep_why) == ("coder", None, "")
    take_back(biller(shelf), entry, on=DAY)
    assert task_of(shelf, one) == replace(asleep, version=4)


def test_work_is_put_off_neither_for_ever_nor_past_a_refusals_day(shelf: Shelf) -> None:
    one, other = shelf.task(due_on=DAY + timedelta(days=5), subject_kind="denial"), shelf.task(owner="coder")
    shelf.lay()
    week = Sleep(DAY + timedelta(days=6), "records")
    for until in (None, DAY, DAY + timedelta(days=61)):
        with pytest.raises(Refused, match="1 to 60 days"):
            snooze(biller(shelf), {one.id: 1}, Sleep(until, "records"), on=DAY)
    for why in ("  ", "r" * 201):
        with pytest.raises(Refused, match="1 to 200 characters"):
            snooze(biller(shelf), {one.id: 1}, replace(week, why=why), on=DAY)
    with pytest.raises(Refused, match="pass its last day"):
        snooze(biller(shelf), {one.id: 1}, week, on=DAY)
    with pytest.raises(Refused, match="another role's"):
        snooze(biller(shelf), {other.id: 1}, week, on=DAY)


def test_only_one_s_own_entry_that_moved_work_is_taken_back(shelf: Shelf) -> None:
    one = shelf.task()
    shelf.lay()
    with books(shelf.practice_id) as session:
        laid = session.rows("SELECT max(id) FROM audit_entry WHERE practice_id = %s", shelf.practice_id)[0][0]
    entry = hand_over(biller(shelf), {one.id: 1}, to="front_desk", on=DAY)
    for who, given in (("bea", laid), ("bea", 0), ("fay", entry)):
        with pytest.raises(Refused, match="your own handing over"):
            take_back(Actor(who, shelf.practice_id, frozenset({"front_desk"})), given, on=DAY)


def test_who_may_not_work_tasks_sees_nothing(shelf: Shelf) -> None:
    admin = Actor("ada", shelf.practice_id, frozenset({"admin"}))
    with pytest.raises(AccessDenied):
        preview(admin, [], on=DAY)
    with pytest.raises(AccessDenied):
        hand_over(admin, {}, to="", on=DAY)
    with pytest.raises(AccessDenied):
        snooze(admin, {}, Sleep(None, ""), on=DAY)
    with pytest.raises(AccessDenied):
        take_back(admin, 0, on=DAY)
