"""Pictures of cards: what is one, and which counts."""

from dataclasses import replace
from datetime import date

import pytest

from almoner.core.coverage.card_image import LARGEST_BYTES, CardImage, kind_of, latest

JPEG, PNG = b"\xff\xd8\xff", b"\x89PNG\r\n"
IMAGE = CardImage(5, 1, 2, "front", 9, "image/png", date(2026, 11, 23), "ann")


@pytest.mark.parametrize(
    ("picture", "kind"),
    [
        (JPEG + b"x", "image/jpeg"),
        (PNG + b"x", "image/png"),
        (PNG + b"x" * (LARGEST_BYTES - len(PNG)), "image/png"),
        (PNG + b"x" * LARGEST_BYTES, ""),
        (b"<svg onload=alert(1)>", ""),
        (b"%PDF-1.7", ""),
        (b"", ""),
    ],
)
def test_a_picture_is_known_by_its_bytes_and_bounded(picture: bytes, kind: str) -> None:
    assert kind_of(picture) == kind


def test_the_later_picture_of_a_side_counts() -> None:
    newer, back = replace(IMAGE, id=7), replace(IMAGE, id=6, side="back")
    assert latest([newer, IMAGE, back]) == {(2, "front"): newer, (2, "back"): back}
