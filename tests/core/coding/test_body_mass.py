"""The body mass index becomes a code beside a weight diagnosis of an adult, and nowhere else."""

from datetime import date

import pytest

from almoner.core.coding.body_mass import code_of
from almoner.core.coding.suggest import Answer, Asked, Tools, suggest
from almoner.store.shipped.guidelines import shipped_guidelines
from almoner.store.shipped.lexicon import shipped_lexicon, shipped_weights
from tests.core.coding.lexica import tables

ON = date(2026, 11, 20)


def asked(text: str, age: int | None = None) -> Answer:
    tools = Tools(shipped_lexicon(), shipped_weights(), tables(), shipped_guidelines())
    return suggest(text, Asked(on=ON, age=age), tools)


def mass_codes(text: str, age: int | None = None) -> list[str]:
    return [each.code for each in asked(text, age).suggestions if each.code.startswith("Z68")]


@pytest.mark.parametrize(
    ("value", "code"),
    [
        (17.5, "Z68.1"),
        (19.9, "Z68.1"),
        (20.0, "Z68.20"),
        (29.9, "Z68.29"),
        (30.0, "Z68.30"),
        (39.9, "Z68.39"),
        (40.0, "Z68.41"),
        (44.9, "Z68.41"),
        (45.0, "Z68.42"),
        (50.0, "Z68.43"),
        (60.0, "Z68.44"),
        (70.0, "Z68.45"),
    ],
)
def test_the_ranges_of_an_adult(value: float, code: str) -> None:
    assert code_of(value) == code


NOTE = "{place}\nAssessment:\n1. {problem}, not at goal. Diet reviewed.\n"


@pytest.mark.parametrize(
    "place",
    ["Vitals: BP 130/80, BMI 34.2", "Exam: BMI: 34.2, no distress", "Vitals: Body mass index is 34.2 kg/m2"],
)
def test_the_number_of_the_vitals_stands_beside_obesity(place: str) -> None:
    text = NOTE.format(place=place, problem="Obesity")
    found = next(each for each in asked(text).suggestions if each.code == "Z68.34")
    assert "34.2" in found.evidence[0].text
    assert text[found.evidence[0].start : found.evidence[0].end] == found.evidence[0].text
    assert found.why[0].rule == "body-mass"


def test_without_a_weight_diagnosis_there_is_none() -> None:
    assert mass_codes(NOTE.format(place="Vitals: BMI 34.2", problem="Hypertension")) == []


@pytest.mark.parametrize(
    ("place", "age"),
    [
        ("Vitals: BMI 34.2", 14),
        ("HPI: 14-year-old girl.\nVitals: BMI 34.2", None),
        ("Vitals: BMI 97th percentile", None),
        ("Vitals: BMI 30-35", None),
        ("HPI: BMI was 41.0 before surgery.", None),
        ("Vitals: BMI 340", None),
    ],
)
def test_a_child_a_range_and_a_story_give_none(place: str, age: int | None) -> None:
    assert mass_codes(NOTE.format(place=place, problem="Obesity"), age) == []
