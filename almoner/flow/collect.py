"""Step 7, collect: take patients' money and lay it on what they owe."""

from collections.abc import Sequence
from datetime import date

from almoner.core.charge import ChargeLine
from almoner.core.chart import Visit
from almoner.core.collect import Allocation, Receipt
from almoner.core.collect.allocate import OwedLine, Rule, allocate
from almoner.core.collect.take import faults, take
from almoner.core.ledger import Account
from almoner.core.party import Patient
from almoner.flow.access import Actor, Permission, cause, enter, require
from almoner.flow.refused import refusal
from almoner.store.commit import commit, take_turn
from almoner.store.owed import free_receipts, patients_with_money
from almoner.store.postings import line_balances
from almoner.store.session import Session


def take_receipt(actor: Actor, draft: Receipt, *, on: date) -> Receipt:
    """Take money from a patient; it lies in the drawer and is not applied until somebody lays it."""
    require(actor, Permission.RECEIPT_TAKE)
    for fault in faults(draft):
        raise refusal("COL-01", fault, "Correct the receipt.")
    with enter(actor, Permission.RECEIPT_TAKE) as session:
        session.get(Patient, draft.patient_id)
        if draft.visit_id and session.get(Visit, draft.visit_id).patient_id != draft.patient_id:
            raise refusal("COL-02", "The visit is another patient's.", "Choose a visit of who pays.")
        plan = take(draft, ids=session.ids(), on=on)
        commit(session, plan, cause=cause(actor, "collect"))
        return next(record for record in plan.records if isinstance(record, Receipt))


def unapplied_patients(actor: Actor) -> list[int]:
    """Return the ids of patients who have free money to lay."""
    with enter(actor, Permission.RECEIPT_ALLOCATE) as session:
        return patients_with_money(session)


def lay_receipts(
    actor: Actor, patient_ids: Sequence[int], *, on: date, rule: Rule = Rule.OLDEST
) -> list[Allocation]:
    """Lay the free money of patients on what they owe, as one plan; run twice, it finds nothing free."""
    with enter(actor, Permission.RECEIPT_ALLOCATE) as session:
        take_turn(session)
        receipts = free_receipts(session, patient_ids)
        owed = _owed(session, [receipt.patient_id for receipt in receipts])
        plan = allocate(receipts, owed, ids=session.ids(), on=on, rule=rule)
        commit(session, plan, cause=cause(actor, "collect"))
        return [record for record in plan.records if isinstance(record, Allocation)]


def _owed(session: Session, patient_ids: Sequence[int]) -> list[OwedLine]:
    lines = session.find(ChargeLine, patient_id=list(set(patient_ids)))
    balances = line_balances(session, [line.id for line in lines])
    owed = ((line, balances.get((line.id, Account.PATIENT_AR.value), 0)) for line in lines)
    return [OwedLine(line, cents) for line, cents in owed if cents > 0]
