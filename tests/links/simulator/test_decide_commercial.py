"""The two commercial payers and workers' compensation, to the cent: copay, deductible, coinsurance, bad
manners, none."""

from datetime import date, timedelta
from pathlib import Path

import pytest

from tests.links.simulator.cases import START, decide
from tests.links.simulator.claims import Bill, Prior, Service
from tests.links.simulator.reading import advices

CHOICE_20 = "ABC123456"  # copay 20, deductible 500 of which 250 is left, then 10 %
CHOICE_30_MET = "ABC1234D0"  # copay 30, deductible met, then 20 %
HMO_25_MET = "HMO1234D0"  # copay 25, deductible met, then 20 %


def test_a_copay_on_the_visit_and_the_deductible_on_the_rest(tmp_path: Path) -> None:
    # 99213 allowed 121.75 less 20 copay; 93000 allowed 19.75, all deductible
    services = [Service("99213", 15000), Service("93000", 6000)]
    claim = decide(tmp_path, Bill("A1", "CMA01", CHOICE_20, services))["A1"]
    assert [(line.paid, line.adjustments) for line in claim.lines] == [
        (10175, [("CO", "45", 2825), ("PR", "3", 2000)]),
        (0, [("CO", "45", 4025), ("PR", "1", 1975)]),
    ]
    assert (claim.paid, claim.patient) == (10175, 3975)


def test_coinsurance_once_the_deductible_is_met_within_a_line(tmp_path: Path) -> None:
    # 93306 allowed 251.75: 250.00 deductible, 10 % of 1.75 is 0.18 (half up), paid 1.57
    claim = decide(tmp_path, Bill("A1", "CMA01", CHOICE_20, [Service("93306", 40000)]))["A1"]
    assert claim.lines[0].adjustments == [("CO", "45", 14825), ("PR", "1", 25000), ("PR", "2", 18)]
    assert claim.paid == 157


def test_one_copay_a_day_and_preventive_visits_are_free(tmp_path: Path) -> None:
    services = [Service("99396", 25000), Service("99213", 15000, ("25",)), Service("90834", 20000)]
    claim = decide(tmp_path, Bill("A1", "CMA01", CHOICE_30_MET, services))["A1"]
    assert [(line.allowed, line.paid) for line in claim.lines] == [
        (16500, 16500),
        (12175, 9175),
        (14575, 14575),
    ]


def test_a_code_without_a_rate_is_paid_as_a_share_of_the_charge(tmp_path: Path) -> None:
    # 60 % of 100.00, then 20 % coinsurance
    claim = decide(tmp_path, Bill("A1", "CMA01", CHOICE_30_MET, [Service("92557", 10000)]))["A1"]
    assert claim.lines[0].adjustments == [("CO", "45", 4000), ("PR", "2", 1200)]


def test_authorization_on_the_claim_opens_the_door(tmp_path: Path) -> None:
    bills = [Bill(name, "CMA01", f"ABC1234{name}", [Service("95910", 60000)]) for name in ("A1", "A2")]
    bills[1].authorization = "AUTH77"
    claims = decide(tmp_path, *bills)
    assert claims["A1"].lines[0].adjustments == [("CO", "197", 60000)]
    assert claims["A2"].lines[0].allowed == 23650


def test_a_dependent_is_paid_and_known_by_name(tmp_path: Path) -> None:
    bill = Bill("A1", "CMA01", CHOICE_20, [Service("99213", 15000)], dependent="LEA", birth=date(2015, 1, 1))
    assert decide(tmp_path, bill)["A1"].paid == 10175


def test_second_payer_pays_what_the_first_left_up_to_its_own_rate(tmp_path: Path) -> None:
    # Medicare allowed 135.61, paid 106.32, cut 2.17, left 27.12; own rate 173.50 leaves room for all of it
    first = Prior("MCR01", [(10632, [("CO", "45", 6439), ("CO", "253", 217), ("PR", "2", 2712)])])
    bill = Bill("A1", "CMA01", CHOICE_20, [Service("99214", 20000)], rank="S", priors=[first])
    claim = decide(tmp_path, bill)["A1"]
    assert (claim.status, claim.paid, claim.patient) == ("2", 2712, 0)
    assert claim.lines[0].adjustments == [("OA", "23", 17288)]


def test_second_payer_leaves_the_rest_under_the_first_ones_reason(tmp_path: Path) -> None:
    # own rate 121.75, first paid 110.00: 11.75 of the 30.00 left; 18.25 stays with the patient
    first = Prior("CMB01", [(11000, [("CO", "45", 1000), ("PR", "1", 1000), ("PR", "2", 2000)])])
    bill = Bill("A1", "CMA01", CHOICE_20, [Service("99213", 15000)], rank="S", priors=[first])
    claim = decide(tmp_path, bill)["A1"]
    assert claim.lines[0].adjustments == [("OA", "23", 12000), ("PR", "2", 1825)]
    assert (claim.paid, claim.patient) == (1175, 1825)


def test_the_hmo_pays_interest_when_it_is_late(tmp_path: Path) -> None:
    # seed 4: 38.50 on 20 March, two days beyond fifteen; 12 % a year is 4.62, two days of it 2.53 cents
    claim = decide(tmp_path, V5, until=date(2026, 3, 31), seed=4)["A1"]
    one = advices(tmp_path)[0]
    assert (one.name, claim.paid, claim.interest) == ("20260320-CMB01-835-1.x12", 3850, 3)
    assert (one.payment, one.provider_level) == (3853, [("L6", claim.icn, -3)])


def test_the_hmo_lowers_codes_and_loses_modifiers_but_returns_the_line_number(tmp_path: Path) -> None:
    bills = [
        Bill(f"A{at:02d}", "CMB01", f"HMO1{at:02d}0D0", [Service("99214", 20000, ("25",))], rendering_npi="")
        for at in range(60)
    ]
    lines = [claim.lines[0] for claim in decide(tmp_path, *bills, until=date(2026, 4, 1)).values()]
    lowered = [line for line in lines if line.code == "99213"]
    kept = [line for line in lines if line.code == "99214"]
    assert 1 <= len(lowered) <= 15
    assert {(line.original, line.allowed, tuple(line.remarks)) for line in lowered} == {
        ("99214", 8850, ("N22",))
    }
    assert {(line.original, line.allowed) for line in kept} == {("", 12600)}
    assert 1 <= sum(not line.modifiers for line in lines) <= 25
    assert all(line.control for line in lines)


V5 = Bill("A1", "CMB01", "HMO1234V5", [Service("99213", 15000)])


def test_taken_back_and_corrected_in_one_remittance_with_the_loss_put_off(tmp_path: Path) -> None:
    # seed 3: copay 50 of 88.50; corrected to 80 %: 70.80 less 50 = 20.80, a loss of 17.70
    decide(tmp_path, V5, seed=3)
    first, second = advices(tmp_path)
    icn = first.claims[0].icn
    assert [(claim.status, claim.paid, claim.patient) for claim in second.claims] == [
        ("22", -3850, -5000),
        ("1", 2080, 5000),
    ]
    assert second.claims[0].icn == icn
    assert second.claims[0].lines[0].adjustments == [("CO", "45", -6150), ("PR", "3", -5000)]
    assert second.claims[1].lines[0].adjustments == [("CO", "45", 7920), ("PR", "3", 5000)]
    assert (second.claims[1].original, second.claims[1].icn != icn) == (icn, True)
    assert (second.payment, second.method, second.provider_level) == (0, "NON", [("WO", icn, -1770)])


def test_taken_back_first_and_corrected_a_week_later_with_the_balance_carried(tmp_path: Path) -> None:
    decide(tmp_path, V5, seed=20)
    first, second, third = advices(tmp_path)
    assert [(claim.status, claim.paid) for claim in second.claims] == [("22", -3850)]
    assert second.provider_level == [("FB", second.trace, -3850)]
    assert [(claim.status, claim.paid) for claim in third.claims] == [("1", 2080)]
    assert third.provider_level == [("FB", second.trace, 3850), ("FB", third.trace, -1770)]
    assert [first.payment, second.payment, third.payment] == [3850, 0, 0]


@pytest.mark.parametrize("seed", range(1, 7))
def test_what_was_put_off_is_collected_to_the_cent(tmp_path: Path, seed: int) -> None:
    bills = [
        Bill(f"A{at}", "CMB01", "HMO1234V5", [Service("99213", 15000)], on=START - timedelta(days=at))
        for at in range(5)
    ]
    bills += [Bill(f"B{at}", "CMB01", f"HMO123{at}S8", [Service("99213", 15000)]) for at in range(2)]
    decide(tmp_path, *bills, until=date(2026, 7, 30), seed=seed)
    found = advices(tmp_path)
    owed: dict[tuple[str, str], int] = {}
    for one in found:
        for code, reference, cents in one.provider_level:
            if code != "L6":
                owed[code, reference] = owed.get((code, reference), 0) + cents
    assert all(cents <= 0 for cents in owed.values())
    claims = sum(claim.paid + claim.interest for one in found for claim in one.claims)
    assert sum(one.payment for one in found) == claims - sum(owed.values())


def test_the_hmo_is_silent_until_it_is_asked(tmp_path: Path) -> None:
    assert (
        decide(
            tmp_path, Bill("A1", "CMB01", "HMO1234S8", [Service("99213", 15000)]), until=date(2026, 12, 31)
        )
        == {}
    )


def test_workers_compensation_pays_by_check_and_leaves_nothing_to_the_worker(tmp_path: Path) -> None:
    bill = Bill("A1", "WCP01", "WC12345", [Service("99213", 15000)], diagnoses=("S335XXA",), injury="INJ1")
    claim = decide(tmp_path, bill)["A1"]
    assert claim.lines[0].adjustments == [("CO", "45", 1485)]
    assert (claim.paid, claim.patient) == (13515, 0)
    assert advices(tmp_path)[0].method == "CHK"
    listed = (tmp_path / "from" / "20260319-BANK-bank-1.csv").read_text().splitlines()[1]
    assert listed == "2026-03-19,check,WCP0126031801,WCP01,13515"
