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
from almoner.core.claim.state import Event, after, noted
from almoner.core.coverage import Coverage
from almoner.core.coverage.timeline import in_force
from almoner.core.denial import Denial
from almoner.core.denial.elsewhere import BILLED
from almoner.core.plan import Plan, Record, Task, TaskState, join, reading
from almoner.flow.access import Actor, Permission, cause, enter, require
from almoner.flow.charge.charge import reassigned
from almoner.flow.claim.claim import tasks_of
from almoner.flow.follow.other_payer import said_reason
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
        why = said_reason(reason)
        take_turn(session)
        old = session.get(Claim, claim_id)
        act = act_of(session, old)
        if act is None:
            raise refusal(
                "OTH-15",
                "No billing of another payer stands that could be taken back.",
                "See the claim's history, and the claim in its place.",
            )
        plan = _as_before(session, act, on=on, by=actor.name)
        commit(session, plan, cause=cause(actor, "follow", why))
        return next(one for one in plan.records if isinstance(one, Claim) and one.id == old.id)


@dataclass(frozen=True, slots=True)
class Act:
    """The billing of another payer that stands: the refused claim before it and now, and the claims that it
    built, as they stand now.
    """

    before: Claim
    old: Claim
    made: Claim
    """The first of the built ones as the act left it."""
    fresh: tuple[Claim, ...]

    @property
    def is_in_part(self) -> bool:
        """True where lines went alone, and the claim stayed."""
        return self.old.state is not ClaimState.VOIDED


def act_of(session: Session, old: Claim) -> Act | None:
    """Return by what another payer was billed for a claim or lines of it; None where that doesn't stand
    (inside another flow's session).
    """
    made = session.find(Claim, visit_id=list(old.visit_ids), order="id")
    younger = [one for one in made if one.id > old.id and not one.prior_claim_id]
    for one in reversed(younger):
        if one.state is ClaimState.VOIDED:
            continue
        first = replace(one, version=1)
        claims = changed_with(session, first, Claim)
        left = next((each for each in claims if each.before and each.after.id == old.id), None)
        built = {each.after.id for each in claims if each.before is None}
        if left and left.before and BILLED in left.after.cause and _may_stand_again(left):
            return Act(left.before, old, first, tuple(each for each in made if each.id in built))
    return None


def _may_stand_again(left: Change[Claim]) -> bool:
    """True where the claim stayed, or stood as refused before it ended."""
    was = left.before
    return left.after.state is not ClaimState.VOIDED or (was is not None and was.state is ClaimState.DENIED)


@dataclass(frozen=True, slots=True)
class _Done:
    """What billing the other payer changed: the policies, the refusals and the work as they were before."""

    policies: list[Coverage]
    denials: list[Denial]
    work: list[Task]
    asked: list[Task]
    """What it asked of others, as it stands now."""


def _as_before(session: Session, act: Act, *, on: date, by: str) -> Plan:
    old = act.old
    refuse_left(session, act.fresh)
    done = _done(session, act)
    restored: list[Record] = [replace(one, version=one.version + 2) for one in done.policies]
    restored += [replace(one, version=one.version + 2) for one in done.denials]
    again = [replace(one, version=one.version + 2) for one in done.work]
    back = _standing_again(act, on)
    gone = [after(one, Event.VOIDED, on=on, cause=OUTCOME) for one in act.fresh]
    asked = [*(task for one in act.fresh for task in tasks_of(session, one.id)), *done.asked]
    over = {task.id: task.closed(by=by, outcome=OUTCOME, on=on) for task in asked}
    ended = Plan(
        on=on,
        records=(back, *gone, *restored),
        tasks=(*over.values(), *again),
        reads=reading(old, *act.fresh),
    )
    return join([ended, _charge_back(session, act, done.policies, on)], on=on)


def _standing_again(act: Act, on: date) -> Claim:
    """The claim as it stood before: refused, or as it stayed."""
    if not act.is_in_part:
        return after(act.old, Event.TAKEN_UP, on=on, cause=OUTCOME)
    if act.before.state is act.old.state:
        return noted(act.old, OUTCOME)
    return after(act.old, Event.DENIED, on=on, cause=OUTCOME)


def refuse_left(session: Session, fresh: Sequence[Claim]) -> None:
    """Refuse where a claim to the other payer has left (inside another flow's session)."""
    revisions = session.find(ClaimRevision, id=[one.revision_id for one in fresh])
    is_here = all(one.state in UNDECIDED and not one.interchange_id for one in fresh)
    if not is_here or any(one.frequency != "1" for one in revisions):
        why = "The claim to the other payer has left."
        raise refusal("OTH-16", why, "Wait for that payer's answer, then look again.")


def _done(session: Session, act: Act) -> _Done:
    """What the act changed; refused where somebody has changed it since."""
    policies, denials = changed_with(session, act.made, Coverage), changed_with(session, act.made, Denial)
    work = changed_with(session, act.made, Task)
    ended = [one for one in work if one.before is not None]
    is_as_left = (
        act.old.version == act.before.version + 1
        and is_untouched(session, policies)
        and is_untouched(session, denials)
        and is_untouched(session, ended)
    )
    if not is_as_left:
        raise refusal(
            "OTH-17",
            "The claim, a policy, the refusal or its work has changed since.",
            "Correct the policies, withdraw the new claim by hand, and see the charge again.",
        )
    made = [one.after.id for one in work if one.before is None]
    asked = session.find(Task, id=made, state=TaskState.OPEN) if made else []
    return _Done(_before(policies), _before(denials), _before(ended), asked)


def _before(changes: Sequence[Change[R]]) -> list[R]:
    return [one.before for one in changes if one.before is not None]


def _charge_back(session: Session, act: Act, policies: list[Coverage], on: date) -> Plan:
    """The charge of what went goes back to the payer of the old claim."""
    old = act.old
    folder = load_folders(session, session.find(Visit, id=list(old.visit_ids)))[0]
    went = [one.revision_id for one in act.fresh]
    carried = {line_id for lines in revision_lines(session, went).values() for line_id in lines}
    was = {one.id: one for one in policies}
    every = [was.get(one.id, one) for one in session.find(Coverage, patient_id=old.patient_id)]
    first = [one for one in in_force(every, on=old.service_on) if one.id == old.coverage_id]
    lines = tuple(line for line in folder.lines if line.id in carried and line.stands)
    return reassigned(session, [replace(folder, lines=lines, coverages=tuple(first))], on=on)
