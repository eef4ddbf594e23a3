"""A paper of a visit beside its note: what it is, who signed it when, and where it lies."""

from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from typing import ClassVar


class DocumentSort(StrEnum):
    """What a paper is; edits ask for it by this name."""

    OPERATIVE_NOTE = "operative_note"
    ADVANCE_NOTICE = "advance_notice"
    """The notice that Medicare may not pay (ABN), signed before the service."""
    CONSENT = "consent"
    ORDER = "order"
    LETTER = "letter"


@dataclass(frozen=True, slots=True)
class Document:
    """A signed paper on file for a visit; `place` says in which drawer, folder or system."""

    kind: ClassVar[str] = "document"
    id: int
    patient_id: int
    visit_id: int
    sort: DocumentSort
    signed_on: date
    version: int = 1
    place: str = ""
