"""Warnings that the practice lets stop a claim: decision by decision, the latest of a card counts.

Promises that a raised warning holds its claim as any hold does, that a person may still decide otherwise with
a reason, and that nothing which stops already becomes less.
"""

import hashlib
from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date
from typing import ClassVar

from almoner.core.rules import Card, Finding, Mode, Severity


@dataclass(frozen=True, slots=True)
class RuleStop:
    """A person lets a card's warning hold claims, or takes that back. `judged` and `fired` say on how many
    past claims that was tried, and on how many of them it spoke.
    """

    kind: ClassVar[str] = "rule_stop"
    id: int
    card: str
    is_on: bool
    reason: str
    decided_by: str
    decided_on: date
    judged: int = 0
    fired: int = 0
    version: int = 1


def can_be_raised(card: Card) -> bool:
    """True where a card is heard and only speaks."""
    is_heard = card.mode is Mode.LIVE and not card.is_off
    return is_heard and card.severity in (Severity.WARN, Severity.INFO)


def raised_cards(stops: Iterable[RuleStop]) -> frozenset[str]:
    """Return the cards whose warnings hold claims now."""
    latest = {one.card: one for one in sorted(stops, key=lambda each: each.id)}
    return frozenset(one.card for one in latest.values() if one.is_on)


def raised(findings: tuple[Finding, ...], cards: frozenset[str]) -> tuple[Finding, ...]:
    """Return findings with those of raised cards as holds."""
    if not cards:
        return findings
    return tuple(
        replace(one, severity=Severity.HOLD) if one.because.card in cards and not one.is_stopping else one
        for one in findings
    )


def mark(cards: frozenset[str]) -> str:
    """Return what a policy's version is followed by, so that what was judged under other stops is judged
    again; empty where none is raised.
    """
    if not cards:
        return ""
    return f"+{hashlib.sha256(' '.join(sorted(cards)).encode()).hexdigest()[:8]}"
