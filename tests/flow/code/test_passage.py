"""A passage of a note is found to the character, and never one that stands twice in place of the other."""

from dataclasses import replace
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from almoner.core.chart import Note
from almoner.flow.code.passage import LONGEST_PASSAGE, Passage, placed
from almoner.flow.refused import Refused

TEXT = "Knee 😀 pain.\r\nKnee  stable, é.\nNo fever."
NOTE = Note(1, 2, 3, TEXT, "Dr. A", date(2026, 3, 2), "0" * 64)


def test_chosen_words_keep_their_own_place() -> None:
    first, second = (placed(NOTE, Passage("Knee", start, start + 4)) for start in (0, 14))
    assert (first.start, second.start) == (0, 14)
    assert placed(NOTE, Passage("Knee stable", 14, 26)).text == "Knee  stable"


def test_words_without_a_place_are_looked_for() -> None:
    found = placed(NOTE, Passage("pain. Knee"))
    assert TEXT[found.start : found.end] == found.text == "pain.\r\nKnee"
    with pytest.raises(Refused, match="more than once"):
        placed(NOTE, Passage("Knee"))


@pytest.mark.parametrize("wrong", [Passage("Hip"), Passage(""), Passage("Hip", 0, 3), Passage("x" * 301)])
def test_what_does_not_stand_there_is_refused(wrong: Passage) -> None:
    with pytest.raises(Refused, match="doesn't stand"):
        placed(NOTE, wrong)


def test_a_place_that_holds_other_words_is_not_believed() -> None:
    found = placed(NOTE, Passage("fever", 0, 5))
    assert TEXT[found.start : found.end] == "fever"
    assert placed(NOTE, Passage("fever", 0, 10**9)) == found


@given(st.text(min_size=1, max_size=400), st.data())
def test_every_stretch_that_is_chosen_is_quoted_as_it_stands(text: str, data: st.DataObject) -> None:
    start = data.draw(st.integers(0, len(text) - 1))
    end = data.draw(st.integers(start + 1, min(len(text), start + LONGEST_PASSAGE)))
    chosen = text[start:end]
    if not chosen.split():
        return
    found = placed(replace(NOTE, text=text), Passage(" ".join(chosen.split()), start, end))
    assert (found.start, found.end, found.text) == (start, end, chosen)
