"""A payer's contract brought as a list: read whole or not at all, priced as a card is, told against the one
before.
"""

from dataclasses import replace
from datetime import date
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from almoner.core.pricing import Schedules, Service
from almoner.core.pricing.contract import ContractPrices
from almoner.core.pricing.payer_contract import (
    Names,
    PayerContract,
    Rate,
    RateChange,
    as_contract,
    changes,
    read_rates,
)
from almoner.core.pricing.rows import MOST_ROWS, Fault, csv_rows
from almoner.core.rules.releases import Tables

ON = date(2026, 8, 3)


def rates_of(content: bytes) -> tuple[tuple[Rate, ...], list[Fault]]:
    rows, faults = csv_rows(content)
    return ((), faults) if faults else read_rates(rows)


def brought(*rates: Rate) -> PayerContract:
    return PayerContract(1, "Cedar 2026", 7, date(2026, 1, 1), rates, "moira", date(2025, 12, 1))


def priced(contract: PayerContract, *services: Service) -> list[int | None]:
    prices = ContractPrices(Schedules(Tables(lambda _: [], lambda _: [])))
    found = prices.price(as_contract(contract, Names("CEDAR"), services), services)
    return [one.allowed_cents for one in found]


def test_a_list_is_read_by_the_names_of_its_columns() -> None:
    text = (
        "Value,CPT,Mod,Method,Schedule,Setting,Page\n"
        '"$1,110.50",99213,,,,nonfacility,p. 4\n'
        "120%,99202-99215,,Percent of Medicare,2026 13202-ny-01,,\n"
        "36.0000,97110,GP,conversion_factor,Medicare 2026,,\n"
        "62.5,*,,percent of charge,,,\n"
    )
    rates, faults = rates_of(text.encode())
    assert faults == []
    assert rates == (
        Rate("99213", 111050, setting="nonfacility", page="p. 4"),
        Rate("99202", 12000, "percent_of_schedule", "99215", year=2026, locality="13202-NY-01"),
        Rate("97110", 360000, "conversion_factor", modifier="GP", year=2026, locality="national"),
        Rate("", 6250, "percent_of_charge"),
    )
    assert rates[1].term("x").percent == Decimal(120)
    assert rates[2].term("x").factor == Decimal("36")


@pytest.mark.parametrize(
    ("row", "says"),
    [
        ("99213", "Row 2, value: a column is missing"),
        ("9921,1,,,", "Row 2, code: this is no code"),
        ("99215-99202,1,,,", "Row 2, code: this is no code"),
        ("=1+1,1,,,", "Row 2, code: this is no code"),
        ("99213,-1,,,", "Row 2, value: this is no amount"),
        ("99213,1.005,,,", "Row 2, value: this is no amount"),
        ("99213,99999999,,,", "Row 2, value: this is more than"),
        ("99213,1000000000,,,", "Row 2, value: this is more than any contract pays"),
        ("99213,5000,percent of charge,,", "Row 2, value: this is more than any contract pays"),
        ("99213,100.01,percent of charge,,", "Row 2, value: this is more than the charge"),
        ("99213,1,half,,", "Row 2, method: there is no such method"),
        ("99213,120,percent of schedule,,", "Row 2, schedule: the method names"),
        ("99213,120,percent of schedule,2026 nowhere,", "Row 2, schedule: the method names"),
        ("99213,1,,,home", "Row 2, setting: there is no such setting"),
        ("99213,1,,,\n99213,2,,,", "Row 3, code: it stands twice"),
        ("", "it has 0 rates"),
    ],
)
def test_a_hostile_list_gives_no_rate_and_says_where(row: str, says: str) -> None:
    rates, faults = rates_of(f"code,value,method,schedule,setting\n{row}\n".encode())
    assert rates == ()
    assert says in " ".join(map(str, faults))
    assert all(one.mend for one in faults)


def test_a_list_is_bounded() -> None:
    rows = [(number, ["bad", "1"]) for number in range(2, 600)]
    rates, faults = read_rates([(1, ["code", "value"]), *rows])
    assert (rates, len(faults)) == ((), 21)
    many = [(number, [f"{number:05}", "1"]) for number in range(2, 5003)]
    assert "5,001 rates" in str(read_rates([(1, ["code", "value"]), *many])[1][0])
    assert "more than" in str(read_rates([(1, [])] * (MOST_ROWS + 2))[1][0])


@given(st.text(max_size=200).map(lambda text: ("code,value,method\n" + text).encode()))
def test_whatever_comes_is_rates_or_faults(content: bytes) -> None:
    rates, faults = rates_of(content)
    assert bool(rates) != bool(faults)


def test_the_row_that_says_most_prices_a_line() -> None:
    contract = brought(
        Rate("", 5000, "percent_of_charge"),
        Rate("99202", 9000, last="99215"),
        Rate("99213", 11000),
        Rate("99213", 8000, setting="facility"),
        Rate("99213", 7000, modifier="25"),
    )
    services = [
        Service("99213", ON, charge_cents=20000),
        Service("99213", ON, is_facility=True, charge_cents=20000),
        Service("99213", ON, ("25",), charge_cents=20000),
        Service("99214", ON, charge_cents=20000),
        Service("A4550", ON, charge_cents=3000),
        Service("99213", ON, charge_cents=10500),
    ]
    assert [priced(contract, one)[0] for one in services] == [11000, 8000, 7000, 9000, 1500, 10500]
    assert priced(replace(contract, lesser_of="none"), services[-1]) == [11000]
    assert priced(brought(Rate("99213", 1)), services[3]) == [None]


def test_what_comes_goes_and_is_paid_otherwise_is_told() -> None:
    old = brought(Rate("99213", 100, page="p. 1"), Rate("99214", 200), Rate("99215", 300))
    new = brought(
        Rate("99213", 100, page="p. 9"), Rate("99214", 12000, "percent_of_charge"), Rate("93000", 5)
    )
    assert changes(new, old) == (
        RateChange(None, Rate("93000", 5)),
        RateChange(Rate("99214", 200), Rate("99214", 12000, "percent_of_charge")),
        RateChange(Rate("99215", 300), None),
    )
    assert [one.name for one in changes(new, None)] == ["93000", "99213", "99214"]


def test_it_holds_where_it_is_in_force_and_says_whose_it_is() -> None:
    one = replace(brought(Rate("99213", 100)), plan_id=3, location_id=4)
    assert not one.is_in_force
    held = one.in_force([9])
    assert (held.version, held.is_in_force, held.ended_ids, held.scope) == (2, True, (9,), (7, 3, 4))
    named = as_contract(held, Names("CEDAR", "Gold", "Main office"))
    assert (named.payer, *named.plans, *named.sites) == ("CEDAR", "Gold", "Main office")
    assert held.ending(held.since_on).is_taken_back
    assert not held.is_taken_back
