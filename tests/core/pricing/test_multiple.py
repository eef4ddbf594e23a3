"""Several services of a day, by the published values: random days against the rules written down a second
time, in fractions and without the product's code."""

import csv
import gzip
import math
import random
from collections.abc import Callable
from fractions import Fraction
from functools import cache

import pytest

from almoner.core.pricing import Circumstances, Facts, Medicare, Schedules, Service, total
from tests.core.pricing.tables import ON, here, medicare_tables

Row = dict[str, str]
DAYS = 150
SHARES = {"4": ("1/2", "95/100"), "6": ("3/4", "1"), "7": ("4/5", "1")}


@cache
def rows() -> dict[tuple[str, str], Row]:
    with gzip.open(here("mpfs_2026jul.csv.gz"), "rt", encoding="utf-8") as file:
        return {(row["code"], row["modifier"]): row for row in csv.DictReader(file)}


def whole(code: str) -> Row:
    return rows()[code, ""]


@cache
def codes(rule: str) -> list[str]:
    paid = ((code, row) for (code, modifier), row in rows().items() if not modifier and row["status"] in "AR")
    return [code for code, row in paid if row["mult_proc"] == rule]


def nearest(amount: Fraction) -> int:
    return math.floor(amount + Fraction(1, 2))


def formula(row: Row, *, expense: Fraction = Fraction(1), kind: str = "") -> int:
    """Cents of a unit outside a facility; `kind` "opps_" takes the hospital's values."""
    pe, mp = Fraction(row[f"{kind}nonfac_pe"]) * expense, Fraction(row[f"{kind}mp"])
    return nearest((Fraction(row["work_rvu"]) + pe + mp) * Fraction(row["conv_factor"]) * 100)


def operations(day: list[str]) -> int:
    families: dict[str, list[str]] = {}
    listed = [code for code in day if whole(code)["global_days"] != "ZZZ"]
    bases = {whole(code)["endo_base"] for code in listed} - {""}
    for code in listed:
        families.setdefault(whole(code)["endo_base"] or code, []).append(code)
    totals = sorted((endoscopies(base, codes, bases) for base, codes in families.items()), reverse=True)
    halves = [nearest(Fraction(each, 2)) for each in totals[1:]]
    return sum(totals[:1]) + sum(halves) + sum(formula(whole(code)) for code in day if code not in listed)


def endoscopies(base: str, family: list[str], bases: set[str]) -> int:
    counted = [code for code in family if code != base or base not in bases]
    prices = sorted((formula(whole(code)) for code in counted), reverse=True)
    less = formula(whole(base)) if base in bases else 0
    return prices[0] + sum(max(price - less, 0) for price in prices[1:])


def therapies(day: list[str]) -> int:
    dearest = max(day, key=lambda code: Fraction(whole(code)["nonfac_pe"]))
    halves = sum(formula(whole(code), expense=Fraction(1, 2)) for code in day)
    return halves - formula(whole(dearest), expense=Fraction(1, 2)) + formula(whole(dearest))


def diagnostics(rule: str) -> Callable[[list[str]], int]:
    technical, reading = (Fraction(share) for share in SHARES[rule])

    def priced(day: list[str]) -> int:
        parts = [rows()[code, "TC"] for code in sorted(day, key=lambda each: -formula(rows()[each, "TC"]))]
        readings = sorted((formula(rows()[code, "26"]) for code in day), reverse=True)
        cents = readings[0] + sum(nearest(each * reading) for each in readings[1:])
        for place, row in enumerate(parts):
            part = nearest(formula(row) * technical) if place else formula(row)
            has_cap = Fraction(row["opps_nonfac_pe"]) > 0
            cents += min(part, formula(row, kind="opps_")) if has_cap else part
        return cents

    return priced


@cache
def endoscopy_bases() -> list[str]:
    return sorted({whole(code)["endo_base"] for code in codes("3")} & {code for code, _ in rows()})


def surgical_day(chance: random.Random) -> list[str]:
    some = chance.sample(endoscopy_bases(), 2)
    scopes = [code for code in codes("3") if whole(code)["endo_base"] in some]
    pool = [*scopes, *some, *chance.sample(codes("2"), 2)]
    return chance.sample(pool, min(5, len(pool)))


@pytest.mark.parametrize("rule", ["3", "4", "5", "6", "7"])
def test_random_days_come_out_as_the_rules_say(rule: str) -> None:
    medicare = Medicare(Schedules(medicare_tables()), Facts())
    chance = random.Random(int(rule))
    split = [code for code in codes(rule) if (code, "TC") in rows() and (code, "26") in rows()]
    pool = codes("5") if rule == "5" else split
    expected = {"3": operations, "5": therapies}.get(rule) or diagnostics(rule)
    for _ in range(DAYS):
        day = surgical_day(chance) if rule == "3" else chance.sample(pool, chance.randint(2, 5))
        lines = [Service(code, ON) for code in day]
        assert total(medicare.price(lines, Circumstances())) == expected(day), day
