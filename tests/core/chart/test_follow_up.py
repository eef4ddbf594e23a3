"""When to come again: the template's answer before the text, and nothing that is another clinician's."""

from dataclasses import replace
from datetime import date

import pytest

from almoner.core.chart.follow_up import FollowUp, follow_up_of
from almoner.core.chart.note import Note, NoteSort, Stated, note_hash

ON = date(2026, 8, 31)


def note(text: str, note_id: int = 1, **changes: object) -> Note:
    made = Note(note_id, 5, 6, text, "Dr. Adeyemi", ON, note_hash(text))
    return replace(made, **changes)  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("text", "due_on"),
    [
        ("Continue. Return in six months.", date(2027, 2, 28)),
        ("Recheck in three months", date(2026, 11, 30)),
        ("Plan: follow-up in 2 weeks, sooner if worse.", date(2026, 9, 14)),
        ("Follow up visit in 4 to 6 weeks.", date(2026, 9, 28)),
        ("RTC in 1 yr.", date(2027, 8, 31)),
        ("RETURN TO THE CLINIC IN ABOUT 10 DAYS", date(2026, 9, 10)),
        ("Come back in a week.", date(2026, 9, 7)),
        ("I will see her again in 3-4 mo.", date(2026, 11, 30)),
    ],
)
def test_a_sentence_says_when(text: str, due_on: date) -> None:
    found = follow_up_of([note(text)])
    assert found is not None
    assert found.due_on(ON) == due_on


@pytest.mark.parametrize(
    "text",
    [
        "Follow up with cardiology in 2 weeks.",
        "Symptoms began 3 weeks ago.",
        "Return if worse.",
        "Pain in two days returned.",
        "Return in 0 weeks.",
        "Return in 99 years.",
        "Return in 999 weeks.",
        "",
    ],
)
def test_what_says_nothing_of_it_finds_nothing(text: str) -> None:
    assert follow_up_of([note(text)]) is None


def test_the_template_s_answer_comes_before_the_text() -> None:
    stated = (Stated("minutes", ("20",)), Stated("follow.up", ("3 months, with labs",)))
    found = follow_up_of([note("Return in 2 weeks if worse.", stated=stated)])
    assert found == FollowUp("3 months", months=3)


def test_a_later_word_counts_and_a_withdrawn_note_does_not() -> None:
    first = note("Return in 2 weeks.")
    added = note("Return in 1 week.", 2, addendum_to=1, sort=NoteSort.ADDENDUM)
    assert follow_up_of([first, added]) == FollowUp("1 week", days=7)
    gone = note("Return in 5 weeks", 3, addendum_to=1, sort=NoteSort.WITHDRAWAL)
    assert follow_up_of([first, gone]) is None
    mended = note("Return in 4 weeks.", 4, addendum_to=1, sort=NoteSort.CORRECTION)
    assert follow_up_of([first, mended]) == FollowUp("4 weeks", days=28)
