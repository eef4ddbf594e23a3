"""Step 7, collect: take patients' money, lay it on what they owe, and state what is left and why."""

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from almoner.core.charge import ChargeLine
from almoner.core.chart import Visit
from almoner.core.collect import Allocation, Receipt
from almoner.core.collect.allocate import OwedLine, Rule, allocate
from almoner.core.collect.take import faults, take
from almoner.core.ledger import Account, Posting
from almoner.core.party import Patient, Practice
from almoner.core.plan import Ids, Plan, join
from almoner.core.report.statement import PatientAccount, Statement, state
from almoner.core.report.statement_text import text
from almoner.flow.access import Actor, Permission, cause, enter, require
from almoner.flow.policy import labels
from almoner.flow.refused import refusal
from almoner.store.commit import commit, take_turn
from almoner.store.owed import free_cents, free_receipts, patients_owing, patients_with_money
from almoner.store.postings import line_balances, postings_of
from almoner.store.session import Session

STATEMENT_EVERY = timedelta(days=28)
DUE_DAYS = 21


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


@dataclass(frozen=True, slots=True)
class Due:
    """A patient to whom a statement is due, and what they owe in cents."""

    patient_id: int
    owed_cents: int


def statements_due(actor: Actor, *, on: date, limit: int = 500) -> list[Due]:
    """Return the patients who owe, have no free money to lay, and had no statement within the cycle."""
    with enter(actor, Permission.STATEMENT_SEND) as session:
        owing = patients_owing(session, untold_since=on - STATEMENT_EVERY, limit=limit)
        return [Due(patient_id, cents) for patient_id, cents in owing]


def state_accounts(actor: Actor, patient_ids: Sequence[int], *, on: date) -> list[Statement]:
    """Make the statements of patients as one plan.

    A patient who owes nothing gets none, nor one who had theirs on this day, so that it is safe to run twice.
    """
    with enter(actor, Permission.STATEMENT_SEND) as session:
        take_turn(session)
        ids = session.ids()
        told = session.find(Statement, patient_id=list(patient_ids), stated_on=on)
        wanted = set(patient_ids) - {one.patient_id for one in told}
        patients = session.find(Patient, id=list(wanted))
        plans = [_stated(session, patient, ids=ids, on=on) for patient in patients]
        plan = join((made for made in plans if made is not None), on=on)
        commit(session, plan, cause=cause(actor, "collect"))
        return [record for record in plan.records if isinstance(record, Statement)]


def _stated(session: Session, patient: Patient, *, ids: Ids, on: date) -> Plan | None:
    lines = session.find(ChargeLine, patient_id=patient.id)
    postings: dict[int, list[Posting]] = defaultdict(list)
    for posting in postings_of(session, line_id=[line.id for line in lines]):
        postings[posting.subject.line_id].append(posting)
    account = PatientAccount(patient, lines, postings, free_cents(session, patient.id))
    return state(account, labels(), ids=ids, on=on, due_days=DUE_DAYS)


def statement_page(actor: Actor, patient_id: int, *, is_text: bool = False) -> bytes:
    """Return a patient's latest statement as PDF, or as text in UTF-8; Refused where none was made yet."""
    with enter(actor, Permission.STATEMENT_READ) as session:
        patient = session.get(Patient, patient_id)
        made = session.find(Statement, patient_id=patient_id)
        practice = session.get(Practice, session.practice_id)
    if not made:
        raise refusal("COL-02", "No statement was made yet.", "One is made when the patient owes something.")
    if is_text:
        return text(made[-1], practice, patient).encode()
    from almoner.links.paper import statement_pdf  # its compiler takes a while to load

    return statement_pdf(made[-1], practice, patient)


def statement_of(actor: Actor, statement_id: int) -> tuple[Statement, Patient, Practice]:
    """Return a statement with its patient and practice, for printing."""
    with enter(actor, Permission.PATIENT_READ) as session:
        statement = session.get(Statement, statement_id)
        patient = session.get(Patient, statement.patient_id)
        return statement, patient, session.get(Practice, session.practice_id)
