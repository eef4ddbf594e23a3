"""Marks that stand in for words: what they deny and doubt, and what looks like them and says nothing."""

import pytest

from almoner.core.coding.marks import marked_by
from almoner.core.coding.matcher import Hit
from almoner.core.coding.mention import Assertion, Match
from almoner.core.coding.note import note_of
from tests.core.coding.test_suggest_shipped import tools


def marked(text: str, name: str) -> Assertion:
    """What the note makes of the first mention of a concept."""
    return next(each.assertion for each in note_of(text, tools().lexicon).mentions if each.concept == name)


@pytest.mark.parametrize(
    "text",
    [
        "(-) asthma (+) cough",
        "Asthma-, cough+",
        "Asthma (-), cough (+)",
        "Asthma [ ] gout [x]",
        "asthma-free",
    ],
)
def test_marks_that_deny(text: str) -> None:
    assert marked(text, "asthma") is Assertion.NEGATED


@pytest.mark.parametrize("text", ["? asthma", "Cough, asthma?", "Wheeze (?asthma)"])
def test_marks_that_doubt(text: str) -> None:
    assert marked(text, "asthma") is Assertion.UNCERTAIN


@pytest.mark.parametrize(
    "text",
    ["Asthma - stable", "Asthma? Yes, since 2010.", "Asthma?: yes", "[x] Asthma [ ] Gout", "(+) asthma"],
)
def test_marks_that_say_nothing_of_it(text: str) -> None:
    assert marked(text, "asthma") is Assertion.PRESENT


def test_a_name_without_a_mark_has_none() -> None:
    reading = note_of("asthma today", tools().lexicon).reading
    assert marked_by(reading, Hit(0, 1, ("asthma",), Match.EXACT)) is None
