"""Boards that were counted in the night: they say what counting says, and large books show them first."""

from collections.abc import Callable
from dataclasses import replace
from datetime import date, timedelta

import pytest

from almoner.core.collect import Receipt
from almoner.core.report.kpi import Asked, Period
from almoner.flow.books import ledger as books_ledger
from almoner.flow.collect import collect
from almoner.flow.manage import kpi
from almoner.flow.manage.kpi import Place, When
from almoner.store.kept import kept_boards, kept_receivables
from almoner.store.kept.kept_boards import NotCounted
from almoner.store.lists.lists_kpi import Part, items
from almoner.store.money.ledger import aging_as_of
from almoner.store.money.patient_kinds import count_kinds
from almoner.store.session import books
from tests.flow.cycle import faults, pay, sent_claim
from tests.flow.files import Payment
from tests.flow.golden import ON, Golden, golden
from tests.flow.owing import take
from tests.practices import House, new_house

TODAY = ON + timedelta(days=1)

Look = Callable[..., object]


@pytest.fixture(scope="module")
def made(store: object) -> Golden:
    assert store
    return golden()


@pytest.fixture
def house(store: object) -> House:
    assert store
    house = new_house()
    sent_claim(house)
    return house


def change(house: House, sql: str) -> None:
    with books(house.practice.id, alias="owner") as session:
        session.rows(sql.format(here=f"practice_id = {house.practice.id}"))


def test_a_kept_board_is_the_counted_one_to_the_last_figure(made: Golden) -> None:
    counted = kpi.board(made.actor, When(ON), today=TODAY)
    kpi.keep_board(made.actor, on=ON)
    kpi.keep_board(made.actor, on=ON)
    kept = kpi.board(made.actor, When(ON), today=TODAY)
    assert (counted.is_of_night, kept.is_of_night) == (False, True)
    assert replace(kept, is_of_night=False) == counted
    asked = Asked(ON, counted.asked.entry_id)
    with books(made.house.practice.id) as session:
        assert kept_boards.kept(session, asked) == kept_boards.count(session, asked)
        assert kept_boards.kept(session, Asked(ON, asked.entry_id - 1)) is None
    detail = kpi.detail(made.actor, Place("K12", "30"), When(ON), today=TODAY)
    assert detail.measured == counted.of("K12")
    assert faults(made.house, on=ON) == []


def test_a_kept_board_stays_as_it_was_known(house: House) -> None:
    on = date(2026, 3, 31)
    kpi.keep_board(house.actor, on=on)
    night = kpi.board(house.actor, When(on), today=TODAY)
    collect.take_receipt(house.actor, Receipt(0, _patient(house), "cash", 500, on, "desk"), on=on)
    assert kpi.board(house.actor, When(on), today=TODAY) == night
    assert faults(house, on=on) == []
    kpi.keep_board(house.actor, on=on)
    later = kpi.board(house.actor, When(on), today=TODAY)
    assert (night.of("K16").figure.numerator, later.of("K16").figure.numerator) == (0, 500)
    again = kpi.board(house.actor, When(on, night.asked.entry_id), today=TODAY)
    assert (again.asked, again.measured, again.cash) == (night.asked, night.measured, night.cash)


def test_what_is_owed_is_what_was_kept_and_what_moved_since(made: Golden) -> None:
    house = made.house
    kpi.keep_board(made.actor, on=ON - timedelta(days=30))  # all that is of a later day moved since
    sent_claim(house)
    with books(house.practice.id) as session:
        asked = Asked(
            ON, session.value("SELECT max(id) FROM audit_entry WHERE practice_id = %s", house.practice.id)
        )
        assert session.value("SELECT count(*) FROM kept_owed WHERE practice_id = %s", house.practice.id)
        told = items(session, asked, _OWING, Part(limit=500))
    change(house, "DELETE FROM kept_owed WHERE {here}")
    with books(house.practice.id) as session:
        assert items(session, asked, _OWING, Part(limit=500)) == told


def test_what_patients_owe_by_kind_is_what_was_kept_and_what_moved_since(made: Golden) -> None:
    house = made.house
    with books(house.practice.id) as session:
        last = session.value("SELECT max(id) FROM audit_entry WHERE practice_id = %s", house.practice.id)
    change(house, "DELETE FROM kept_board WHERE {here}")
    kpi.keep_board(made.actor, on=ON - timedelta(days=30))
    claim = sent_claim(house)
    pay(house, Payment("MCR01", "SINCE", [claim.paid(10000, ("PR", "1", 5000))]), on=ON)
    take(house, claim, 7000, on=ON)
    collect.lay_receipts(house.actor, [claim.claim.patient_id], on=ON)
    with books(house.practice.id) as session:
        now = session.value("SELECT max(id) FROM audit_entry WHERE practice_id = %s", house.practice.id)
        for on, entry_id in ((ON, now), (ON, last), (ON - timedelta(days=7), now), (ON, now - 1)):
            told = kept_boards.owed_by_kind(session, on=on, entry_id=entry_id)
            assert told == count_kinds(session, on=on, entry_id=entry_id)
        told = kept_boards.owed_by_kind(session, on=ON, entry_id=now)
        assert told, "patients owe"
        assert told != count_kinds(session, on=ON - timedelta(days=30), entry_id=last), "much moved since"


def test_the_day_of_a_board_is_told_by_it_until_something_is_posted_for_that_day(made: Golden) -> None:
    house, on = made.house, ON - timedelta(days=3)
    with books(house.practice.id) as session:
        now = session.value("SELECT max(id) FROM audit_entry WHERE practice_id = %s", house.practice.id)
        assert kept_receivables.kept(session, on=on, entry_id=now) is None
    kpi.keep_board(made.actor, on=on)
    collect.take_receipt(house.actor, Receipt(0, _patient(house), "cash", 700, ON, "desk"), on=ON)
    with books(house.practice.id) as session:
        now = session.value("SELECT max(id) FROM audit_entry WHERE practice_id = %s", house.practice.id)
        kept = kept_receivables.kept(session, on=on, entry_id=now)
        assert kept == aging_as_of(session, on=on, entry_id=now)
        told = kept_boards.owed_by_kind(session, on=on, entry_id=now)
        assert told == count_kinds(session, on=on, entry_id=now)
    collect.take_receipt(house.actor, Receipt(0, _patient(house), "cash", 500, on, "desk"), on=on)
    with books(house.practice.id) as session:
        assert kept_receivables.kept(session, on=on, entry_id=now + 1) is None
        assert kept_receivables.kept(session, on=on, entry_id=now) is None, "it is counted from the postings"


@pytest.mark.parametrize("look", [books_ledger.receivables, books_ledger.responsibility])
def test_months_of_large_books_are_not_read_while_somebody_waits(house: House, look: Look) -> None:
    today = date(2026, 3, 31)
    kpi.keep_board(house.actor, on=today - timedelta(days=1))
    asked = ((today - timedelta(days=200), 0), (today - timedelta(days=10), 1))
    change(house, "UPDATE kept_board SET took_ms = 59000 WHERE {here}")
    for on, known in asked:
        look(house.actor, on=on, today=today, known=known)
    change(house, "UPDATE kept_board SET took_ms = 61000 WHERE {here}")
    for on, known in asked:
        with pytest.raises(NotCounted):
            look(house.actor, on=on, today=today, known=known)
    for on in (today, today - timedelta(days=1)):
        look(house.actor, on=on, today=today)
    books_ledger.receivables(house.actor, on=today - timedelta(days=60), today=today)


_OWING = ("owed", "owed_insurance", "owed_patient", "owed_billed")


def _patient(house: House) -> int:
    with books(house.practice.id) as session:
        return int(session.value("SELECT min(id) FROM patient"))


def test_books_that_are_slow_to_count_show_the_last_night_first(house: House) -> None:
    on, today = date(2026, 3, 30), date(2026, 3, 31)
    kpi.keep_board(house.actor, on=on)
    change(house, "UPDATE kept_board SET took_ms = 5 WHERE {here}")
    assert kpi.board(house.actor, today=today).asked.on == today
    change(house, "UPDATE kept_board SET took_ms = 60000 WHERE {here}")
    usual = kpi.board(house.actor, today=today)
    assert (usual.asked.on, usual.is_of_night) == (on, True)
    assert kpi.board(house.actor, today=today + timedelta(days=3)).asked.on == on, "the worker was away"
    for asks in (When(today), When(on, period=Period.YEAR), When(on - timedelta(days=90))):
        with pytest.raises(NotCounted):
            kpi.board(house.actor, asks, today=today)


@pytest.mark.parametrize(
    "harm",
    [
        "UPDATE kept_board SET body = jsonb_set(body, '{{held_cents}}', '1') WHERE {here}",
        "UPDATE kept_board SET body = jsonb_set(body, '{{totals,owed,1}}', '1') WHERE {here}",
        "UPDATE kept_board SET body = jsonb_set(body, '{{kinds}}', '[[\"fee\", 1, 500]]') WHERE {here}",
        "UPDATE kept_board SET on_day = on_day - 40 WHERE {here}",
        "UPDATE kept_owed SET cents = cents + 1 WHERE {here}",
    ],
)
def test_a_kept_figure_that_was_changed_is_found(house: House, harm: str) -> None:
    on = date(2026, 3, 31)
    kpi.keep_board(house.actor, on=on)
    assert not [each for each in faults(house, on=on) if "kept" in each]
    change(house, harm)
    assert [each for each in faults(house, on=on) if each.startswith("kept figures: 1")]


def test_a_board_of_other_definitions_is_not_used(house: House) -> None:
    on = date(2026, 3, 31)
    kpi.keep_board(house.actor, on=on)
    change(house, "UPDATE kept_board SET definitions = 'of an earlier release' WHERE {here}")
    assert not kpi.board(house.actor, When(on), today=TODAY).is_of_night
    kpi.keep_board(house.actor, on=on)
    assert kpi.board(house.actor, When(on), today=TODAY).is_of_night
