"""Drugs that did harm: coded where the assessment names them as the cause, and nowhere else."""

from datetime import date

import pytest

from almoner.core.coding.suggest import Asked, Suggestion, Tools, suggest
from almoner.store.shipped.guidelines import shipped_guidelines
from almoner.store.shipped.lexicon import shipped_lexicon, shipped_weights
from tests.core.coding.lexica import tables


def suggestions(text: str) -> tuple[Suggestion, ...]:
    tools = Tools(shipped_lexicon(), shipped_weights(), tables(), shipped_guidelines())
    return suggest(text, Asked(on=date(2026, 11, 20)), tools).suggestions


def harm(text: str) -> list[str]:
    return [each.code for each in suggestions(text) if each.code.startswith("T")]


@pytest.mark.parametrize(
    "assessment",
    [
        "Hyperkalemia due to lisinopril.",
        "Hyperkalemia, adverse effect of lisinopril.",
        "Hyperkalemia, a side effect of lisinopril.",
        "Lisinopril-induced hyperkalemia.",
    ],
)
def test_a_drug_that_is_named_as_the_cause_is_coded(assessment: str) -> None:
    text = f"Assessment: {assessment}\nPlan: Stop lisinopril.\n"
    assert harm(text) == ["T46.4X5A"]


def test_the_effect_comes_first_and_the_drug_quotes_its_words() -> None:
    text = "Assessment: Hyperkalemia due to lisinopril.\nPlan: Stop lisinopril.\n"
    found = [each for each in suggestions(text) if each.kind == "dx"]
    assert [each.code for each in found[:2]] == ["E87.5", "T46.4X5A"]
    assert found[1].evidence[0].text == "due to lisinopril"


@pytest.mark.parametrize(
    "text",
    [
        "Assessment: Hypertension, stable on lisinopril.\nPlan: Continue lisinopril.\n",
        "Allergies: rash from lisinopril.\nAssessment: Hypertension.\nPlan: Amlodipine.\n",
        "HPI: No cough from lisinopril.\nAssessment: Hypertension.\nPlan: Continue lisinopril.\n",
        "Assessment: Hypertension. No hyperkalemia due to lisinopril.\nPlan: Continue lisinopril.\n",
    ],
)
def test_a_drug_that_harms_nobody_is_not(text: str) -> None:
    assert harm(text) == []
