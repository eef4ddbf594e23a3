"""A signed note: a frozen version with its hash. A change is an addendum, which is another note."""

import hashlib
from dataclasses import dataclass
from datetime import date
from typing import ClassVar


def note_hash(text: str) -> str:
    """Return the SHA-256 of the note's UTF-8 text, in hexadecimal."""
    return hashlib.sha256(text.encode()).hexdigest()


@dataclass(frozen=True, slots=True)
class Note:
    """The text that a provider signed on a day; `sha256` is `note_hash(text)`.

    `addendum_to` is the note that this one adds to, 0 for a visit's first note.
    """

    kind: ClassVar[str] = "note"
    id: int
    visit_id: int
    patient_id: int
    text: str
    signed_by: str
    signed_on: date
    sha256: str
    version: int = 1
    addendum_to: int = 0
