"""What only an institutional claim tells of a visit: reasons, conditions, occurrences, amounts, who operated.

Promises that what is on record has the shape that the claim wants; what a code means is nobody's guess here.
Facts: Medicare Claims Processing Manual, chapter 25 (form locators 18 to 41, 70 and 77).
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date

from almoner.core.party.institutional import Institutional
from almoner.core.rules import Because, Finding, Severity

MOST_REASONS = 3
MOST_CONDITIONS = 11
MOST_OCCURRENCES = 8
MOST_VALUES = 12
_DIAGNOSIS = re.compile(r"[A-TV-Z][0-9][0-9A-Z][0-9A-Z]{0,4}")
_CODE = re.compile(r"[0-9A-Z]{2}")
_PRIORITY = re.compile(r"[1-59]?")
_SOURCE = Because("institutional", "Medicare Claims Processing Manual, chapter 25")


@dataclass(frozen=True, slots=True)
class Occurrence:
    """Something that happened on a day, by its code (31 to 34)."""

    code: str
    on: date


@dataclass(frozen=True, slots=True)
class ValueCode:
    """An amount by its code (39 to 41)."""

    code: str
    cents: int


@dataclass(frozen=True, slots=True)
class InstitutionalVisit:
    """`reasons` are the patient's own for an unscheduled visit, as diagnoses (70); `conditions` two signs
    each (18 to 28); `operating_id` is the provider who operated (77), 0 for nobody. `priority`, `origin` and
    `status` are this visit's where they aren't those that the place says of all.
    """

    reasons: tuple[str, ...] = ()
    conditions: tuple[str, ...] = ()
    occurrences: tuple[Occurrence, ...] = ()
    values: tuple[ValueCode, ...] = ()
    operating_id: int = 0
    priority: str = ""
    origin: str = ""
    status: str = ""

    def over(self, terms: Institutional) -> Institutional:
        """Return the terms of the place as they are of this visit."""
        return replace(
            terms,
            priority=self.priority or terms.priority,
            origin=self.origin or terms.origin,
            status=self.status or terms.status,
        )


NOTHING_TOLD = InstitutionalVisit()
"""A visit of which only the place's own terms are told."""


def check_institutional_visit(told: InstitutionalVisit) -> Iterator[Finding]:
    """Check what is told of a visit: the shapes of its codes, and how many there may be."""
    if len(told.reasons) > MOST_REASONS or not all(map(_DIAGNOSIS.fullmatch, told.reasons)):
        yield _finding("INS-01", "A reason for the visit is no diagnosis.", "Up to three ICD-10-CM codes.")
    if len(told.conditions) > MOST_CONDITIONS or not all(map(_CODE.fullmatch, told.conditions)):
        yield _finding("INS-02", "A condition is no code.", f"Two signs each, at most {MOST_CONDITIONS}.")
    if len(told.occurrences) > MOST_OCCURRENCES or not all(
        _CODE.fullmatch(one.code) for one in told.occurrences
    ):
        yield _finding("INS-03", "An occurrence is no code with its day.", "Give it as 04 2026-03-02.")
    if len(told.values) > MOST_VALUES or not all(
        _CODE.fullmatch(one.code) and 0 <= one.cents < 10**9 for one in told.values
    ):
        yield _finding("INS-04", "A value is no code with its amount.", "Give it as A2 25.00.")
    if not _PRIORITY.fullmatch(told.priority):
        yield _finding("INS-05", "The priority of a visit is no code.", "One digit from 1 to 5, or 9.")
    if not re.fullmatch(r"[A-Z0-9]?", told.origin):
        yield _finding("INS-06", "The point of origin is no code.", "One digit or capital.")
    if not re.fullmatch(r"(?:[0-9]{2})?", told.status):
        yield _finding("INS-07", "The patient's status is no code.", "Two digits.")


def _finding(edit: str, message: str, mend: str) -> Finding:
    return Finding(edit, "chart", Severity.REJECT, line=0, message=message, mend=mend, because=_SOURCE)
