"""What treats a concept is found by its name, not where it is denied or a part of the name of the illness."""

import pytest

from almoner.core.coding.note import note_of
from tests.core.coding.lexica import small


@pytest.mark.parametrize(
    ("text", "is_treated"),
    [
        ("Plan: continue lisinopril", True),
        ("Medications: Lisinopril 10 mg", True),
        ("Plan: not taking a thing", False),
        ("HPI: denies lisinopril", False),
        ("Allergies: lisinopril", False),
    ],
)
def test_treatment(text: str, *, is_treated: bool) -> None:
    assert note_of(text, small()).is_treated("hypertension") is is_treated
