"""Charts of one person merged and parted by chance between payments: no cent is lost, moved or doubled."""

import random
from datetime import timedelta

import pytest

from almoner.core.collect import Receipt
from almoner.core.identity import ChartPair, PairState
from almoner.core.ledger import Account
from almoner.flow.books import ledger
from almoner.flow.collect import collect
from almoner.flow.desk import merge_charts
from almoner.flow.refused import Refused
from almoner.store.money.dunning import owed_by_patients
from almoner.store.money.ledger import entry_at
from almoner.store.session import books
from tests.flow.cycle import Sent, faults, pay, sent_claim, totals
from tests.flow.files import Payment
from tests.flow.owing import ON
from tests.practices import House, new_house

CHARTS, ACTS = 5, 40


@pytest.fixture
def house(store: object) -> House:
    """A practice of the test's own."""
    assert store
    return new_house()


class Life:
    """Charts of one person, and what chance does with them; `done` counts what came to pass."""

    def __init__(self, house: House, seed: int) -> None:
        self.house, self.chance = house, random.Random(seed)
        self.waiting: list[Sent] = [sent_claim(house) for _ in range(CHARTS)]
        self.charts = [one.claim.patient_id for one in self.waiting]
        self.on = ON
        self.done = {"merged": 0, "parted": 0, "paid": 0, "taken": 0, "refused": 0}

    def act(self) -> None:
        self.on += timedelta(days=self.chance.randrange(2))
        self.chance.choice((self.merge, self.merge, self.part, self.pay, self.take, self.lay))()

    def standing(self) -> list[int]:
        with books(self.house.practice.id) as session:
            return [one for one in self.charts if one not in session.charts.into]

    def merge(self) -> None:
        if len(there := self.standing()) < 2:
            return
        one, other = self.chance.sample(there, 2)
        try:
            wish = merge_charts.compare(self.house.actor, one, other, on=self.on).wish("one person")
            merge_charts.merge_charts(self.house.actor, wish, on=self.on)
            self.done["merged"] += 1
        except Refused:
            self.done["refused"] += 1

    def part(self) -> None:
        with books(self.house.practice.id) as session:
            pairs = session.find(ChartPair, state=PairState.MERGED.value)
        if not pairs:
            return
        try:
            pair = self.chance.choice(pairs)
            merge_charts.separate_charts(self.house.actor, pair.id, on=self.on, reason="two people")
            self.done["parted"] += 1
        except Refused:
            self.done["refused"] += 1

    def pay(self) -> None:
        if not self.waiting:
            return
        sent = self.waiting.pop(self.chance.randrange(len(self.waiting)))
        share = self.chance.randrange(100, 9000)
        says = sent.paid(15000 - share, ("PR", "1", share))
        pay(self.house, Payment("MCR01", f"T{sent.claim.id}", [says]), on=self.on)
        self.done["paid"] += 1

    def take(self) -> None:
        who = self.chance.choice(self.standing())
        cents = self.chance.randrange(100, 5000)
        draft = Receipt(0, who, "cash", cents, self.on, self.house.actor.name)
        collect.take_receipt(self.house.actor, draft, on=self.on)
        self.done["taken"] += 1

    def lay(self) -> None:
        collect.lay_receipts(self.house.actor, self.standing(), on=self.on)


def owed_by_charts(life: Life) -> int:
    """What the charts that stand owe, each asked by itself."""
    with books(life.house.practice.id) as session:
        return sum(owed_by_patients(session, life.standing()).values())


@pytest.mark.parametrize("seed", [1, 2, 3])
def test_p26_whatever_is_merged_and_parted_all_balances_stay(seed: int, house: House) -> None:
    life = Life(house, seed)
    for _ in range(ACTS):
        life.act()
        after = totals(house)
        assert sum(after.values()) == 0
        assert owed_by_charts(life) == after.get(Account.PATIENT_AR, 0)
    assert life.done["merged"] > 2
    assert life.done["parted"] > 0
    assert faults(house, on=life.on) == []


def test_receivables_as_they_were_known_stay_to_the_cent(house: House) -> None:
    life = Life(house, 7)
    for _ in range(3):
        life.pay()
    with books(house.practice.id) as session:
        known = entry_at(session, None)
    told = ledger.receivables_sheet(house.actor, on=life.on, today=life.on, known=known)
    kept = totals(house)
    for _ in range(6):
        life.merge()
    assert life.done["merged"] > 1
    assert totals(house) == kept
    assert ledger.receivables_sheet(house.actor, on=life.on, today=life.on, known=known) == told
    assert ledger.receivables_sheet(house.actor, on=life.on, today=life.on).rows == told.rows
