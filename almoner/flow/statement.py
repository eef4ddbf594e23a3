"""Step 7, collect: state what patients owe and why, once a cycle."""

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from almoner.core.charge import ChargeLine
from almoner.core.ledger import Posting
from almoner.core.party import Patient, Practice
from almoner.core.plan import Ids, Plan, join
from almoner.core.report.statement import PatientAccount, Statement, state
from almoner.core.report.statement_text import text
from almoner.flow.access import Actor, Permission, cause, enter
from almoner.flow.policy import labels
from almoner.flow.refused import refusal
from almoner.store.commit import commit, take_turn
from almoner.store.owed import free_cents, patients_owing
from almoner.store.postings import postings_of
from almoner.store.session import Session

STATEMENT_EVERY = timedelta(days=28)
DUE_DAYS = 21


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
        raise refusal("COL-03", "No statement was made yet.", "One is made when the patient owes something.")
    if is_text:
        return text(made[-1], practice, patient).encode()
    from almoner.links.paper import statement_pdf  # its compiler takes a while to load

    return statement_pdf(made[-1], practice, patient)
