"""Sayings of denial, doubt, past and kin as real notes word them, in an assessment and without one: each kind
keeps its illness out of every tier."""

from datetime import date

import pytest

from almoner.core.coding.suggest import Asked, suggest
from tests.core.coding.test_suggest_shipped import tools

FRAMES = (
    "HPI: Doing well.\nExam: well.\nAssessment:\n1. Gout, stable. {}\nPlan: continue allopurinol.\n",
    "Assessment: Gout, stable.\n{}\n",
)


@pytest.mark.parametrize(
    ("told", "prefix"),
    [
        ("TIA very unlikely given the gradual spread.", "G45"),
        ("Frequency too low for chronic migraine.", "G43"),
        ("She doesn't meet criteria for a major depressive episode.", "F3"),
        ("Does not (yet) meet ME/CFS criteria.", "G93"),
        ("Hot flushes not a factor.", "N95"),
        ("not depressed (PHQ 3) or anxious (GAD 2).", "F4"),
        ("Smoke free home.", "F17"),
        ("amyloid PET pos.", "E85"),
        ("Preeclampsia with her first pregnancy.", "O"),
        ("Lesion suspicious for melanoma was excised, path pending.", "C43"),
        ("Dyspnea persistent after PE.", "I26"),
        ("Never been told he has diabetes.", "E11"),
        ("COPD was on an old problem list in error.", "J44"),
        ("Crohn's disease was entertained but biopsies were normal.", "K50"),
        ("Pneumonia - r/o.", "J18"),
        ("Low pretest probability for pneumonia.", "J18"),
        ("Family asks about lung cancer, reassured.", "C34"),
        ("Spiculated nodule, lung cancer until proven otherwise.", "C34"),
        ("Could unmask bipolar disorder.", "F31"),
        ("Influenza going around school.", "J1"),
        ("Autism was raised by the school.", "F84"),
        ("The biopsy ruled breast cancer out.", "C50"),
        ("pituitary macroadenoma, resection 2021, gross total.", "D35"),
        ("Outgrew childhood asthma.", "J45"),
        ("The UTI diagnosis from urgent care is withdrawn.", "N39"),
    ],
)
@pytest.mark.parametrize("frame", FRAMES)
def test_it_is_in_no_tier(told: str, prefix: str, frame: str) -> None:
    found = suggest(frame.format(told), Asked(on=date(2026, 11, 20), age=40, sex="F"), tools())
    codes = {each.code for each in found.suggestions if each.kind == "dx"}
    assert "M10.9" in codes
    assert not {code for code in codes if code.startswith(prefix)}


def test_small_writers_end_their_sentences_with_a_full_stop() -> None:
    text = (
        "hx from father\nvomiting since 2 am. sister had the same. no travel or pets. drinks a little.\n"
        "imp: viral gastroenteritis w mild dehydration. appendicitis, DKA, UTI not suspected.\n"
        "plan: fluids. recheck.\n"
    )
    found = suggest(text, Asked(on=date(2026, 11, 20), age=4), tools())
    codes = {each.code for each in found.suggestions if each.kind == "dx"}
    assert {"A08.4", "E86.0"} <= codes
    assert not {code for code in codes if code.startswith(("E1", "K35", "N39"))}


def test_high_risk_by_age_leaves_the_illness() -> None:
    text = "Dx COVID-19, mild, high risk by age and asthma. No hypoxia.\nPaxlovid twice daily.\n"
    found = suggest(text, Asked(on=date(2026, 11, 20), age=66), tools())
    assert "U07.1" in {each.code for each in found.suggestions}
