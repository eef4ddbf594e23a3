"""The guideline rules: each one's own cases, the order that changes nothing, and what is dropped."""

from datetime import date
from random import Random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from almoner.core.coding.candidate import Candidate
from almoner.core.coding.day_codes import DayCodes, day_codes
from almoner.core.coding.guide import Guided, Surroundings, beside, guide
from almoner.core.coding.guideline import Guideline, GuidelineCase, InForce, patterns_of
from almoner.core.coding.words import Span
from almoner.store.shipped.guidelines import shipped_guidelines
from almoner.store.shipped.lexicon import shipped_lexicon
from tests.core.coding.lexica import tables

ON = date(2026, 11, 20)
RULES = shipped_guidelines().rules
CASES = [
    pytest.param(rule, case, id=f"{rule.id}-{number}")
    for rule in RULES
    for number, case in enumerate(rule.cases)
]


@pytest.fixture(scope="module")
def codes() -> DayCodes:
    return day_codes(tables(), ON)


def candidate(code: str, place: int, codes: DayCodes) -> Candidate:
    return Candidate(code=code, title=codes.title(code) or "", concept="", evidence=(Span(place, place + 1),))


def guided(
    names: tuple[str, ...], rules: tuple[Guideline, ...], codes: DayCodes, drugs: tuple[str, ...] = ()
) -> Guided:
    around = Surroundings(codes, shipped_lexicon().concepts, {drug: Span(90, 91) for drug in drugs})
    return guide([candidate(code, place, codes) for place, code in enumerate(names)], InForce(rules), around)


@pytest.mark.parametrize(("rule", "case"), CASES)
def test_a_rule_does_what_its_cases_say(rule: Guideline, case: GuidelineCase, codes: DayCodes) -> None:
    assert all(codes.title(code) for code in (*case.before, *case.after)), "codes of the day"
    found = guided(case.before, (rule,), codes, case.drugs).candidates
    if rule.kind == "first":
        ordered = sorted(found, key=lambda each: (each.order, each.evidence[0]))
        assert tuple(each.code for each in ordered) == case.after
    else:
        assert {each.code for each in found} == set(case.after)


def test_every_code_that_a_rule_gives_is_one_of_the_day(codes: DayCodes) -> None:
    assert [rule.id for rule in RULES if rule.gives and not codes.title(rule.gives)] == []


def test_hypertension_heart_failure_and_kidney_are_one(codes: DayCodes) -> None:
    found = guided(("N18.31", "I10", "I50.22", "E11.9"), RULES, codes).candidates
    ordered = sorted(found, key=lambda each: (each.order, each.evidence[0]))
    assert {each.code for each in ordered} == {"I13.0", "I50.22", "N18.31", "E11.22"}
    places = {each.code: number for number, each in enumerate(ordered)}
    assert places["I13.0"] < places["I50.22"]
    assert places["I13.0"] < places["N18.31"]
    assert places["E11.22"] < places["N18.31"]


def test_what_is_dropped_stays_visible_with_its_rule(codes: DayCodes) -> None:
    found = guided(("I10", "I50.9"), RULES, codes)
    (joined,) = [each for each in found.candidates if each.code == "I11.0"]
    assert [(each.code, each.rule) for each in joined.alternatives] == [("I10", "hypertension-heart-failure")]
    assert [(each.candidate.code, each.instead) for each in found.dropped] == [("I10", "I11.0")]
    assert set(joined.evidence) == {Span(0, 1), Span(1, 2)}


USUAL = (
    "I10 I11.9 I12.9 I50.9 I50.22 N18.9 N18.31 N18.6 E11.9 E11.65 G62.9 H35.00 K31.84 I73.9 R73.9 E16.2 "
    "L97.509 I25.10 I20.9 I20.0 J44.9 J44.1 J20.9 J18.9 F03.90 G30.9 G20.A1 K21.9 K20.90 E78.00 E78.1 E78.5 "
    "M17.11 M17.12 M54.50 M54.31 R05.9 R50.9 Z68.35 E66.9 Z87.891 F17.210 Z12.31 N63.11 R35.1 N40.0 "
    "F32.A F33.1 F41.9"
).split()


@given(st.lists(st.sampled_from(USUAL), unique=True, max_size=12), st.randoms(use_true_random=False))
def test_neither_order_nor_a_second_run_changes_anything(names: list[str], chance: Random) -> None:
    codes = day_codes(tables(), ON)
    once = guided(tuple(names), RULES, codes).candidates
    turned = [candidate(code, place, codes) for place, code in enumerate(names)]
    chance.shuffle(turned)
    around = Surroundings(codes, shipped_lexicon().concepts, {})
    assert set(guide(turned, InForce(RULES), around).candidates) == set(once)
    again = guide(once, InForce(RULES), around).candidates
    assert {each.code for each in again} == {each.code for each in once}


def test_a_pattern_is_a_code_or_a_beginning() -> None:
    codes = ["I10", "I50.22", "I50.9"]
    assert patterns_of(("I50*",)).fitting(codes) == ["I50.22", "I50.9"]
    assert patterns_of(("I50.9", "I10")).fitting(codes) == ["I10", "I50.9"]
    assert patterns_of(("I50",)).fitting(codes) == patterns_of(()).fitting(codes) == []


def test_what_stands_nowhere_falls_to_what_rules_it_out(codes: DayCodes) -> None:
    around = Surroundings(codes, shipped_lexicon().concepts, {})
    rest = [candidate(code, place, codes) for place, code in enumerate(("E11.9", "R05.9", "I10"))]
    kept = beside(
        rest, [candidate("E11.621", 9, codes), candidate("J20.9", 8, codes)], InForce(RULES), around
    )
    assert [each.code for each in kept] == ["I10"]
