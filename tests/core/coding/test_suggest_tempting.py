"""What tempts to a code that isn't the patient's own of today: each kind in a short note, beside an illness
that stands; and what looks like it and is the patient's."""

from datetime import date

import pytest

from almoner.core.coding.suggest import Asked, suggest
from tests.core.coding.test_suggest_shipped import tools

ASSESSED = "\nA: Essential hypertension, stable on amlodipine, continue.\n"
UNASSESSED = "\nBP visit. Essential hypertension, stable on amlodipine, continue.\n"


def every(text: str) -> set[str]:
    """The diagnoses of any tier."""
    answer = suggest(text, Asked(on=date(2026, 11, 20), age=50, sex="F", is_new=False), tools())
    return {each.code for each in answer.suggestions if each.kind == "dx"}


@pytest.mark.parametrize(
    "told",
    [
        "I do not think this is pneumonia.",
        "Doesn't look like scabies.",
        "Nothing on exam speaks for meningitis.",
        "Her earlier diagnosis of lupus was overturned by rheumatology.",
        "Hypokalemia normalized.",
        "Someone in the daycare has pertussis.",
        "Works in a unit with patients who have tuberculosis.",
        "Her kids are well and her husband tested positive for influenza A.",
        "Read online about fibromyalgia and thinks she may have it.",
        "Thinking about sarcoid, TB, or lymphoma.",
        "Query Cushing syndrome.",
        "? UTI",
        "Mother was worried she had broken the wrist.",
        "ANA for lupus, TB QuantiFERON.",
        "Due for a hepatitis B booster.",
        "Nurse on the stroke unit.",
        "Told that untreated it may end in kidney failure.",
        "Call 988 for suicidal thoughts.",
        "Diabetes/CAD/CKD: none",
        "Anxiety (denies).",
    ],
)
def test_neither_beside_an_assessment_nor_without_one(told: str) -> None:
    assert every(told + ASSESSED) == {"I10"}
    assert every(told + UNASSESSED) == {"I10"}


def test_what_was_copied_from_the_last_visit_is_none_of_today() -> None:
    assert every("Copied from last visit: cellulitis of left leg." + ASSESSED) == {"I10"}


def test_vaccines_are_no_illnesses() -> None:
    assert not {"B02.9", "J18.9"} & every("Vaccines reviewed: shingles, pneumonia." + ASSESSED)


@pytest.mark.parametrize(
    ("told", "never"),
    [
        ("Prostate cancer treated by radiation 2011.", "C61"),
        ("Cataract extracted both eyes.", "H26.9"),
        ("Pneumonia as a teen.", "J18.9"),
        ("Mono in 10th grade.", "B27.90"),
        ("Beat Hodgkin lymphoma.", "C81.90"),
        ("UTI cleared with Macrobid.", "N39.0"),
        ("She had chickenpox at 5, mono at 16.", "B01.9"),
        ("Preeclampsia with the second child.", "O14.90"),
    ],
)
def test_what_is_past_is_no_illness_of_today(told: str, never: str) -> None:
    assert never not in every(told + UNASSESSED)


def test_a_lasting_illness_stays_though_its_numbers_are_good() -> None:
    assert "E78.5" in every("A: Hyperlipidemia, normalized on rosuvastatin, continue.")


def test_what_only_the_story_tells_is_no_suggestion_unless_it_is_treated() -> None:
    told = "HPI: Gout now and then.\nA: Essential hypertension, stable.\nPlan: continue amlodipine"
    assert "M10.9" not in every(told + ".")
    assert "M10.9" in every(told + ", allopurinol 100 mg daily.")


def test_exposure_by_its_official_name_is_said() -> None:
    assert "Z20.2" in every("A: Contact with and exposure to chlamydia. Doxycycline.")


def test_a_screening_of_the_coming_year_is_none_of_today() -> None:
    assert "Z12.83" not in every("A: Seborrheic keratosis. Skin check in a year.")
