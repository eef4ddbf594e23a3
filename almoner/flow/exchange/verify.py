"""Step 2, verify: ask payers about the day's patients before they are seen, and keep each answer's age."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta

from almoner.core.charge import responsible
from almoner.core.chart import Visit
from almoner.core.claim import freeze
from almoner.core.coverage import Benefits, BenefitState, Coverage
from almoner.core.party import Patient, Payer, Practice, Provider
from almoner.core.plan import Ids, Plan, Task, join
from almoner.core.schedule import Appointment, AppointmentState
from almoner.core.wire.benefits_271 import GUIDE, BenefitAnswer, BenefitInquiry, write_inquiries
from almoner.core.wire.writable import Form, Written, write_most
from almoner.core.x12 import Envelope
from almoner.flow.access import Actor, Permission, cause, enter
from almoner.flow.charge.charge import coverages_by_patient
from almoner.flow.claim.outbox import Purpose, envelope, numbered, store_out
from almoner.flow.clock import written_at
from almoner.flow.scrub.unwritten import file_goes, file_waits, unasked
from almoner.store.commit import commit
from almoner.store.load import appointments_of
from almoner.store.session import Session

BENEFITS = Purpose("HS", GUIDE)
MOST_CODES = 1_000
FRESH = timedelta(days=7)
"""How old an answer for a service day may be before the payer is asked again."""


def ask_about_day(actor: Actor, service_on: date, *, on: date) -> int:
    """Ask payers about all who are booked for a day without a fresh answer; return how many questions. A
    payer with whom no eligibility is exchanged isn't asked.

    A question that can't be written is the front desk's, with the reason; the others are asked.
    """
    with enter(actor, Permission.ELIGIBILITY_ASK) as session:
        day = appointments_of(session, service_on)
        booked = [one for one in day if one.state is not AppointmentState.CANCELLED]
        wanted = _wanted(session, booked, service_on, fresh_since_on=on - FRESH)
        return _ask(session, actor, wanted, written_at(actor, on, hour=6))


def ask_about_booking(actor: Actor, appointment_id: int, *, on: date) -> int:
    """Ask payers about one booking now, also where they have answered today; return how many questions."""
    with enter(actor, Permission.ELIGIBILITY_ASK) as session:
        booked = session.get(Appointment, appointment_id)
        wanted = _wanted(session, [booked], booked.starts_at.date(), fresh_since_on=on + timedelta(days=1))
        return _ask(session, actor, wanted, written_at(actor, on, hour=6))


def _ask(session: Session, actor: Actor, wanted: Sequence[BenefitInquiry], moment: datetime) -> int:
    """Store the questions as one file that goes out at once."""
    if not wanted:
        return 0
    on = moment.date()
    practice = session.get(Practice, session.practice_id)
    number = session.next_control(practice.clearinghouse_id)
    around = envelope(practice, number, purpose=BENEFITS, when=moment)
    written = _write(wanted, around)
    if written.why:
        plan = file_waits(session, practice, written.why, on=on)
    else:
        plan = _left_out(session, written, wanted[0].service_on, on=on)
    contents: Mapping[int, bytes] = {}
    if written.content is not None:
        plan = join([plan, file_goes(session, on=on)], on=on)
        plan, contents = store_out(session, plan, numbered("270", number, written.content))
    commit(session, plan, cause=cause(actor, "verify"), contents=contents)
    return len(written.kept)


def _write(wanted: Sequence[BenefitInquiry], around: Envelope) -> Written[BenefitInquiry, bytes]:
    def write(inquiries: Sequence[BenefitInquiry]) -> bytes:
        return write_inquiries(inquiries, envelope=around, batch_number=around.control)

    return write_most(wanted, write, form=Form("270", around, lambda inquiry: inquiry.trace))


def _left_out(
    session: Session, written: Written[BenefitInquiry, bytes], service_on: date, *, on: date
) -> Plan:
    """Give each question that can't be written to the front desk."""
    refused = [(_coverage_of(inquiry), why) for inquiry, why in written.refused]
    asked = [_coverage_of(inquiry) for inquiry in written.kept]
    return unasked(session, refused, asked, service_on=service_on, on=on)


def _coverage_of(inquiry: BenefitInquiry) -> int:
    return int(inquiry.trace.partition("D")[0])


def _wanted(
    session: Session, booked: Sequence[Appointment], service_on: date, *, fresh_since_on: date
) -> list[BenefitInquiry]:
    patients = {one.id: one for one in session.find(Patient, id=list({one.patient_id for one in booked}))}
    coverages = coverages_by_patient(session, list(patients))
    payers = {one.id: one for one in session.find(Payer)}
    providers = {one.id: one for one in session.find(Provider)}
    practice = session.get(Practice, session.practice_id)
    ids = [one.id for each in coverages.values() for one in each]
    known = _known(session, ids, service_on, fresh_since_on=fresh_since_on)
    found: dict[int, BenefitInquiry] = {}
    for appointment in booked:
        patient = patients[appointment.patient_id]
        for coverage in _answering(appointment, coverages[patient.id], payers, service_on):
            if coverage.id in known or coverage.id in found:
                continue
            payer = payers[coverage.payer_id]
            if payer.routes.eligibility != "open":
                continue
            found[coverage.id] = BenefitInquiry(
                trace=trace_of(coverage.id, service_on),
                payer_name=payer.name,
                payer_id=payer.eligibility_payer_id,
                provider=replace(
                    freeze.individual(providers[appointment.provider_id]),
                    npi=practice.npi,
                    last=practice.name,
                    first="",
                    middle="",
                    suffix="",
                ),
                subscriber=freeze.subscriber(patient, coverage),
                member_id=coverage.member_id,
                patient=freeze.patient(patient),
                relation=coverage.relation,
                service_on=service_on,
            )
    return list(found.values())


def _answering(
    appointment: Appointment, coverages: Sequence[Coverage], payers: dict[int, Payer], service_on: date
) -> list[Coverage]:
    visit = Visit(
        0, appointment.patient_id, appointment.provider_id, appointment.location_id, service_on, "11"
    )
    return responsible(visit, coverages, payers)


def _known(session: Session, coverage_ids: list[int], service_on: date, *, fresh_since_on: date) -> set[int]:
    """Coverages about which a payer has answered lately enough for that day."""
    answers = session.find(Benefits, coverage_id=coverage_ids, service_on=service_on)
    return {one.coverage_id for one in answers if one.answered_on >= fresh_since_on}


def trace_of(coverage_id: int, service_on: date) -> str:
    """Return the trace number of a question; it names the coverage and day, and the answer carries it."""
    return f"{coverage_id}D{service_on:%Y%m%d}"


def coverage_of_trace(trace: str) -> tuple[int, date] | None:
    """Return the coverage and the day of a trace of ours, or None."""
    coverage, _, day = trace.partition("D")
    if not (
        coverage.isascii() and coverage.isdigit() and len(coverage) < 19 and len(day) == 8 and day.isdigit()
    ):
        return None
    try:
        return int(coverage), date(int(day[:4]), int(day[4:6]), int(day[6:]))
    except ValueError:
        return None


def plan_answers(
    session: Session, answers: Sequence[BenefitAnswer], *, interchange_id: int, on: date
) -> Plan:
    """Return the plan that keeps payers' answers (in `receive`), with a task for each that isn't active."""
    ids = session.ids()
    traced = [(coverage_of_trace(answer.trace), answer) for answer in answers]
    wanted = list({found[0] for found, _ in traced if found})
    coverages = {one.id: one for one in session.find(Coverage, id=wanted)} if wanted else {}
    npis = frozenset({one.npi for one in session.find(Provider)} if coverages else ())
    records: list[Benefits] = []
    tasks: list[Task] = []
    strange = sum(found is None or found[0] not in coverages for found, _ in traced)
    if strange:
        tasks.append(_unplaced(strange, interchange_id, next(ids), on))
    for found, answer in traced:
        if found is None or found[0] not in coverages:
            continue
        question = _Question(coverages[found[0]], found[1], interchange_id, npis)
        benefits = _benefits(question, answer, next(ids), on)
        records.append(benefits)
        if benefits.state is not BenefitState.ACTIVE:
            tasks.append(_exception(benefits, ids, on))
    return Plan(on=on, records=tuple(records), tasks=tuple(tasks))


@dataclass(frozen=True, slots=True)
class _Question:
    """What an answer answers: about which coverage and day, in which file the answer came, and to whom."""

    coverage: Coverage
    service_on: date
    answered_in: int
    npis: frozenset[str]

    def marks(self, answer: BenefitAnswer) -> tuple[str, ...]:
        """Return the marks of the day; a plan's own doctor who is the practice's is no mark against it."""
        own = [mark for mark in answer.marks if mark.name == "gatekeeper" and mark.npi in self.npis]
        told = replace(answer, marks=[mark for mark in answer.marks if mark not in own])
        return told.marks_on(self.service_on)


def _benefits(question: _Question, answer: BenefitAnswer, benefits_id: int, on: date) -> Benefits:
    return Benefits(
        id=benefits_id,
        coverage_id=question.coverage.id,
        patient_id=question.coverage.patient_id,
        payer_id=question.coverage.payer_id,
        service_on=question.service_on,
        answered_on=on,
        state=answer.state,
        trace=answer.trace,
        plan_name=answer.plan_name,
        copay_cents=answer.copay_cents,
        coinsurance_bp=answer.coinsurance_bp,
        deductible_cents=answer.deductible_cents,
        deductible_left_cents=answer.deductible_left_cents,
        out_of_pocket_left_cents=answer.out_of_pocket_left_cents,
        refusals=answer.refusals,
        interchange_id=question.answered_in,
        marks=question.marks(answer),
        authorized_codes=tuple(answer.authorized_codes[:MOST_CODES]),
        person=answer.person,
    )


def _exception(benefits: Benefits, ids: Ids, on: date) -> Task:
    said = "; ".join(benefits.refusals) or "the policy is not in force on that day"
    return Task(
        id=next(ids),
        what="eligibility_exception",
        subject_kind="coverage",
        subject_id=benefits.coverage_id,
        why=f"The payer says: {said}.",
        owner="front_desk",
        opened_on=on,
        due_on=max(on, benefits.service_on),
        patient_id=benefits.patient_id,
    )


def _unplaced(count: int, interchange_id: int, task_id: int, on: date) -> Task:
    """One task for all of a file: it is one misrouted file."""
    return Task(
        id=task_id,
        what="unplaced_answer",
        subject_kind="interchange",
        subject_id=interchange_id,
        why=f"{count} of the payer's answers carry a trace that is none of ours.",
        owner="biller",
        opened_on=on,
        due_on=on + timedelta(days=4),
    )
