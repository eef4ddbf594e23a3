"""Step 7, collect: take patients' money, lay it on what they owe, and take it off again."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from almoner.core.charge import ChargeLine
from almoner.core.chart import Visit
from almoner.core.collect import Allocation, Receipt
from almoner.core.collect.allocate import OwedLine, Rule, allocate
from almoner.core.collect.payment_plan import PaymentPlan
from almoner.core.collect.take import faults, take
from almoner.core.collect.unlay import free_excess, unlay
from almoner.core.ledger import Account
from almoner.core.party import Patient
from almoner.flow.access import Actor, Permission, cause, enter, require
from almoner.flow.once import first_act
from almoner.flow.refused import refusal, refuse_faults, refuse_without_reason
from almoner.store.commit import commit, take_turn
from almoner.store.money.disputes import NOTHING, disputes_of
from almoner.store.money.owed import free_receipts, laid, overpaid_lines, patients_with_money
from almoner.store.money.postings import line_balances
from almoner.store.session import Session


def take_receipt(actor: Actor, draft: Receipt, *, on: date) -> Receipt:
    """Take money from a patient; it lies in the drawer and is not applied until somebody lays it. A form that
    is sent again gets the receipt that it made.
    """
    require(actor, Permission.RECEIPT_TAKE)
    refuse_faults("COL-01", faults(draft), "Correct the receipt.")
    with enter(actor, Permission.RECEIPT_TAKE) as session:
        if (first := first_act(session, actor, Receipt)) is not None:
            return first
        session.get(Patient, draft.patient_id)
        if draft.visit_id and session.get(Visit, draft.visit_id).patient_id != draft.patient_id:
            raise refusal("COL-02", "The visit is another patient's.", "Choose a visit of who pays.", "visit")
        if draft.plan_id and session.get(PaymentPlan, draft.plan_id).patient_id != draft.patient_id:
            raise refusal("COL-02", "The plan is another patient's.", "Choose a plan of who pays.", "plan")
        plan = take(draft, ids=session.ids(), on=on)
        commit(session, plan, cause=cause(actor, "collect"))
        return next(record for record in plan.records if isinstance(record, Receipt))


def unapplied_patients(actor: Actor) -> list[int]:
    """Return the ids of patients who have free money to lay."""
    with enter(actor, Permission.RECEIPT_ALLOCATE) as session:
        return patients_with_money(session)


def lay_receipts(
    actor: Actor,
    patient_ids: Sequence[int],
    *,
    on: date,
    only: Sequence[int] = (),
) -> list[Allocation]:
    """Lay the free money of patients on what they owe, as one plan; run twice, it finds nothing free. `only`
    names the receipts where not all of them are meant. A line that is disputed gets nothing by itself.
    """
    with enter(actor, Permission.RECEIPT_ALLOCATE) as session:
        take_turn(session)
        free = free_receipts(session, patient_ids)
        receipts = [one for one in free if one.id in only] if only else free
        patients = [receipt.patient_id for receipt in receipts]
        disputes = disputes_of(session, patients, on=on)
        owed = [
            one
            for one in _owed(session, patients)
            if one.line.id not in disputes.get(one.line.patient_id, NOTHING).lines
        ]
        plan = allocate(receipts, owed, ids=session.ids(), on=on)
        commit(session, plan, cause=cause(actor, "collect"))
        return [record for record in plan.records if isinstance(record, Allocation)]


@dataclass(frozen=True, slots=True)
class Part:
    """What a person lays on one line, in cents."""

    line_id: int
    cents: int


def lay_by_hand(actor: Actor, receipt_id: int, parts: Sequence[Part], *, on: date) -> list[Allocation]:
    """Lay a receipt's free money on the lines that a person chose, in their order, as much as they said.

    Refused where a line is another patient's, owes less, or the receipt has less.
    """
    with enter(actor, Permission.RECEIPT_ALLOCATE) as session:
        take_turn(session)
        receipt = session.get(Receipt, receipt_id)
        owed = {one.line.id: one for one in _owed(session, [receipt.patient_id])}
        for part in parts:
            one = owed.get(part.line_id)
            if one is None or not 0 < part.cents <= one.owed_cents:
                why = "The patient doesn't owe that much on this line."
                raise refusal("COL-04", why, "Apply at most what is owed on a line.")
        if not parts or len({part.line_id for part in parts}) < len(parts):
            raise refusal("COL-04", "Each line is named once.", "Choose the lines to apply it to.")
        if sum(part.cents for part in parts) > receipt.free_cents:
            raise refusal("COL-04", "The receipt has less than that free.", "Apply less, or take off first.")
        chosen = [OwedLine(owed[part.line_id].line, part.cents) for part in parts]
        plan = allocate([receipt], chosen, ids=session.ids(), on=on, rule=Rule.GIVEN)
        commit(session, plan, cause=cause(actor, "collect", "laid by hand"))
        return [record for record in plan.records if isinstance(record, Allocation)]


def take_off(actor: Actor, allocation_ids: Sequence[int], *, on: date, reason: str) -> None:
    """Take allocations off their lines again, exactly; the money of their receipts is free anew.

    Refused without a reason, or where one was taken off before.
    """
    with enter(actor, Permission.RECEIPT_ALLOCATE) as session:
        take_turn(session)
        refuse_without_reason(reason)
        found = laid(session, id=list(allocation_ids))
        if not found or len(found) < len(set(allocation_ids)):
            raise refusal("COL-05", "It lies on no line any more.", "Load the receipt again.")
        receipts = session.find(Receipt, id=[one.allocation.receipt_id for one in found])
        commit(session, unlay(receipts, found, on=on), cause=cause(actor, "collect", reason))


def free_overpaid(actor: Actor, patient_ids: Sequence[int], *, on: date) -> int:
    """Take off patients' lines what stands there beyond what they owe since a payer decided anew (RV6).

    The newest allocation gives first. Return how many lines were put right; safe to run at any time.
    """
    with enter(actor, Permission.RECEIPT_ALLOCATE) as session:
        take_turn(session)
        excess = dict(overpaid_lines(session, patient_ids))
        found = laid(session, line_id=list(excess))
        receipts = session.find(Receipt, id=list({one.allocation.receipt_id for one in found}))
        plan = free_excess(receipts, found, excess, ids=session.ids(), on=on)
        commit(session, plan, cause=cause(actor, "collect", "more was paid than is owed now"))
        return len({one.line_id for one in plan.records if isinstance(one, Allocation) and one.undone_on})


def _owed(session: Session, patient_ids: Sequence[int]) -> list[OwedLine]:
    lines = session.find(ChargeLine, patient_id=list(set(patient_ids)))
    balances = line_balances(session, [line.id for line in lines])
    owed = ((line, balances.get((line.id, Account.PATIENT_AR.value), 0)) for line in lines)
    return [OwedLine(line, cents) for line, cents in owed if cents > 0 and line.stands]
