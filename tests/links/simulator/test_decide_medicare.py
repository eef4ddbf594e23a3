"""The Medicare-like payer, to the cent: fee schedule, deductible by year, 20 %, sequestration, and its
refusals."""

from datetime import date
from pathlib import Path

import pytest

from tests.links.simulator.cases import decide
from tests.links.simulator.claims import Bill, Prior, Service
from tests.links.simulator.reading import advices, rows, verdicts

MET = "1EG4TE5MKD0"
UNMET = "1EG4TE5MKD9"


def test_deductible_met(tmp_path: Path) -> None:
    # 135.61 allowed; 20 % = 27.12; 108.49 less 2 % (2.17) = 106.32
    claim = decide(tmp_path, Bill("A1", "MCR01", MET, [Service("99214", 20000)]))["A1"]
    assert (claim.status, claim.paid, claim.patient) == ("1", 10632, 2712)
    assert claim.lines[0].adjustments == [("CO", "45", 6439), ("CO", "253", 217), ("PR", "2", 2712)]
    assert (claim.lines[0].allowed, claim.lines[0].control, claim.remarks) == (13561, "A1L1", ["MA01"])


def test_the_deductible_of_a_year_is_used_up_over_claims_and_starts_again_in_the_next(tmp_path: Path) -> None:
    # deductible 283.00: 236.81, then 46.19 of the second 236.81; of the other 190.62 20 % is 38.12;
    # 152.50 less 2 % (3.05) = 149.45
    lines = [Service("99205", 30000)]
    bills = [
        Bill("A1", "MCR01", UNMET, lines, on=date(2026, 1, 5)),
        Bill("A2", "MCR01", UNMET, lines, on=date(2026, 1, 12)),
        Bill("A3", "MCR01", UNMET, lines, on=date(2025, 12, 29)),
    ]
    claims = decide(tmp_path, *bills)
    assert claims["A1"].lines[0].adjustments == [("CO", "45", 6319), ("PR", "1", 23681)]
    assert claims["A2"].lines[0].adjustments == [
        ("CO", "45", 6319),
        ("CO", "253", 305),
        ("PR", "1", 4619),
        ("PR", "2", 3812),
    ]
    assert claims["A2"].paid == 14945
    assert claims["A3"].lines[0].adjustments == [("CO", "45", 6319), ("PR", "1", 23681)]


def test_preventive_and_laboratory_have_no_share_of_the_patient(tmp_path: Path) -> None:
    # 137.61 less 2 % (2.75) = 134.86; 10.56 less 0.21 = 10.35
    services = [Service("G0439", 25000), Service("80053", 4000)]
    claim = decide(tmp_path, Bill("A1", "MCR01", UNMET, services, clia="05D0123456"))["A1"]
    assert [(line.paid, line.adjustments) for line in claim.lines] == [
        (13486, [("CO", "45", 11239), ("CO", "253", 275)]),
        (1035, [("CO", "45", 2944), ("CO", "253", 21)]),
    ]


def test_the_second_procedure_of_a_day_counts_half_and_units_multiply(tmp_path: Path) -> None:
    # 17110 111.22 in full; 20610 68.81 by two units 137.62 is dearer: 17110 counts 55.61
    services = [Service("17110", 30000), Service("20610", 40000, units="2")]
    claim = decide(tmp_path, Bill("A1", "MCR01", MET, services))["A1"]
    assert [line.allowed for line in claim.lines] == [5561, 13762]


def test_charge_below_the_fee_is_the_allowed_amount(tmp_path: Path) -> None:
    claim = decide(tmp_path, Bill("A1", "MCR01", MET, [Service("99214", 10000)]))["A1"]
    assert claim.lines[0].adjustments == [("CO", "253", 160), ("PR", "2", 2000)]
    assert claim.paid == 7840


REFUSALS = [
    (
        "after coverage",
        Bill("A1", "MCR01", "1EG4TE5MKT7", [Service("99213", 15000)]),
        ("PR", "27", 15000),
        [],
    ),
    ("not yet begun", Bill("A1", "MCR01", "1EG4TE5MKW2", [Service("99213", 15000)]), ("PR", "26", 15000), []),
    (
        "too late",
        Bill("A1", "MCR01", MET, [Service("99213", 15000)], on=date(2025, 3, 2)),
        ("CO", "29", 15000),
        [],
    ),
    ("no CLIA", Bill("A1", "MCR01", MET, [Service("80053", 4000)]), ("CO", "16", 4000), ["MA120"]),
    (
        "not necessary",
        Bill("A1", "MCR01", MET, [Service("93000", 5000)], diagnoses=("J020",)),
        ("CO", "50", 5000),
        ["N115"],
    ),
    ("routine", Bill("A1", "MCR01", MET, [Service("99396", 20000)]), ("PR", "96", 20000), ["N425"]),
    (
        "too many",
        Bill("A1", "MCR01", MET, [Service("99406", 6000, units="3")]),
        ("CO", "151", 6000),
        ["N362"],
    ),
    (
        "work injury",
        Bill("A1", "MCR01", MET, [Service("99213", 15000)], causes=("EM",)),
        ("CO", "19", 15000),
        ["N728"],
    ),
]


@pytest.mark.parametrize(
    ("bill", "adjustment", "remarks"), [row[1:] for row in REFUSALS], ids=[row[0] for row in REFUSALS]
)
def test_refusals(tmp_path: Path, bill: Bill, adjustment: tuple[str, str, int], remarks: list[str]) -> None:
    claim = decide(tmp_path, bill)["A1"]
    assert (claim.status, claim.paid) == ("1", 0)
    assert [(line.adjustments, line.remarks) for line in claim.lines] == [([adjustment], remarks)]


def test_the_last_day_of_a_coverage_is_told(tmp_path: Path) -> None:
    decide(tmp_path, Bill("A1", "MCR01", "1EG4TE5MKT7", [Service("99213", 15000)]))
    assert ["DTM", "036", "20251231"] in rows(tmp_path, "20260317-MCR01-835-1.x12")


def test_a_visit_beside_a_procedure_needs_its_modifier(tmp_path: Path) -> None:
    plain = Bill("A1", "MCR01", MET, [Service("99213", 15000), Service("20610", 12000)])
    apart = Bill("A2", "MCR01", "1EG4TE5AAD0", [Service("99213", 15000, ("25",)), Service("20610", 12000)])
    claims = decide(tmp_path, plain, apart)
    assert claims["A1"].lines[0].adjustments == [("CO", "97", 15000)]
    assert claims["A1"].lines[0].remarks == ["N20"]
    assert claims["A1"].lines[1].allowed == 6881
    assert [line.allowed for line in claims["A2"].lines] == [9519, 6881]


def test_the_same_service_in_another_claim_is_a_duplicate(tmp_path: Path) -> None:
    twice = [Bill(name, "MCR01", MET, [Service("99213", 15000)]) for name in ("A1", "A2")]
    claims = decide(tmp_path, *twice)
    assert claims["A1"].paid > 0
    assert claims["A2"].lines[0].adjustments == [("OA", "18", 15000)]


def test_a_stranger_is_sent_back_at_the_door(tmp_path: Path) -> None:
    decide(tmp_path, Bill("A1", "MCR01", "1EG4TE5MKN4", [Service("99213", 15000)]))
    assert verdicts(tmp_path) == {"A1": ["A7:33:IL"]}
    assert advices(tmp_path) == []


def test_second_payer_by_the_lowest_of_three(tmp_path: Path) -> None:
    # charged 200, first payer allowed 150, paid 110: 40.00 before the cut of 0.80
    first = Prior("CMA01", [(11000, [("CO", "45", 5000), ("PR", "2", 4000)])])
    claim = decide(tmp_path, Bill("A1", "MCR01", MET, [Service("99214", 20000)], rank="S", priors=[first]))[
        "A1"
    ]
    assert (claim.status, claim.paid, claim.patient) == ("2", 3920, 0)
    assert claim.lines[0].adjustments == [("CO", "253", 80), ("OA", "23", 16000)]


def test_second_payer_without_the_first_ones_facts(tmp_path: Path) -> None:
    claim = decide(tmp_path, Bill("A1", "MCR01", MET, [Service("99214", 20000)], rank="S"))["A1"]
    assert claim.lines[0].adjustments == [("CO", "16", 20000)]
    assert claim.lines[0].remarks == ["MA04"]
