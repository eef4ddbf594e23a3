"""Mentions: the phrase is found in all its forms, and the words around it are heard."""

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from almoner.core.coding.mention import Assertion, Match, Mention, Phase, Side, Time, Who, find
from almoner.core.coding.reading import read
from tests.core.coding.lexica import small

WORDS = st.sampled_from(
    (
        "no denies CHF diabetes mother had , . ; : \n \r\n but history of knee osteoarthritis left ; if MS "
        "valve \ufeff e\u0301 - ( ) Plan:"
    ).split(" ")
)


def mentions(text: str) -> tuple[Mention, ...]:
    return find(read(text, small().headings), small())


def only(text: str, concept: str) -> Mention:
    found = [each for each in mentions(text) if each.concept == concept]
    assert len(found) == 1, [each.concept for each in mentions(text)]
    return found[0]


@given(st.lists(WORDS, max_size=40).map(" ".join))
def test_every_place_quotes_the_text_and_nothing_changes(text: str) -> None:
    found = mentions(text)
    assert found == mentions(text)
    for mention in found:
        assert 0 <= mention.span.start < mention.span.end <= len(text)
        assert (
            text[mention.span.start : mention.span.end].strip() == text[mention.span.start : mention.span.end]
        )
        assert all(0 <= link.to < len(found) for link in mention.links)
    assert all(a.span.end <= b.span.start for a, b in pairwise(found))


@pytest.mark.parametrize(
    ("text", "concept"),
    [
        ("Has chronic kidney dz.", "ckd"),
        ("Kidney disease, chronic.", "ckd"),
        ("Osteoarthritis of the left knee.", "knee-osteoarthritis"),
        ("Left knee, osteoarthritis of.", "knee-osteoarthritis"),
        ("Diabetes, type 2", "diabetes-2"),
        ("type II diabetes", "diabetes-2"),
        ("Cancer of the left breast", "breast-cancer"),
        ("DYSPNOEA", "dyspnea"),
    ],
)
def test_forms_of_a_phrase(text: str, concept: str) -> None:
    if concept == "dyspnea":
        text = f"HPI: {text.replace('DYSPNOEA', 'DYSPNEA')}"
    assert [each.concept for each in mentions(text)] == [concept]


def test_the_longest_phrase_wins_and_look_alikes_shadow() -> None:
    assert [
        each.concept for each in mentions("Seen in heart failure clinic for chronic kidney disease.")
    ] == ["ckd"]


@pytest.mark.parametrize(
    ("text", "concept"),
    [
        ("MS with a relapse", "multiple-sclerosis"),
        ("MS, valve area 1.2", "mitral-stenosis"),
        ("A: HF, on furosemide", "heart-failure"),
    ],
)
def test_context_decides(text: str, concept: str) -> None:
    assert [each.concept for each in mentions(text)] == [concept]


@pytest.mark.parametrize("text", ["MS today", "MS relapse near the valve", "ms, valve", "Exam: HF, ejection"])
def test_no_context_no_concept(text: str) -> None:
    assert mentions(text) == ()


def test_a_typing_error_is_mended_in_the_assessment_only() -> None:
    assert only("Assessment: hypertention", "hypertension").match is Match.TYPO
    assert mentions("HPI: hypertention") == ()
    known = find(
        read("Assessment: hypertention", small().headings), small(), lambda word: word == "hypertention"
    )
    assert known == ()


ASSERTED = [
    ("Denies chest pain.", "negated"),
    ("No fever, cough, or chest pain.", "negated"),
    ("Negative for chest pain.", "negated"),
    ("Chest pain: no", "negated"),
    ("Chest pain was ruled out.", "negated"),
    ("[ ] Chest pain", "negated"),
    ("She has not had any chest pain.", "negated"),
    ("There is no evidence of chest pain.", "negated"),
    ("No fever, but has chest pain.", "present"),
    ("No fever; chest pain.", "present"),
    ("Denies fever, she has chest pain.", "present"),
    ("Not only chest pain.", "present"),
    ("No change in her chest pain.", "present"),
    ("No relief of chest pain.", "present"),
    ("Reports chest pain. No fever.", "present"),
    ("Chest pain, troponin negative.", "present"),
    ("Chest pain, denied", "negated"),
    ("Return precautions for fever and chest pain.", "conditional"),
    ("Chest pain versus fever.", "uncertain"),
    ("Fever vs chest pain.", "uncertain"),
    ("Possible chest pain.", "uncertain"),
    ("Chest pain is suspected.", "uncertain"),
    ("Rule out chest pain.", "uncertain"),
    ("Cannot rule out chest pain.", "uncertain"),
    ("Concern for chest pain.", "uncertain"),
    ("I suspect this is chest pain.", "uncertain"),
    ("If chest pain develops, call.", "conditional"),
    ("Return if he has chest pain.", "conditional"),
    ("Call for chest pain or fever.", "conditional"),
    ("Instructions: rest with chest pain", "conditional"),
]


@pytest.mark.parametrize(("text", "expected"), ASSERTED)
def test_assertion(text: str, expected: str) -> None:
    assert only(text, "chest-pain").assertion is Assertion(expected)


TIMED = [
    ("History of pneumonia.", "pneumonia", "historical"),
    ("Prior pneumonia.", "pneumonia", "historical"),
    ("Pneumonia 3 years ago.", "pneumonia", "historical"),
    ("PMH: pneumonia", "pneumonia", "historical"),
    ("Pneumonia has resolved.", "pneumonia", "resolved"),
    ("Pneumonia, resolved", "pneumonia", "resolved"),
    ("Pneumonia with cough - resolved", "pneumonia", "resolved"),
    ("Pneumonia, asthma and cough, all resolved", "pneumonia", "resolved"),
    ("Pneumonia; cough and asthma all resolved", "pneumonia", "current"),
    ("PMH: diabetes", "diabetes-2", "current"),
    ("History of CABG.", "cabg", "current"),
    ("Scheduled for CABG.", "cabg", "future"),
    ("2 week history of chest pain", "chest-pain", "current"),
    ("Past few days of chest pain", "chest-pain", "current"),
    ("Asthma no longer controlled", "asthma", "current"),
]


@pytest.mark.parametrize(("text", "concept", "expected"), TIMED)
def test_time(text: str, concept: str, expected: str) -> None:
    assert only(text, concept).time is Time(expected)


WHOSE = [
    ("Mother had diabetes.", "relative"),
    ("Family history of diabetes.", "relative"),
    ("FHx: diabetes", "relative"),
    ("Diabetes in her father.", "relative"),
    ("His father, who has diabetes, came along.", "relative"),
    ("She is here with her mother, who says he has diabetes.", "patient"),
    ("His mother reports diabetes.", "patient"),
    ("Lives with her husband. Diabetes is stable.", "patient"),
    ("Mother had a stroke, but the patient has diabetes.", "patient"),
    ("His mother died and he has diabetes.", "patient"),
]


@pytest.mark.parametrize(("text", "expected"), WHOSE)
def test_experiencer(text: str, expected: str) -> None:
    assert only(text, "diabetes-2").who is Who(expected)


SIDED = [
    ("Left knee osteoarthritis.", "left"),
    ("Osteoarthritis of the right knee.", "right"),
    ("Bilateral knee osteoarthritis.", "both"),
    ("Knee osteoarthritis.", "none"),
    ("A/P:\n1. Left knee: knee osteoarthritis, stable", "left"),
]


@pytest.mark.parametrize(("text", "expected"), SIDED)
def test_side(text: str, expected: str) -> None:
    assert only(text, "knee-osteoarthritis").side is Side(expected)


def test_each_finding_has_its_own_side() -> None:
    found = mentions("Left ankle sprain and right knee osteoarthritis.")
    assert [(each.concept, each.side) for each in found] == [
        ("ankle-sprain", Side.LEFT),
        ("knee-osteoarthritis", Side.RIGHT),
    ]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Ankle sprain.", Phase.INITIAL),
        ("Follow up of ankle sprain.", Phase.SUBSEQUENT),
        ("Late effect of ankle sprain.", Phase.SEQUELA),
    ],
)
def test_phase(text: str, expected: Phase) -> None:
    assert only(text, "ankle-sprain").phase is expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Chronic systolic heart failure.", {"type": "systolic", "acuity": "chronic"}),
        ("Acute on chronic HFpEF, CHF.", {"type": "diastolic", "acuity": "acute on chronic"}),
        ("A/P:\n1. CHF\n- HFrEF, stable\n2. HTN\n- chronic", {"type": "systolic"}),
        ("CHF and chronic kidney disease.", {}),
        ("No diastolic changes. CHF.", {}),
    ],
)
def test_axes(text: str, expected: dict[str, str]) -> None:
    assert {each.axis: each.value for each in only(text, "heart-failure").axes} == expected


def test_ties_between_neighbours() -> None:
    chest, heart = mentions("Chest pain due to heart failure.")
    assert [(link.kind, link.to) for link in chest.links] == [("due-to", 1)]
    assert [(link.kind, link.to) for link in heart.links] == [("due-to", 0)]
