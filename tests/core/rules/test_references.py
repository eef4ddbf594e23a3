"""References are read from the prose of notes; what is unsure is left out."""

import pytest

from almoner.core.rules.references import references_in, refers


@pytest.mark.parametrize(
    ("note", "found"),
    [
        ("angina (I20.-)", "I20"),
        ("pus (R82.81)", "R8281"),
        ("diabetes (E08-E13)", "E08:E13"),
        ("pancreas (K85-K86.-)", "K85:K86"),
        ("several (F30.2, F31.2)", "F302 F312"),
        ("two brackets (I20.-) and (I21)", "I20 I21"),
        ("with a tail (E08-E13 with .17)", "E08:E13/17"),
        ("with tails (F11-F19 with .15. .25, .95)", "F11:F19/15 F11:F19/25 F11:F19/95"),
        ("by a place (T36-T50 with fifth or sixth character 5)", ""),
        ("a heading without codes", ""),
        ("not in brackets I20", ""),
        ("sites (Z3A.-, C7A.-)", "Z3A C7A"),
        ("a category of letters (QA0.0-), no word (SAB)", "QA00"),
        ("backwards (K86-K85)", ""),
    ],
)
def test_reading(note: str, found: str) -> None:
    assert references_in(note) == found


@pytest.mark.parametrize(
    ("references", "code", "is_meant"),
    [
        ("I20", "I209", True),
        ("I20", "I219", False),
        ("R8281", "R828", False),
        ("E08:E13", "E1122", True),
        ("E08:E13", "E14", False),
        ("E08:E13/17", "E1117", True),
        ("E08:E13/17", "E1118", False),
        ("A00 E08:E13/17", "A009", True),
        ("", "A009", False),
    ],
)
def test_meaning(references: str, code: str, is_meant: bool) -> None:  # noqa: FBT001
    assert refers(references, code) is is_meant
