"""A person's decision on a code: what was suggested, what they did with it, over which words of which note.

Promises that no decision rests on another text than the signed one (its hash is kept), that what was accepted
had its evidence on the screen, and that what differs from the suggestion has a reason.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from typing import ClassVar


class Act(StrEnum):
    """What a person did: took the suggestion, took another code, refused it, or added one of their own."""

    ACCEPT = "accept"
    CHANGE = "change"
    REJECT = "reject"
    ADD = "add"


class Sort(StrEnum):
    """What a code says: a diagnosis, a service, or the level of a visit (a service too)."""

    DIAGNOSIS = "dx"
    SERVICE = "service"


class Origin(StrEnum):
    """Where what was decided on came from."""

    SUGGESTED = "suggested"
    ORDER = "order"
    TYPED = "typed"
    TAKEN_OVER = "taken_over"
    """Decided before decisions were records of their own."""


REASONS = {
    "not_documented": "The note does not say it",
    "not_assessed": "Only mentioned, not dealt with at this visit",
    "ruled_out": "Denied, ruled out or past",
    "less_specific": "The note says it more precisely",
    "too_specific": "The note says it less precisely",
    "part_of_another": "Part of another code",
    "other_service": "Another service was done",
    "billed_elsewhere": "Billed by somebody else",
}
"""Why a suggestion was not taken as it stood: a short list, so that the reasons can be counted."""


@dataclass(frozen=True, slots=True)
class Suggested:
    """What the person saw: the code, how sure, the places in the note (code points, half-open), the rules."""

    code: str
    tier: str
    confidence: int
    """In hundredths."""
    evidence: tuple[tuple[int, int], ...] = ()
    rules: tuple[str, ...] = ()
    line: str = ""
    """What tells the line from others of its code, such as JW."""
    units: int = 0
    """0 where the suggestion says none."""
    modifiers: tuple[str, ...] = ()
    ndc: str = ""
    diagnoses: tuple[str, ...] = ()
    """The diagnoses that the line is for."""
    proposals: tuple[str, ...] = ()
    """The proposals that the chart's records gave, each with its version."""
    score: int = -1
    """What the coder made of the note before any calibration, in thousandths; -1 where nothing kept it."""
    beside: tuple[str, ...] = ()
    """What was known beside the note (`Asked.beside`)."""

    @property
    def scored(self) -> float:
        """The score from 0 to 1: before there were calibrations it was the confidence."""
        return self.score / 1000 if self.score >= 0 else self.confidence / 100

    @property
    def name(self) -> str:
        """What it is decided by: the code, with what tells its line from others."""
        return f"{self.code}-{self.line}" if self.line else self.code


@dataclass(frozen=True, slots=True)
class Versions:
    """The versions and hashes of what the suggestion was made with, so that it can be made again."""

    code_set: str = ""
    lexicon: str = ""
    rules: str = ""
    weights: str = ""
    calibration: str = ""
    """The name of the calibration that made a confidence of the score; empty where the score was shown."""


def family_of(sort: Sort, code: str) -> str:
    """Return the family of a code: a diagnosis's category, a service's first three digits."""
    return code[:3] if sort is Sort.DIAGNOSIS else f"{code[:3]}xx"


@dataclass(frozen=True, slots=True)
class CodingDecision:
    """One decision on one code of a visit, never changed: who thinks again decides again, the last counts.

    `seconds` is how long the evidence had been on the screen, 0 where none was opened.
    """

    kind: ClassVar[str] = "coding_decision"
    id: int
    visit_id: int
    patient_id: int
    note_id: int
    note_sha256: str
    sort: Sort
    code: str
    action: Act
    decided_by: str
    decided_on: date
    version: int = 1
    origin: Origin = Origin.TYPED
    suggestion: Suggested | None = None
    reason: str = ""
    evidence_opened: bool = False
    seconds: int = 0
    versions: Versions = Versions()
    places: tuple[tuple[int, int], ...] = ()
    """The words of the note that a person's own code rests on (code points, half-open), where they said."""

    @property
    def about(self) -> tuple[Sort, str]:
        """What was decided on: the suggested code, or the person's own where none was suggested."""
        return self.sort, self.suggestion.name if self.suggestion else self.code

    @property
    def name(self) -> str:
        """The name of the line that it gives: its code, with what tells the line from others."""
        line = self.suggestion.line if self.suggestion and self.action is Act.ACCEPT else ""
        return f"{self.code}-{line}" if line else self.code


def faults(decision: CodingDecision) -> list[str]:
    """Return what keeps this from being a decision, each as one sentence for the person who decides."""
    seen = decision.suggestion
    checks = (
        (not decision.code, "A code is missing."),
        (
            decision.action is Act.ADD and seen is not None,
            "What was suggested is accepted, changed or rejected.",
        ),
        (
            decision.action is not Act.ADD and seen is None,
            "Only what was suggested can be accepted or rejected.",
        ),
        (
            decision.action is Act.ACCEPT and not decision.evidence_opened,
            "Look at the evidence before accepting.",
        ),
        (
            decision.action in {Act.ACCEPT, Act.REJECT} and seen is not None and decision.code != seen.code,
            "Another code than the suggested one is a change.",
        ),
        (
            decision.action is Act.CHANGE and seen is not None and decision.code == seen.code,
            "A change names another code.",
        ),
        (
            decision.action in {Act.CHANGE, Act.REJECT} and decision.reason not in REASONS,
            "Say why, with one of the listed reasons.",
        ),
    )
    return [said for is_wrong, said in checks if is_wrong]


def standing(decisions: Iterable[CodingDecision]) -> dict[tuple[Sort, str], CodingDecision]:
    """Return the last decision on each thing that was decided on, in the order of the first ones."""
    found: dict[tuple[Sort, str], CodingDecision] = {}
    for one in decisions:
        found[one.about] = one
    return found


def chosen(decisions: Sequence[CodingDecision], sort: Sort) -> tuple[CodingDecision, ...]:
    """Return the decisions that give the visit a code of this sort: each line once, without rejected ones."""
    found: dict[str, CodingDecision] = {}
    for one in standing(decisions).values():
        if one.sort is sort and one.action is not Act.REJECT:
            found.setdefault(one.name, one)
    return tuple(found.values())
