"""A signed note: a frozen version with its hashes. A change is another note that points to it: an addendum, a
correction, a withdrawal, or the text of who cosigned.
"""

import hashlib
import json
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from typing import ClassVar

from almoner.core.chart.voiced import Voiced


class NoteSort(StrEnum):
    """What a note is to the visit, or to the note that it points to."""

    VISIT = "visit"
    ADDENDUM = "addendum"
    CORRECTION = "correction"
    WITHDRAWAL = "withdrawal"
    """The note that it points to was entered in error."""
    COSIGNATURE = "cosignature"


class CareRole(StrEnum):
    """Under whose name a service stands beside the author's."""

    OWN = "own"
    SUPERVISED = "supervised"
    INCIDENT_TO = "incident-to"
    SHARED = "shared"
    TEACHING = "teaching"


COSIGNED = frozenset({CareRole.SUPERVISED, CareRole.SHARED, CareRole.TEACHING})
"""Roles in which a second clinician attests with a text of their own."""


@dataclass(frozen=True, slots=True)
class Care:
    """Who stood behind the service, where, and in what presence (the author's words). `supervising_id` is 0
    where nobody did; `pos` the place of service.
    """

    role: CareRole = CareRole.OWN
    supervising_id: int = 0
    presence: str = ""
    pos: str = ""


@dataclass(frozen=True, slots=True)
class Stated:
    """A field's answers, and where its sentence stands in the text: code points [start, end), both 0 where
    the template has no sentence for it.
    """

    field: str
    values: tuple[str, ...]
    start: int = 0
    end: int = 0


@dataclass(frozen=True, slots=True)
class Carried:
    """Words of the text that came from an earlier note, and whether the author said they were reviewed."""

    source_id: int
    source_on: date
    start: int
    end: int
    is_reviewed: bool = False


@dataclass(frozen=True, slots=True)
class TemplateUse:
    """The template of a note, and from when on that version was in force."""

    id: str
    from_on: date


OWN = Care()


def note_hash(text: str) -> str:
    """Return the SHA-256 of the note's UTF-8 text, in hexadecimal."""
    return hashlib.sha256(text.encode()).hexdigest()


@dataclass(frozen=True, slots=True)
class Note:
    """The text that a provider signed on a day; `sha256` is `note_hash(text)`, `seal` is `note_seal` of the
    whole, empty on notes from before there were seals.

    `addendum_to` is the note that this one points to, 0 for a visit's first note. `signed_at` is the instant
    in UTC (ISO 8601), `scribe` who or what wrote the words down where it wasn't the author, `voiced` where
    dictated words came from.
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
    sort: NoteSort = NoteSort.VISIT
    template: TemplateUse | None = None
    stated: tuple[Stated, ...] = ()
    carried: tuple[Carried, ...] = ()
    care: Care = OWN
    author_id: int = 0
    signed_at: str = ""
    scribe: str = ""
    voiced: tuple[Voiced, ...] = ()
    seal: str = ""

    @property
    def what(self) -> NoteSort:
        """What it is; one from before there were sorts that points to another adds to it."""
        is_older = self.sort is NoteSort.VISIT and self.addendum_to > 0
        return NoteSort.ADDENDUM if is_older else self.sort

    @property
    def wants_cosignature(self) -> bool:
        """A second clinician has to attest with their own words."""
        return self.what is NoteSort.VISIT and self.care.role in COSIGNED and self.care.supervising_id > 0


def note_seal(note: Note) -> str:
    """Return the SHA-256 over all that a signature freezes: body, fields, author, time, template version, who
    stood behind it, what was carried, what was dictated, and what it points to. A note without dictated words
    has the seal that it had before there were any.
    """
    template = [note.template.id, note.template.from_on.isoformat()] if note.template else []
    care = note.care
    frozen = [
        note.sort.value,
        note.visit_id,
        note.patient_id,
        note.addendum_to,
        note.text,
        [[one.field, list(one.values), one.start, one.end] for one in note.stated],
        [
            [one.source_id, one.source_on.isoformat(), one.start, one.end, one.is_reviewed]
            for one in note.carried
        ],
        [care.role.value, care.supervising_id, care.presence, care.pos],
        [note.signed_by, note.author_id, note.scribe],
        [note.signed_on.isoformat(), note.signed_at],
        template,
        *([[_voice(one) for one in note.voiced]] if note.voiced else ()),
    ]
    return hashlib.sha256(json.dumps(frozen, ensure_ascii=True, separators=(",", ":")).encode()).hexdigest()


def _voice(one: Voiced) -> list[object]:
    told = [one.dictation_id, one.source.value, one.engine, one.recording_sha256, one.words_sha256]
    return [told, [list(each) for each in one.stretches], [list(each) for each in one.marks]]


def is_whole(note: Note) -> bool:
    """True where a note is as it was signed."""
    return note.sha256 == note_hash(note.text) and note.seal in {"", note_seal(note)}
