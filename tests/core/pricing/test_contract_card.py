"""Contracts in TOML and as imported rows: what is read, and what is refused by place."""

import re
from datetime import date
from decimal import Decimal
from importlib.resources import files
from pathlib import Path

import pytest

from almoner.core.pricing import Schedules
from almoner.core.pricing.contract import ContractPrices
from almoner.core.pricing.contract_card import ContractError, imported_terms, read_contract
from almoner.core.pricing.trials import run_trials
from almoner.core.rules.tables import CodeRow
from tests.core.pricing.tables import medicare_tables

CARD = """
id = "acme-2026"
payer = "ACME"
since = 2026-01-01
until = 2027-01-01
source = "agreement of 2025"
lesser_of = "claim"
multiple = "100/50/25"
practitioners = "85"
stop_loss = { above_cents = 100000, percent = "60" }

[[terms]]
id = "visits"
kind = "fixed"
codes = ["99202-99215", "G0402"]
settings = ["nonfacility"]
cents = 9000
page = "p. 4"
trials = [
  { code = "99213", allowed_cents = 9000 },
  { code = "99214", charge_cents = 100, allowed_cents = 100 },
]
"""


def samples() -> list[str]:
    folder = files("almoner").joinpath("policy", "contracts")
    return sorted(each.name for each in folder.iterdir() if each.name.endswith(".toml"))


def test_a_card_is_read_whole() -> None:
    agreed = read_contract("acme.toml", CARD)
    (visits,) = agreed.terms
    assert (agreed.id, agreed.lesser_of, agreed.steps.multiple) == ("acme-2026", "claim", "100/50/25")
    assert agreed.steps.kinds["np"] == Decimal("0.85")
    assert agreed.steps.practitioner_assistant == Decimal("0.136")
    assert agreed.covers(date(2026, 12, 31))
    assert not agreed.covers(date(2027, 1, 1))
    assert (visits.cents, visits.settings, visits.source) == (
        9000,
        frozenset({False}),
        "agreement of 2025, p. 4",
    )
    assert visits.codes.holds("99215")
    assert [trial.allowed_cents for trial in visits.trials] == [9000, 100]


@pytest.mark.parametrize("name", samples())
def test_the_samples_that_ship_come_out_as_worked(name: str) -> None:
    text = files("almoner").joinpath("policy", "contracts", name).read_text(encoding="utf-8")
    agreed = read_contract(name, text)
    tried = run_trials([agreed], ContractPrices(Schedules(medicare_tables())))
    assert (tried.failed, tried.left_out) == ((), 0)


@pytest.mark.parametrize(
    ("old", "new", "word"),
    [
        ('id = "acme-2026"', 'id = "medicare"', "id"),
        ("since = 2026-01-01", 'since = "soon"', "since"),
        ('lesser_of = "claim"', 'lesser_of = "sometimes"', "lesser_of"),
        ('multiple = "100/50/25"', 'multiple = "half"', "multiple"),
        ('practitioners = "85"', 'practitioners = "NaN"', "practitioners"),
        ('kind = "fixed"', 'kind = "gift"', "kind"),
        ("cents = 9000\n", "cents = -1\n", "cents"),
        ("cents = 9000\n", "", "cents"),
        ('"99202-99215"', '"9920"', "codes"),
        ('page = "p. 4"', "", "page"),
        ('["nonfacility"]', '["moon"]', "settings"),
        ('payer = "ACME"', 'payor = "ACME"', "payor"),
        ('  { code = "99213", allowed_cents = 9000 },\n', "", "two worked lines"),
        ("above_cents = 100000", "above_cents = 1.5", "above_cents"),
    ],
)
def test_what_is_wrong_is_refused_by_place(old: str, new: str, word: str) -> None:
    assert old in CARD
    with pytest.raises(ContractError, match=word):
        read_contract("acme.toml", CARD.replace(old, new))


@pytest.mark.parametrize("text", ["", "id = ", "[" * 10_000, "x" * 2_000_001, "terms = 3"])
def test_junk_is_refused(text: str) -> None:
    with pytest.raises(ContractError):
        read_contract("junk.toml", text)


def row(code: str, **values: str) -> CodeRow:
    return CodeRow(code, None, None, {"contract": "acme", "method": "fixed", "value": "90", **values})


def test_imported_rows_are_terms() -> None:
    rows = [
        row("99213", value="90.5"),
        row("9330626", value="70", setting="Facility", page="p. 9"),
        row("99214", method="percent_of_schedule", value="115", schedule="2026 13202-ny-01"),
        row("99215", contract="other"),
    ]
    reading, visit, percent = imported_terms(rows, "acme")
    assert (reading.modifiers, reading.settings, reading.cents) == (
        frozenset({"26"}),
        frozenset({True}),
        7000,
    )
    assert (visit.cents, visit.settings) == (9050, frozenset())
    assert (percent.percent, percent.schedule_year, percent.locality) == (Decimal(115), 2026, "13202-NY-01")


@pytest.mark.parametrize(
    "values",
    [
        {"value": "x"},
        {"value": "NaN"},
        {"method": "gift"},
        {"method": "percent_of_schedule", "schedule": "national"},
    ],
)
def test_rows_that_cannot_be_read_are_refused(values: dict[str, str]) -> None:
    with pytest.raises(ContractError, match="99213"):
        imported_terms([row("99213", **values)], "acme")


def test_the_contract_in_the_docs_comes_out_as_worked() -> None:
    page = Path(__file__).resolve().parents[3] / "docs" / "howto" / "add-a-contract.md"
    (block,) = re.findall(r"(?ms)^```\n(id = .+?)^```$", page.read_text(encoding="utf-8"))
    agreed = read_contract("docs", block)
    tried = run_trials([agreed], ContractPrices(Schedules(medicare_tables())))
    assert (tried.failed, tried.left_out) == ((), 0)
