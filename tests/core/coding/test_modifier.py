"""Modifiers: side and digit, a visit of its own, technology; never one that calls services distinct."""

import pytest

from almoner.core.coding.suggest import Suggestion
from tests.core.coding.test_procedure import CASES, asked, done

VISIT = (
    "Follow-up.\nAssessment:\n1. Hypertension, above goal. Increase lisinopril to 40 mg.\n"
    "2. Right knee osteoarthritis, worse.\n{}\n"
)
INJECTED = "Procedure: Right knee injected with 40 mg Kenalog."


def marks(text: str) -> list[Suggestion]:
    return [each for each in asked(text).suggestions if each.kind == "modifier"]


def test_a_visit_of_its_own_beside_a_procedure() -> None:
    text = VISIT.format(INJECTED)
    found = next(each for each in marks(text) if each.code == "25")
    assert found.beside.startswith("992")
    assert "ypertension" in text[found.evidence[0].start - 1 : found.evidence[0].end + 40]


@pytest.mark.parametrize(
    "text",
    [
        VISIT.format("Plan: Labs."),
        "Patient presents for scheduled right knee injection.\n" + INJECTED,
        "Plan: Right knee injected with 40 mg Kenalog today.\n",
    ],
)
def test_no_visit_or_no_procedure_no_mark(text: str) -> None:
    assert "25" not in {each.code for each in marks(text)}


@pytest.mark.parametrize(
    ("words", "side"),
    [
        ("Right knee injected.", "RT"),
        ("Left knee injected.", "LT"),
        ("Both knees injected.", "50"),
        ("Bilateral knee injection performed.", "50"),
        ("Right knee injected. Left knee injected.", "50"),
    ],
)
def test_sides(words: str, side: str) -> None:
    found = [each for each in done(asked(f"Procedure: {words}\n")) if each.code == "20610"]
    assert [each.modifiers for each in found] == [(side,)]


def test_a_side_that_is_not_said_is_missing() -> None:
    found = done(asked("Procedure: Knee injected.\n"))
    assert [(each.code, each.modifiers, each.missing) for each in found] == [("20610", (), ("side",))]


@pytest.mark.parametrize(("words", "modifier"), [("Right great toe", "T5"), ("Left second toe", "T1")])
def test_digits(words: str, modifier: str) -> None:
    found = done(asked(f"Procedure: {words} partial nail avulsion performed.\n"))
    assert [each.modifiers for each in found] == [(modifier,)]


@pytest.mark.parametrize(
    ("words", "modifier"), [("Video visit, patient at home.", "95"), ("Audio only visit by choice.", "93")]
)
def test_the_technology_of_the_visit(words: str, modifier: str) -> None:
    text = f"{words}\nAssessment: Hypertension, above goal.\nPlan: Start amlodipine 5 mg.\n"
    assert modifier in {each.code for each in marks(text)}
    assert not marks(text.replace(words, "Will schedule a video visit."))


def test_no_note_makes_services_distinct() -> None:
    said = {each.code for row in CASES for each in marks(row["note"])}
    assert said.isdisjoint({"59", "XE", "XS", "XP", "XU"})
