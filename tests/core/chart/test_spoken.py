"""Dictated words become sentences by section; every piece knows the words it came from."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from almoner.core.chart.heard import Word, typed
from almoner.core.chart.spoken import SECTIONS, Sentence, sentences


def spoken(text: str) -> tuple[Sentence, ...]:
    return sentences(typed(text).words)


def lines(text: str) -> list[tuple[str, str]]:
    return [(each.section, each.text) for each in spoken(text)]


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("Knee hurts. Worse at night.", [("hpi", "Knee hurts."), ("hpi", "Worse at night.")]),
        ("assessment colon gout. plan colon rest", [("assessment", "gout."), ("plan", "rest")]),
        ("Past medical history: asthma.", [("pmh", "asthma.")]),
        ("The plan is rest.", [("hpi", "The plan is rest.")]),
        ("Knee hurts new paragraph Back is fine", [("hpi", "Knee hurts"), ("hpi", "Back is fine")]),
        ("Left knee. Scratch that. Right knee.", [("hpi", "Right knee.")]),
        ("Good. The left knee scratch that the right knee.", [("hpi", "Good."), ("hpi", "the right knee.")]),
        ("Gout full stop Rest", [("hpi", "Gout."), ("hpi", "Rest")]),
        ("Seen by Dr. Who today.", [("hpi", "Seen by Dr. Who today.")]),
        ("One\n\nTwo", [("hpi", "One"), ("hpi", "Two")]),
        ("scratch that", []),
        ("", []),
    ],
)
def test_commands(text: str, found: list[tuple[str, str]]) -> None:
    assert lines(text) == found


@pytest.mark.parametrize(
    ("said", "written"),
    [
        ("fifty milligrams daily", "50 mg daily"),
        ("50 milligrams.", "50 mg."),
        ("two point five milligrams", "2.5 mg"),
        ("one hundred twenty over eighty", "120/80"),
        ("one hundred and twenty over eighty,", "120/80,"),
        ("two thousand units", "2000 units"),
        ("six point eight percent", "6.8%"),
        ("no one came", "no one came"),
        ("one of two", "one of two"),
        ("twenty, five milligrams", "twenty, 5 mg"),
        ("five ten milligrams", "five 10 mg"),
    ],
)
def test_amounts_are_written_as_figures(said: str, written: str) -> None:
    assert " ".join(text for _, text in lines(said)) == written


_SAID = "fifty one hundred point over and five milligrams percent scratch that new paragraph colon x. , 5"
_WORDS = st.lists(st.sampled_from([*_SAID.split(), *SECTIONS]), max_size=40)


@given(_WORDS)
def test_every_piece_rests_on_its_own_words_in_order(said: list[str]) -> None:
    words = [Word(each, 0, 0) for text in said for each in text.split()]
    last = 0
    for sentence in sentences(words):
        for piece in sentence.pieces:
            assert last <= piece.first < piece.last <= len(words)
            last = piece.last
            if piece.last - piece.first == 1:
                assert piece.text.rstrip(".") == words[piece.first].text.rstrip(".")
