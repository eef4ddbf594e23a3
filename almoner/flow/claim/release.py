"""Lets ready claims go: they wait in the outbox for as long as the practice wants, can be called back, and
leave in a batch once that is over.

Promises that a claim in the outbox is as it was before, that what was called back doesn't leave, and that
what leaves passes the gate on the day on which it leaves.
"""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta

from almoner.core.claim.release import Release, ReleaseState
from almoner.core.party import Practice
from almoner.core.plan import Plan, reading
from almoner.flow.access import Actor, Permission, cause, enter, require
from almoner.flow.claim.submit import BATCH, Batch, submit_release
from almoner.flow.clock import local
from almoner.flow.refused import refusal
from almoner.store.commit import commit, take_turn
from almoner.store.queue import defer_exchange_until
from almoner.store.releases import due_releases, ready_claims

LONGEST_WAIT_S = 3600


@dataclass(frozen=True, slots=True)
class Released:
    """What was let go: the first of the releases, how many claims, and when they leave."""

    first_id: int
    claims: int
    leaves_at: datetime


def release_ready(actor: Actor, *, on: date, now: datetime) -> Released | None:
    """Let every ready claim go that isn't on its way; they leave after the practice's wait. None where there
    is none. What is let go together is called back together.
    """
    with enter(actor, Permission.CLAIM_SEND) as session:
        take_turn(session)
        ready = ready_claims(session)
        if not ready:
            return None
        leaves_at = now + timedelta(seconds=session.get(Practice, session.practice_id).outbox_seconds)
        ids = session.ids()
        made = [
            Release(
                id=next(ids),
                claim_ids=tuple(claim_id for claim_id, _ in part),
                cents=sum(cents for _, cents in part),
                released_by=actor.name,
                released_on=on,
                leaves_at=leaves_at,
            )
            for part in _batches(ready)
        ]
        defer_exchange_until(session, leaves_at)
        commit(session, Plan(on=on, records=tuple(made)), cause=cause(actor, "submit", "let go"))
        return Released(made[0].id, len(ready), leaves_at)


def _batches(ready: list[tuple[int, int]]) -> Iterable[list[tuple[int, int]]]:
    return (ready[start : start + BATCH] for start in range(0, len(ready), BATCH))


def call_back(actor: Actor, release_id: int, *, on: date) -> int:
    """Call a release back, and what was let go with it; return how many claims stay. Refused once it left."""
    with enter(actor, Permission.CLAIM_SEND) as session:
        take_turn(session)
        asked = session.get(Release, release_id)
        if asked.state is not ReleaseState.WAITING:
            raise refusal(
                "REL-01",
                "These claims are no longer in the outbox.",
                "See the batches for those that left; the payer's answer is waited for.",
            )
        waiting = session.find(Release, state=ReleaseState.WAITING, released_by=asked.released_by)
        together = [one for one in waiting if one.leaves_at == asked.leaves_at]
        back = tuple(one.moved(ReleaseState.CALLED_BACK) for one in together)
        plan = Plan(on=on, records=back, reads=reading(*together))
        commit(session, plan, cause=cause(actor, "submit", "called back"))
        return sum(len(one.claim_ids) for one in together)


def send_due(actor: Actor, *, on: date, now: datetime) -> list[Batch]:
    """Put the claims of each release whose wait is over into a file; one that is no longer ready stays."""
    with enter(actor, Permission.CLAIM_SEND) as session:
        due = due_releases(session, now)
    when = datetime.combine(on, local(actor).time().replace(second=0, microsecond=0))
    made = [submit_release(actor, one.id, when=when) for one in due]
    return [batch for batch in made if batch is not None]


def set_wait(actor: Actor, seconds: int, *, on: date) -> Practice:
    """Decide how long claims wait in the outbox, in seconds; 0 lets them go at once."""
    require(actor, Permission.SETUP_WRITE)
    if not 0 <= seconds <= LONGEST_WAIT_S:
        raise refusal("REL-02", f"The outbox waits 0 to {LONGEST_WAIT_S} seconds.", "Give such a number.")
    with enter(actor, Permission.SETUP_WRITE) as session:
        practice = session.get(Practice, session.practice_id)
        decided = replace(practice, version=practice.version + 1, outbox_seconds=seconds)
        commit(session, Plan(on=on, records=(decided,)), cause=cause(actor, "setup", "the outbox's wait"))
        return decided
