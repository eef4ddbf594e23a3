"""Weights are data, and each fact can be read off the note."""

from datetime import date

import pytest

from almoner.core.coding.answer import Tier
from almoner.core.coding.score import WeightError, facts_of, load_weights
from almoner.core.coding.suggest import Asked, suggest
from tests.core.coding.lexica import shipped, tools

ON = date(2026, 11, 2)


def facts(text: str, code: str) -> dict[str, float]:
    answer = suggest(text, Asked(on=ON), tools())
    found = next(each.candidate for each in answer.ranked if each.candidate.code == code)
    return facts_of(found, answer.note, tools().navigator(Asked(on=ON)).codes)


def test_facts_of_an_assessed_problem() -> None:
    found = facts("HPI: has CHF.\nA/P:\n1. CHF, stable. Continue furosemide.", "I50.9")
    assert {"heading", "sections", "status", "plan_words", "treated", "missing"} <= set(found)
    assert found["missing"] == 2


@pytest.mark.parametrize(
    ("text", "fact"),
    [
        ("A/P:\n1. HTN\n- stable, no asthma, has pneumonia\n", "beside_heading"),
        ("Assessment: has pneumonia", "assessed"),
        ("HPI: has pneumonia\n", "no_assessment"),
        ("HPI: has pneumonia. No pneumonia before.\nAssessment: pneumonia", "denied"),
        ("A/P:\n1. HTN\nHPI: pneumonia", "unasked"),
        ("Assessment: pneumonia, not addressed today", "aside"),
        ("A/P:\n1. HTN\n- I believe he has pneumonia\n", "concluded"),
    ],
)
def test_a_fact_is_seen(text: str, fact: str) -> None:
    assert fact in facts(text, "J18.9")


@pytest.mark.parametrize(
    ("text", "place"),
    [
        ("Seen today. Pneumonia is stable.", "assessed"),
        ("Seen today. Continue amoxicillin, pneumonia.", "plan"),
        ("Seen today. X-ray with pneumonia.", "results"),
        ("Seen today. She reports pneumonia.", "hpi"),
        ("Pneumonia.", "other"),
    ],
)
def test_sentences_of_a_note_without_headings_tell_where_they_belong(text: str, place: str) -> None:
    assert place in facts(text, "J18.9")


def test_a_symptom_in_passing() -> None:
    text = "Assessment: Here is a lady who has pneumonia and who told that she had some chest pain at night."
    assert "passing" in facts(text, "R07.9")
    assert "passing" not in facts("Assessment: Pneumonia. Chest pain.", "R07.9")


def test_confidence_grows_with_what_speaks_for_it() -> None:
    weights = load_weights(shipped("weights.toml"))
    weak = weights.confidence({"base": 1, "ros": 1})
    assert (
        0
        < weak
        < weights.confidence({"base": 1, "assessed": 1})
        < weights.confidence({"base": 1, "heading": 1})
        < 1
    )
    assert weights.floors[Tier.HINT] < weights.floors[Tier.REVIEW] < weights.floors[Tier.CONFIRM]


@pytest.mark.parametrize(
    "text", ["", "[weights]\nbase = 'x'\n[tiers]\nconfirm=1\nreview=1\nhint=1\nmost=1", "[weights]\nbase = 1"]
)
def test_weights_without_numbers_are_refused(text: str) -> None:
    with pytest.raises(WeightError):
        load_weights(text)
