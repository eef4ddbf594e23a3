"""Contracts: each kind of term, the contract's own table of steps, lesser of, stop-loss, named years."""

from dataclasses import replace
from datetime import date
from decimal import Decimal

import pytest

from almoner.core.pricing import Schedules, Service, total
from almoner.core.pricing.contract import (
    Codes,
    Contract,
    ContractPrices,
    StopLoss,
    Term,
)
from almoner.core.pricing.hands import StepTable
from almoner.core.rules.releases import fixed
from tests.core.pricing.tables import ON, release

COLUMNS = tuple(
    "status work_rvu nonfac_pe fac_pe mp pctc global_days mult_proc bilat asst cosurg conv_factor".split()
)
ROWS = {
    "99214": "A,1.92,2.00,0.47,0.14,0,XXX,0,0,0,0",
    "20610": "A,0.79,1.17,0.30,0.10,0,000,2,1,1,0",
    "17110": "A,0.70,2.50,0.90,0.13,0,010,2,0,1,0",
    "11102": "A,0.66,2.10,0.40,0.10,0,000,2,0,1,0",
    "27447": "A,19.11,11.58,11.58,4.02,0,090,2,1,2,1",
    "99000": "B,0,0,0,0,9,XXX,9,9,9,9",
    "15824": "R,0,0,0,0,0,000,2,0,1,0",
}


@pytest.fixture(scope="module")
def prices() -> ContractPrices:
    def rows(factor: str) -> list[tuple[str, tuple[str, ...]]]:
        return [(code, (*text.split(","), factor)) for code, text in ROWS.items()]

    years = [
        release(rows("33.4009"), COLUMNS),
        release(rows("32.3465"), COLUMNS, name="2025", since_on=date(2025, 1, 1)),
    ]
    return ContractPrices(Schedules(fixed({"mpfs": years}, {})))


def term(kind: str, **values: object) -> Term:
    values.setdefault("id", kind)
    return Term(kind=kind, source="sample, p. 1", **values)  # type: ignore[arg-type]


def contract(*terms: Term, **values: object) -> Contract:
    return Contract("sample", date(2026, 1, 1), "sample", terms, **values)  # type: ignore[arg-type]


def line(code: str, *modifiers: str, charge: int | None = None, units: int = 1) -> Service:
    return Service(code, ON, modifiers, units, charge_cents=charge)


SCHEDULE_120 = term("percent_of_schedule", percent=Decimal(120), schedule_year=2026)


def cents(prices: ContractPrices, agreed: Contract, *lines: Service) -> list[int | None]:
    return [each.allowed_cents for each in prices.price(agreed, lines)]


@pytest.mark.parametrize(
    ("agreed", "billed", "expected"),
    [
        (SCHEDULE_120, line("99214"), 16273),
        (SCHEDULE_120, line("20610", "50"), 12386),
        (term("percent_of_schedule", percent=Decimal(100), schedule_year=2025), line("99214"), 13133),
        (term("conversion_factor", factor=Decimal("40"), schedule_year=2026), line("99214", units=2), 32480),
        (term("fixed", cents=9000), line("99214", units=2), 18000),
        (term("fixed", cents=9000), line("99214", charge=8000), 8000),
        (term("percent_of_charge", percent=Decimal("62.5")), line("99214", charge=15001), 9376),
        (term("default_percent", percent=Decimal(40)), line("J0000", charge=1000), 400),
        (term("case_rate", cents=50000), line("27447", charge=20000), 50000),
        (term("per_diem", cents=80000), line("99214", units=3), 80000),
        (term("carve_out", cents=700), line("99214", units=2), 1400),
        (term("carve_out"), line("99214"), None),
        (term("percent_of_charge"), line("99214"), None),
        (term("fixed", cents=1, codes=Codes(frozenset({"99213"}))), line("99214"), None),
    ],
)
def test_each_kind_of_term(
    prices: ContractPrices, agreed: Term, billed: Service, expected: int | None
) -> None:
    (priced,) = prices.price(contract(agreed), [billed])
    assert priced.allowed_cents == expected
    assert bool(priced.unpriced) == (expected is None)
    assert expected is None or priced.steps[-1].cents == expected
    assert expected is None or priced.steps[0].source


def test_terms_are_tried_in_order(prices: ContractPrices) -> None:
    agreed = contract(
        term("fixed", id="reading", cents=100, modifiers=frozenset({"26"})),
        term("fixed", id="inside", cents=200, settings=frozenset({True})),
        term("fixed", id="old", cents=300, until_on=date(2026, 1, 1)),
        SCHEDULE_120,
        term("default_percent", percent=Decimal(50)),
    )
    inside = Service("99214", ON, is_facility=True)
    billed = [line("99214", "26"), inside, line("99214"), line("99000", charge=1000)]
    assert cents(prices, agreed, *billed) == [100, 200, 16273, 500]


def test_a_schedule_that_is_not_imported_is_never_passed_by(prices: ContractPrices) -> None:
    old = term("percent_of_schedule", schedule_year=2019)
    (priced,) = prices.price(contract(old, term("default_percent")), [line("99214", charge=9900)])
    assert priced.allowed_cents is None
    assert "imported" in priced.unpriced


@pytest.mark.parametrize(
    ("multiple", "expected"),
    [("none", [1000, 3000, 2000]), ("100/50/25", [250, 3000, 1000]), ("medicare", [500, 3000, 1000])],
)
def test_the_contract_says_how_several_operations_are_paid(
    prices: ContractPrices, multiple: str, expected: list[int]
) -> None:
    fees = [
        term("fixed", id=code, cents=fee, codes=Codes(frozenset({code})))
        for code, fee in (("20610", 1000), ("17110", 3000), ("11102", 2000))
    ]
    agreed = contract(*fees, steps=StepTable(multiple=multiple))
    assert cents(prices, agreed, line("20610"), line("17110"), line("11102")) == expected


def test_the_contract_says_how_sides_assistants_and_practitioners_are_paid(prices: ContractPrices) -> None:
    steps = StepTable(
        both_sides=Decimal(2),
        assistant=Decimal("0.2"),
        practitioner_assistant=Decimal("0.1"),
        kinds={"np": Decimal("0.9")},
    )
    agreed = contract(term("fixed", cents=10000), steps=steps)
    assert cents(prices, agreed, line("20610", "50")) == [20000]
    assert cents(prices, agreed, line("27447", "80")) == [2000]
    assert cents(prices, agreed, line("27447", "AS")) == [1000]
    assert prices.price(agreed, [line("99214")], kind="np")[0].allowed_cents == 9000


def test_a_contract_that_says_nothing_pays_everybody_alike(prices: ContractPrices) -> None:
    agreed = contract(term("fixed", cents=10000))
    for kind in ("physician", "np", "clinical_social_worker", "nonparticipating"):
        (priced,) = prices.price(agreed, [line("99214")], kind=kind)
        assert (priced.allowed_cents, priced.limit_cents) == (10000, None)
    assert cents(prices, agreed, line("27447", "AS")) == [1600]


def test_a_case_rate_takes_in_the_day(prices: ContractPrices) -> None:
    agreed = contract(
        term("carve_out", cents=700, codes=Codes(frozenset({"L8699"}))),
        term("case_rate", cents=50000, codes=Codes(frozenset({"27447"}))),
        term("fixed", cents=1000),
    )
    found = cents(prices, agreed, line("99214"), line("27447"), line("L8699"))
    assert found == [0, 50000, 700]


def test_a_per_diem_is_paid_once_a_day(prices: ContractPrices) -> None:
    agreed = contract(
        term("per_diem", cents=80000, codes=Codes(frozenset({"G0378"}))), term("fixed", cents=1000)
    )
    next_day = Service("G0378", date(2026, 8, 4))
    found = cents(prices, agreed, line("G0378"), line("G0378"), line("99214"), next_day)
    assert found == [80000, 0, 1000, 80000]


def test_lesser_of_the_claims_totals(prices: ContractPrices) -> None:
    agreed = contract(term("fixed", cents=1000), lesser_of="claim")
    assert cents(prices, agreed, line("99214", charge=500), line("99213", charge=2000)) == [1000, 1000]
    assert cents(prices, agreed, line("99214", charge=500), line("99213", charge=1000)) == [750, 750]
    plain = contract(term("fixed", cents=1000), lesser_of="none")
    assert cents(prices, plain, line("99214", charge=500)) == [1000]


def test_stop_loss_pays_on_top(prices: ContractPrices) -> None:
    agreed = contract(term("case_rate", cents=50000), stop_loss=StopLoss(100_000, Decimal(60)))
    assert total(prices.price(agreed, [line("27447", charge=100_000)])) == 50000
    billed = [line("27447", charge=150_000), line("99214", charge=50_000)]
    assert cents(prices, agreed, *billed) == [50000 + 45000, 15000]


def test_codes_and_ranges() -> None:
    codes = Codes(frozenset({"J1885"}), (("99202", "99215"), ("A0000", "A9999")))
    assert all(codes.holds(code) for code in ("J1885", "99202", "99215", "A4550"))
    assert not any(codes.holds(code) for code in ("99201", "99216", "J1886", "9920T"))
    assert Codes().holds("anything")


def test_a_fee_for_the_whole_says_nothing_of_its_parts(prices: ContractPrices) -> None:
    whole = term("fixed", cents=20000, codes=Codes(frozenset({"93306"})))
    reading = term("fixed", cents=7000, codes=Codes(frozenset({"93306"})), modifiers=frozenset({"26"}))
    asked = (line("93306"), line("93306", "26"), line("93306", "TC"))
    assert cents(prices, contract(whole), *asked) == [20000, None, None]
    assert cents(prices, contract(replace(reading, id="26"), whole), *asked) == [20000, 7000, None]


def test_a_schedule_without_values_for_a_code_is_passed_by(prices: ContractPrices) -> None:
    share = term("percent_of_schedule", percent=Decimal(120), schedule_year=2026)
    rest = Term("rest", "default_percent", "p. 9", percent=Decimal(40))
    assert cents(prices, contract(share, rest), line("15824", charge=100_000)) == [40_000]
