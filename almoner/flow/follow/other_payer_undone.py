"""Takes the billing of another payer back while its claim has not left: the refusal is the first payer's
again, with the work, the charge and the policies as they were.

Promises that nothing goes back over a change that somebody made since.
"""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import TypeVar

from almoner.core.chart import Visit
from almoner.core.claim import Claim, ClaimRevision, ClaimState
from almoner.core.claim.build import UNDECIDED
from almoner.core.claim.state import Event, after, event_of
from almoner.core.coverage import Coverage
from almoner.core.coverage.timeline import in_force
from almoner.core.denial import Denial
from almoner.core.plan import Plan, Record, Task, TaskState, join, reading
from almoner.flow.access import Actor, Permission, cause, enter, require
from almoner.flow.charge.charge import reassigned
from almoner.flow.claim.claim import tasks_of
from almoner.flow.refused import refusal
from almoner.flow.scrub.folders import load_folders
from almoner.store.commit import commit, take_turn
from almoner.store.load import revision_lines
from almoner.store.session import Session
from almoner.store.superseded import Change, changed_with, is_untouched

R = TypeVar("R", bound=Record)
OUTCOME = "the billing of the other payer was taken back"


def take_back(actor: Actor, claim_id: int, *, on: date, reason: str) -> Claim:
    """Give a refused claim back its refusals, of which another payer was billed; return it as it stands now.

    Refused once a fresh claim has left, and where the policies, a refusal or its work have changed since.
    """
    require(actor, Permission.CLAIM_BUILD)
    with enter(actor, Permission.DENIAL_WORK) as session:
        take_turn(session)
        old = session.get(Claim, claim_id)
        claims = changed_with(session, old, Claim) if event_of(old) is Event.VOIDED else []
        fresh = [one.after for one in claims if one.before is None]
        before = next((one.before for one in claims if one.before is not None), None)
        if not fresh or before is None or before.state is not ClaimState.DENIED:
            raise refusal(
                "OTH-15",
                "No billing of another payer stands that could be taken back.",
                "See the claim's history, and the claim in its place.",
            )
        plan = _as_before(session, old, fresh, on=on, by=actor.name)
        commit(session, plan, cause=cause(actor, "follow", reason))
        return next(one for one in plan.records if isinstance(one, Claim) and one.id == old.id)


@dataclass(frozen=True, slots=True)
class _Done:
    """What billing the other payer changed: the policies, the refusals and the work as they were before."""

    policies: list[Coverage]
    denials: list[Denial]
    work: list[Task]
    asked: list[Task]
    """What it asked of others, as it stands now."""


def _as_before(session: Session, old: Claim, fresh: list[Claim], *, on: date, by: str) -> Plan:
    standing = session.find(Claim, id=[one.id for one in fresh])
    _refuse_left(session, standing)
    done = _done(session, old)
    restored: list[Record] = [replace(one, version=one.version + 2) for one in done.policies]
    restored += [replace(one, version=one.version + 2) for one in done.denials]
    again = [replace(one, version=one.version + 2) for one in done.work]
    back = after(old, Event.TAKEN_UP, on=on, cause=OUTCOME)
    gone = [after(one, Event.VOIDED, on=on, cause=OUTCOME) for one in standing]
    asked = [*(task for one in standing for task in tasks_of(session, one.id)), *done.asked]
    over = {task.id: task.closed(by=by, outcome=OUTCOME, on=on) for task in asked}
    ended = Plan(
        on=on,
        records=(back, *gone, *restored),
        tasks=(*over.values(), *again),
        reads=reading(old, *standing),
    )
    return join([ended, _charge_back(session, old, done.policies, on)], on=on)


def _refuse_left(session: Session, fresh: Sequence[Claim]) -> None:
    revisions = session.find(ClaimRevision, id=[one.revision_id for one in fresh])
    is_here = all(one.state in UNDECIDED and not one.interchange_id for one in fresh)
    if not is_here or any(one.frequency != "1" for one in revisions):
        why = "The claim to the other payer has left."
        raise refusal("OTH-16", why, "Wait for that payer's answer, then look again.")


def _done(session: Session, old: Claim) -> _Done:
    """What the act changed; refused where somebody has changed it since."""
    policies, denials = changed_with(session, old, Coverage), changed_with(session, old, Denial)
    work = changed_with(session, old, Task)
    ended = [one for one in work if one.before is not None]
    is_as_left = (
        is_untouched(session, policies) and is_untouched(session, denials) and is_untouched(session, ended)
    )
    if not is_as_left:
        raise refusal(
            "OTH-17",
            "A policy, the refusal or its work has changed since.",
            "Correct the policies, withdraw the new claim by hand, and see the charge again.",
        )
    made = [one.after.id for one in work if one.before is None]
    asked = session.find(Task, id=made, state=TaskState.OPEN) if made else []
    return _Done(_before(policies), _before(denials), _before(ended), asked)


def _before(changes: Sequence[Change[R]]) -> list[R]:
    return [one.before for one in changes if one.before is not None]


def _charge_back(session: Session, old: Claim, policies: list[Coverage], on: date) -> Plan:
    """The charge goes back to the payer of the old claim."""
    folder = load_folders(session, session.find(Visit, id=list(old.visit_ids)))[0]
    carried = set(revision_lines(session, [old.revision_id])[old.revision_id])
    was = {one.id: one for one in policies}
    every = [was.get(one.id, one) for one in session.find(Coverage, patient_id=old.patient_id)]
    first = [one for one in in_force(every, on=old.service_on) if one.id == old.coverage_id]
    lines = tuple(line for line in folder.lines if line.id in carried and line.stands)
    return reassigned(session, [replace(folder, lines=lines, coverages=tuple(first))], on=on)
