"""Dictated words stay linked to their time in the recording; what was worded anew is linked to nothing."""

from dataclasses import replace

import pytest

from almoner.core.chart.dictated import Check, Dictation, DictationSource, Mark, by_section
from almoner.core.chart.heard import Word
from almoner.core.chart.note import Note, is_whole, note_hash, note_seal
from almoner.core.chart.spoken import sentences
from almoner.core.chart.voiced import traced, words_hash
from tests.practices import DAY

SAID = "Left knee hurts since Monday. No fever. Metoprolol fifty milligrams daily."
MARK = Mark("side.0-1", Check.SIDE, "Left", 0, "adeyemi", "2026-01-05T10:00:00+00:00")


def dictated(text: str = SAID, **changes: object) -> Dictation:
    words = tuple(Word(one, 500 * at, 500 * at + 400) for at, one in enumerate(text.split()))
    made = Dictation(7, 1, DictationSource.RECORDED, "here", words, marks=(MARK,), is_used=True)
    return replace(made, recording_sha256="ab" * 32, **changes)  # type: ignore[arg-type]


def linked(note: str, *said: Dictation) -> list[list[tuple[str, int, int]]]:
    return [
        [(note[one.start : one.end], one.from_ms, one.to_ms) for one in voiced.stretches]
        for voiced in traced(note, said)
    ]


def test_each_sentence_is_linked_to_when_it_was_said() -> None:
    one = dictated()
    (text,) = by_section(sentences(one.words)).values()
    assert linked(f"History:\n{text}\n", one) == [
        [
            ("Left knee hurts since Monday.", 0, 2400),
            ("No fever.", 2500, 3400),
            ("Metoprolol 50 mg daily.", 3500, 5400),
        ]
    ]


@pytest.mark.parametrize(
    ("note", "found"),
    [
        ("Plan: Left knee hurts since Tuesday.", [("Left knee hurts since", 0, 1900)]),
        ("Today the left knee is swollen. Fever: none.", []),
        ("No fever. No fever.", [("No fever.", 2500, 3400)]),
        ("", []),
    ],
    ids=["changed at its end", "worded anew", "typed once more", "nothing"],
)
def test_what_its_author_changed_is_not_linked(note: str, found: list[tuple[str, int, int]]) -> None:
    assert linked(note, dictated()) == [found]


def test_what_is_said_twice_is_linked_twice() -> None:
    one = dictated("No fever at all. No fever at all.")
    assert linked("No fever at all. No fever at all.", one) == [
        [("No fever at all.", 0, 1900), ("No fever at all.", 2000, 3900)]
    ]


def test_what_was_never_put_in_says_nothing_of_the_note() -> None:
    assert traced("No fever.", [dictated(is_used=False)]) == ()


def test_the_seal_covers_recording_words_stretches_and_marks() -> None:
    text = "No fever.\n"
    voiced = traced(text, [dictated()])
    bare = Note(1, 1, 1, text, "adeyemi", DAY, note_hash(text))
    note = replace(bare, voiced=voiced)
    sealed = replace(note, seal=note_seal(note))
    assert is_whole(sealed)
    assert note_seal(bare) != sealed.seal
    (one,) = voiced
    for changed in (
        replace(one, recording_sha256="cd" * 32),
        replace(one, words_sha256="cd" * 32),
        replace(one, stretches=()),
        replace(one, marks=(MARK._replace(by="another"),)),
        replace(one, engine="there"),
    ):
        assert not is_whole(replace(sealed, voiced=(changed,)))


def test_another_time_or_word_is_another_hash() -> None:
    words = dictated().words
    assert words_hash(words) == words_hash(list(words))
    assert words_hash(words) != words_hash((words[0]._replace(end_ms=401), *words[1:]))
