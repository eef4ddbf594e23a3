"""What was owed on a day of the last months is told by what the night kept of it, while that holds."""

from datetime import date, timedelta

import pytest

from almoner.flow.books import ledger
from almoner.store.kept import kept_receivables
from almoner.store.money.ledger import Aged, aging_as_of, entry_at
from almoner.store.session import books
from tests.flow.cycle import faults, pay, sent_claim
from tests.flow.files import Payment
from tests.practices import DAY, House, new_house

ON = DAY + timedelta(days=40)
LATER = DAY + timedelta(days=60)


@pytest.fixture
def house(store: object) -> House:
    """A practice of the test's own, with a claim that was paid in part and one that waits."""
    assert store
    made = new_house()
    paid = sent_claim(made).paid(9000, ("CO", "45", 3000), ("PR", "2", 3000))
    sent_claim(made)
    pay(made, Payment("MCR01", "T1", [paid], paid_on=ON), on=ON)
    return made


def kept(house: House, on: date) -> list[Aged] | None:
    """What was kept of a day and holds."""
    with books(house.practice.id) as session:
        return kept_receivables.kept(session, on=on, entry_id=entry_at(session, None))


def from_postings(house: House, on: date) -> tuple[Aged, ...]:
    """What was owed at the end of a day, by its postings."""
    with books(house.practice.id) as session:
        return tuple(aging_as_of(session, on=on, entry_id=entry_at(session, None)))


def test_each_day_of_three_months_is_kept_as_its_postings_say(house: House) -> None:
    assert kept(house, ON) is None
    ledger.keep_receivables(house.actor, on=LATER)
    seen = set()
    for days in range(-20, 60, 3):
        on = DAY + timedelta(days=days)
        assert tuple(kept(house, on) or ()) == from_postings(house, on)
        assert ledger.receivables(house.actor, on=on, today=LATER).aged == from_postings(house, on)
        seen.add(from_postings(house, on))
    assert len(seen) > 3, "what is owed differs from day to day"
    assert kept(house, LATER - ledger.NEAR) == []
    assert kept(house, LATER - ledger.NEAR - timedelta(days=1)) is None
    assert faults(house, on=LATER) == []


def test_a_day_into_which_something_was_posted_is_counted_anew(house: House) -> None:
    ledger.keep_receivables(house.actor, on=LATER)
    before = ledger.receivables(house.actor, on=ON, today=LATER).aged
    more = sent_claim(house).paid(15000)
    pay(house, Payment("MCR01", "T2", [more], paid_on=ON), on=ON)
    assert kept(house, ON) is None
    assert kept(house, DAY - timedelta(days=1)) is not None
    now = ledger.receivables(house.actor, on=ON, today=LATER).aged
    assert now == from_postings(house, ON)
    assert sum(one.total_cents for one in now) == sum(one.total_cents for one in before)
    with books(house.practice.id) as session:
        missing = kept_receivables.missing(session, since_on=DAY - timedelta(days=9), until_on=LATER)
    assert missing[-1] == DAY, "earlier days hold"
    ledger.keep_receivables(house.actor, on=LATER)
    assert tuple(kept(house, ON) or ()) == now
    assert faults(house, on=LATER) == []


def test_a_day_long_over_is_forgotten_and_counted_by_another_question_is_not_told(
    house: House, monkeypatch: pytest.MonkeyPatch
) -> None:
    ledger.keep_receivables(house.actor, on=LATER)
    with monkeypatch.context() as patched:
        patched.setattr(kept_receivables, "definition", lambda: "another")
        assert kept(house, ON) is None
    ledger.keep_receivables(house.actor, on=LATER + timedelta(days=30))
    assert kept(house, LATER - ledger.NEAR) is None
    assert kept(house, LATER) is not None
