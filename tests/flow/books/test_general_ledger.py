"""The practice's own chart: numbers by day in the journal, a list over all accounts, and a journal that knows
that its numbers changed since.
"""

import csv
import io
from datetime import date

import pytest

from almoner.core.collect.general_ledger import AccountNumber, JournalExport, Named, Wanted
from almoner.core.plan import Plan
from almoner.core.report.sheet import to_csv
from almoner.flow.access import AccessDenied, Actor
from almoner.flow.books import general_ledger, ledger
from almoner.flow.refused import Refused
from almoner.store.commit import Cause, RefusedByStore, commit
from almoner.store.once import Once
from almoner.store.session import NotFound, books
from tests.flow.cycle import faults, sent_claim
from tests.flow.owing import ON, owing
from tests.practices import DAY, House, new_house

MARCH, APRIL = date(2026, 3, 1), date(2026, 4, 1)


@pytest.fixture
def house(store: object) -> House:
    assert store
    return new_house()


def manager(house: House) -> Actor:
    return Actor("moira", house.practice.id, frozenset({"manager"}))


def named(house: House, account: str, number: str, name: str, since_on: date = DAY) -> None:
    wanted = Wanted({account: Named(number, name)}, since_on, "our own chart")
    general_ledger.set_number(manager(house), wanted, on=ON)


def journal(house: House) -> list[dict[str, str]]:
    content = to_csv(ledger.journal(house.actor, since_on=MARCH, until_on=APRIL, on=ON))
    return list(csv.DictReader(io.StringIO(content.decode())))


def test_each_row_of_the_journal_has_the_number_of_its_own_day(house: House) -> None:
    owing(house, 5000)  # charged on the day of the visit, decided on a later one
    shipped = general_ledger.shipped()["payer_ar"].named
    named(house, "payer_ar", "1200-10", "Insurance receivable", ON)
    told = {
        (row["date"], row["number"], row["name"]) for row in journal(house) if row["account"] == "payer_ar:1"
    }
    assert (DAY.isoformat(), shipped.number, shipped.name) in told
    assert (ON.isoformat(), "1200-10", "Insurance receivable") in told
    assert len(told) == 2
    assert faults(house, on=ON) == []


def test_a_journal_that_left_says_that_its_numbers_changed_since(house: House) -> None:
    owing(house, 5000)
    journal(house)
    journal(house)
    with books(house.practice.id) as session:
        (left,) = session.find(JournalExport)
    assert (left.since_on, left.until_on, left.taken_by, left.number_ids) == (
        MARCH,
        APRIL,
        house.actor.name,
        (),
    )
    assert ledger.month(house.actor, month_on=MARCH, today=ON).renumbered is None
    named(house, "revenue", "4010", "Fees for service", APRIL)
    assert ledger.month(house.actor, month_on=MARCH, today=ON).renumbered is None, "of the next month"
    named(house, "revenue", "4010", "Fees for service", MARCH)
    assert ledger.month(house.actor, month_on=MARCH, today=ON).renumbered == (left, ("revenue",))
    assert general_ledger.screen(manager(house), on=ON).exports == (left,)
    assert general_ledger.account_page(manager(house), "revenue", on=ON).changed == (left,)
    assert general_ledger.account_page(manager(house), "bank", on=ON).changed == ()
    journal(house)
    assert ledger.month(house.actor, month_on=MARCH, today=ON).renumbered is None, "it was taken again"
    assert faults(house, on=ON) == []


def test_a_list_is_looked_at_and_loaded_whole_and_goes_out_as_it_came(house: House) -> None:
    out = to_csv(general_ledger.numbers_sheet(manager(house), on=ON))
    mine = out.replace(b"bank,1000,Bank", b"bank,1001,Operating account").replace(b"4000", b"40000")
    seen = general_ledger.preview(manager(house), mine, DAY, on=ON)
    assert seen.preview is not None
    assert {one.account: one.will_be.number for one in seen.preview} == {"bank": "1001", "revenue": "40000"}
    made = general_ledger.load(manager(house), mine, DAY, on=ON, why="the accountant's chart")
    assert {one.account for one in made} == {"bank", "revenue"}
    assert b"bank,1001,Operating account,2026-03-02" in to_csv(
        general_ledger.numbers_sheet(manager(house), on=ON)
    )
    with pytest.raises(Refused, match="Every account is so"):
        general_ledger.load(manager(house), mine, DAY, on=ON)
    assert general_ledger.preview(manager(house), b"account,number,name\nbank,,x", DAY, on=ON).faults
    with pytest.raises(Refused, match="Row 2, number"):
        general_ledger.load(manager(house), b"account,number,name\nbank,,x\ncash,7,Cash", DAY, on=ON)
    page = general_ledger.account_page(manager(house), "bank", on=ON)
    assert [(one.number, one.set_by, one.why) for one in page.history] == [
        ("1001", "moira", "the accountant's chart")
    ]
    assert faults(house, on=ON) == []


def test_a_form_that_is_sent_twice_says_it_once_and_what_clashes_is_refused_at_its_field(
    house: House,
) -> None:
    sent_claim(house)
    wanted = Wanted({"bank": Named("1001", "Operating")}, DAY, "ours")
    twice = Actor("moira", house.practice.id, frozenset({"manager"}), once=Once("k" * 20, "0" * 64))
    assert general_ledger.set_number(twice, wanted, on=ON) == general_ledger.set_number(twice, wanted, on=ON)
    with books(house.practice.id) as session:
        assert len(session.find(AccountNumber)) == 1
    with pytest.raises(Refused, match="other statement") as refused:
        named(house, "revenue", "1001", "Operating")
    assert refused.value.fields == (("number",),)
    with pytest.raises(NotFound):
        general_ledger.account_page(manager(house), "vault", on=ON)


@pytest.mark.parametrize("role", ["biller", "coder", "front_desk", "provider"])
def test_who_sets_nothing_up_neither_sees_nor_says_it(house: House, role: str) -> None:
    who = Actor("kim", house.practice.id, frozenset({role}))
    wanted = Wanted({"bank": Named("1001", "Operating")}, DAY)
    for act in (
        lambda: general_ledger.screen(who, on=ON),
        lambda: general_ledger.account_page(who, "bank", on=ON),
        lambda: general_ledger.numbers_sheet(who, on=ON),
        lambda: general_ledger.preview(who, b"", DAY, on=ON),
        lambda: general_ledger.load(who, b"", DAY, on=ON),
        lambda: general_ledger.set_number(who, wanted, on=ON),
    ):
        with pytest.raises(AccessDenied):
            act()


def test_the_store_takes_no_number_that_no_chart_can_hold_and_changes_none(house: House) -> None:
    named(house, "bank", "1001", "Operating")
    with books(house.practice.id) as session:
        wrong = AccountNumber(next(session.ids()), "bank", "=1+1", "Bank", DAY, "moira", ON)
        plan = Plan(on=ON, records=(wrong,))
        with pytest.raises(RefusedByStore):
            commit(session, plan, cause=Cause("setup", "moira", "by hand"))
