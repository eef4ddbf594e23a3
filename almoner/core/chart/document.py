"""A paper of a visit beside its note: what it is, who signed it when, and where it lies; and the step that
takes one out that was filed in error.
"""

from dataclasses import dataclass, replace
from datetime import date
from enum import StrEnum
from typing import ClassVar

from almoner.core.chart import check
from almoner.core.chart.entry import Identifier, Label
from almoner.core.chart.shape import Concept
from almoner.core.plan import Plan, reading

STANDS = "current"
"""The state of a paper that was not filed in error, as its table shows it."""
_UNTYPED = Concept()


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
    """A signed paper on file for a visit (FHIR DocumentReference); `place` says in which drawer, folder or
    system. `concept` is its type in the document ontology (LOINC), `content_type` what its bytes are,
    `sha256` of them; `fault` is why it was filed in error.
    """

    kind: ClassVar[str] = "document"
    id: int
    patient_id: int
    visit_id: int
    sort: DocumentSort
    signed_on: date
    version: int = 1
    place: str = ""
    title: str = ""
    concept: Concept = _UNTYPED
    author_id: int = 0
    recorded_by: str = ""
    identifiers: tuple[Identifier, ...] = ()
    content_type: str = ""
    sha256: str = ""
    labels: tuple[Label, ...] = ()
    fault: str = ""


def take_out(paper: Document, reason: str, *, on: date) -> Plan:
    """Return the plan that keeps a paper as filed in error, with the reason; it counts for nothing more."""
    found = [*check.texts("The reason", reason, longest=check.LONGEST_WORDS)]
    if paper.fault:
        found.append(check.finding("CHT-11", "The paper is out already.", "File the right one."))
    if not reason.strip():
        found.append(check.finding("CHT-10", "Nobody says what was wrong.", "Give the reason."))
    if found:
        return Plan(on=on, findings=tuple(found))
    gone = replace(paper, version=paper.version + 1, fault=reason.strip())
    return Plan(on=on, records=(gone,), reads=reading(paper))
