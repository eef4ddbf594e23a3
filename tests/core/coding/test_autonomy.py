"""How far a kind of code goes: never beyond its highest level, up by measured agreement, down at once."""

from datetime import date
from importlib.resources import files

import pytest

from almoner.core.coding.autonomy import (
    AutonomyError,
    CodeKind,
    Level,
    Shown,
    against_level,
    has_fallen,
    read_autonomy,
    shown,
)
from almoner.core.coding.decision import Act, CodingDecision, Sort, Suggested
from almoner.store.shipped.coding_cards import shipped_autonomy

CARD = shipped_autonomy()
DAY = date(2026, 3, 2)


def decided(action: Act = Act.ACCEPT, visit_id: int = 1, code: str = "I10") -> CodingDecision:
    seen = Suggested(code, "confirm", 90)
    return CodingDecision(
        1, visit_id, 1, 1, "a" * 64, Sort.DIAGNOSIS, code, action, "kim", DAY, suggestion=seen
    )


def kind(kind_id: str) -> CodeKind:
    found = CARD.kind(kind_id)
    assert found is not None
    return found


@pytest.mark.parametrize(
    ("sort", "code", "expected"),
    [
        (Sort.SERVICE, "90471", "vaccine"),
        (Sort.SERVICE, "87880", "point-of-care-lab"),
        (Sort.SERVICE, "99214", "visit-level"),
        (Sort.SERVICE, "20610", "service"),
        (Sort.DIAGNOSIS, "I10", "chronic"),
        (Sort.DIAGNOSIS, "E119", "diagnosis"),
        (Sort.DIAGNOSIS, "Z23", "screening"),
    ],
)
def test_every_code_has_one_kind(sort: Sort, code: str, expected: str) -> None:
    assert CARD.kind_of(sort, code) == kind(expected)


def test_what_raises_no_risk_score_begins_with_one_act_for_several() -> None:
    begun = {one.id: one.begins for one in CARD.kinds}
    together = {name for name, level in begun.items() if level is Level.TOGETHER}
    assert together == {"vaccine", "point-of-care-lab", "chronic", "screening"}
    assert set(begun.values()) == {Level.SUGGEST, Level.TOGETHER}


def test_visit_levels_and_what_raises_a_risk_score_are_only_ever_suggested() -> None:
    perfect = Shown(5000, 5000)
    for name in ("visit-level", "diagnosis", "service"):
        for level in (Level.TOGETHER, Level.FILLED):
            assert against_level(CARD, kind(name), Level.SUGGEST, level, perfect)


def test_a_level_rises_only_by_enough_decisions_that_stood() -> None:
    own = kind("vaccine")
    assert "60 decisions" in against_level(CARD, own, Level.SUGGEST, Level.TOGETHER, Shown(59, 59))
    assert against_level(CARD, own, Level.SUGGEST, Level.TOGETHER, Shown(60, 60)) == ""
    assert "stand" in against_level(CARD, own, Level.SUGGEST, Level.TOGETHER, Shown(60, 56))
    assert against_level(CARD, own, Level.SUGGEST, Level.FILLED, Shown(149, 149))
    assert against_level(CARD, own, Level.SUGGEST, Level.FILLED, Shown(150, 150)) == ""
    assert against_level(CARD, own, Level.FILLED, Level.SUGGEST, Shown(0, 0)) == ""


def test_the_lower_bound_is_wilson_s() -> None:
    # By hand for 9 of 10: (0.9 + z2/20 - z*sqrt(0.009 + z2/400)) / (1 + z2/10), z = 1.96, gives .5958.
    assert Shown(10, 9).lower_bp == 5958
    assert Shown(0, 0).lower_bp == 0
    assert 9390 <= Shown(60, 60).lower_bp <= 9400


def test_what_a_second_review_found_wrong_did_not_stand() -> None:
    said = [decided(visit_id=n) for n in range(4)] + [decided(Act.REJECT)]
    assert shown(said) == Shown(5, 4)
    assert shown(said, {(2, Sort.DIAGNOSIS, "I10"), (9, Sort.DIAGNOSIS, "I10")}) == Shown(5, 3)


def test_a_kind_falls_by_its_last_decisions() -> None:
    good, bad = decided(), decided(Act.REJECT)
    assert not has_fallen(CARD, [*[bad] * 3, *[good] * 22], frozenset())
    assert has_fallen(CARD, [*[bad] * 4, *[good] * 100], frozenset())
    assert not has_fallen(CARD, [*[good] * 25, *[bad] * 100], frozenset())
    assert not has_fallen(CARD, [bad] * 24, frozenset())
    wrong = {(n, Sort.DIAGNOSIS, "I10") for n in range(4)}
    assert has_fallen(CARD, [decided(visit_id=n) for n in range(40)], wrong)


@pytest.mark.parametrize(
    ("old", "new", "said"),
    [
        ("window = 200", "window = 0", "window"),
        ("from = 2026-01-01", "from = 1", "from"),
        ("lower_bound = 9500", "lower_bound = 8000", "no less"),
        ("keeps = 8800", "keeps = 10001", "keeps"),
        ('id = "vaccine"', 'id = "service"', "twice"),
        ('highest = "filled"', 'highest = "always"', "highest"),
        ('begins = "together"', 'begins = "filled"', "begins"),
        ('highest = "suggest"', 'begins = "together"\nhighest = "suggest"', "begins"),
        ('codes = ["904"', 'codes = ["", "904"', "only suggested"),
        ('sort = "service"', 'sort = "modifier"', "sort"),
        ('name = "Vaccines and giving them"', 'name = ""', "name"),
        ("recent = 25", "recently = 25", "recently"),
        ("[falls]", "[falls", "not TOML"),
        ("[falls]", "[[falls]]", "falls"),
    ],
)
def test_a_card_that_breaks_its_form_is_refused_with_its_place(old: str, new: str, said: str) -> None:
    text = files("almoner").joinpath("policy/coding/autonomy.toml").read_text("utf-8")
    assert old in text
    with pytest.raises(AutonomyError, match=said):
        read_autonomy(text.replace(old, new, 1), "autonomy.toml")
