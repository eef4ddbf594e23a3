"""Mends that a machine does to a claim before it leaves, within what the practice has consented to.

Promises that none is done without a consent on record for that card and that very change, and none that
doesn't do away with its finding or that brings another.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import date
from typing import ClassVar

from almoner.core.claim.facts import Facts
from almoner.core.claim.revision import ClaimRevision, Mend
from almoner.core.claim.scrub import Scrubber, Verdict
from almoner.core.rules import Autonomy, Card, Mode

_BY_FREEDOM = tuple(Autonomy)


@dataclass(frozen=True, slots=True)
class MendConsent:
    """A person lets the change of a card be done by itself, as far as `autonomy` says, or takes that back
    with `suggest`. The latest of a card counts, and only while the card's change is the one that was agreed
    to.
    """

    kind: ClassVar[str] = "mend_consent"
    id: int
    card: str
    change: str
    autonomy: Autonomy
    reason: str
    decided_by: str
    decided_on: date
    version: int = 1


def mendable(cards: Iterable[Card]) -> dict[str, Card]:
    """Return the live cards that have a change and would do more than suggest it, by id."""
    return {
        card.id: card
        for card in cards
        if card.change
        and card.autonomy is not Autonomy.SUGGEST
        and card.mode is Mode.LIVE
        and not card.is_off
    }


def consented(cards: Mapping[str, Card], consents: Iterable[MendConsent]) -> dict[str, Autonomy]:
    """Return how far each card may go: no further than it says itself, nor than the practice does."""
    latest = {one.card: one for one in sorted(consents, key=lambda each: each.id)}
    found: dict[str, Autonomy] = {}
    for key, one in latest.items():
        card = cards.get(key)
        if card is not None and one.change == str(card.change):
            far = min(card.autonomy, one.autonomy, key=_BY_FREEDOM.index)
            if far is not Autonomy.SUGGEST:
                found[key] = far
    return found


def mend(
    scrubber: Scrubber, facts: Facts, verdict: Verdict, cards: Mapping[str, Card], far: Mapping[str, Autonomy]
) -> tuple[ClaimRevision, Verdict]:
    """Return the revision with what may be done to it, and what the edits say of it then."""
    for finding in verdict.findings:
        key = finding.because.card
        if key not in far or not finding.line:
            continue
        changed = replace(facts, revision=_changed(facts.revision, finding.line, cards[key], far[key]))
        again = scrubber.scrub(changed)
        if _told(again) == _told(verdict) - {(key, finding.line)}:
            facts, verdict = changed, again
    return facts.revision, verdict


def _changed(revision: ClaimRevision, number: int, card: Card, far: Autonomy) -> ClaimRevision:
    assert card.change, "only what has a change is consented to"
    line = revision.lines[number - 1]
    changed = replace(line, modifiers=card.change.of(line.modifiers))
    lines = (*revision.lines[: number - 1], changed, *revision.lines[number:])
    done = Mend(card.id, number, str(card.change), is_noticed=far is Autonomy.APPLY_WITH_NOTICE)
    return replace(revision, lines=lines, mends=(*revision.mends, done))


def _told(verdict: Verdict) -> set[tuple[str, int]]:
    return {(one.because.card, one.line) for one in verdict.findings}
