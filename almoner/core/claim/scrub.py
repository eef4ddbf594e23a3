"""Scrubs a claim: one function for every door, batch and retry. Promises a finding with its proof for every
card that fires, and a word for every edit that could not be judged; what cards in shadow say stops nothing.
"""

from dataclasses import dataclass

from almoner.core.claim.edits import KINDS, TABLE_KINDS, Hit, Prepared, Unjudged
from almoner.core.claim.facts import Facts
from almoner.core.claim.ready import ReadyCards
from almoner.core.claim.revision import ClaimRevision
from almoner.core.rules import Because, Card, CardError, Finding, Policy, Severity, Situation
from almoner.core.rules.releases import Tables

_MOST_KEPT = 1_000
PROFESSIONAL = "professional"
INSTITUTIONAL = "institutional"


@dataclass(frozen=True, slots=True)
class NotJudged:
    """An edit that stayed silent because it lacked a fact or a release."""

    edit: str
    why: str


@dataclass(frozen=True, slots=True)
class Verdict:
    """What the edits say of a claim, in the order of the cards."""

    findings: tuple[Finding, ...]
    not_judged: tuple[NotJudged, ...] = ()
    shadow: tuple[Finding, ...] = ()
    """What cards in shadow would have said; kept apart, and never a reason to hold."""

    @property
    def is_stopping(self) -> bool:
        """True where the claim may not leave as it is."""
        return any(finding.is_stopping for finding in self.findings)


class Scrubber:
    """A policy made ready once: each card is prepared, with the policy's tables, before the first claim.
    CardError where a card names no kind that we know, or lacks what its kind wants.
    """

    def __init__(self, policy: Policy) -> None:
        self.policy = policy
        self._prepared = {card.id: _prepare(card, policy.tables) for card in policy.cards if not card.is_off}
        self._ready: dict[tuple[int, frozenset[str]], ReadyCards] = {}

    def scrub(self, facts: Facts) -> Verdict:
        """Judge a claim by the cards of its first service date and its situation."""
        revision = facts.revision
        on = min([line.service_on for line in revision.lines]) if revision.lines else facts.on
        speaking = self.policy.at(on).of(situation(revision))
        silent = [
            NotJudged(card.edit, f"{lacking} is not given, on which {card.id} depends")
            for card, lacking in speaking.untold
        ]
        findings = self._judge(speaking.live, facts, silent)
        shadow = self._judge(speaking.shadow, facts, []) if speaking.shadow else []
        return Verdict(tuple(findings), tuple(dict.fromkeys(silent)), tuple(shadow))

    def _judge(self, cards: tuple[Card, ...], facts: Facts, silent: list[NotJudged]) -> list[Finding]:
        findings: list[Finding] = []
        ready = self._ready_for(cards, facts.unknown)
        silent += [NotJudged(edit, f"{path} is not given") for edit, path in ready.silent]
        for card, prepared in ready.about(facts.revision):
            for hit in prepared.judge(facts):
                if isinstance(hit, Unjudged):
                    silent.append(NotJudged(card.edit, hit.why))
                else:
                    findings.append(_finding(card, hit, facts))
        return findings

    def _ready_for(self, cards: tuple[Card, ...], unknown: frozenset[str]) -> ReadyCards:
        key = (id(cards), unknown)
        found = self._ready.get(key)
        if found is None or found.cards is not cards:
            if len(self._ready) >= _MOST_KEPT:
                self._ready.clear()
            found = self._ready[key] = ReadyCards(cards, self._prepared, unknown)
        return found


def situation(revision: ClaimRevision) -> Situation:
    """Return what a claim tells the scopes of cards."""
    payer, rendering = revision.payer, revision.rendering or revision.billing
    where = (revision.facility and revision.facility.address) or revision.billing.address
    return Situation(
        payer_kind=payer.payer_kind,
        payer=payer.claim_payer_id,
        plan=payer.plan_name,
        place=revision.pos,
        specialty=rendering.taxonomy,
        state=where.state if where else "",
        form=INSTITUTIONAL if revision.bill is not None else PROFESSIONAL,
    )


def _prepare(card: Card, tables: Tables) -> Prepared:
    kind, table_kind = KINDS.get(card.kind), TABLE_KINDS.get(card.kind)
    if kind is not None:
        return kind(card)
    if table_kind is None:
        raise CardError(f"card {card.id}: no kind of edit is called {card.kind[:40]!r}")
    return table_kind(card, tables)


def _finding(card: Card, hit: Hit, facts: Facts) -> Finding:
    revision = facts.revision
    at_risk = revision.lines[hit.line - 1].charge_cents if hit.line else revision.total_cents
    return Finding(
        edit=card.edit,
        kind=card.kind,
        severity=_lower(card.severity, hit.at_most) if hit.at_most else card.severity,
        line=hit.line,
        message=card.message,
        mend=hit.mend or card.mend,
        because=Because(card=card.id, source=hit.source or card.source, row=hit.row),
        expected_denial=card.expected_denial,
        cents=at_risk,
    )


_RANKS = list(Severity)
"""From the gravest to the lightest."""


def _lower(severity: Severity, at_most: Severity) -> Severity:
    return max(severity, at_most, key=_RANKS.index)
