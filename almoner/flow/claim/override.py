"""A person lets a held claim go although a finding stops it: for a reason, and finding by finding.

Promises that what must not leave is not overridden, and that a decision ends with the revision, the rule
or the row that it was made about.
"""

from dataclasses import dataclass
from datetime import date

from almoner.core.claim import Claim, ClaimRevision, ClaimState
from almoner.core.claim.judgement import Override, is_overridable, mark
from almoner.core.claim.state import Event, after
from almoner.core.plan import Plan, Task, reading
from almoner.core.rules import Finding
from almoner.flow.access import Actor, Permission, cause, enter, require
from almoner.flow.claim.claim import tasks_of
from almoner.flow.claim.held import told_anew
from almoner.flow.refused import refusal
from almoner.flow.scrub.gate import Standing, standings, why_held
from almoner.store.commit import commit, take_turn
from almoner.store.session import Session

LONGEST_REASON = 500
FREED = "The findings were overridden."


@dataclass(frozen=True, slots=True)
class Decision:
    """What a person decides: the finding by its mark, in the revision that their screen showed, and why."""

    revision_id: int
    finding: str
    reason: str


def override(actor: Actor, claim_id: int, decision: Decision, *, on: date) -> Claim:
    """Record that a finding doesn't stop a held claim; it is ready at once when nothing else does.

    Refused without a reason, for a finding that rejects, and where the claim is not what the person saw.
    """
    require(actor, Permission.CLAIM_OVERRIDE)
    reason = _reason(decision.reason)
    with enter(actor, Permission.CLAIM_OVERRIDE) as session:
        take_turn(session)  # of two decisions at once the second sees the first
        claim = session.get(Claim, claim_id)
        if claim.state is not ClaimState.HELD or claim.revision_id != decision.revision_id:
            raise refusal(
                "OVR-03", "The claim is not held as it was shown.", "Load it again, then decide anew."
            )
        revision = session.get(ClaimRevision, claim.revision_id)
        (seen,) = standings(session, [(claim, revision)], on=on)
        finding = _chosen(seen, decision.finding)
        decided = Override(
            id=next(session.ids()),
            claim_id=claim.id,
            revision_id=revision.id,
            finding=decision.finding,
            edit=finding.edit,
            line=finding.line,
            reason=reason,
            decided_by=actor.name,
            decided_on=on,
        )
        plan = _plan(session, seen, decided, on=on)
        commit(session, plan, cause=cause(actor, "claim", f"{finding.edit} overridden: {reason}"))
        return next((one for one in plan.records if isinstance(one, Claim)), claim)


def _reason(given: str) -> str:
    """Return a reason on one line."""
    reason = " ".join(given.split())
    if not reason or not reason.isprintable():
        raise refusal("OVR-01", "A finding is overridden for a reason.", "Say why the claim may go.")
    if len(reason) > LONGEST_REASON:
        raise refusal(
            "OVR-02", f"The reason is longer than {LONGEST_REASON} characters.", "Say it in fewer words."
        )
    return reason


def _chosen(seen: Standing, wanted: str) -> Finding:
    """Return the finding of that mark among those that stop the claim now."""
    finding = next((one for one in seen.left if mark(one) == wanted), None)
    if finding is None:
        raise refusal(
            "OVR-04", "No such finding stops the claim now.", "Load the claim again to see what does."
        )
    if not is_overridable(finding):
        raise refusal("OVR-05", "What rejects a claim can't be overridden.", finding.mend)
    return finding


def _plan(session: Session, seen: Standing, decided: Override, *, on: date) -> Plan:
    left = tuple(one for one in seen.left if mark(one) != decided.finding)
    records = (*((seen.judgement,) if seen.judgement else ()), decided)
    asked = tasks_of(session, seen.claim.id, "held_claim")
    if left:
        tasks: tuple[Task, ...] = tuple(one for task in asked for one in told_anew(task, why_held(left)))
    else:
        records = (*records, after(seen.claim, Event.RELEASED, on=on, cause=FREED))
        tasks = tuple(task.closed(by=decided.decided_by, outcome=FREED, on=on) for task in asked)
    return Plan(on=on, records=records, tasks=tasks, reads=reading(seen.claim))
