"""What characters go out: capitals, no accents, no delimiter, and nothing dropped in silence."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from almoner.core.x12 import Delimiters, X12WriteError, clean, display
from almoner.core.x12.charset import BASIC, EXTENDED


@pytest.mark.parametrize(
    ("value", "expected"),
    [
        ("Smith", "SMITH"),
        ("Muñoz", "MUNOZ"),
        ("Groß", "GROSS"),
        ("Ångström Æther Œuvre Ørsted Łódź", "ANGSTROM AETHER OEUVRE ORSTED LODZ"),
        ("O’Brien – “Pat”", 'O\'BRIEN - "PAT"'),
        ("a*b:c~d^e", "A B C D E"),
        ("  x ", "X"),
        ("½", "1/2"),
        ("A\u00a0B", "A B"),
        ("", ""),
        ("~", ""),
    ],
)
def test_values_are_made_fit_to_send(value: str, expected: str) -> None:
    assert clean(value) == expected


@pytest.mark.parametrize(
    "value", ["a#b", "x@y.org", "100%", "line\nbreak", "tab\there", "東京", "\x00", "emoji 🙂", "a_b"]
)
def test_what_has_no_place_is_refused_without_showing_it(value: str) -> None:
    with pytest.raises(X12WriteError) as caught:
        clean(value)
    assert value not in str(caught.value)


def test_a_partner_may_allow_more() -> None:
    assert clean("x@Y.org #4", is_extended=True) == "x@Y.org #4"
    assert clean("Muñoz|x", is_extended=True) == "Munoz|x"
    assert clean("Muñoz|x", is_extended=True, delimiters=Delimiters("|", ":", "^", "~")) == "Munoz x"
    with pytest.raises(X12WriteError):
        clean("東京", is_extended=True)


@given(value=st.text(max_size=30), is_extended=st.booleans())
def test_what_comes_out_is_in_the_set_and_stays_as_it_is(*, value: str, is_extended: bool) -> None:
    try:
        cleaned = clean(value, is_extended=is_extended)
    except X12WriteError:
        return
    assert set(cleaned) <= set(EXTENDED if is_extended else BASIC) - set("*:^~")
    assert clean(cleaned, is_extended=is_extended) == cleaned


def test_names_are_shown_as_they_were_meant() -> None:
    assert display("CLÍNICA".encode().decode("latin-1")) == "CLÍNICA"
    assert display("CLÍNICA".encode("latin-1").decode("latin-1")) == "CLÍNICA"
    assert display("CLINICA") == "CLINICA"
