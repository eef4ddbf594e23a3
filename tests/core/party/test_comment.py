"""Whom a comment calls, how its text is tidied, and that each change is a version of its own."""

from datetime import date

import pytest

from almoner.core.party.comment import (
    Comment,
    CommentState,
    Notice,
    NoticeState,
    called_in,
    tidied,
)

ON = date(2026, 3, 2)


@pytest.mark.parametrize(
    ("text", "called"),
    [
        ("@dana please look", ("dana",)),
        ("ask @dana, then @moira.", ("dana", "moira")),
        ("(@dana) @dana again", ("dana",)),
        ("write to dana@clinic.example", ()),
        ("line one\n@m.lopez", ("m.lopez",)),
        ("@ nobody", ()),
        ("owes 20 @. 30", ()),
    ],
)
def test_a_name_after_the_sign_is_called_once(text: str, called: tuple[str, ...]) -> None:
    assert called_in(text) == called


@pytest.mark.parametrize(
    ("typed", "kept"),
    [
        ("  one  two \r\n three ", "one two\nthree"),
        ("a\n\n\n\nb", "a\n\nb"),
        (" \n ", ""),
        ("bell\x07", ""),
    ],
)
def test_a_text_is_kept_without_needless_blanks(typed: str, kept: str) -> None:
    assert tidied(typed) == kept


def test_each_change_is_the_next_version() -> None:
    first = Comment(1, 2, "one", "dana", ON)
    second = first.mended("two", ("moira",), on=ON)
    assert (first.text, second.text, second.version, second.named) == ("one", "two", 2, ("moira",))
    third = second.withdrawn(on=ON)
    assert (third.state, third.text, third.version) == (CommentState.WITHDRAWN, "two", 3)


def test_a_notice_is_done_and_may_be_open_again() -> None:
    notice = Notice(1, 2, 3, "moira", "dana", ON)
    done = notice.done(on=ON)
    assert (done.state, done.done_on, done.version) == (NoticeState.DONE, ON, 2)
    assert (done.opened().state, done.opened().done_on, done.opened().version) == (NoticeState.OPEN, None, 3)
