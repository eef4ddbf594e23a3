"""The questions of Medicare: their card, their branches, and who pays first by the answers."""

from collections.abc import Mapping
from dataclasses import replace
from datetime import date
from importlib.resources import files

import pytest

from almoner.core.coverage import Coverage, Standing
from almoner.core.coverage.check import MSP_TYPES
from almoner.core.coverage.msp import CAUSES, EMPLOYEES, told, verdict
from almoner.core.coverage.msp_questions import Questions, QuestionsBroken, read_questions

ON = date(2026, 3, 2)
HEAD = "from = 2026-01-01\nagain_days = 90\nsource = 's'\n[[question]]\nid = 'a'\nasks = 'b'\n"
NONE = {"cause": "none", "held_for": "age", "plan": "none"}


@pytest.fixture(scope="module")
def card() -> Questions:
    words = files("almoner").joinpath("policy", "forms", "payer_questions.toml")
    return read_questions(words.read_text(encoding="utf-8"))


def said(held_for: str, plan: str, employees: str = "", **more: str) -> dict[str, str]:
    answers = {"cause": "none", "held_for": held_for, "plan": plan, **more}
    return answers | ({"employees": employees} if employees else {})


@pytest.mark.parametrize(
    ("answers", "msp_type"),
    [
        (NONE, ""),
        (said("age", "own", "under_20"), ""),
        (said("age", "own", "from_20"), "12"),
        (said("age", "spouse", "from_100"), "12"),
        (said("age", "family", "from_100"), ""),
        (said("age", "past"), ""),
        (said("disability", "own", "from_20"), ""),
        (said("disability", "family", "from_100"), "43"),
        (said("disability", "past"), ""),
        (said("esrd", "own", kidney_on="2025-01-01"), "13"),
        (said("esrd", "past", kidney_on="2023-10-01"), "13"),
        (said("esrd", "own", kidney_on="2023-08-31"), ""),
        (said("esrd", "none", kidney_on="2025-01-01"), ""),
        (NONE | {"cause": "black_lung", "cause_on": "2020-01-01", "cause_payer": "DOL"}, "41"),
        (NONE | {"cause": "va", "cause_payer": "VA"}, "42"),
        (NONE | {"cause": "program", "cause_payer": "A study"}, "16"),
        (NONE | {"cause": "work", "cause_on": "2026-02-01", "cause_payer": "Fund"}, "15"),
        (NONE | {"cause": "auto", "cause_on": "2026-02-01", "cause_payer": "Keystone"}, "14"),
        (NONE | {"cause": "liability", "cause_on": "2026-02-01", "cause_payer": "A store"}, "47"),
    ],
    ids=str,
)
def test_who_pays_before_medicare(card: Questions, answers: Mapping[str, str], msp_type: str) -> None:
    assert card.faults(answers, on=ON) == {}
    found = verdict(answers, on=ON)
    assert found.msp_type == msp_type
    assert found.why
    assert found.is_medicare_first == (not msp_type)


def test_every_cause_of_the_card_has_its_type(card: Questions) -> None:
    (cause,) = (one for one in card.questions if one.id == "cause")
    assert {value for value, _ in cause.options} == {"none", *CAUSES}
    assert {kind for kind, _ in CAUSES.values()} <= MSP_TYPES
    (size,) = (one for one in card.questions if one.id == "employees")
    assert {value for value, _ in size.options} == set(EMPLOYEES)


@pytest.mark.parametrize(
    ("changed", "where"),
    [
        ({"cause": ""}, "cause"),
        ({"cause": "flood"}, "cause"),
        ({"plan": "own"}, "employees"),
        ({"cause": "work", "cause_payer": "Fund"}, "cause_on"),
        ({"cause": "work", "cause_payer": "Fund", "cause_on": "2026-03-03"}, "cause_on"),
        ({"cause": "work", "cause_payer": "Fund", "cause_on": "yesterday"}, "cause_on"),
        ({"cause": "va", "cause_payer": "x" * 121}, "cause_payer"),
        ({"held_for": "esrd"}, "kidney_on"),
        ({"employees": "from_20"}, "employees"),
    ],
    ids=str,
)
def test_what_is_not_answered_as_asked_is_said_at_its_question(
    card: Questions, changed: Mapping[str, str], where: str
) -> None:
    assert set(card.faults({**NONE, **changed}, on=ON)) == {where}


def test_answers_to_what_is_asked_no_more_are_dropped(card: Questions) -> None:
    assert card.kept(said("age", "none", "from_100")) == NONE
    assert "How many people" not in card.transcript(NONE)
    assert "No plan through anybody's work" in card.transcript(NONE)


@pytest.mark.parametrize(
    "broken",
    [
        "",
        HEAD + "kind = 'smell'",
        HEAD + "kind = 'day'\nwhen = { z = ['1'] }",
    ],
)
def test_a_broken_card_is_refused(broken: str) -> None:
    with pytest.raises(QuestionsBroken):
        read_questions(broken)


POLICY = Coverage(1, 1, 1, 1, 1, "M1", date(2026, 1, 1))


def test_what_the_answers_mean_for_a_policy() -> None:
    own = said("age", "own", "from_20")
    assert told(POLICY, "medicare", own, asked_on=ON) == Standing(medicare_reason="age", asked_on=ON)
    assert told(POLICY, "commercial", own, asked_on=ON) == Standing(work="active", employees=20, asked_on=ON)
    exact = replace(POLICY, standing=Standing(employees=45))
    assert told(exact, "commercial", own, asked_on=ON).employees == 45, "a number that was told exactly stays"
    assert told(exact, "commercial", said("age", "own", "from_100"), asked_on=ON).employees == 100
    spouses = replace(POLICY, relation="01")
    assert told(spouses, "commercial", own, asked_on=ON) == Standing(asked_on=ON), "nobody spoke of that one"
    assert told(POLICY, "commercial", said("age", "past"), asked_on=ON).work == "retired"
    supplement = replace(POLICY, standing=Standing(is_supplement=True))
    assert told(supplement, "commercial", own, asked_on=ON).work == ""
    assert told(POLICY, "medicaid", own, asked_on=ON) == Standing(asked_on=ON)
