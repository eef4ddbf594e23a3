"""The Medicaid-like payer, to the cent: low rates, a copay of 3.00, payer of last resort, claims refused
without lines."""

from datetime import date
from pathlib import Path

import pytest

from tests.links.simulator.cases import decide
from tests.links.simulator.claims import Bill, Prior, Service

BASIC = "MD123456"  # copay 3.00
PLUS = "MD123458"  # no copay


def test_a_visit_has_a_small_copay(tmp_path: Path) -> None:
    bills = [
        Bill(name, "MCD01", member, [Service("99213", 15000)])
        for name, member in (("A1", BASIC), ("A2", PLUS))
    ]
    claims = decide(tmp_path, *bills)
    assert claims["A1"].lines[0].adjustments == [("CO", "45", 8527), ("PR", "3", 300)]
    assert (claims["A1"].paid, claims["A2"].paid) == (6173, 6473)


REFUSALS = [
    ("another insurer", Bill("A1", "MCD01", "MD1234O6", [Service("99213", 15000)]), ("CO", "22"), ["N36"]),
    ("stranger", Bill("A1", "MCD01", "MD1234N4", [Service("99213", 15000)]), ("CO", "31"), ["N382"]),
    (
        "too late",
        Bill("A1", "MCD01", BASIC, [Service("99213", 15000)], on=date(2025, 9, 3)),
        ("CO", "29"),
        [],
    ),
    ("ended", Bill("A1", "MCD01", "MD1234T7", [Service("99213", 15000)]), ("CO", "27"), []),
    ("not covered", Bill("A1", "MCD01", BASIC, [Service("92557", 15000)]), ("CO", "96"), ["N448"]),
    ("no drug number", Bill("A1", "MCD01", BASIC, [Service("J1885", 15000)]), ("CO", "16"), ["M119"]),
]


@pytest.mark.parametrize(
    ("bill", "reason", "remarks"), [row[1:] for row in REFUSALS], ids=[row[0] for row in REFUSALS]
)
def test_a_refused_claim_has_status_4_and_no_lines(
    tmp_path: Path, bill: Bill, reason: tuple[str, str], remarks: list[str]
) -> None:
    claim = decide(tmp_path, bill)["A1"]
    assert (claim.status, claim.paid, claim.lines) == ("4", 0, [])
    assert (claim.adjustments, claim.remarks) == ([(*reason, 15000)], remarks)


def test_different_reasons_show_their_lines(tmp_path: Path) -> None:
    services = [Service("92557", 10000), Service("J1885", 5000)]
    claim = decide(tmp_path, Bill("A1", "MCD01", BASIC, services))["A1"]
    assert claim.status == "4"
    assert [line.adjustments for line in claim.lines] == [[("CO", "96", 10000)], [("CO", "16", 5000)]]


def test_the_drug_number_opens_the_door(tmp_path: Path) -> None:
    # 0.33 a unit, two units
    services = [Service("J1885", 5000, units="2", ndc="00409379501")]
    claim = decide(tmp_path, Bill("A1", "MCD01", BASIC, services))["A1"]
    assert (claim.paid, claim.lines[0].adjustments) == (66, [("CO", "45", 4934)])


def test_behind_medicare_it_pays_up_to_its_own_rate_and_the_rest_is_nobodys(tmp_path: Path) -> None:
    # Medicare paid 106.32 and left 27.12; own rate 92.21 is below what was paid
    first = Prior("MCR01", [(10632, [("CO", "45", 6439), ("CO", "253", 217), ("PR", "2", 2712)])])
    bill = Bill("A1", "MCD01", "MD1234O6", [Service("99214", 20000)], rank="S", priors=[first])
    claim = decide(tmp_path, bill)["A1"]
    assert (claim.status, claim.paid, claim.patient) == ("2", 0, 0)
    assert claim.lines[0].adjustments == [("CO", "45", 2712), ("OA", "23", 17288)]


def test_behind_a_small_payment_it_pays_the_difference(tmp_path: Path) -> None:
    # first payer paid 40.00 and left 50.00; own rate 64.73 leaves 24.73 to pay, 25.27 is nobody's
    first = Prior("CMA01", [(4000, [("CO", "45", 6000), ("PR", "1", 5000)])])
    bill = Bill("A1", "MCD01", PLUS, [Service("99213", 15000)], rank="S", priors=[first])
    claim = decide(tmp_path, bill)["A1"]
    assert (claim.paid, claim.lines[0].adjustments) == (2473, [("CO", "45", 2527), ("OA", "23", 10000)])


def test_a_third_payer_counts_what_both_have_paid(tmp_path: Path) -> None:
    # 40.00 and 20.00 paid, 10.00 left; own rate 64.73: 4.73 to pay
    first = Prior("CMA01", [(4000, [("CO", "45", 6000), ("PR", "1", 5000)])], rank="P")
    second = Prior("CMB01", [(2000, [("OA", "23", 10000), ("CO", "45", 2000), ("PR", "1", 1000)])], rank="S")
    bill = Bill("A1", "MCD01", PLUS, [Service("99213", 15000)], rank="T", priors=[first, second])
    claim = decide(tmp_path, bill)["A1"]
    assert (claim.status, claim.paid) == ("3", 473)
    assert claim.lines[0].adjustments == [("CO", "45", 527), ("OA", "23", 14000)]
