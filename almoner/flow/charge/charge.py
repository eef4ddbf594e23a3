"""Step 4b, charge: coded visits become charge lines with their postings, many visits as one plan.

What was charged moves to whoever answers now, where the coverage has changed since.
"""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import replace
from datetime import date, timedelta

from almoner.core.charge import ChargeLine, Superbill, capture, reassign, responsible
from almoner.core.charge.proposal import LATE, ChargeProposal, ProposalState
from almoner.core.charge.proposed_line import by_mark
from almoner.core.charge.reassign import OPENINGS, standing
from almoner.core.charge.settle import settle
from almoner.core.charge.unbilled import keep_from_payers
from almoner.core.chart import Visit, VisitState
from almoner.core.chart.advance_notice import unbilled_codes
from almoner.core.claim.folder import Folder
from almoner.core.coding.decision import CodingDecision
from almoner.core.coverage import Coverage
from almoner.core.ledger import Account, Posting
from almoner.core.party import Payer
from almoner.core.plan import Ids, Plan, Task, TaskState, join
from almoner.flow.access import Actor, Permission, cause, enter
from almoner.flow.charge.my_day import reopened
from almoner.flow.noticed import noticed
from almoner.store.commit import commit, take_turn
from almoner.store.money.postings import line_balances, postings_of
from almoner.store.session import Session

BATCH = 2000
REVIEW_WITHIN = timedelta(days=4)


def coded_visits(actor: Actor, *, limit: int = BATCH) -> list[int]:
    """Return the ids of visits that are coded and wait to be charged, oldest first."""
    with enter(actor, Permission.CHARGE_CAPTURE) as session:
        return [visit.id for visit in session.find(Visit, state=VisitState.CODED, limit=limit)]


def charge_visits(actor: Actor, visit_ids: Sequence[int], *, on: date) -> list[ChargeLine]:
    """Charge coded visits. Safe to run twice: a visit that is charged already is passed over."""
    with enter(actor, Permission.CHARGE_CAPTURE) as session:
        visits = session.find(Visit, id=list(visit_ids), state=VisitState.CODED)
        plan = _settled(session, _captured(session, visits, on=on), on=on)
        commit(session, plan, cause=cause(actor, "charge"))
        return [record for record in plan.records if isinstance(record, ChargeLine)]


def _captured(session: Session, visits: Sequence[Visit], *, on: date) -> Plan:
    found = session.find(Superbill, visit_id=[visit.id for visit in visits])
    superbills = {superbill.visit_id: superbill for superbill in found}
    coverages = coverages_by_patient(session, [visit.patient_id for visit in visits])
    payers = {payer.id: payer for payer in session.find(Payer)}
    ids = session.ids()
    notices = noticed(session, [visit.patient_id for visit in visits])
    plans = []
    for visit in visits:
        paying = responsible(visit, coverages[visit.patient_id], payers)
        plan = capture(visit, superbills[visit.id], paying, ids=ids, on=on)
        chosen = unbilled_codes(notices.get(visit.patient_id, ()), visit.service_on)
        plans.append(keep_from_payers(plan, chosen))
    days = reopened(session, visits, on=on)
    return join([*plans, Plan(on=on, records=days)], on=on)


def _settled(session: Session, plan: Plan, *, on: date) -> Plan:
    """The plan with what becomes of the proposals of its visits: charged, refused, or left as somebody's
    work.
    """
    lines: dict[int, list[ChargeLine]] = defaultdict(list)
    for one in plan.records:
        if isinstance(one, ChargeLine):
            lines[one.visit_id].append(one)
    waiting = session.find(ChargeProposal, visit_id=[*lines], state=ProposalState.PROPOSED) if lines else []
    if not waiting:
        return plan
    ids = session.ids()
    asked = session.find(Task, what=LATE, subject_id=[*lines], state=TaskState.OPEN)
    owned = {task.subject_id: task for task in asked}
    made = by_mark(session.find(CodingDecision, visit_id=sorted({one.visit_id for one in waiting})))
    plans = [plan]
    for visit_id in sorted({one.visit_id for one in waiting}):
        own = [one for one in waiting if one.visit_id == visit_id]
        settled = settle(own, made, lines[visit_id], ids=ids, on=on)
        plans.append(_once_asked(settled, owned.get(visit_id), on))
    return join(plans, on=on)


def _once_asked(settled: Plan, owned: Task | None, on: date) -> Plan:
    """What is left late is asked for once, and no more where nothing is left."""
    if owned is None:
        return settled
    if settled.tasks:
        return replace(settled, tasks=())
    done = owned.closed(by="almoner", outcome="All that was done is charged or declined.", on=on)
    return replace(settled, tasks=(done,))


def coverages_by_patient(session: Session, patient_ids: Sequence[int]) -> dict[int, list[Coverage]]:
    """Return the policies of patients, by patient (inside another flow's session)."""
    found: dict[int, list[Coverage]] = defaultdict(list)
    for coverage in session.find(Coverage, patient_id=list(set(patient_ids))):
        found[coverage.patient_id].append(coverage)
    return found


def reassigned(session: Session, folders: Sequence[Folder], *, on: date) -> Plan:
    """Return the plan that moves charges to whoever answers for them now (inside another flow's session).

    What a patient has paid meanwhile becomes their credit, which somebody reviews.
    """
    if not _moves(session, folders, on=on):
        return Plan(on=on)
    take_turn(session)
    return with_reviews(session, _moves(session, folders, on=on), on=on)


MOVED_TO_PAYER = "The patient paid for what a payer answers for now: apply it elsewhere or refund it."


def with_reviews(session: Session, moves: Sequence[Posting], *, on: date, why: str = MOVED_TO_PAYER) -> Plan:
    """Return the plan of movements off patients' balances, and of the work with what they had paid there
    (inside another flow's session, in its turn).
    """
    ids = session.ids()
    paid = _paid_by_patients(session, moves)
    tasks = tuple(_review(patient_id, cents, ids, on, why) for patient_id, cents in paid.items())
    return Plan(on=on, postings=tuple(moves), tasks=tasks)


def _moves(session: Session, folders: Sequence[Folder], *, on: date) -> list[Posting]:
    lines = [line.id for folder in folders for line in folder.lines]
    opened = standing(postings_of(session, line_id=lines, reason=[*OPENINGS]))
    moves: list[Posting] = []
    for folder in folders:
        first = folder.coverages[0] if folder.coverages else None
        moves += reassign(folder.lines, opened, first, on=on)
    return moves


def _paid_by_patients(session: Session, moves: Iterable[Posting]) -> dict[int, int]:
    """Return what the moves leave as a credit, by patient: lines go to a payer, and the patient had paid."""
    account = Account.PATIENT_AR.value
    leaving = [move.subject for move in moves if move.credit == account]
    owners = {subject.line_id: subject.patient_id for subject in leaving}
    balances = line_balances(session, owners)
    left = {line_id: balances.get((line_id, account), 0) for line_id in owners}
    for move in moves:
        if move.credit == account:
            left[move.subject.line_id] -= move.cents
    credits_of: dict[int, int] = defaultdict(int)
    for line_id, cents in left.items():
        credits_of[owners[line_id]] += max(0, -cents)
    return {patient_id: cents for patient_id, cents in credits_of.items() if cents > 0}


def _review(patient_id: int, cents: int, ids: Ids, on: date, why: str) -> Task:
    return Task(
        id=next(ids),
        what="refund_review",
        subject_kind="patient",
        subject_id=patient_id,
        why=why,
        owner="biller",
        opened_on=on,
        due_on=on + REVIEW_WITHIN,
        patient_id=patient_id,
        cents=cents,
    )
