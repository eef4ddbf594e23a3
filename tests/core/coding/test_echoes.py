"""Shorter words for what is named in full are no suggestion of their own."""

from datetime import date

import pytest

from almoner.core.coding.suggest import Asked, suggest
from tests.core.coding.lexica import tools


def codes(text: str) -> set[str]:
    return {each.code for each in suggest(text, Asked(on=date(2026, 11, 2)), tools()).suggestions}


@pytest.mark.parametrize(
    ("text", "is_there"),
    [
        ("A/P:\n1. Chronic kidney disease\n- kidney disease is stable\n2. HTN", False),
        ("A/P:\n1. Chronic kidney disease\n2. Kidney disease, other", True),
        ("Assessment: kidney disease, knee osteoarthritis", True),
    ],
)
def test_a_shorter_name(text: str, *, is_there: bool) -> None:
    assert ("N28.9" in codes(text)) is is_there
