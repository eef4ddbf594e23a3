"""Before dictated words stand in a note, what changes its meaning is confirmed, and what nobody said is
flagged.
"""

import pytest

from almoner.core.chart.dictated import (
    Check,
    Dictation,
    DictationSource,
    by_section,
    items,
    unsourced,
    unsure,
    waiting,
)
from almoner.core.chart.heard import Word, typed
from almoner.core.chart.spoken import sentences

DRUGS = frozenset({"metoprolol", "insulin glargine", "insulin"})


def checks(text: str) -> list[tuple[Check, str]]:
    return [(each.check, each.text) for each in items(sentences(typed(text).words), DRUGS)]


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("Metoprolol fifty milligrams.", [(Check.DRUG, "Metoprolol"), (Check.DOSE, "50 mg")]),
        ("Insulin glargine 10 units", [(Check.DRUG, "Insulin glargine"), (Check.DOSE, "10 units")]),
        ("Left knee.", [(Check.SIDE, "Left")]),
        ("Right now she is all right.", []),
        ("Denies pain, no fever.", [(Check.NEGATION, "Denies"), (Check.NEGATION, "no")]),
        ("It doesn't hurt.", [(Check.NEGATION, "doesn't")]),
        ("For three days.", [(Check.NUMBER, "three")]),
        ("120/80 and 6.8%", [(Check.NUMBER, "120/80"), (Check.DOSE, "6.8%")]),
        ("The one with gout.", []),
    ],
)
def test_what_is_to_be_confirmed(text: str, found: list[tuple[Check, str]]) -> None:
    assert checks(text) == found


def test_each_is_confirmed_by_itself_and_keys_are_unique() -> None:
    words = typed("Left knee, no fever. Left hip, no fever. Metoprolol 50 mg.").words
    whole = Dictation(1, 1, DictationSource.TYPED, words=words)
    open_items = waiting(whole, DRUGS)
    assert len({each.key for each in open_items}) == len(open_items) == 6
    one = Dictation(1, 1, DictationSource.TYPED, words=words, confirmed=(open_items[0].key,))
    assert waiting(one, DRUGS) == open_items[1:]
    strange = Dictation(1, 1, DictationSource.TYPED, words=words, confirmed=("side.9-10", "x"))
    assert waiting(strange, DRUGS) == open_items


def test_badly_heard_words_are_marked() -> None:
    assert unsure([Word("a", 0, 1, 59), Word("b", 1, 2, 60)]) == {0}


def test_the_draft_is_what_was_said_by_section() -> None:
    said = sentences(typed("Knee hurts. plan colon Rest. Ice it.").words)
    assert by_section(said) == {"hpi": "Knee hurts.", "plan": "Rest. Ice it."}


def test_a_sentence_that_nobody_said_is_flagged() -> None:
    said = sentences(typed("Knee hurts. No fever. Metoprolol 50 milligrams.").words)
    text = "Knee hurts. Patient has a fever.\nno fever.  Metoprolol 50 mg. Metoprolol 500 mg."
    assert [text[start:end].strip() for start, end in unsourced(text, said)] == [
        "Patient has a fever.",
        "Metoprolol 500 mg.",
    ]
