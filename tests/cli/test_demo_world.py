"""While the demonstration's screens are served, payers answer, and a closed day is followed by a morning."""

from dataclasses import replace
from datetime import date

import pytest

from almoner.cli.demo.practice import Team
from almoner.cli.demo.world import World
from almoner.core.charge.draft import BillForm
from almoner.core.coding.asked_provider import ProviderQuery
from almoner.core.coverage import Benefits
from almoner.core.party import Provider
from almoner.core.plan import Task
from almoner.core.schedule import Appointment
from almoner.flow.access import Actor
from almoner.flow.books import close
from almoner.flow.clock import link_of, today
from almoner.flow.code import superbill
from almoner.flow.desk import merge_charts
from almoner.flow.exchange import exchange, verify
from almoner.flow.patient import register
from almoner.store.session import books
from tests.practices import House, add_patient, new_house
from tests.web.test_balances import set_day

FRIDAY, MONDAY = date(2026, 4, 17), date(2026, 4, 20)
CEDAR = ("CMA01", "CM5521904K2")


@pytest.fixture
def house(store: object) -> House:
    """A practice with a few patients on a Friday in April."""
    assert store
    made = new_house()
    set_day(made, FRIDAY)
    for first in ("Grace", "Helen", "Ines", "Ruth"):
        add_patient(made, CEDAR, first=first)
    return made


def booked(house: House) -> list[date]:
    with books(house.practice.id) as session:
        return sorted({one.starts_at.date() for one in session.find(Appointment)})


def test_after_a_closed_day_the_next_day_of_business_is_open_and_booked(house: House) -> None:
    close.close_books(house.actor, on=FRIDAY)
    world = World(house.practice.id, visits=3, seed=1)
    world.begin()
    assert today(house.actor) == MONDAY
    assert booked(house) == [MONDAY, date(2026, 4, 21)]
    world.begin()
    assert today(house.actor) == MONDAY, "a morning is begun once"
    close.close_books(house.actor, on=MONDAY)
    world.turn(world.box())
    assert today(house.actor) == date(2026, 4, 21)


def test_the_morning_s_patients_have_their_payers_answer(house: House) -> None:
    World(house.practice.id, visits=3, seed=1).begin()
    with books(house.practice.id) as session:
        asked = {one.patient_id for one in session.find(Appointment)}
        assert {one.patient_id for one in session.find(Benefits)} <= asked
        assert len(session.find(Benefits)) >= 3


def test_a_question_of_the_day_is_answered_without_the_clock_moving(house: House) -> None:
    world = World(house.practice.id, visits=3, seed=1)
    world.begin()
    box = world.box()
    (late, *_) = register.bookings_of(house.actor, FRIDAY)
    assert verify.ask_about_booking(house.actor, late.id, on=FRIDAY)
    exchange.exchange_files(house.actor, link_of(house.actor), on=FRIDAY)
    with books(house.practice.id) as session:
        before = len(session.find(Benefits))
    world.turn(box)
    exchange.exchange_files(house.actor, link_of(house.actor), on=FRIDAY)
    with books(house.practice.id) as session:
        assert len(session.find(Benefits)) > before
    assert today(house.actor) == FRIDAY


def test_the_evening_before_leaves_notes_to_code_and_a_question_once(house: House) -> None:
    with books(house.practice.id) as session:
        (doctor,) = session.find(Provider)
    register.set_up(house.actor, [replace(doctor, version=2, user="adeyemi")], on=FRIDAY)
    close.close_books(house.actor, on=FRIDAY)
    world = World(house.practice.id, visits=1, seed=1)
    world.begin()
    coder = Team(house.practice.id).coder
    rows = superbill.waiting(coder, on=MONDAY).rows
    assert len(rows) == 3
    with books(house.practice.id) as session:
        (query,) = session.find(ProviderQuery)
        (task,) = session.find(Task, what="provider_query")
    assert task.owner == "adeyemi"
    assert superbill.screen(coder, query.visit_id, BillForm(), on=MONDAY).offers, "the note leads to codes"
    world.begin()
    assert superbill.waiting(coder, on=MONDAY).rows == rows, "it is left once"


def test_the_evening_before_leaves_one_patient_with_two_charts_to_merge(house: House) -> None:
    with books(house.practice.id) as session:
        (doctor,) = session.find(Provider)
    register.set_up(house.actor, [replace(doctor, version=2, user="adeyemi")], on=FRIDAY)
    close.close_books(house.actor, on=FRIDAY)
    world = World(house.practice.id, visits=1, seed=1)
    desk = Team(house.practice.id).desk
    before = pairs(desk)
    world.begin()
    (pair,) = pairs(desk) - before
    compared = merge_charts.compare(desk, *pair, on=MONDAY)
    assert compared.two.survivor.name.last == compared.two.merged.name.last
    assert compared.against == ()
    merge_charts.merge_charts(desk, compared.wish("she was here before"), on=MONDAY)
    world.begin()
    assert pairs(desk) == before, "it is left once"


def pairs(actor: Actor) -> set[tuple[int, int]]:
    """The likely pairs of one whole name, the older chart first."""
    found = merge_charts.likely_pairs(actor, on=MONDAY).pairs
    return {
        (one.older.id, one.newer.id)
        for one in found
        if (one.older.name.last, one.older.name.first) == (one.newer.name.last, one.newer.name.first)
    }
