"""What an engine made up is dropped by rule, with its time and the reason."""

import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from almoner.core.chart.heard import PARAGRAPH, HeardError, Segment, Word, kept, read_heard, typed


def segment(text: str, start: int = 0, step: int = 400, **more: int) -> Segment:
    words = [
        Word(each, start + step * number, start + step * (number + 1))
        for number, each in enumerate(text.split())
    ]
    return Segment(tuple(words), **more)


@pytest.mark.parametrize(
    ("one", "why"),
    [
        (segment("thank you for watching", no_speech=60), "the engine heard no speech"),
        (segment("so so so so so", compression=241), "the text repeats itself"),
        (segment("a b c d e f", step=50), "nobody speaks so fast"),
    ],
)
def test_what_is_dropped(one: Segment, why: str) -> None:
    found = kept([one])
    assert found.words == ()
    assert found.gaps == ((*one.span, why),)


def test_at_the_limits_it_is_kept() -> None:
    assert len(kept([segment("thank you", no_speech=59, compression=240)]).words) == 2


def test_the_gate_drops_what_stands_where_nobody_spoke() -> None:
    said, made_up = segment("left knee"), segment("subscribe now", start=9_000)
    found = kept([said, made_up], voice=((0, 800),))
    assert found.words == said.words
    assert [gap.why for gap in found.gaps] == ["there was no voice"]
    assert kept([said], voice=()).words == ()


def test_a_long_sentence_is_not_heard_twice_in_a_row() -> None:
    once = segment("the patient is here for follow-up")
    again = segment("the patient is here for follow-up", start=4_000)
    assert kept([once, again]).words == once.words


def test_words_beside_the_segments_are_taken_too() -> None:
    told = {"segments": [{"no_speech_prob": 0.1}], "words": [{"word": "knee", "start": 0, "end": 0.5}]}
    assert read_heard(json.dumps(told)) == (Segment((Word("knee", 0, 500, 100),), 10, 0),)


def test_a_typed_transcript_has_words_and_paragraphs_without_times() -> None:
    found = typed("Left knee\r\n\r\nBetter.")
    assert [word.text for word in found.words] == ["Left", "knee", PARAGRAPH, "Better."]
    with pytest.raises(HeardError):
        typed("x" * 81)


_KEYS = st.sampled_from(["segments", "words", "word", "start", "end", "text"])
_JSON = st.recursive(
    st.none() | st.booleans() | st.floats() | st.text(),
    lambda each: st.lists(each) | st.dictionaries(_KEYS, each),
)


@given(_JSON)
def test_any_json_is_heard_or_refused(value: object) -> None:
    try:
        found = read_heard(json.dumps(value))
    except HeardError:
        return
    assert all(word.start_ms <= word.end_ms for each in found for word in each.words)
