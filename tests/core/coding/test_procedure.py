"""Services read from notes: the cases of tests/cases/notes/procedures.jsonl, written by the rules before the
reader was run on them, and what was planned, declined, past or another's."""

import json
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from almoner.core.coding.suggest import Answer, Asked, Suggestion, Tier, Tools, suggest
from almoner.store.shipped.guidelines import shipped_guidelines
from almoner.store.shipped.lexicon import shipped_lexicon, shipped_weights
from tests.core.coding.lexica import tables

ON = date(2026, 11, 20)
FILE = Path(__file__).parents[2] / "cases" / "notes" / "procedures.jsonl"
CASES: list[dict[str, Any]] = [json.loads(line) for line in FILE.read_text("utf-8").splitlines()]
WORDS = st.sampled_from(
    (
        "Procedure: |Plan: |Results: |HPI: |right |left |knee |injected |injection |40 mg |Kenalog |will "
        "|declined |today |3 |actinic keratoses |cryotherapy |applied |. |, |; |but |\n|\r\n|flu shot "
        "|given |x 4 |1.2 cm |laceration |repaired |10:00 to 10:45 |psychotherapy |PHQ-9 score 12 |\ufeff"
    ).split("|")
)


def asked(text: str, row: dict[str, Any] | None = None, on: date = ON) -> Answer:
    tools = Tools(shipped_lexicon(), shipped_weights(), tables(), shipped_guidelines())
    facts = row or {}
    is_new = {"new": True, "established": False}.get(facts.get("status", ""))
    return suggest(text, Asked(on=on, age=facts.get("age"), is_new=is_new), tools)


def done(answer: Answer) -> list[Suggestion]:
    return [each for each in answer.suggestions if each.kind == "procedure" and each.tier is not Tier.HINT]


def codes(text: str) -> set[str]:
    return {each.code for each in done(asked(text))}


@pytest.mark.parametrize("row", CASES, ids=lambda row: str(row["id"]))
def test_a_case(row: dict[str, Any]) -> None:
    found = done(asked(row["note"], row))
    assert {each.code for each in found} == set(row["procedures"])
    for code, units in row.get("units", {}).items():
        assert units in [each.units for each in found if each.code == code]
    for code, modifier in row.get("mods", []):
        assert modifier in {mark for each in found if each.code == code for mark in each.modifiers}


@given(st.lists(WORDS, max_size=40).map("".join))
def test_every_service_is_quoted_verbatim_and_says_why(text: str) -> None:
    for each in asked(text).suggestions:
        assert each.evidence
        assert each.why
        assert all(text[quote.start : quote.end] == quote.text for quote in each.evidence)
        assert each.units >= 1


INJECTION = "Plan: {}\n"


@pytest.mark.parametrize(
    "plan",
    [
        "Will inject the right knee.",
        "Schedule right knee injection.",
        "Right knee injection recommended.",
        "Discussed right knee injection.",
        "Declined right knee injection today.",
        "Right knee was not injected.",
        "Consider right knee injection if pain persists.",
        "Refer to orthopedics for right knee injection.",
        "Right knee injection was given last month.",
        "Right knee injection was performed at urgent care.",
        "S/p right knee injection.",
        "Right knee injection to be done next week.",
    ],
)
def test_what_was_not_done_at_this_visit_is_no_service(plan: str) -> None:
    assert codes(INJECTION.format(plan)) == set()


@pytest.mark.parametrize(
    "plan",
    [
        "Right knee was injected today.",
        "Injected the right knee; will see her in 3 months.",
        "Right knee injection performed, tolerated well.",
        "Risks were discussed and the right knee was injected.",
        "Patient declined surgery; right knee injected without difficulty.",
    ],
)
def test_what_was_done_is_one(plan: str) -> None:
    assert codes(INJECTION.format(plan)) == {"20610"}


@pytest.mark.parametrize("heading", ["PMH", "Family history", "Medications", "Allergies", "Social history"])
def test_lists_of_the_past_hold_no_service(heading: str) -> None:
    assert codes(f"{heading}: Right knee injection performed. Colonoscopy done.\n") == set()


def test_a_size_that_is_not_said_leaves_a_hint_alone() -> None:
    answer = asked("Procedure: Laceration of left forearm repaired with nylon sutures.\n")
    found = [each for each in answer.suggestions if each.kind == "procedure"]
    assert [(each.code, each.tier, each.missing) for each in found] == [("12001", Tier.HINT, ("size",))]


def test_many_without_a_number_ask_for_it() -> None:
    found = done(asked("Procedure: Cryotherapy applied to multiple actinic keratoses of the scalp.\n"))
    assert [(each.code, each.missing) for each in found] == [("17000", ("number",))]


@pytest.mark.parametrize(
    ("minutes", "code"),
    [(15, None), (16, "90832"), (37, "90832"), (38, "90834"), (52, "90834"), (53, "90837")],
)
def test_minutes_of_psychotherapy(minutes: int, code: str | None) -> None:
    text = f"Individual psychotherapy session, {minutes} minutes.\nAssessment: Panic disorder.\n"
    assert codes(text) == ({code} if code else set())


@pytest.mark.parametrize(
    ("age", "code"), [(0, "99391"), (4, "99392"), (11, "99393"), (17, "99394"), (39, "99395")]
)
def test_the_age_chooses_the_check_up(age: int, code: str) -> None:
    row = {"age": age, "status": "established"}
    assert {each.code for each in done(asked("Well visit.\nAssessment: Healthy.\n", row))} == {code}


def test_in_a_facility_only_the_reading_counts() -> None:
    text = (
        "ED note. Emergency department visit.\nResults: ECG today, interpreted by me: sinus tachycardia.\n"
        "Assessment: Chest pain, unclear cause.\nPlan: Troponin ordered. Aspirin given.\n"
    )
    assert codes(text) == {"93010"}


def test_the_level_of_the_visit_is_a_suggestion_of_its_own() -> None:
    answer = asked("Follow-up.\nAssessment: Hypertension, above goal.\nPlan: Start amlodipine 5 mg.\n")
    levels = [each for each in answer.suggestions if each.kind == "em"]
    assert answer.visit is not None
    assert [(each.code, each.tier) for each in levels] == [(answer.visit.low, Tier.REVIEW)]
    assert levels[0].evidence
    assert "Hypertension" in levels[0].evidence[0].text or levels[0].evidence[0].text


def test_no_level_no_suggestion() -> None:
    answer = asked("Group psychotherapy provided, 8 participants.\n")
    assert [each.kind for each in answer.suggestions if each.kind == "em"] == []
