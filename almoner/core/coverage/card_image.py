"""A picture of a policy's card: which side, of which policy, and where its exact bytes are kept."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import ClassVar

SIDES = ("front", "back")
LARGEST_BYTES = 6 * 1024 * 1024
KINDS = {b"\x89PNG\r\n": "image/png", b"\xff\xd8\xff": "image/jpeg"}
"""How the files begin that a camera makes, and what they are."""


@dataclass(frozen=True, slots=True)
class CardImage:
    """A picture of one side. `picture_id` is the file that holds its bytes; a later one of a side replaces
    it on the screens and stays beside it on record.
    """

    kind: ClassVar[str] = "card_image"
    id: int
    patient_id: int
    coverage_id: int
    side: str
    picture_id: int
    content_type: str
    taken_on: date
    taken_by: str
    version: int = 1


def kind_of(picture: bytes) -> str:
    """Return the content type of a picture, empty where it is none that is kept or is too large."""
    if len(picture) > LARGEST_BYTES:
        return ""
    return next((kind for start, kind in KINDS.items() if picture.startswith(start)), "")


def latest(images: Iterable[CardImage]) -> dict[tuple[int, str], CardImage]:
    """Return the picture that counts of each policy and side."""
    return {(one.coverage_id, one.side): one for one in sorted(images, key=lambda one: one.id)}
