"""Where phrases may begin: no place where one stands is passed over, and most others are."""

from hypothesis import given
from hypothesis import strategies as st

from almoner.core.coding.openings import Starts, openings_of

WORDS = st.sampled_from(["a", "b", "c", "d"])
PHRASES = st.lists(st.lists(WORDS, min_size=1, max_size=3).map(" ".join), max_size=6)


def test_sizes_stand_by_the_first_two_words_the_most_first() -> None:
    openings = openings_of(["heart", "heart failure", "heart failure acute", "renal failure"])
    assert openings == {"heart": {"": (1,), "failure": (3, 2, 1)}, "renal": {"": (), "failure": (2,)}}


def test_a_word_that_nothing_begins_with_is_passed_over() -> None:
    starts = Starts((openings_of(["heart failure"]), openings_of(["failure"])))
    assert starts.places(["heart", "failure", "heart", "rate"]) == ([0], [1], [])


def test_loose_words_begin_beside_their_own_and_before_small_ones() -> None:
    starts = Starts((), {"pain": frozenset({"knee"})})
    assert starts.places(["pain", "knee", "pain", "of", "pain", "hip"], frozenset({"of"})) == ([0, 2],)


@given(PHRASES, st.lists(WORDS, max_size=12))
def test_no_phrase_is_passed_over(phrases: list[str], stems: list[str]) -> None:
    places, _ = Starts((openings_of(phrases),)).places(stems)
    held = {
        at
        for at in range(len(stems))
        for phrase in phrases
        if stems[at : at + len(phrase.split())] == phrase.split()
    }
    assert held <= set(places)
