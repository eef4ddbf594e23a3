"""A psychotherapy note in the sense of the privacy rule (45 CFR 164.501): a separate kind of record that its
author alone opens. The record says that it is there, by whom and of which day; its words lie apart.
"""

from dataclasses import dataclass
from datetime import date
from typing import ClassVar

from almoner.core.chart import check
from almoner.core.rules import Finding

LONGEST = 200_000
_MENTAL_HEALTH = (
    *("101Y", "102L", "103G", "103T", "1041", "106H"),
    *("2084A0401", "2084F0202", "2084P0015", "2084P08", "363LP0808", "364SP08"),
)
"""Beginnings of taxonomy codes (nucc.org): counselors, psychoanalysts, psychologists, social workers, family
therapists, psychiatrists, and nurses of psychiatry."""


@dataclass(frozen=True, slots=True)
class PsychotherapyNote:
    """That a psychotherapy note of a visit exists; `sha256` is of its words in UTF-8."""

    kind: ClassVar[str] = "psychotherapy_note"
    id: int
    visit_id: int
    patient_id: int
    signed_by: str
    signed_on: date
    sha256: str
    version: int = 1


def against(text: str) -> tuple[Finding, ...]:
    """Return what stands against keeping the words of such a note."""
    found = [*check.texts("The note", text, longest=LONGEST)]
    if not text.strip():
        found.append(check.finding("DOC-02", "The note is empty.", "Write what is to be kept."))
    return tuple(found)


def is_mental_health(taxonomy: str) -> bool:
    """True of a provider who is a mental health professional; only their notes are psychotherapy notes."""
    return taxonomy.startswith(_MENTAL_HEALTH)
