"""What other cards would change for the claims that have not left yet. It reads in pages and changes
nothing.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from almoner.core.claim import Claim, ClaimRevision
from almoner.core.claim.scrub import Scrubber, Verdict
from almoner.core.rules import Policy
from almoner.flow.access import Actor, Permission, enter, require
from almoner.flow.scrub.folders import load_surroundings
from almoner.flow.scrub.gate import folders_by_visit
from almoner.store.replay import waiting_after
from almoner.store.session import Session

PAGE = 200


@dataclass(frozen=True, slots=True)
class Turn:
    """A waiting claim on which the cards would speak otherwise: those that come and go, and whether it would
    be stopped now and then.
    """

    control: str
    comes: tuple[str, ...]
    goes: tuple[str, ...]
    is_stopped: bool
    would_be_stopped: bool


def turns(actor: Actor, now: Policy, then: Policy, *, on: date, page: int = PAGE) -> Iterator[Turn]:
    """Yield the waiting claims that the policy `then` would judge otherwise than `now` does, on a day."""
    require(actor, Permission.CLAIM_READ)
    return _turned(actor, (now, then), on, page)


def _turned(actor: Actor, policies: tuple[Policy, Policy], on: date, page: int) -> Iterator[Turn]:
    now, then = policies
    old, new = Scrubber(now), Scrubber(then)
    last = 0
    while True:
        with enter(actor, Permission.CLAIM_READ) as session:
            ids = waiting_after(session, last, limit=page)
            found = list(_turns(session, ids, (old, new), on)) if ids else []
        yield from found
        if not ids:
            return
        last = ids[-1]


def _turns(session: Session, ids: list[int], edits: tuple[Scrubber, Scrubber], on: date) -> Iterator[Turn]:
    claims = session.find(Claim, id=ids)
    found = session.find(ClaimRevision, id=[claim.revision_id for claim in claims])
    revisions = {revision.id: revision for revision in found}
    pairs = [(claim, revisions[claim.revision_id]) for claim in claims]
    around = load_surroundings(session, list(folders_by_visit(session, claims).values()), pairs)
    for claim, revision in pairs:
        facts = around.facts(claim, revision, on=on)
        was, becomes = (each.scrub(facts) for each in edits)
        comes, goes = _told(becomes) - _told(was), _told(was) - _told(becomes)
        if comes or goes:
            yield Turn(claim.control, _cards(comes), _cards(goes), was.is_stopping, becomes.is_stopping)


def _told(verdict: Verdict) -> set[tuple[str, int]]:
    return {(one.because.card, one.line) for one in verdict.findings}


def _cards(told: set[tuple[str, int]]) -> tuple[str, ...]:
    return tuple(sorted({card for card, _ in told}))
