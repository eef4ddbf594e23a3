"""Replays the practice's own past claims against one card. Promises to read in pages, so that any number of
claims fits, to be stopped after any page with what it knows by then, and to change nothing.
"""

import time
from collections.abc import Iterator
from dataclasses import dataclass, field, replace

from almoner.core.claim import Claim, ClaimRevision, ClaimState
from almoner.core.claim.facts import Facts
from almoner.core.claim.scrub import Scrubber
from almoner.core.denial.replay import Answer, Outcome, outcome
from almoner.core.remit import Remittance
from almoner.core.rules import Card, CardError, Mode, Policy
from almoner.core.rules.releases import Tables
from almoner.flow.access import Actor, Permission, enter, require
from almoner.flow.policy import reasons
from almoner.flow.scrub.folders import load_surroundings
from almoner.flow.scrub.gate import folders_by_visit
from almoner.store.load import advices_that_count
from almoner.store.replay import claims_after, claims_before, claims_count, states_by_sending
from almoner.store.session import Session

PAGE = 200
SMALL_PAGE = 25
NEWEST = 2**63 - 1
MOST_EXAMPLES = 10
MOST_COUNTED = 10_000
"""Where a page shows the newest claims alone, all of them are counted up to so many."""

Sending = tuple[Claim, ClaimRevision, Answer]


@dataclass(slots=True)
class End:
    """The claims that ended in one way: how many, how many cents, and the first by their numbers."""

    count: int = 0
    cents: int = 0
    examples: list[str] = field(default_factory=list)

    def add(self, control: str, cents: int) -> None:
        """Count one more."""
        self.count += 1
        self.cents += cents
        if len(self.examples) < MOST_EXAMPLES:
            self.examples.append(control)


@dataclass(slots=True)
class Replay:
    """What a card would have done so far: of `total` claims `seen`, with `sendings` that it judged; on
    `fired` of them it speaks, on `not_judged` it lacks a fact or a table. `held` is what it would have held.
    """

    card: Card
    total: int
    seen: int = 0
    sendings: int = 0
    fired: int = 0
    not_judged: int = 0
    held: End = field(default_factory=End)
    ends: dict[Outcome, End] = field(default_factory=lambda: {one: End() for one in Outcome})


def replay(actor: Actor, card: Card, tables: Tables, *, page: int = PAGE) -> Iterator[Replay]:
    """Judge each sending of each claim by a card alone, as if it had been live, and yield what is known
    after every page. History is what the books held before the claim; the other surroundings are as they are
    known today.
    """
    require(actor, Permission.REMITTANCE_READ)
    require(actor, Permission.CLAIM_READ)
    if card.is_off:
        raise CardError(f"card {card.id} switches {card.excepts} off; replay that one, for what it holds")
    return _replayed(actor, card, tables, page)


def newest(actor: Actor, card: Card, tables: Tables, *, most_s: float) -> Replay:
    """Judge the newest claims, a page after another until so many seconds are over or none is left; what
    `replay` would say of them.
    """
    require(actor, Permission.REMITTANCE_READ)
    require(actor, Permission.CLAIM_READ)
    scrubber = Scrubber(Policy([replace(card, mode=Mode.LIVE)], version="replay", tables=tables))
    began, last = time.monotonic(), NEWEST
    with enter(actor, Permission.CLAIM_READ) as session:
        told = Replay(card, claims_count(session, most=MOST_COUNTED))
        while last and (not told.seen or time.monotonic() - began < most_s):
            ids = claims_before(session, last, limit=SMALL_PAGE)
            if ids:
                _judge(session, sorted(ids), scrubber, told)
            told.seen += len(ids)
            last = ids[-1] if ids else 0
    return told


def _replayed(actor: Actor, card: Card, tables: Tables, page: int) -> Iterator[Replay]:
    scrubber = Scrubber(Policy([replace(card, mode=Mode.LIVE)], version="replay", tables=tables))
    with enter(actor, Permission.CLAIM_READ) as session:
        told = Replay(card, claims_count(session))
    last = 0
    while True:
        with enter(actor, Permission.CLAIM_READ) as session:
            ids = claims_after(session, last, limit=page)
            if ids:
                _judge(session, ids, scrubber, told)
        if not ids:
            return
        last = ids[-1]
        told.seen += len(ids)
        yield told


def _judge(session: Session, ids: list[int], scrubber: Scrubber, told: Replay) -> None:
    sendings = _sendings(session, ids)
    pairs = [(claim, revision) for claim, revision, _ in sendings]
    folders = list(folders_by_visit(session, [claim for claim, _ in pairs]).values()) if pairs else []
    around = load_surroundings(session, folders, pairs)
    for claim, revision, answer in sendings:
        verdict = scrubber.scrub(_as_then(around.facts(claim, revision, on=revision.built_on)))
        told.sendings += 1
        told.not_judged += bool(verdict.not_judged)
        if verdict.findings:
            told.fired += 1
            end, cents = outcome(verdict.findings, revision, answer, reasons())
            told.ends[end].add(claim.control, cents)
            if verdict.is_stopping:
                told.held.add(claim.control, revision.total_cents)


def _as_then(facts: Facts) -> Facts:
    """Without the lines of history that were charged after the claim's own."""
    newest = max((line.line_id for line in facts.revision.lines), default=0)
    return replace(facts, history=tuple(line for line in facts.history if line.line_id < newest))


def _sendings(session: Session, ids: list[int]) -> list[Sending]:
    """The revisions of claims that left, each with what came back for it, in their order."""
    states = states_by_sending(session, ids)
    claims = {claim.id: claim for claim in session.find(Claim, id=ids)}
    asked = advices_that_count(ids)
    advices = session.gather(asked).of(asked)
    remittances = {one.remittance_id for one in advices}
    days = {one.id: one.received_on for one in session.find(Remittance, id=list(remittances))}
    sent: dict[int, list[ClaimRevision]] = {}
    for revision in session.find(ClaimRevision, claim_id=ids, order="claim_id, t.number"):
        if ClaimState.SENT in states.get((revision.claim_id, revision.number), ()):
            sent.setdefault(revision.claim_id, []).append(revision)
    found = []
    for claim_id, revisions in sent.items():
        for place, revision in enumerate(revisions):
            later = revisions[place + 1].built_on if place + 1 < len(revisions) else None
            own = [
                one
                for one in advices
                if one.claim_id == claim_id
                and revision.built_on <= days[one.remittance_id]
                and (later is None or days[one.remittance_id] < later)
            ]
            is_rejected = ClaimState.REJECTED in states[claim_id, revision.number]
            on = max((days[one.remittance_id] for one in own), default=revision.built_on)
            found.append((claims[claim_id], revision, Answer(tuple(own), on, is_rejected and not own)))
    return found
