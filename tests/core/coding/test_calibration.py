"""Scores become confidences by the curve of their family; what stands beside the note only ranks."""

from dataclasses import replace
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from almoner.core.coding.answer import Suggestion, Tier
from almoner.core.coding.asked import Asked
from almoner.core.coding.calibrated import calibrated
from almoner.core.coding.calibration import (
    NO_CALIBRATION,
    Calibration,
    CalibrationError,
    CodingCalibration,
    FamilyCurve,
    Shift,
    Step,
    as_toml,
    general,
    in_words,
    is_own,
    own,
    read_card,
    uncalibrated,
)
from almoner.core.coding.decision import Sort
from almoner.store.shipped.coding_cards import shipped_calibration, shipped_card
from almoner.store.shipped.lexicon import shipped_weights

ON = date(2026, 11, 27)
FLOORS = {Tier.CONFIRM: 0.8, Tier.REVIEW: 0.46, Tier.HINT: 0.12}
WHOLE = FamilyCurve(Sort.DIAGNOSIS, "", 500, (Step(0, 0, 0, 10), Step(1000, 1000, 8000, 490)))
GOUT = FamilyCurve(Sort.DIAGNOSIS, "M10", 40, (Step(0, 0, 0, 10), Step(1000, 1000, 4000, 30)))
RECORD = CodingCalibration(
    id=1,
    fitted_by="moira",
    fitted_on=ON,
    since_on=ON,
    decisions=500,
    accepted=300,
    weights="abc",
    curves=(WHOLE, GOUT),
    shifts=(Shift("", 500, 0), Shift("problem_list", 100, 2000), Shift("kind:207Q00000X", 90, -2000)),
    version=3,
)
SUGGESTION = Suggestion(
    code="M10.9", kind="dx", title="", confidence=0.9, tier=Tier.CONFIRM, evidence=(), why=(), score=0.9
)


def test_a_code_is_read_off_its_family_s_curve_else_off_all_codes_else_it_is_its_score() -> None:
    worth = own(RECORD, shipped_card(), shipped_calibration())
    assert worth.of(Sort.DIAGNOSIS, "M10.9", 0.5) == pytest.approx(0.2)
    assert worth.of(Sort.DIAGNOSIS, "I10", 0.5) == pytest.approx(0.4)
    assert worth.of(Sort.SERVICE, "99213", 0.5) == 0.5
    assert worth.name == "practice 3"
    assert is_own(worth.name)
    assert worth.floors[Tier.CONFIRM] == 0.85


@given(st.floats(0, 1))
def test_without_a_calibration_scores_and_floors_stay(score: float) -> None:
    worth = uncalibrated(FLOORS)
    assert worth.of(Sort.DIAGNOSIS, "I10", score) == score
    assert worth.tier(score) == next((tier for tier in Tier if score >= FLOORS[tier]), None)


@given(st.integers(0, 1000).map(lambda number: number / 1000))
def test_the_general_curve_moves_no_diagnosis_into_another_tier_but_where_precision_asks(
    score: float,
) -> None:
    """The floors lie on the curve's own scale, so what was shown before is shown still."""
    worth, floors = shipped_calibration(), shipped_weights().floors
    before = next((tier for tier in Tier if score >= floors[tier]), None)
    now = worth.tier(worth.of(Sort.DIAGNOSIS, "I10", score))
    assert now is before or (before, now) == (Tier.CONFIRM, Tier.REVIEW)
    assert worth.floors[Tier.CONFIRM] >= shipped_card().precision / 10_000


@given(
    st.sampled_from(list(Tier)),
    st.floats(0, 1),
    st.sets(st.sampled_from(["problem_list", "kind:207Q00000X"])),
)
def test_what_is_known_beside_the_note_raises_no_tier(tier: Tier, alone: float, known: set[str]) -> None:
    worth = own(RECORD, shipped_card(), shipped_calibration())
    moved = worth.beside(alone, known)
    assert 0 < moved < 1
    assert list(Tier).index(worth.lowered(tier, moved)) >= list(Tier).index(tier)


def test_the_chart_moves_what_is_shown_and_the_suggestion_says_so() -> None:
    worth = Calibration("practice 3", {}, FLOORS, {"problem_list": 1.0, "kind:207Q00000X": -3.0})
    one = replace(SUGGESTION, confidence=0.7, tier=Tier.REVIEW)
    listed = calibrated(one, worth, Asked(on=ON, listed=frozenset({"M10"})))
    assert (listed.tier, listed.known, listed.score) == (Tier.REVIEW, ("problem_list",), 0.9)
    assert listed.confidence > 0.8, "sure, and yet no surer tier than its words give"
    doubted = calibrated(one, worth, Asked(on=ON, provider_kind="207Q00000X"))
    assert (doubted.tier, doubted.calibration) == (Tier.HINT, "practice 3")


def test_a_service_keeps_its_rule_s_word_until_there_is_a_curve_for_it() -> None:
    service = replace(SUGGESTION, code="20610", kind="procedure", score=0.0)
    bare = calibrated(service, shipped_calibration(), Asked(on=ON))
    assert (bare.confidence, bare.score, bare.calibration) == (0.9, 0.9, NO_CALIBRATION.name)
    curve = replace(WHOLE, sort=Sort.SERVICE)
    worth = own(replace(RECORD, curves=(curve,)), shipped_card(), shipped_calibration())
    lowered = calibrated(service, worth, Asked(on=ON))
    assert (lowered.confidence, lowered.tier, lowered.calibration) == (0.72, Tier.REVIEW, "practice 3")


def test_a_general_curve_is_read_back_as_it_was_written() -> None:
    text = as_toml([WHOLE], {"fitted_on": ON, "notes": 7, "weights": "abc"})
    worth = general(text, shipped_card(), FLOORS, "curve.toml")
    assert worth.curves == {(Sort.DIAGNOSIS, ""): WHOLE.curve}
    assert worth.name == "general 2026-11-27"
    assert worth.floors[Tier.REVIEW] == pytest.approx(0.8 * 0.46)
    assert worth.floors[Tier.CONFIRM] == 0.85, "the card's precision where the floor promises less"


@pytest.mark.parametrize(
    ("said", "instead"),
    [
        ("fitted_on", "fit_on"),
        ("[1000, 1000, 8000, 490]", "[1000, 1000, 80000, 490]"),
        ("[0, 0, 0, 10]", "[0, 0, 9000, 10]"),
        ("[0, 0, 0, 10]", "[0, 0]"),
        ("curve.dx", "curve.diagnosis"),
    ],
)
def test_a_broken_curve_is_refused(said: str, instead: str) -> None:
    text = as_toml([WHOLE], {"fitted_on": ON}).replace(said, instead)
    with pytest.raises(CalibrationError, match=r"curve\.toml"):
        general(text, shipped_card(), FLOORS, "curve.toml")


def test_a_broken_card_is_refused() -> None:
    good = 'version = "1"\nfrom = 2026-01-01\nprecision = 8500\nleast = 300\nleast_new = 60\n'
    good += "least_family = 20\nprior = 10\nstiffness = 20\nlook_back_days = 730\nagain_days = 28\n"
    good += "tested = 2000\n"
    assert read_card(good, "card").least == 300
    for said, instead in (("8500", "18500"), ("prior = 10", ""), ("2026-01-01", "1"), ("300", '"300"')):
        with pytest.raises(CalibrationError, match="card"):
            read_card(good.replace(said, instead), "card")


def test_it_is_said_in_words_and_never_in_money() -> None:
    assert (
        in_words(87, "practice 3")
        == "Of suggestions like this, about 9 in 10 were accepted here (practice 3)."
    )
    assert "nearly all were right in the notes" in in_words(98, "general 2026-11-20")
    assert "not measured" in in_words(90, NO_CALIBRATION.name)
    assert "hardly any" in in_words(3, "practice 1")
