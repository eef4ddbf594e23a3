"""What is fit finds a curve that is known, believes few decisions little, and is measured on others."""

from datetime import date, timedelta
from random import Random

import pytest

from almoner.core.coding.calibration import CodingCalibration, own
from almoner.core.coding.calibration_fit import Decided, fit, in_short, measured, parted, shifts, trial
from almoner.core.coding.decision import Sort
from almoner.store.shipped.coding_cards import shipped_calibration, shipped_card

ON = date(2026, 11, 27)
CARD = shipped_card()


def decisions(count: int, seed: int = 7) -> list[Decided]:
    """Decisions of a practice where a score of s is right with the chance s squared, gout half as often, and
    what stands on the problem list far more often.
    """
    draw = Random(seed)
    found = []
    for number in range(count):
        score = draw.random()
        is_gout, is_listed = draw.random() < 0.2, draw.random() < 0.3
        chance = score**2 * (0.5 if is_gout else 1) * (1 if is_listed else 0.7)
        found.append(
            Decided(
                ON - timedelta(days=count - number),
                Sort.DIAGNOSIS,
                "M109" if is_gout else "I10",
                score,
                draw.random() < chance,
                ("problem_list",) if is_listed else (),
            )
        )
    return found


def made(found: list[Decided]) -> CodingCalibration:
    curves, moves = fit(found, shipped_calibration(), CARD)
    return CodingCalibration(
        id=1,
        fitted_by="moira",
        fitted_on=ON,
        since_on=ON,
        decisions=len(found),
        accepted=0,
        weights="",
        curves=curves,
        shifts=moves,
    )


def test_a_known_curve_comes_back_by_family_and_the_chart_s_worth_with_it() -> None:
    worth = own(made(decisions(12_000)), CARD, shipped_calibration())
    for score in (0.3, 0.5, 0.7, 0.9):
        mean = score**2 * 0.79
        assert worth.of(Sort.DIAGNOSIS, "I10", score) == pytest.approx(mean, abs=0.06)
        assert worth.of(Sort.DIAGNOSIS, "M109", score) == pytest.approx(mean / 2, abs=0.06)
    assert worth.shifts["problem_list"] > 0.3
    assert worth.shifts[""] < 0


def test_it_is_more_reliable_than_what_is_general_on_decisions_it_has_not_seen() -> None:
    worth = own(made(decisions(3_000)), CARD, shipped_calibration())
    fresh = decisions(3_000, seed=8)
    before, after = (in_short(measured(fresh, one)) for one in (shipped_calibration(), worth))
    assert after.error_bp < before.error_bp / 3
    assert after.brier_bp < before.brier_bp


def test_few_decisions_of_a_family_leave_it_near_the_practice_and_very_few_give_it_no_curve() -> None:
    rest = [one for one in decisions(4_000) if one.code == "I10"]
    gout = [Decided(ON, Sort.DIAGNOSIS, "M109", 0.9, is_right=False) for _ in range(CARD.least_family)]
    whole = own(made([*rest, *gout]), CARD, shipped_calibration())
    near = whole.of(Sort.DIAGNOSIS, "M109", 0.9)
    assert 0 < near < whole.of(Sort.DIAGNOSIS, "I10", 0.9)
    many = own(made([*rest, *gout * 10]), CARD, shipped_calibration())
    assert many.of(Sort.DIAGNOSIS, "M109", 0.9) < near / 2
    few = made([*rest, *gout[1:]])
    assert "M10" not in {one.family for one in few.curves}


def test_a_fact_that_few_decisions_hold_is_hardly_believed() -> None:
    bare = shipped_calibration()
    held = [Decided(ON, Sort.DIAGNOSIS, "I10", 0.6, is_right=True, beside=("claimed",)) for _ in range(400)]
    few, many = (
        {one.fact: one.log_odds for one in shifts(held[:count], bare, CARD.stiffness)} for count in (3, 400)
    )
    assert 0 < few["claimed"] < many["claimed"]
    assert few["claimed"] < 300
    assert shifts([Decided(ON, Sort.DIAGNOSIS, "I10", 0.6, is_right=True)], bare, CARD.stiffness) == ()


def test_a_fit_is_tried_on_the_newest_decisions_alone() -> None:
    found = decisions(1_000)
    older, newest = parted(reversed(found), CARD)
    assert (len(older), len(newest)) == (800, 200)
    assert max(one.on for one in older) <= min(one.on for one in newest)
    late = parted(found, CARD, ON - timedelta(days=51))[1]
    assert len(late) == 50
    before, after = trial((older, newest), shipped_calibration(), shipped_calibration(), CARD)
    assert before.count == after.count == 200
    assert after.brier_bp < before.brier_bp


def test_the_order_of_decisions_changes_nothing() -> None:
    found = decisions(600)
    assert fit(found, shipped_calibration(), CARD) == fit(found[::-1], shipped_calibration(), CARD)
