"""Step 7, collect: state what guarantors owe and why, once a cycle, and say what keeps a statement back."""

import io
from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from itertools import count
from zipfile import ZipFile, ZipInfo

from almoner.core.charge import ChargeLine
from almoner.core.collect.billing_mark import BillingMark, disputed_lines, rested, standing_sorts
from almoner.core.collect.dunning import Asking, Keep, Told, is_their_day
from almoner.core.collect.payment_plan import PlanStanding
from almoner.core.ledger import Posting
from almoner.core.party import Patient, Practice
from almoner.core.plan import join
from almoner.core.report.language import ENGLISH
from almoner.core.report.statement import Bill, KeptBack, PatientAccount, Statement, state
from almoner.core.report.statement_text import text
from almoner.flow.access import Actor, Permission, cause, enter
from almoner.flow.collect.asking import dunning, wording
from almoner.flow.collect.languages import language_of_statement, languages_of
from almoner.flow.collect.pay_link import addresses_of, key_of_answering, links_for
from almoner.flow.collect.payment_plan import paid_plans
from almoner.flow.refused import refusal
from almoner.store.commit import commit, take_turn
from almoner.store.lists import lists
from almoner.store.lists.lists import Frame
from almoner.store.money import dunning as asked
from almoner.store.money.postings import postings_of
from almoner.store.session import Session

MOST_AT_ONCE = 200
"""Statements that are set for the printer by one question."""


@dataclass(frozen=True, slots=True)
class Due:
    """A guarantor's bill that a statement is due of: the patient it goes by, what is owed, and its level."""

    patient_id: int
    owed_cents: int
    due_cents: int = 0
    level: int = 1
    name: str = ""


@dataclass(frozen=True, slots=True)
class Back:
    """A patient's account that is kept back, with who it is and why."""

    patient_id: int
    name: str
    kept: KeptBack


@dataclass(frozen=True, slots=True)
class Run:
    """What a run of statements on a day would send, and what it keeps back. `after` is where to go on."""

    frame: Frame
    due: tuple[Due, ...]
    kept_back: tuple[Back, ...]
    after: str


def statements_due(actor: Actor, *, on: date, limit: int = 500) -> list[Due]:
    """Return the bills that a statement of this day is due of."""
    with enter(actor, Permission.STATEMENT_SEND) as session:
        return [
            _due(bill, made, owed)
            for bill, owed in _bills_due(session, on=on, limit=limit)
            if (made := state(bill, wording(), ids=count(1), on=on).statement) is not None
        ]


def statement_run(actor: Actor, *, on: date, after: str = "", limit: int = 30) -> Run:
    """Return what a run of this day would send and keep back, some guarantors at a time."""
    due: list[Due] = []
    back: list[Back] = []
    last = ""
    with enter(actor, Permission.STATEMENT_READ) as session:
        frame = lists.frame(session, on=on)
        owing = _owing_now(session, on=on, after=after, limit=limit)
        last = owing[-1].guarantor if len(owing) == limit else ""
        for bill in _bills(session, [one.guarantor for one in owing], on=on):
            if not _is_due(bill, on=on):
                continue
            made = state(bill, wording(), ids=count(1), on=on)
            names = {one.patient.id: one.patient.name.listed for one in bill.accounts}
            lead = bill.accounts[0].patient
            back += [
                Back(one.patient_id or lead.id, names[one.patient_id or lead.id], one)
                for one in made.kept_back
            ]
            if made.statement is not None:
                due.append(_due(bill, made.statement, made.statement.owed_cents))
    return Run(frame, tuple(due), tuple(back), last)


def state_accounts(actor: Actor, patient_ids: Sequence[int], *, on: date) -> list[Statement]:
    """Make the statements of whoever answers for these patients, as one plan.

    Who owes nothing gets none, nor what is kept back, nor who had one on this day: safe to run twice.
    """
    with enter(actor, Permission.STATEMENT_SEND) as session:
        take_turn(session)
        ids = session.ids()
        patients = session.find(Patient, id=list(patient_ids))
        keys = sorted(set(_keys(session, [one.id for one in patients]).values()))
        told = {one.guarantor for one in session.find(Statement, guarantor=keys, stated_on=on)}
        bills = _bills(session, [key for key in keys if key not in told], on=on)
        stated = [state(bill, wording(), ids=ids, on=on) for bill in bills]
        made = [one.statement for one in stated if one.statement is not None]
        links = links_for(session, made, on=on)
        plan = join([*(one.plan(on=on) for one in stated), links], on=on)
        commit(session, plan, cause=cause(actor, "collect"))
        return made


def bills_to_decide(session: Session, *, on: date, after: str, limit: int) -> tuple[list[Bill], str]:
    """Return the bills whose final notice ran out, of some guarantors at a time, and the one to go on after:
    a person decides what comes next.
    """
    owing = asked.guarantors_warned(session, level=dunning().last.number, after=after, limit=limit)
    found = _bills(session, [one.guarantor for one in owing], on=on)
    last = owing[-1].guarantor if len(owing) == limit else ""
    return [bill for bill in found if _waits_for_a_person(bill, on=on)], last


def bills_of(session: Session, patient_ids: Sequence[int], *, on: date) -> list[Bill]:
    """Return the bills of whoever answers for these patients."""
    return _bills(session, sorted(set(_keys(session, patient_ids).values())), on=on)


def bills_by(session: Session, guarantors: Sequence[str], *, on: date) -> list[Bill]:
    """Return the bills of guarantors by their keys; one who answers for nobody any more has none."""
    return _bills(session, guarantors, on=on)


def _waits_for_a_person(bill: Bill, *, on: date) -> bool:
    made = state(bill, wording(), ids=count(1), on=on)
    return any(one.rule is Keep.DECIDE for one in made.kept_back)


def statement_page(actor: Actor, patient_id: int, *, is_text: bool = False) -> bytes:
    """Return the latest statement that is about a patient, as PDF, or as text in UTF-8; Refused where none
    was made yet.
    """
    with enter(actor, Permission.STATEMENT_READ) as session:
        patient = session.get(Patient, patient_id)
        key, charts = _keys(session, [patient_id])[patient_id], session.charts.whole(patient_id)
        made = [one for one in session.find(Statement, guarantor=key) if _is_about(one, charts)]
        practice = session.get(Practice, session.practice_id)
        goes_to = session.get(Patient, made[-1].patient_id) if made else patient
        pay_at = addresses_of(session, made[-1:]).get(made[-1].id, "") if made else ""
        to = language_of_statement(session, made[-1]) if made else ENGLISH
    if not made:
        raise refusal("COL-03", "No statement was made yet.", "One is made when the patient owes something.")
    if is_text:
        return text(made[-1], practice, goes_to, pay_at=pay_at, language=to).encode()
    from almoner.links.paper import statement_pdf  # its compiler takes a while to load

    return statement_pdf(made[-1], practice, goes_to, pay_at=pay_at, language=to)


def statements_of_day(actor: Actor, *, on: date) -> bytes:
    """Return the statements of a day for the printer: a ZIP of PDFs, one an envelope, in the order of their
    ZIP codes, as mail is sorted. Refused where none was made, or more than can be set at once.
    """
    with enter(actor, Permission.STATEMENT_SEND) as session:
        made = session.find(Statement, stated_on=on)
        practice = session.get(Practice, session.practice_id)
        patients = {one.id: one for one in session.find(Patient, id=[each.patient_id for each in made])}
        pay_at = addresses_of(session, made)
        spoken = languages_of(session, [key_of_answering(one) for one in made])
    if not 0 < len(made) <= MOST_AT_ONCE:
        why = f"Between 1 and {MOST_AT_ONCE} statements are printed at once."
        raise refusal("COL-07", why, "Choose a day with statements, or print them one by one.")
    from almoner.links.paper import statement_pdf  # its compiler takes a while to load

    def zip_code(one: Statement) -> tuple[str, int]:
        patient = patients[one.patient_id]
        return (patient.guarantor or patient).address.zip, one.id

    out = io.BytesIO()
    with ZipFile(out, "w") as envelopes:
        for place, one in enumerate(sorted(made, key=zip_code), 1):
            to, where = spoken.get(key_of_answering(one), ENGLISH), pay_at.get(one.id, "")
            page = statement_pdf(one, practice, patients[one.patient_id], pay_at=where, language=to)
            envelopes.writestr(ZipInfo(f"{place:04d}-statement-{one.id}.pdf"), page)
    return out.getvalue()


def _is_about(statement: Statement, charts: Sequence[int]) -> bool:
    of = {part.patient_id for part in statement.parts} or {statement.patient_id}
    return not of.isdisjoint(charts)


def _due(bill: Bill, made: Statement, owed_cents: int) -> Due:
    lead = bill.accounts[0].patient
    name = lead.guarantor.name.listed if lead.guarantor else lead.name.listed
    return Due(made.patient_id, owed_cents, made.due_cents, made.level, name)


def _owing_now(session: Session, *, on: date, limit: int, after: str = "") -> list[asked.Owing]:
    untold = on - timedelta(days=dunning().cycle_days)
    return asked.guarantors_owing(session, untold_since=untold, after=after, limit=limit)


def _bills_due(session: Session, *, on: date, limit: int) -> Iterator[tuple[Bill, int]]:
    owing = {one.guarantor: one.cents for one in _owing_now(session, on=on, limit=limit)}
    for bill in _bills(session, list(owing), on=on):
        if _is_due(bill, on=on):
            yield bill, owing[bill.guarantor]


def _is_due(bill: Bill, *, on: date) -> bool:
    lead = bill.accounts[0].patient
    last_name = (lead.guarantor or lead).name.last
    return is_their_day(dunning(), last_name, bill.asking, on=on)


def _keys(session: Session, patient_ids: Sequence[int]) -> dict[int, str]:
    return asked.guarantors_of(session, patient_ids)


def _bills(session: Session, keys: Sequence[str], *, on: date) -> list[Bill]:
    """Return the bills of guarantors by their keys, in that order, with all that they are made of."""
    if not keys:
        return []
    answering = asked.patients_of(session, keys)
    patient_ids = sorted({one for ids in answering.values() for one in ids})
    accounts = {one.patient.id: one for one in _accounts(session, patient_ids, on=on)}
    told: dict[str, list[Told]] = defaultdict(list)
    for one in session.find(Statement, guarantor=list(keys), order="stated_on, t.id"):
        told[one.guarantor or f"patient:{one.patient_id}"].append(Told(one.stated_on, one.due_on, one.level))
    paid = asked.last_payments(session, patient_ids)
    return [
        Bill(
            key,
            [accounts[one] for one in answering[key]],
            Asking(tuple(told[key]), max((paid[one] for one in answering[key] if one in paid), default=None)),
        )
        for key in keys
        if key in answering
    ]


def _accounts(session: Session, patient_ids: Sequence[int], *, on: date) -> list[PatientAccount]:
    lines: dict[int, list[ChargeLine]] = defaultdict(list)
    for line in session.find(ChargeLine, patient_id=patient_ids):
        lines[line.patient_id].append(line)
    postings: dict[int, list[Posting]] = defaultdict(list)
    for posting in postings_of(session, line_id=[one.id for found in lines.values() for one in found]):
        postings[posting.subject.line_id].append(posting)
    marks: dict[int, list[BillingMark]] = defaultdict(list)
    for mark in session.find(BillingMark, patient_id=patient_ids):
        marks[mark.patient_id].append(mark)
    plans = _plan_cents(session, patient_ids, on=on)
    free = asked.free_by_patients(session, patient_ids)
    injuries = frozenset(asked.injury_visits(session, patient_ids))
    return [
        PatientAccount(
            patient=patient,
            lines=lines[patient.id],
            postings=postings,
            unapplied_cents=free.get(patient.id, (0, 0))[0],
            sorts=standing_sorts(marks[patient.id], on=on),
            injury_visits=injuries,
            plan_cents=plans.get(patient.id),
            to_lay_cents=free.get(patient.id, (0, 0))[1],
            disputed=disputed_lines(marks[patient.id], on=on),
            rested=rested(marks[patient.id], on=on),
        )
        for patient in session.find(Patient, id=patient_ids)
    ]


def _plan_cents(session: Session, patient_ids: Sequence[int], *, on: date) -> dict[int, int]:
    """What falls due of plans that are not broken, in cents by patient."""
    by = on + timedelta(days=dunning().plan_days)
    return {
        each.plan.patient_id: each.due_cents(by=by)
        for each in paid_plans(session, patient_ids, on=on)
        if each.standing(on=on) is not PlanStanding.BROKEN
    }
