"""The drawer counted in the books: what lies in it, what a difference holds open, and what it never moves."""

from dataclasses import replace
from datetime import date, timedelta

import pytest

from almoner.core.collect import Receipt
from almoner.core.collect.drawer import DrawerCount
from almoner.core.party import Practice
from almoner.core.plan import Task, TaskState
from almoner.flow.access import AccessDenied, Actor
from almoner.flow.books import close, drawer
from almoner.flow.collect import collect, returned
from almoner.flow.follow import follow
from almoner.flow.refused import Refused
from almoner.flow.setup import setup
from almoner.store.commit import ClosedDay
from almoner.store.session import books
from tests.flow.cycle import MEDICARE, faults, totals
from tests.practices import DAY, House, add_patient, new_house

ON = DAY + timedelta(days=1)


@pytest.fixture
def house(store: object) -> House:
    """A practice whose day before is closed, so that its drawer is the day's own."""
    assert store
    made = new_house()
    close.close_books(made.actor, on=DAY)
    return made


def taken(house: House, patient_id: int, method: str, cents: int, *, on: date = ON) -> Receipt:
    draft = Receipt(0, patient_id, method, cents, on, "frances", reference="" if method == "cash" else "77")
    return collect.take_receipt(house.actor, draft, on=on)


def counted(house: House, cash: int, checks: int = 0, why: str = "") -> DrawerCount:
    return drawer.count(house.actor, DrawerCount(0, ON, "frances", cash, checks, why=why), on=ON)


def work(house: House) -> list[Task]:
    with books(house.practice.id) as session:
        return session.find(Task, what="drawer_count", state=TaskState.OPEN)


def test_a_drawer_is_counted_without_its_cards_and_a_difference_keeps_the_day_open(house: House) -> None:
    who = add_patient(house, MEDICARE)
    wrong = taken(house, who.id, "cash", 3_000)
    taken(house, who.id, "check", 1_000)
    taken(house, who.id, "card", 9_000)
    assert drawer.sheet(house.actor, on=ON).rows == (), "it is blind until a count was tried"
    with pytest.raises(Refused, match=r"Cash: \$5\.00 short"):
        counted(house, 2_500, 1_000)
    rows = drawer.sheet(house.actor, on=ON, is_tried=True).rows
    assert [(row.method, row.cents, row.is_inside) for row in rows] == [
        ("cash", 3_000, True),
        ("check", 1_000, True),
        ("card", 9_000, False),
    ]
    before = totals(house)
    short = counted(house, 2_500, 1_000, why="not found")
    assert totals(house) == before, "a count moves no money"
    with pytest.raises(Refused, match="nobody has decided"):
        close.close_books(house.actor, on=ON)
    returned.void_receipt(house.actor, wrong.id, on=ON, reason="it was 25")
    taken(house, who.id, "cash", 2_500)
    again = counted(house, 2_500, 1_000)
    assert (again.id, again.version, again.ties, work(house)) == (short.id, 2, True, [])
    close.close_books(house.actor, on=ON)
    with pytest.raises(ClosedDay):
        counted(house, 2_500, 1_000)
    assert faults(house, on=ON) == []


def test_a_manager_decides_about_what_is_not_found_and_the_day_closes_with_it_named(house: House) -> None:
    taken(house, add_patient(house, MEDICARE).id, "cash", 3_000)
    counted(house, 3_100, why="a patient left too much")
    (asked,) = work(house)
    follow.close_task(house.actor, asked.id, outcome="given back tomorrow", on=ON)
    figures = close.figures(house.actor, on=ON)
    assert figures.count is not None
    assert (figures.count.difference, figures.is_count_open) == ("Cash: $1.00 over", False)
    close.close_books(house.actor, on=ON)
    assert totals(house)["undeposited"] == 3_000
    assert faults(house, on=ON) == []


def test_the_change_that_it_begins_with_is_counted_and_no_receipt_stands_for_it(house: House) -> None:
    taken(house, add_patient(house, MEDICARE).id, "cash", 3_000)
    with books(house.practice.id) as session:
        practice = session.get(Practice, house.practice.id)
    setup.keep(house.actor, replace(practice, drawer_float_cents=10_000), on=ON, reason="change to give")
    assert drawer.sheet(house.actor, on=ON).float_cents == 10_000
    with pytest.raises(Refused, match=r"Cash: \$100\.00 short"):
        counted(house, 3_000)
    made = counted(house, 13_000)
    assert (made.ties, made.expected_cash_cents, made.float_cents) == (True, 13_000, 10_000)
    assert faults(house, on=ON) == []
    with pytest.raises(Refused, match="change in the drawer is too much"):
        setup.keep(house.actor, replace(practice, drawer_float_cents=10**7), on=ON, reason="x")


def test_a_manager_counts_too_and_a_biller_does_not(house: House) -> None:
    made = Actor("moira", house.practice.id, frozenset({"manager"}))
    assert drawer.count(made, DrawerCount(0, ON, "moira", 0, 0), on=ON).ties
    with pytest.raises(AccessDenied):
        drawer.sheet(replace(made, roles=frozenset({"biller"})), on=ON)
