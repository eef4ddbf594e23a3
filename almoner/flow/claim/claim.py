"""Step 5, claim: charged visits become claims, judged by the edits; one that is stopped has an owner."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import date

from almoner.core.chart import Visit, VisitState
from almoner.core.claim import Claim, ClaimRevision, ClaimState
from almoner.core.claim.build import NotReplaceable, build, passed_over, rebuild, resend_frequency
from almoner.core.claim.folder import Folder
from almoner.core.claim.revision import Frequency
from almoner.core.claim.state import NotAllowed
from almoner.core.plan import Plan, Task, TaskState, join, reading
from almoner.flow.access import Actor, Permission, cause, enter
from almoner.flow.charge.charge import reassigned
from almoner.flow.refused import refusal
from almoner.flow.scrub.elsewhere import lines_elsewhere
from almoner.flow.scrub.folders import load_folders, load_surroundings
from almoner.flow.scrub.gate import judge
from almoner.flow.scrub.priors import prior_decisions
from almoner.store.commit import commit
from almoner.store.load import revision_lines
from almoner.store.session import Session


def charged_visits(actor: Actor, *, limit: int = 2000) -> list[int]:
    """Return the ids of charged visits that no claim was built for yet, oldest first."""
    with enter(actor, Permission.CLAIM_BUILD) as session:
        return [visit.id for visit in session.find(Visit, state=VisitState.CHARGED, limit=limit)]


def build_claims(actor: Actor, visit_ids: Sequence[int], *, on: date) -> list[Claim]:
    """Build and judge the claims of charged visits as one plan; a visit that has its claims is passed over.

    A visit without coverage needs no claim. A claim comes back READY, or HELD with a task. Where the coverage
    has changed since the charge, the receivable moves to whoever answers now.
    """
    with enter(actor, Permission.CLAIM_BUILD) as session:
        ids = session.ids()
        visits = session.find(Visit, id=list(visit_ids), state=VisitState.CHARGED)
        folders = _unclaimed(session, load_folders(session, visits))
        built = [pair for folder in folders if _is_claimed(folder) for pair in build(folder, ids=ids, on=on)]
        around = load_surroundings(session, folders, built)
        plan = judge(built, around, ids=ids, on=on)
        billed = [replace(visit, version=visit.version + 1, state=VisitState.BILLED) for visit in visits]
        plan = replace(plan, records=(*plan.records, *billed), reads=reading(*visits))
        plan = join([plan, reassigned(session, folders, on=on)], on=on)
        commit(session, plan, cause=cause(actor, "claim"))
        return [record for record in plan.records if isinstance(record, Claim)]


def _unclaimed(session: Session, folders: Sequence[Folder]) -> list[Folder]:
    """The folders without the lines that were taken back, and without those that a claim carries already:
    what is charged late has a claim of its own.
    """
    visits = [visit.id for folder in folders for visit in folder.visits]
    made = session.find(Claim, visit_id=visits) if visits else []
    live = [one.revision_id for one in made if one.state is not ClaimState.VOIDED]
    carried = (
        {line_id for own in revision_lines(session, live).values() for line_id in own} if live else set()
    )
    return [
        replace(
            folder,
            lines=tuple(line for line in folder.lines if line.stands and line.id not in carried),
        )
        for folder in folders
    ]


def _is_claimed(folder: Folder) -> bool:
    """True where a payer answers for what still stands of the visit."""
    return bool(folder.coverages and folder.lines)


def recheck(actor: Actor, claim_id: int, *, on: date) -> Claim:
    """Build a held or rejected claim anew from the records as they are now, and judge it again.

    When nothing stops it any more it is READY and its tasks close by themselves; otherwise it stays with its
    owner.
    """
    with enter(actor, Permission.CLAIM_BUILD) as session:
        claim = session.get(Claim, claim_id)
        if claim.state not in (ClaimState.HELD, ClaimState.REJECTED):
            raise refusal(
                "CLM-01",
                "Only a held or rejected claim is checked again.",
                "Load the claim to see where it stands.",
            )
        plan = again(session, claim, on=on)
        commit(session, plan, cause=cause(actor, "claim", "checked again"))
        return next(record for record in plan.records if isinstance(record, Claim))


def again(session: Session, claim: Claim, *, on: date) -> Plan:
    """Return the plan of a claim that is built anew from the records as they are now (inside a flow)."""
    folder = folder_of(session, claim)
    frequency = resend_frequency(claim, session.get(ClaimRevision, claim.revision_id))
    plan = rebuilt(session, claim, folder, frequency=frequency, on=on)
    asked = tasks_of(session, claim.id)
    plan = replace(plan, tasks=going_on(asked, plan.tasks, outcome="checked again", on=on))
    if folder.coverage.payer_id == claim.payer_id or claim.prior_claim_id:
        return plan
    return join([plan, reassigned(session, [folder], on=on)], on=on)


def going_on(asked: Sequence[Task], wanted: Sequence[Task], *, outcome: str, on: date) -> tuple[Task, ...]:
    """Return what becomes of a claim's open tasks where other ones are wanted: work of the same kind goes on
    with the day that it had, whatever stops the claim now, so that nobody gains time by saving. The rest
    ends.
    """
    first = {one.what: one for one in reversed(asked)}
    kinds = {one.what for one in wanted}
    ended = [one for one in asked if one.what not in kinds or one is not first[one.what]]
    begun = [one for one in wanted if one.what not in first]
    told = [
        replace(first[one.what], version=first[one.what].version + 1, why=one.why, owner=one.owner)
        for one in wanted
        if one.what in first and (one.why, one.owner) != (first[one.what].why, first[one.what].owner)
    ]
    return (*(one.closed(by="almoner", outcome=outcome, on=on) for one in ended), *told, *begun)


def rebuilt(session: Session, claim: Claim, folder: Folder, *, frequency: Frequency, on: date) -> Plan:
    """Return the plan of a claim's next revision, judged (inside another flow's session)."""
    ids = session.ids()
    try:
        pair = rebuild(claim, folder, frequency=frequency, ids=ids, on=on)
    except (NotReplaceable, NotAllowed) as error:
        raise refusal("CLM-02", f"{str(error).capitalize()}.", "See the claim's history.") from None
    plan = judge([pair], load_surroundings(session, [folder], [pair]), ids=ids, on=on)
    return replace(plan, reads=reading(claim))


def folder_of(session: Session, claim: Claim) -> Folder:
    """Load a claim's folder: its own lines, its turn, and the decisions before it (inside another flow)."""
    visits = session.find(Visit, id=list(claim.visit_ids))
    folder = load_folders(session, visits)[0]
    turn = next((place for place, one in enumerate(folder.coverages) if one.rank == claim.rank), None)
    if turn is None:
        raise refusal(
            "CLM-03",
            "No policy of the claim's rank answers for the visit now.",
            "Correct the coverage first.",
        )
    carried = set(revision_lines(session, [claim.revision_id])[claim.revision_id])
    carried -= lines_elsewhere(session, claim)
    return replace(
        folder,
        turn=turn,
        lines=tuple(line for line in folder.lines if line.id in carried),
        prior=prior_decisions(session, claim),
        passed_over=passed_over(session.get(ClaimRevision, claim.revision_id)),
        prior_claim_id=claim.prior_claim_id,
    )


def tasks_of(session: Session, claim_id: int, *what: str) -> list[Task]:
    """Return a claim's open tasks, of these kinds or of all (inside another flow's session)."""
    found = session.find(Task, claim_id=claim_id, state=TaskState.OPEN)
    return [task for task in found if not what or task.what in what]
