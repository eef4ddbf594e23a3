"""A model's text is read with limits; whatever is no reply is told by its part and never repeated."""

import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from almoner.core.coding.reply import Choice, ReplyError, read_reply


def test_a_reply_is_read_in_its_own_order() -> None:
    told = {"choices": [{"id": "c2", "quotes": ["a b"]}, {"id": "c1", "quotes": []}], "note": "passed over"}
    assert read_reply(json.dumps(told)).choices == (Choice("c2", ("a b",)), Choice("c1", ()))


@pytest.mark.parametrize(
    ("text", "part"),
    [
        ("", "no JSON"),
        ("Sure! {}", "no JSON"),
        ("[" * 100_000, "no JSON"),
        ("[]", "no object"),
        ("{}", "choices"),
        ('{"choices": []}', "nothing is chosen"),
        ('{"choices": ["c1"]}', "an object each"),
        ('{"choices": [{"id": 1, "quotes": []}]}', "id"),
        ('{"choices": [{"id": "c1"}]}', "quotes"),
        ('{"choices": [{"id": "c1", "quotes": ["' + "x" * 601 + '"]}]}', "quotes"),
        ('{"choices": [' + ",".join(['{"id": "c1", "quotes": []}'] * 61) + "]}", "at most 60"),
        ('{"choices": [{"id": "c1", "quotes": []}], "questions": [{"id": "c1"}]}', "questions"),
        (" " * 200_001, "longer"),
    ],
)
def test_what_is_no_reply_is_refused_by_its_part(text: str, part: str) -> None:
    with pytest.raises(ReplyError, match=part) as caught:
        read_reply(text)
    assert "xxx" not in str(caught.value)


@given(
    st.recursive(
        st.none() | st.integers() | st.text(), lambda each: st.lists(each) | st.dictionaries(st.text(), each)
    )
)
def test_any_json_is_a_reply_or_a_fault(value: object) -> None:
    try:
        read_reply(json.dumps(value))
    except ReplyError:
        return
    pytest.fail("a value that chooses nothing was taken for a reply")
