"""What a policy that is learnt late means for visits of its period: those without a claim are billed now, and
decided claims go on to it; called inside `register`.
"""

from collections.abc import Sequence
from dataclasses import replace
from datetime import date, timedelta

from almoner.core.chart import Visit, VisitState
from almoner.core.claim import Claim, ClaimState
from almoner.core.coverage import Coverage
from almoner.core.plan import Ids, Plan, Task, TaskState, join, reading
from almoner.store.session import Session

DUE = timedelta(days=3)
DECIDED = frozenset({ClaimState.PAID, ClaimState.DENIED})
WHY = {
    "late_visit": "A policy that answers for the visit was learnt: build its claim.",
    "bill_next_payer": "A policy that pays next was learnt: build its claim.",
    "coverage_review": "A policy that pays before this claim's was learnt: see who has to pay first.",
}


def learnt(session: Session, policy: Coverage, *, on: date) -> Plan:
    """Return the plan that follows from a policy (inside a flow's session).

    A billed visit without a claim is charged again, to be billed with the next ones; the charge moves then.
    """
    billed = session.find(Visit, patient_id=policy.patient_id, state=VisitState.BILLED)
    visits = [visit for visit in billed if policy.covers(visit.service_on)]
    found = session.find(Claim, visit_id=[visit.id for visit in visits]) if visits else []
    claims = [claim for claim in found if claim.state is not ClaimState.VOIDED]
    claimed = {visit_id for claim in claims for visit_id in claim.visit_ids}
    unbilled = [visit for visit in visits if visit.id not in claimed]
    again = [replace(visit, version=visit.version + 1, state=VisitState.CHARGED) for visit in unbilled]
    ids = session.ids()
    tasks = tuple(_task("late_visit", visit, ids, on) for visit in unbilled)
    plan = Plan(on=on, records=tuple(again), tasks=tasks, reads=reading(*unbilled))
    return join([plan, _work(session, policy, claims, on=on)], on=on)


def _work(session: Session, policy: Coverage, claims: Sequence[Claim], *, on: date) -> Plan:
    """Ask for the next payer's claim where a decision stands before it, and for eyes where it comes first."""
    ids = session.ids()
    billed = {visit_id for claim in claims if claim.coverage_id == policy.id for visit_id in claim.visit_ids}
    every = [claim for claim in claims if billed.isdisjoint(claim.visit_ids)]
    followed = {claim.prior_claim_id for claim in every}
    tasks = []
    for claim in every:
        kind = "coverage_review" if claim.rank > policy.rank else "bill_next_payer"
        is_next = claim.rank < policy.rank and claim.id not in followed and claim.state in DECIDED
        if is_next or claim.rank > policy.rank:
            tasks.append(_task(kind, claim, ids, on))
    asked = session.find(Task, claim_id=[task.claim_id for task in tasks], state=TaskState.OPEN)
    known = {(task.what, task.claim_id) for task in asked}
    return Plan(on=on, tasks=tuple(task for task in tasks if (task.what, task.claim_id) not in known))


def _task(kind: str, about: Claim | Visit, ids: Ids, on: date) -> Task:
    return Task(
        id=next(ids),
        what=kind,
        subject_kind=about.kind,
        subject_id=about.id,
        why=WHY[kind],
        owner="biller",
        opened_on=on,
        due_on=on + DUE,
        patient_id=about.patient_id,
        claim_id=about.id if isinstance(about, Claim) else 0,
    )
