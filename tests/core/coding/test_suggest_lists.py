"""Lists of problems as they are typed: one a line, however long, with bare numbers, behind a heading."""

from datetime import date

import pytest

from almoner.core.coding.suggest import Asked, Tier, suggest
from tests.core.coding.test_suggest_shipped import tools


def sure(text: str, *, age: int = 50, sex: str = "F") -> list[str]:
    """The diagnoses that are more than hints, in claim order."""
    answer = suggest(text, Asked(on=date(2026, 2, 20), age=age, sex=sex, is_new=False), tools())
    return [each.code for each in answer.suggestions if each.kind == "dx" and each.tier is not Tier.HINT]


LONG = "History: she has been here before, and all of it stands in the letter that her last doctor sent.\n"


@pytest.mark.parametrize(
    ("text", "codes"),
    [
        (
            """Assessment:
  Major depressive disorder, recurrent, moderate - partial response
  Generalized anxiety disorder - partial response
Plan: escitalopram to 20.
""",
            ["F33.1", "F41.1"],
        ),
        (
            LONG + "Dx: Sprain of anterior talofibular ligament, right ankle, grade 1-2\n"
            "     Abrasion right knee\nTx: brace.\n",
            ["S93.491A", "S80.211A"],
        ),
        ("A/P:\n1 Hashimoto thyroiditis - cont\n2 Hypertension - cont lisinopril\n", ["E06.3", "I10"]),
        ("A: 1. Hypertension - at goal\n   2. Gout - allopurinol\n   3. GERD\n", ["I10", "M10.9", "K21.9"]),
        (
            """Assessment
1. Parkinson's disease with dyskinesia, with OFF episodes (motor fluctuations). Levodopa up.
2. Dementia due to Parkinson's disease, mild, without behavioral disturbance. Rivastigmine.
""",
            ["G20.B2", "F02.A0"],
        ),
    ],
)
def test_each_line_is_a_problem_of_its_own(text: str, codes: list[str]) -> None:
    assert sure(text) == codes


def test_a_sentence_that_wraps_stays_one() -> None:
    text = (
        "Assessment: Hypertension, which her husband says is far better since she was started on\n"
        "Lisinopril by the clinic in the spring, and no edema or cough that she could tell us of.\n"
    )
    assert sure(text) == ["I10"]


def test_numbers_that_count_nothing_open_no_item() -> None:
    assert sure("Assessment: Hypertension, at goal.\n1 Elm Street is where she lives now.\n") == ["I10"]


@pytest.mark.parametrize(
    ("said", "codes"),
    [
        ("Orthostatic hypotension due to tamsulosin.", ["I95.2", "T44.6X5A"]),
        ("Hypothyroidism due to lithium.", ["E03.2", "T43.595A"]),
        ("Peripheral neuropathy due to oxaliplatin.", ["G62.0", "T45.1X5A"]),
        ("Orthostatic hypotension due to volume loss.", ["I95.1"]),
    ],
)
def test_what_a_drug_caused_has_its_own_code(said: str, codes: list[str]) -> None:
    assert sure(f"Assessment: {said}\nPlan: stop it.\n") == codes


def test_a_passing_illness_that_the_assessment_calls_over_is_past() -> None:
    text = (
        "HPI: hospitalised with pneumonia in January, off oxygen now.\n"
        "Assessment: Follow-up after completed treatment of pneumonia - resolved.\n"
    )
    assert sure(text) == ["Z09", "Z87.01"]
