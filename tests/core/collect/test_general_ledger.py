"""A practice's numbers by day: the latest word counts, a number has one name and one statement, and what a
journal left under is known to have changed.
"""

from dataclasses import replace
from datetime import date, timedelta
from itertools import count

import pytest
from hypothesis import given
from hypothesis import strategies as st

from almoner.core.collect.general_ledger import (
    AccountNumber,
    JournalExport,
    Named,
    Numbers,
    Shipped,
    Wanted,
    faults,
    read_numbers,
    set_numbers,
)

ON = date(2026, 5, 4)
SHIPPED = {
    "bank": Shipped(Named("1000", "Bank"), True),
    "cash": Shipped(Named("1010", "Cash"), True),
    "revenue": Shipped(Named("4000", "Revenue"), False),
}
PLAIN = Numbers(SHIPPED)


def said(numbers: Numbers, account: str, named: Named, since_on: date = ON) -> Numbers:
    """The numbers after one more word."""
    wanted = Wanted({account: named}, since_on, "ours")
    ids = count(1 + max((one.id for one in numbers.own), default=0))
    plan = set_numbers(numbers, wanted, by="moira", ids=ids, on=ON)
    words = [one for one in plan.records if isinstance(one, AccountNumber)]
    return replace(numbers, own=[*numbers.own, *words])


def test_a_word_holds_from_its_day_on_and_the_later_word_of_a_day_counts() -> None:
    first = said(PLAIN, "bank", Named("1100", "Operating"))
    second = said(first, "bank", Named("1101", "Operating"))
    assert first.at("bank", ON - timedelta(days=1)) == Named("1000", "Bank")
    assert [first.at("bank", ON).number, second.at("bank", ON).number] == ["1100", "1101"]
    early = said(second, "bank", Named("1099", "Old"), ON - timedelta(days=9))
    days = [ON - timedelta(days=10), ON - timedelta(days=9), ON]
    assert [early.at("bank", on).number for on in days] == ["1000", "1099", "1101"]
    assert early.within(ON, ON + timedelta(days=1)) == (2,), "of one day the later word alone"
    assert set_numbers(
        early, Wanted({"bank": Named("1101", "Operating")}, ON), by="x", ids=count(9), on=ON
    ).is_empty


@pytest.mark.parametrize(
    ("named", "account", "edit"),
    [
        (Named("", "Bank"), "bank", "GL-01"),
        (Named("=1+1", "Bank"), "bank", "GL-01"),
        (Named("1" * 21, "Bank"), "bank", "GL-01"),
        (Named("1000-", "Bank"), "bank", "GL-01"),
        (Named("1000", ""), "bank", "GL-01"),
        (Named("1000", "x" * 61), "bank", "GL-01"),
        (Named("1000", "two\nlines"), "bank", "GL-01"),
        (Named("9", "Nothing"), "nothing", "GL-01"),
        (Named("1010", "Bank"), "bank", "GL-03"),
        (Named("4000", "Revenue"), "bank", "GL-03"),
    ],
)
def test_what_no_chart_can_hold_is_told(named: Named, account: str, edit: str) -> None:
    assert {one.edit for one in faults(PLAIN, Wanted({account: named}, ON), on=ON)} == {edit}


def test_accounts_may_share_a_number_of_one_name_and_a_later_day_may_forbid_it() -> None:
    assert faults(PLAIN, Wanted({"bank": Named("1010", "Cash")}, ON), on=ON) == []
    later = said(PLAIN, "cash", Named("1010", "Petty cash"), ON + timedelta(days=30))
    (clash,) = faults(later, Wanted({"bank": Named("1010", "Cash")}, ON), on=ON)
    assert "On 2026-06-03" in clash.message
    assert "another name" in clash.message
    for day in (date(1989, 12, 31), ON + timedelta(days=367)):
        assert [one.field for one in faults(PLAIN, Wanted({}, day), on=ON)] == ["since"]


def test_a_journal_that_left_knows_which_of_its_numbers_changed_since() -> None:
    month = date(2026, 5, 1), date(2026, 6, 1)
    before = said(PLAIN, "bank", Named("1100", "Operating"), date(2026, 4, 1))
    left = JournalExport(1, *month, 7, "moira", ON, before.within(*month))
    assert (left.number_ids, before.changed(left)) == ((1,), ())
    assert said(before, "bank", Named("1200", "Other"), date(2026, 6, 1)).changed(left) == ()
    again = said(before, "bank", Named("1200", "Other"), date(2026, 5, 31))
    assert again.changed(left) == ("bank",)
    assert said(again, "bank", Named("1100", "Operating"), date(2026, 5, 31)).changed(left) == ()
    assert said(before, "cash", Named("1011", "Cash"), date(2026, 1, 1)).changed(left) == ("cash",)


def rows(text: str) -> list[tuple[int, list[str]]]:
    return [(number, line.split(",")) for number, line in enumerate(text.splitlines(), 1)]


@pytest.mark.parametrize(
    ("text", "place"),
    [
        ("", "The file"),
        ("account,number\nbank,1", "Row 1, name"),
        ("account,number,name", "The file"),
        ("account,number,name\nbank,1", "Row 2, name"),
        ("account,number,name\nvault,1,Vault", "Row 2, account"),
        ("account,number,name\nbank,@1,Bank", "Row 2, number"),
        ("account,number,name\nbank,1,Bank\nbank,2,Bank", "Row 3, account"),
    ],
)
def test_a_list_with_a_fault_says_nothing(text: str, place: str) -> None:
    told, wrong = read_numbers(rows(text), PLAIN)
    assert (told, wrong[0].place) == ({}, place)


def test_a_list_is_read_by_its_columns() -> None:
    told, wrong = read_numbers(rows("Name,Account,No\nOperating,bank,1100\n\nCash,cash,1010"), PLAIN)
    assert (told, wrong) == ({"bank": Named("1100", "Operating"), "cash": Named("1010", "Cash")}, [])
    many = rows("account,number,name\n" + "bank,1,Bank\n" * 200)
    assert read_numbers(many, PLAIN)[1][0].place == "The file"


@given(
    st.lists(
        st.tuples(
            st.sampled_from(sorted(SHIPPED)),
            st.sampled_from(["1000", "1010", "4000", "7"]),
            st.sampled_from(["Bank", "Cash", "Revenue"]),
            st.integers(-3, 3),
        ),
        max_size=12,
    )
)
def test_whatever_is_said_in_whatever_order_a_number_has_one_name_and_statement_each_day(
    words: list[tuple[str, str, str, int]],
) -> None:
    numbers = PLAIN
    for account, number, name, days in words:
        since_on = ON + timedelta(days=days)
        if not faults(numbers, Wanted({account: Named(number, name)}, since_on), on=ON):
            numbers = said(numbers, account, Named(number, name), since_on)
    for days in range(-4, 5):
        on = ON + timedelta(days=days)
        meant: dict[str, set[tuple[str, bool]]] = {}
        for account, shipped in SHIPPED.items():
            named = numbers.at(account, on)
            meant.setdefault(named.number, set()).add((named.name, shipped.is_balance))
        assert all(len(each) == 1 for each in meant.values())
