"""What payers took is followed from where it stood some weeks ago, and tells the same."""

from datetime import date, timedelta

import pytest

from almoner.flow.collect import refund
from almoner.flow.collect.refund import Wish
from almoner.flow.remit.post import reverse
from almoner.flow.remit.takebacks import (
    KEPT_BEFORE,
    Onto,
    Pair,
    keep_standings,
    match_takeback,
    place_takeback,
    takebacks,
)
from almoner.store.kept import kept_standings
from almoner.store.session import books
from tests.flow.cycle import faults, pay, sent_claim
from tests.flow.files import Payment, mirrored
from tests.flow.remit.test_takebacks import by, told
from tests.practices import House, new_house

ON = date(2026, 3, 16)
LATER = ON + timedelta(days=3)


@pytest.fixture
def house(store: object) -> House:
    """A practice of the test's own."""
    assert store
    return new_house()


def kept(house: House) -> dict[int, tuple[list[int], list[int]]] | None:
    """The cents that were kept and hold, open and taken, of each payer."""
    with books(house.practice.id) as session:
        found = kept_standings.kept(session)
    if found is None:
        return None
    return {
        payer_id: ([each.cents for each in one.open], [each.cents for each in one.taken])
        for payer_id, one in found.payers.items()
    }


def lived(house: House) -> tuple[int, int]:
    """A payment that defers 80 and one that takes 60 under another reference; where it stood is kept."""
    first, second = sent_claim(house), sent_claim(house)
    paid = first.paid(8000, ("CO", "45", 7000))
    pay(house, Payment("MCR01", "T1", [paid]), on=ON)
    opened = pay(house, Payment("MCR01", "T2", [mirrored(paid)], levels=(("WO", "PCN1", -8000),)), on=ON)
    taken = pay(house, Payment("MCR01", "T3", [second.paid(15000)], levels=(("WO", "THEIRS", 6000),)), on=ON)
    keep_standings(house.actor, on=ON + KEPT_BEFORE)
    assert kept(house) == {house.payers["MCR01"].id: ([8000], [6000])}
    assert told(house) == [("Medicare", 8000, 6000)]
    return opened, taken


def test_later_payments_and_what_people_say_come_on_top(house: House) -> None:
    opened, taken = lived(house)
    third = sent_claim(house)
    file = Payment("MCR01", "T4", [third.paid(15000)], levels=(("WO", "PCN1", 1000),), paid_on=LATER)
    pay(house, file, on=LATER)
    assert told(house) == [("Medicare", 7000, 6000)]
    match_takeback(house.actor, Pair(taken, 1), Pair(opened, 1), on=LATER, why="told by telephone")
    assert told(house) == [("Medicare", 1000, 0)]
    assert kept(house) is not None, "it was followed from there"
    asked = refund.ask_for_deferred(by(house, "dana"), Pair(opened, 1), Wish(1000, "they asked"), on=LATER)
    refund.decide_refund(by(house, "moira"), asked.id, is_approved=True, why="", on=LATER)
    refund.issue_refund(by(house, "frances"), asked.id, method="check", number="2001", on=LATER)
    refund.settle_refund(by(house, "dana"), asked.id, on=LATER, reason="they wrote that they have it")
    assert told(house) == []
    assert faults(house, on=LATER) == []
    keep_standings(house.actor, on=LATER + KEPT_BEFORE)
    assert kept(house) == {house.payers["MCR01"].id: ([], [])}
    assert (told(house), faults(house, on=LATER)) == ([], [])


def test_a_takeback_of_before_is_laid_on_its_claim(house: House) -> None:
    _, taken = lived(house)
    other = sent_claim(house)
    pay(house, Payment("MCR01", "T4", [other.paid(15000)], paid_on=LATER), on=LATER)
    place_takeback(house.actor, Pair(taken, 1), Onto(other.claim.control), on=LATER, why="their letter")
    assert (told(house), faults(house, on=LATER)) == ([("Medicare", 8000, 0)], [])
    assert kept(house) is not None


def test_nothing_kept_is_told_once_a_payment_of_before_came_or_went(house: House) -> None:
    _, taken = lived(house)
    third = sent_claim(house)
    pay(house, Payment("MCR01", "T4", [third.paid(15000)], levels=(("WO", "PCN1", 2000),)), on=LATER)
    assert kept(house) is None
    assert told(house) == [("Medicare", 6000, 6000)]
    keep_standings(house.actor, on=LATER + KEPT_BEFORE)
    assert kept(house) is not None
    reverse(house.actor, taken, on=LATER, reason="the wrong file")
    assert kept(house) is None
    assert (told(house), faults(house, on=LATER)) == ([("Medicare", 6000, 0)], [])


def test_nothing_is_kept_of_payments_of_the_last_weeks(house: House) -> None:
    lived(house)
    keep_standings(house.actor, on=ON)
    assert kept(house) == {}
    assert told(house) == [("Medicare", 8000, 6000)]
    assert takebacks(house.actor, on=ON).payers[0].open_cents == 8000
