"""What the edits said of a claim revision after it was built, and what a person decided against them.

Promises that a decision holds for the very finding that the person saw: another revision, line, rule or row
is another finding. What must not leave is nobody's to decide.
"""

import hashlib
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import ClassVar

from almoner.core.rules import Finding, Severity


@dataclass(frozen=True, slots=True)
class Judgement:
    """What the edits of a policy said of a revision after its building, or with cards in shadow at it.

    `policy` names the cards and the releases that they rested on. `shadow` stops nothing.
    """

    kind: ClassVar[str] = "judgement"
    id: int
    claim_id: int
    revision_id: int
    judged_on: date
    policy: str
    findings: tuple[Finding, ...] = ()
    shadow: tuple[Finding, ...] = ()
    version: int = 1


@dataclass(frozen=True, slots=True)
class Override:
    """A person lets a claim go although a finding holds it. `finding` is that finding's `mark`; the edit
    and its line are kept for who reads the record.
    """

    kind: ClassVar[str] = "finding_override"
    id: int
    claim_id: int
    revision_id: int
    finding: str
    edit: str
    line: int
    reason: str
    decided_by: str
    decided_on: date
    version: int = 1


def mark(finding: Finding) -> str:
    """Return what tells a finding from others of its revision: its edit, line, card and row."""
    because = finding.because
    told = "\x1f".join((finding.edit, str(finding.line), because.card, because.row))
    return hashlib.sha256(told.encode()).hexdigest()[:16]


def is_overridable(finding: Finding) -> bool:
    """True for what leaves after a person decides."""
    return finding.severity is Severity.HOLD


def stopping(findings: Iterable[Finding], overrides: Iterable[Override]) -> tuple[Finding, ...]:
    """Return the findings that still stop a revision. `overrides` are those of this very revision."""
    decided = {one.finding for one in overrides}
    return tuple(
        one for one in findings if one.is_stopping and not (is_overridable(one) and mark(one) in decided)
    )
