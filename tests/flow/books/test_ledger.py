"""The ledger as of a day and as known at an instant: the same question gets the same answer for ever."""

import csv
import io
from collections import Counter
from datetime import date, timedelta
from itertools import pairwise

import pytest

from almoner.core.ledger import Reason, Subject
from almoner.core.ledger.posting import Effect, post
from almoner.core.plan import Plan
from almoner.core.report.sheet import to_csv
from almoner.flow.books import close, ledger
from almoner.flow.collect import collect
from almoner.flow.refused import Refused
from almoner.store.commit import Cause, commit
from almoner.store.money.ledger import (
    Aged,
    aging,
    aging_as_of,
    aging_back,
    balances,
    entry_at,
    moves,
    posted_balances,
)
from almoner.store.money.patient_kinds import KINDS
from almoner.store.session import books
from tests.flow.cycle import Sent, faults, pay, sent_claim, totals
from tests.flow.files import Payment
from tests.flow.owing import take
from tests.practices import DAY, House, new_house

ON = date(2026, 3, 16)
APRIL = date(2026, 4, 2)


@pytest.fixture
def house(store: object) -> House:
    """A practice of the test's own."""
    assert store
    return new_house()


@pytest.fixture
def sent(house: House) -> Sent:
    return sent_claim(house, covered=[("MCR01", "MB"), ("CMA01", "CI")])


def owed(rows: list[Aged]) -> dict[tuple[str, int], int]:
    return {(row.account, row.payer_id): row.total_cents for row in rows}


def test_what_is_owed_is_the_payers_whose_turn_it_is(house: House, sent: Sent) -> None:
    first, second = house.payers["MCR01"].id, house.payers["CMA01"].id
    with books(house.practice.id) as session:
        (charged,) = aging(session, on=DAY)
        assert (charged.account, charged.payer_id) == ("payer_ar:1", first)
    total = charged.total_cents
    pay(house, Payment("MCR01", "T1", [sent.paid(total - 3000, ("PR", "2", 3000))]), on=ON)
    with books(house.practice.id) as session:
        assert owed(aging(session, on=ON)) == {("payer_ar:2", second): 3000}
        entry_id = entry_at(session, None)
        assert aging_as_of(session, on=ON, entry_id=entry_id) == aging(session, on=ON)
        assert owed(aging_as_of(session, on=ON - timedelta(days=1), entry_id=entry_id)) == {
            ("payer_ar:1", first): total
        }


def moved(before: dict[str, int], found: dict[tuple[str, Reason], int]) -> dict[str, int]:
    """Balances after what moved them, without zeros."""
    after = Counter(before)
    for (account, _), cents in found.items():
        after[account] += cents
    return {account: cents for account, cents in after.items() if cents}


def test_what_is_kept_by_day_says_what_the_postings_say_as_known_at_every_entry(
    house: House, sent: Sent
) -> None:
    pay(house, Payment("MCR01", "T1", [sent.paid(9000, ("CO", "45", 3000), ("PR", "2", 3000))]), on=ON)
    sent_claim(house)  # of an earlier day, entered after the payment
    days = [DAY, DAY + timedelta(days=1), ON, ON + timedelta(days=1), APRIL]
    with books(house.practice.id) as session:
        posted: dict[date, dict[str, int]] = {}
        for entry_id in range(entry_at(session, None) + 1):
            posted = {on: posted_balances(session, before_on=on, entry_id=entry_id) for on in days}
            for on in days:
                assert balances(session, before_on=on, entry_id=entry_id) == posted[on]
            for since_on, until_on in pairwise(days):
                found = moves(session, since_on=since_on, until_on=until_on, entry_id=entry_id)
                assert moved(posted[since_on], found) == posted[until_on]
        assert posted[APRIL], "there is something to say"


def test_an_age_read_from_the_latest_days_is_the_age_of_all(house: House, sent: Sent) -> None:
    pay(house, Payment("MCR01", "T1", [sent.paid(9000, ("CO", "45", 3000), ("PR", "2", 3000))]), on=ON)
    sent_claim(house)
    with books(house.practice.id) as session:
        entry_id = entry_at(session, None)
        for days in (0, 29, 30, 31, 60, 119, 120, 121, 122, 400):
            on = ON + timedelta(days=days)
            assert aging(session, on=on) == aging_as_of(session, on=on, entry_id=entry_id), days


def test_an_age_that_is_counted_back_is_the_age_read_from_all_postings(house: House, sent: Sent) -> None:
    pay(house, Payment("MCR01", "T1", [sent.paid(9000, ("CO", "45", 3000), ("PR", "2", 3000))]), on=ON)
    sent_claim(house)
    seen = set()
    with books(house.practice.id) as session:
        entry_id = entry_at(session, None)
        for days in (-400, -60, -2, -1, 0, 1, 31, 121, 400):
            on = ON + timedelta(days=days)
            found = aging_back(session, on=on)
            assert found == aging_as_of(session, on=on, entry_id=entry_id), days
            seen.add(tuple(found))
    assert len(seen) > 4, "what was owed differs from day to day"


def test_what_is_owed_by_provider_is_what_is_owed_in_all(house: House, sent: Sent) -> None:
    lines = [sent.paid(15000 - 3000, ("PR", "2", 3000))]
    pay(house, Payment("MCR01", "T1", lines), on=ON)
    sent_claim(house)
    for on in (ON, ON - timedelta(days=1)):
        found = ledger.receivables(house.actor, on=on, today=ON)
        (row,) = found.of_providers
        assert found.providers[row.provider_id] == house.provider.name.listed
        assert (
            row.cents == found.sums == tuple(map(sum, zip(*(one.cents for one in found.rows), strict=True)))
        )
        assert row.total_cents == sum(one.total_cents for one in found.rows) > 0
    assert faults(house, on=ON) == []


def test_what_was_known_stays_known(house: House, sent: Sent) -> None:
    with books(house.practice.id) as session:
        entry_id = entry_at(session, None)
        before = balances(session, before_on=date.max, entry_id=entry_id)
        rows = aging_as_of(session, on=date(2026, 12, 31), entry_id=entry_id)
    pay(house, Payment("MCR01", "T1", [sent.paid(15000)]), on=ON)
    with books(house.practice.id) as session:
        assert balances(session, before_on=date.max, entry_id=entry_id) == before
        assert aging_as_of(session, on=date(2026, 12, 31), entry_id=entry_id) == rows
        assert balances(session, before_on=date.max, entry_id=entry_at(session, None)) != before


def test_ages_begin_with_the_service(house: House, sent: Sent) -> None:
    days = sent.claim.service_on
    with books(house.practice.id) as session:
        for age, bucket in ((0, 0), (30, 0), (31, 1), (60, 1), (61, 2), (90, 2), (91, 3), (120, 3), (121, 4)):
            (row,) = aging(session, on=days + timedelta(days=age))
            assert row.cents.index(row.total_cents) == bucket


def test_what_patients_owe_is_told_by_kind_and_ties_as_known_then(house: House) -> None:
    claim = sent_claim(house)
    shares = (("PR", "1", 5000), ("PR", "2", 2000), ("PR", "3", 1000), ("PR", "96", 500))
    pay(house, Payment("MCR01", "T1", [claim.paid(6500, *shares)]), on=ON)
    found = ledger.responsibility(house.actor, on=ON, today=ON)
    told = {one.kind: one.cents for one in found.kinds}
    assert told == {"copay": 1000, "deductible": 5000, "coinsurance": 2000, "not_covered": 500}
    assert [one.kind for one in found.kinds] == [kind for kind in KINDS if kind in told]
    take(house, claim, 2500, on=ON)
    collect.lay_receipts(house.actor, [claim.claim.patient_id], on=ON)
    after = ledger.responsibility(house.actor, on=ON, today=ON)
    left = {one.kind: one.cents for one in after.kinds}
    assert left == {"deductible": 3500, "coinsurance": 2000, "not_covered": 500}
    assert after.cents == totals(house)["patient_ar"] == 6000
    assert ledger.responsibility(house.actor, on=ON, today=ON, known=found.entry_id).kinds == found.kinds
    assert ledger.responsibility(house.actor, on=DAY, today=ON).kinds == ()
    before = ledger.receivables(house.actor, on=ON, today=ON, known=found.entry_id)
    assert (before.is_now, sum(before.sums)) == (False, 8500)
    assert ledger.receivables(house.actor, on=ON, today=ON, known=10**15).entry_id == after.entry_id


def test_a_credit_of_a_line_is_a_kind_of_its_own(house: House) -> None:
    claim = sent_claim(house)
    pay(house, Payment("MCR01", "T1", [claim.paid(10000, ("PR", "1", 5000))]), on=ON)
    take(house, claim, 5000, on=ON)
    collect.lay_receipts(house.actor, [claim.claim.patient_id], on=ON)
    subject = Subject(claim.claim.patient_id, line_id=claim.lines[0].id)
    given = post(Effect(Reason.DISCOUNT, 700, subject, "test:discount"), on=ON)
    with books(house.practice.id) as session:
        commit(session, Plan(on=ON, postings=(given,)), cause=Cause("test", "tester"))
    found = ledger.responsibility(house.actor, on=ON, today=ON)
    assert [(one.kind, one.cents) for one in found.kinds] == [("credit", -700)]


def close_days(house: House, until_on: date) -> None:
    for on in (DAY, ON, until_on):
        close.close_books(house.actor, on=on)


def test_a_month_closes_and_is_proved_again(house: House, sent: Sent) -> None:
    pay(house, Payment("MCR01", "T1", [sent.paid(15000)]), on=ON)
    with pytest.raises(Refused):
        ledger.close_books_of_month(house.actor, month_on=ON, on=APRIL)
    close_days(house, date(2026, 3, 31))
    made = ledger.close_books_of_month(house.actor, month_on=ON, on=APRIL)
    assert dict(made.balances)["cash"] == 15000
    shown = ledger.month(house.actor, month_on=ON, today=APRIL)
    assert (shown.close, shown.against, shown.roll.off) == (made, (), {})
    with pytest.raises(Refused):
        ledger.close_books_of_month(house.actor, month_on=ON, on=APRIL)
    assert faults(house, on=ON) == []


def test_the_journal_balances_and_is_whole(house: House, sent: Sent) -> None:
    pay(house, Payment("MCR01", "T1", [sent.paid(15000)]), on=ON)
    month = date(2026, 3, 1), date(2026, 4, 1)
    content = to_csv(ledger.journal(house.actor, since_on=month[0], until_on=month[1], on=ON))
    rows = list(csv.DictReader(io.StringIO(content.decode())))
    assert sum(int(row["debit_cents"]) for row in rows) == sum(int(row["credit_cents"]) for row in rows)
    net: dict[str, int] = {}
    for row in rows:
        net[row["account"]] = net.get(row["account"], 0) + int(row["debit_cents"]) - int(row["credit_cents"])
    with books(house.practice.id) as session:
        known = balances(session, before_on=date(2026, 4, 1), entry_id=entry_at(session, None))
    assert {account: cents for account, cents in net.items() if cents} == known
    assert all(row["number"].isdigit() for row in rows)
