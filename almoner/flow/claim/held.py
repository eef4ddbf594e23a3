"""Held claims: judged again when something may have changed, and free by themselves once nothing stops them.

One that is still stopped keeps its owner, its day and what was decided about it. What waits for a payer's
decision or for a person's act is left to it.
"""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date

from almoner.core.claim import Claim, ClaimRevision, ClaimState
from almoner.core.claim.build import NotReplaceable, passed_over, rebuild, resend_frequency
from almoner.core.claim.folder import Folder
from almoner.core.claim.state import Event, NotAllowed, after
from almoner.core.plan import Plan, Task, TaskState, join, reading
from almoner.flow.access import Actor, Permission, cause, enter
from almoner.flow.charge.charge import reassigned
from almoner.flow.claim.claim import going_on
from almoner.flow.policy import in_force
from almoner.flow.scrub.folders import load_surroundings
from almoner.flow.scrub.gate import Built, Standing, folders_by_visit, judge, judged_last, standings, why_held
from almoner.flow.scrub.priors import prior_decisions
from almoner.flow.scrub.unwritten import HELD_BY
from almoner.store.boot import opening
from almoner.store.commit import commit
from almoner.store.held import chain_end, held_claims
from almoner.store.session import Session

AT_ONCE = 200
FREE = "Nothing stops it any more."
AGAIN = "It was judged again."

_looked: dict[tuple[int, int], tuple[str, str, date]] = {}
"""How books, policy and day were at the last look at a practice; one that is lost costs a look."""


@dataclass(frozen=True, slots=True)
class _Draft:
    """A held claim as it would be built now, beside the revision that stands."""

    folder: Folder
    stands: Built
    built: Built

    @property
    def is_same(self) -> bool:
        """True where the payer would be told the same."""
        old, new = self.stands[1], self.built[1]
        told = replace(new, id=old.id, number=old.number, built_on=old.built_on, policy=old.policy)
        return replace(told, findings=old.findings) == old


def look_where_needed(actor: Actor, *, on: date) -> list[Claim]:
    """Judge the held claims again unless books, policy and day are as at the last look; return the free."""
    with enter(actor, Permission.CLAIM_BUILD) as session:
        now = (chain_end(session), in_force().version, on)
    place = (opening(), actor.practice_id)
    if _looked.get(place) == now:
        return []
    freed = look_again(actor, on=on)
    _looked[place] = now
    return freed


def look_again(actor: Actor, *, on: date) -> list[Claim]:
    """Judge every held claim again, from the records as they are now; return those that are ready."""
    with enter(actor, Permission.CLAIM_BUILD) as session:
        ids = held_claims(session)
    return [
        claim
        for start in range(0, len(ids), AT_ONCE)
        for claim in _look(actor, ids[start : start + AT_ONCE], on=on)
    ]


def _look(actor: Actor, claim_ids: Sequence[int], *, on: date) -> list[Claim]:
    with enter(actor, Permission.CLAIM_BUILD) as session:
        claims = session.find(Claim, id=claim_ids, state=ClaimState.HELD)
        plan = _judged_again(session, [one for one in claims if _held_by(one) in {"", HELD_BY}], on=on)
        commit(session, plan, cause=cause(actor, "claim", "held claims were judged again"))
        return [one for one in plan.records if isinstance(one, Claim) and one.state is ClaimState.READY]


def _held_by(claim: Claim) -> str:
    """Return what holds a claim; empty where the edits do."""
    return claim.cause.partition(": ")[2]


def _judged_again(session: Session, claims: Sequence[Claim], *, on: date) -> Plan:
    """Return the plan of what became of held claims; a claim of which nothing new is said is not in it."""
    drafts = _drafts(session, claims, on=on)
    asked = session.find(
        Task, claim_id=[one.stands[0].id for one in drafts], state=TaskState.OPEN, what="held_claim"
    )
    tasks = {task.claim_id: task for task in asked}
    plans: list[Plan] = []
    if same := [one for one in drafts if one.is_same]:
        folders = [one.folder for one in same]
        seen = standings(session, [one.stands for one in same], on=on, folders=folders)
        plans += [_as_it_stands(one, tasks.get(one.claim.id), on) for one in seen]
    if changed := [one for one in drafts if not one.is_same]:
        plans += _as_it_would_be(session, changed, tasks, on=on)
    return join(plans, on=on)


def _as_it_stands(seen: Standing, task: Task | None, on: date) -> Plan:
    """Free a claim that nothing stops, or record what is said of it now."""
    records = (seen.judgement,) if seen.judgement else ()
    if not seen.left:
        if _held_by(seen.claim) == HELD_BY:
            return Plan(on=on, records=records)  # it can't be written as it is
        free = after(seen.claim, Event.RELEASED, on=on, cause=FREE)
        done = (task.closed(by="almoner", outcome=FREE, on=on),) if task else ()
        return Plan(on=on, records=(*records, free), tasks=done, reads=reading(seen.claim))
    return Plan(on=on, records=records, tasks=told_anew(task, why_held(seen.left)))


def told_anew(task: Task | None, why: str) -> tuple[Task, ...]:
    """Return the task with what stops the claim now, where it says something else."""
    if task is None or task.why == why:
        return ()
    return (replace(task, version=task.version + 1, why=why),)


def _as_it_would_be(
    session: Session, drafts: Sequence[_Draft], tasks: dict[int, Task], *, on: date
) -> list[Plan]:
    """Build claims anew whose records have changed: those that nothing stops now, and those of which the
    edits say something else.
    """
    around = load_surroundings(session, [one.folder for one in drafts], [one.built for one in drafts])
    said = judged_last(session, [one.stands[1] for one in drafts])
    plans = []
    for draft in drafts:
        (claim, old), ids = draft.stands, session.ids()
        plan = judge([draft.built], around, ids=ids, on=on)
        standing, revision = plan.records[0], plan.records[1]
        assert isinstance(standing, Claim)
        assert isinstance(revision, ClaimRevision)
        if standing.state is ClaimState.HELD and revision.findings == said[old.id].findings:
            continue
        asked = [tasks[claim.id]] if claim.id in tasks else []
        plan = replace(plan, tasks=going_on(asked, plan.tasks, outcome=AGAIN, on=on), reads=reading(claim))
        has_moved = draft.folder.coverage.payer_id != claim.payer_id and not claim.prior_claim_id
        plans += [plan, reassigned(session, [draft.folder], on=on)] if has_moved else [plan]
    return plans


def _drafts(session: Session, claims: Sequence[Claim], *, on: date) -> list[_Draft]:
    """Return held claims as they would be built now, but those that can't be built at all."""
    found = session.find(ClaimRevision, id=[claim.revision_id for claim in claims])
    revisions = {revision.id: revision for revision in found}
    folders = folders_by_visit(session, claims)
    ids = session.ids()
    drafts = []
    for claim in claims:
        revision = revisions[claim.revision_id]
        folder = _folder(session, folders[claim.visit_ids[0]], (claim, revision))
        if folder is None:
            continue
        try:
            built = rebuild(claim, folder, frequency=resend_frequency(claim, revision), ids=ids, on=on)
        except (NotReplaceable, NotAllowed):
            continue
        drafts.append(_Draft(folder, (claim, revision), built))
    return drafts


def _folder(session: Session, folder: Folder, stands: Built) -> Folder | None:
    """Return a claim's own part of its visit's folder; None where no policy of its rank answers any more."""
    claim, revision = stands
    turn = next((place for place, one in enumerate(folder.coverages) if one.rank == claim.rank), None)
    if turn is None:
        return None
    carried = {line.line_id for line in revision.lines}
    return replace(
        folder,
        turn=turn,
        lines=tuple(line for line in folder.lines if line.id in carried),
        prior=prior_decisions(session, claim),
        passed_over=passed_over(revision),
        prior_claim_id=claim.prior_claim_id,
    )
