"""No text takes long to read, however it was made: patterns never try one stretch in many ways."""

import signal
from collections.abc import Iterator
from types import FrameType

import pytest

from almoner.core.coding.day_minutes import stretches_of
from almoner.core.coding.documentation import SHAPES
from almoner.core.coding.reading import read
from almoner.core.rules.references import references_in
from almoner.store.shipped.lexicon import shipped_lexicon

SECONDS = 20
"""A hundred times what each takes, and far below what it took when stretches were tried in many ways."""
BLANKS = " " * 100_000


@pytest.fixture(autouse=True)
def _limit() -> Iterator[None]:
    def ended(_number: int, _frame: FrameType | None) -> None:
        raise AssertionError(f"it took longer than {SECONDS} s")

    before = signal.signal(signal.SIGALRM, ended)
    signal.alarm(SECONDS)
    yield
    signal.alarm(0)
    signal.signal(signal.SIGALRM, before)


@pytest.mark.parametrize(
    ("shape", "text"),
    [
        ("start-stop", "10:00 " + "stop" * 40),
        ("start-stop", "10:00 " + "end:" * 40),
        ("start-stop", f"10:00{BLANKS}x"),
        ("lot", f"lot{BLANKS}x"),
        ("count", "a " + "a-" * 10_000),
    ],
)
def test_no_shape_of_the_documentation_is_sought_for_long(shape: str, text: str) -> None:
    assert SHAPES[shape].search(text) is None


def test_start_and_stop_times_are_not_sought_for_long() -> None:
    assert stretches_of(f"Session 10:00{BLANKS}x") == ()
    assert len(stretches_of("Session 10:00 am to 10:45 am")) == 1


@pytest.mark.parametrize("filled", [f"a{BLANKS}b", f"a{BLANKS}", "7" * 100_000, "discarded " + "7" * 60_000])
def test_a_note_is_read_before_long(filled: str) -> None:
    text = f"ASSESSMENT: Hypertension.\nPLAN: {filled}\n"
    reading = read(text, shipped_lexicon().headings)
    assert reading.sentences[-1].span.end <= len(text)


def test_references_are_not_sought_for_long() -> None:
    assert references_in(f"diabetes (E08-E13 with {'..A' * 40}!)") == ""
    assert references_in(f"diabetes (E08{BLANKS}!)") == "E08"
