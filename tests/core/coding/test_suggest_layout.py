"""Where a note says it: titles, lists and counted problems without a heading of an assessment, items before a
dash, indications of reports, the letters of eyes and ears, services that were done."""

from datetime import date

import pytest

from almoner.core.coding.suggest import Answer, Asked, suggest
from tests.core.coding.test_suggest_shipped import tools

DONE = "\nAssessment: Essential hypertension, stable. Continue amlodipine.\n"


def answer(text: str, age: int = 50) -> Answer:
    return suggest(text, Asked(on=date(2026, 11, 20), age=age, is_new=False), tools())


def standing(text: str, age: int = 50) -> set[str]:
    return {each.code for each in answer(text, age).suggestions if each.kind == "dx" and each.tier != "hint"}


def services(text: str) -> set[str]:
    return {each.code for each in answer(text).suggestions if each.kind == "procedure"}


def test_a_title_names_the_check_up_and_a_sentence_does_not() -> None:
    assert "Z00.00" in standing("ANNUAL PHYSICAL   Date: 11/20/2026\nFeels well." + DONE)
    assert "Z00.00" not in standing("Missed the annual physical last year.\nFeels well." + DONE)
    assert "Z00.129" in standing("11/20/2026 WELL CHILD CHECK - 5 YEARS\nHere with mom." + DONE, age=5)


def test_the_numbered_list_that_ends_a_note_is_its_assessment() -> None:
    told = "She is back. TSH 3.0.\n\nExam: no synovitis.\n\n"
    listed = "1. Fibromyalgia. Start duloxetine.\n2. Hypothyroidism, stable.\n"
    assert standing(told + listed) == {"M79.7", "E03.9"}


def test_a_list_before_the_examination_is_none() -> None:
    text = "Old records:\n\n1. Asthma\n2. Gout\n\nExam: well.\n"
    assert answer(text).reading.blocks == ()


def test_counted_problems_hold_their_own_assessments_and_plans() -> None:
    text = (
        "PROBLEM 1: Hypothyroidism after total thyroidectomy. Assessment: at target. Plan: same dose.\n\n"
        "PROBLEM 2: Postmenopausal osteoporosis. Plan: continue alendronate.\n"
    )
    assert standing(text) == {"E89.0", "M81.0", "Z79.83"}


def test_numbered_problems_with_their_own_plans_are_an_assessment() -> None:
    text = (
        "Urology note\n\n#1 Prostate cancer, on active surveillance. Plan: PSA in 6 months.\n\n"
        "#2 Erectile dysfunction. Start sildenafil.\n"
    )
    assert {"C61", "N52.9"} <= standing(text)


@pytest.mark.parametrize(
    ("told", "code"),
    [
        ("Gout. Generalized anxiety disorder.", "F41.1"),
        ("Alcoholic cirrhosis - US. Esophageal varices secondary to cirrhosis - carvedilol.", "I85.10"),
        ("Old MI - aspirin. HLD - at goal.", "E78.5"),
    ],
)
def test_a_sentence_that_is_a_name_or_names_it_before_a_dash_is_an_item(told: str, code: str) -> None:
    assert code in standing(f"A/P:\n{told}\n")


def test_small_letters_in_brackets_count_items() -> None:
    text = "Impression: (1) gout, stable. (2) centrilobular emphysema, mild. (3) former smoker\n"
    assert standing(text) == {"M10.9", "J43.2", "Z87.891"}


def test_an_indication_is_coded_where_it_is_past_or_a_screening() -> None:
    head = "COLONOSCOPY REPORT\nINDICATION: history of adenomatous polyps\n"
    assert "Z86.0101" in standing(head + "FINDINGS: polyp\nIMPRESSION: colon polyps\n")


@pytest.mark.parametrize(("mark", "code"), [("OD", "H25.11"), ("OS", "H25.12"), ("OU", "H25.13")])
def test_capitals_name_the_side_of_an_eye(mark: str, code: str) -> None:
    assert standing(f"A/P: Nuclear sclerotic cataract {mark}, stable.\n") == {code}


def test_they_name_no_side_of_anything_else() -> None:
    assert standing("A/P: Knee osteoarthritis, meloxicam 15 mg OD, stable.\n") == {"M17.9"}


def test_a_vaccine_that_was_given_has_its_encounter() -> None:
    given = "\nProcedure: Tdap 0.5 mL IM right deltoid, lot U4821, tolerated.\n"
    assert "Z23" in standing("Cut hand." + DONE + given)
    assert "Z23" not in standing("Cut hand.\nLabs: Rh pos. Tdap given last week." + DONE)
    assert "Z23" not in standing("Cut hand." + DONE + "\nProcedure: Tdap declined.\n")


def test_a_measure_ends_a_list_of_drugs() -> None:
    drugs = "HPI: angina.\nMeds: aspirin\nBP 124/76 P 58.\n"
    tracing = "ECG in office: sinus bradycardia, no acute change, my read\n"
    assert "93000" in services(drugs + tracing + DONE)


def test_a_denial_behind_a_service_denies_something_else() -> None:
    assert "87880" in services("HPI: sore throat.\nExam: Rapid strep: negative (no culture)." + DONE)
    assert "87880" not in services("Exam: No rapid strep, negative exposure." + DONE)


def test_what_is_used_beside_a_disease_stands_with_it() -> None:
    text = "Meds: insulin pump, Omnipod.\nA: Type 1 diabetes with hyperglycemia. Adjust basal.\n"
    assert {"E10.65", "Z96.41"} <= standing(text)
    assert "Z96.41" not in standing("Meds: insulin pump, Omnipod.\n" + DONE)


def test_a_cancer_that_a_drug_keeps_away_is_no_mere_surveillance() -> None:
    told = "Assessment: Breast cancer surveillance, {}.\nPlan: mammogram in 6 months.\n"
    assert standing(told.format("on anastrozole")) == {"C50.919", "Z79.811"}
    assert standing(told.format("doing well")) == {"Z08"}


def test_resistance_stands_behind_its_hypertension() -> None:
    found = answer("A/P: Resistant hypertension on four drugs, add spironolactone.\n").suggestions
    assert [each.code for each in found if each.kind == "dx"] == ["I10", "I1A.0"]


def test_what_bled_stands_beside_its_anemia() -> None:
    assert standing("A/P: Iron deficiency anemia from heavy menses, ferrous sulfate.\n") == {"D50.0", "N92.0"}


def test_a_drug_that_the_plan_stops_is_none_of_long_use() -> None:
    base = "HPI: on alendronate 3 years.\nA: Postmenopausal osteoporosis, worse.\nP: "
    assert "Z79.83" in standing(base + "continue alendronate.\n")
    assert "Z79.83" not in standing(base + "Stop alendronate.\n")


@pytest.mark.parametrize(("drug", "risk"), [("PEG 3350 (OTC)", "low"), ("PEG 3350", "moderate")])
def test_what_anybody_may_buy_is_of_low_risk(drug: str, risk: str) -> None:
    text = f"Assessment: Functional constipation, not controlled.\nPlan: {drug} daily, fiber.\n"
    visit = answer(text).visit
    assert {leg.element: leg.high for leg in (visit.legs if visit else ())}["risk"] == risk
