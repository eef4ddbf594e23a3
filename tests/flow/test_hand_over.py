"""Work changes hands as it was seen, within what is one's own, and comes back as one."""

import pytest

from almoner.core.plan import Task
from almoner.flow.access import AccessDenied, Actor
from almoner.flow.hand_over import hand_over, preview, take_back
from almoner.flow.refused import Refused
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
    moved = hand_over(biller(shelf), {one.id: 1}, to="manager", on=DAY)
    with pytest.raises(Refused, match="changed since"):
        hand_over(biller(shelf), {one.id: 1}, to="coder", on=DAY)
    boss = Actor("moira", shelf.practice_id, frozenset({"manager"}))
    hand_over(boss, moved, to="provider", on=DAY)
    with pytest.raises(Refused, match="changed since"):
        take_back(biller(shelf), moved, on=DAY)


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


def test_what_was_not_handed_over_is_not_taken_back(shelf: Shelf) -> None:
    one = shelf.task()
    shelf.lay()
    with pytest.raises(Refused, match="your own handing over"):
        take_back(biller(shelf), {one.id: 1}, on=DAY)
    moved = hand_over(biller(shelf), {one.id: 1}, to="front_desk", on=DAY)
    with pytest.raises(Refused, match="your own handing over"):
        take_back(Actor("fay", shelf.practice_id, frozenset({"front_desk"})), moved, on=DAY)


def test_who_may_not_work_tasks_sees_nothing(shelf: Shelf) -> None:
    admin = Actor("ada", shelf.practice_id, frozenset({"admin"}))
    with pytest.raises(AccessDenied):
        preview(admin, [], on=DAY)
    with pytest.raises(AccessDenied):
        hand_over(admin, {}, to="", on=DAY)
    with pytest.raises(AccessDenied):
        take_back(admin, {}, on=DAY)
