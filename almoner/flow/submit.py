"""Step 5b, submit: ready claims leave in a batch; its numbers and bytes are stored before it is sent."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime, time

from almoner.core.claim import Claim, ClaimRevision, ClaimState
from almoner.core.claim.state import sent
from almoner.core.party import Practice
from almoner.core.plan import Plan, reading
from almoner.core.wire.claim_837 import GUIDE, write_claims
from almoner.flow.access import Actor, Permission, cause, enter
from almoner.flow.outbox import Purpose, envelope, numbered, store_out
from almoner.store.commit import commit
from almoner.store.session import Session

CLAIMS = Purpose("HC", GUIDE)
BATCH = 5000
PER_SET = 100


@dataclass(frozen=True, slots=True)
class Batch:
    """What was made ready to send: the file's record and the claims in it."""

    interchange_id: int
    name: str
    claim_ids: tuple[int, ...]


def submit_ready(actor: Actor, *, on: date, at: time = time(8, 0), limit: int = BATCH) -> Batch | None:
    """Put the ready claims into one interchange for the outbox; None when no claim is ready."""
    with enter(actor, Permission.CLAIM_SEND) as session:
        claims = session.find(Claim, state=ClaimState.READY, limit=limit)
        return _submit(session, actor, claims, on=on, at=at) if claims else None


def submit_claims(actor: Actor, claim_ids: Sequence[int], *, on: date, at: time = time(8, 0)) -> Batch | None:
    """Put the named claims, those of them that are ready, into one interchange for the outbox."""
    with enter(actor, Permission.CLAIM_SEND) as session:
        claims = session.find(Claim, id=list(claim_ids), state=ClaimState.READY)
        return _submit(session, actor, claims, on=on, at=at) if claims else None


def _submit(session: Session, actor: Actor, claims: list[Claim], *, on: date, at: time) -> Batch:
    practice = session.get(Practice, session.practice_id)
    found = session.find(ClaimRevision, id=[claim.revision_id for claim in claims])
    revisions = {revision.id: revision for revision in found}
    number = session.next_control(practice.clearinghouse_id)
    content, sets = write_claims(
        [revisions[claim.revision_id] for claim in claims],
        envelope=envelope(practice, number, purpose=CLAIMS, when=datetime.combine(on, at)),
        batch_number=number,
        per_set=PER_SET,
    )
    draft = numbered("837P", number, content, sets=len(sets))
    plan, contents = store_out(session, Plan(on=on, reads=reading(*claims)), draft)
    (interchange_id,) = contents
    gone = [sent(claim, on=on, interchange_id=interchange_id) for claim in claims]
    plan = replace(plan, records=(*plan.records, *gone))
    commit(session, plan, cause=cause(actor, "submit"), contents=contents)
    return Batch(interchange_id, draft.name, tuple(claim.id for claim in claims))
