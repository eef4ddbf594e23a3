"""Good-faith estimates: whose turn it is, given with its lines, delivered with proof, and disputed.

Promises that whoever books without insurance is somebody's task until an estimate has reached them, and that
nothing is collected while one is disputed.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date

from almoner.core.collect.billing_mark import BillingMark, MarkSort, standing_sorts
from almoner.core.collect.estimate_notice import (
    WAYS,
    EstimatedLine,
    EstimateNotice,
    dispute_faults,
    give_by,
    give_when_asked_by,
)
from almoner.core.party import Patient, Practice, Provider
from almoner.core.plan import Ids, Plan, Task, TaskState, reading
from almoner.core.report.estimate_text import Parties, text
from almoner.core.report.statement import Statement
from almoner.core.schedule import Appointment
from almoner.flow.access import Actor, Permission, cause, enter, require
from almoner.flow.code.estimate import PatientEstimate, estimate_for
from almoner.flow.mark import standing_marks
from almoner.flow.policy import labels
from almoner.flow.refused import refusal, refuse_faults, refuse_without_reason
from almoner.store.commit import commit, take_turn
from almoner.store.money.dunning import Booked, charged_by_day, guarantors_of, uninsured_bookings
from almoner.store.session import Session

P = Permission
OWED = "estimate_owed"
DISPUTED = "estimate_dispute"
OWNER = "front_desk"
LONGEST_PROOF = 200


@dataclass(frozen=True, slots=True)
class Wish:
    """What an estimate is wanted of: services as typed ("99213, 20610-RT"), their day, and the booking it is
    for (0: the patient asked).
    """

    services: str
    service_on: date
    appointment_id: int = 0


def give_estimate(actor: Actor, patient_id: int, wish: Wish, *, on: date) -> EstimateNotice:
    """Record the estimate of services for a patient whom no policy covers on that day, at the practice's own
    fees, line by line. It still has to be delivered.
    """
    require(actor, P.ESTIMATE_GIVE)
    found = estimate_for(actor, patient_id, wish.services, on=wish.service_on, today=on)
    lines = _lines(found)
    with enter(actor, P.ESTIMATE_GIVE) as session:
        notice = EstimateNotice(
            id=next(session.ids()),
            patient_id=patient_id,
            provider_id=found.provider.id if found.provider else 0,
            asked_on=on,
            service_on=wish.service_on,
            due_on=give_when_asked_by(on),
            made_on=on,
            made_by=actor.name,
            lines=lines,
        )
        if wish.appointment_id:
            notice = _for_booking(session, notice, wish.appointment_id)
        commit(session, Plan(on=on, records=(notice,)), cause=cause(actor, "estimate", "good faith"))
        return notice


def _lines(found: PatientEstimate) -> tuple[EstimatedLine, ...]:
    if found.asked_wrongly:
        raise refusal("GFE-01", found.asked_wrongly, "Correct the services.")
    if found.payer is not None:
        raise refusal("GFE-02", "A policy covers that day.", "Show the estimate of the patient's share.")
    if not found.lines or any(line.fee_cents is None for line in found.lines):
        raise refusal("GFE-03", "A service has no fee.", "Import the practice's fees, or name others.")
    return tuple(
        EstimatedLine(line.priced.service.code, line.priced.service.units, line.fee_cents or 0)
        for line in found.lines
    )


def _for_booking(session: Session, notice: EstimateNotice, appointment_id: int) -> EstimateNotice:
    booking = session.get(Appointment, appointment_id)
    if booking.patient_id != notice.patient_id or booking.starts_at.date() != notice.service_on:
        raise refusal("GFE-04", "The booking is another patient's or day's.", "Choose it from the list.")
    if session.find(EstimateNotice, appointment_id=appointment_id):
        raise refusal("GFE-05", "An estimate was made for this booking.", "Deliver that one.")
    booked_on = next(
        (one.booked_on for one in _bookings(session, on=notice.asked_on) if one.appointment_id == booking.id),
        notice.asked_on,
    )
    due_on = give_by(booked_on, notice.service_on) or notice.service_on
    return replace(notice, appointment_id=appointment_id, provider_id=booking.provider_id, due_on=due_on)


def deliver_estimate(actor: Actor, notice_id: int, *, on: date, by: str, proof: str) -> EstimateNotice:
    """Record how an estimate reached the patient and what proves it; its task is done."""
    with enter(actor, P.ESTIMATE_GIVE) as session:
        notice = session.get(EstimateNotice, notice_id)
        if notice.delivered_on is not None:
            raise refusal("GFE-06", "It was delivered before.", "Load the patient again.")
        if by not in WAYS or not proof.strip() or len(proof) > LONGEST_PROOF or not proof.isprintable():
            raise refusal("GFE-07", f"Say how ({', '.join(WAYS)}), and what proves it.", "Fill in both.")
        given = replace(
            notice, version=notice.version + 1, delivered_on=on, delivered_by=by, proof=proof.strip()
        )
        waiting = _tasks(session, OWED, [notice.appointment_id]) if notice.appointment_id else []
        done = tuple(task.closed(by=actor.name, outcome="the estimate was given", on=on) for task in waiting)
        plan = Plan(on=on, records=(given,), tasks=done, reads=reading(notice, *waiting))
        commit(session, plan, cause=cause(actor, "estimate", "delivered"))
        return given


def estimate_page(actor: Actor, notice_id: int) -> bytes:
    """Return the paper of an estimate as text in UTF-8; Refused where there is none."""
    with enter(actor, P.STATEMENT_READ) as session:
        found = session.find(EstimateNotice, id=notice_id)
        if not found:
            raise refusal("GFE-11", "There is no such estimate.", "Load the patient again.")
        (notice,) = found
        providers = session.find(Provider, id=notice.provider_id)
        parties = Parties(
            practice=session.get(Practice, session.practice_id),
            patient=session.get(Patient, notice.patient_id),
            provider=providers[0] if providers else None,
        )
    return text(notice, parties, labels()).encode()


def watch_estimates(actor: Actor, *, on: date, limit: int = 500) -> int:
    """Give every booking that an estimate is owed for to somebody, and close the tasks of those that need
    none any more; return how many tasks changed. Safe to run at any time.
    """
    with enter(actor, P.ESTIMATE_GIVE) as session:
        take_turn(session)
        owed = {
            one.appointment_id: one
            for one in _bookings(session, on=on, limit=limit)
            if give_by(one.booked_on, one.service_on) is not None
        }
        waiting = session.find(Task, what=OWED, state=TaskState.OPEN)
        known = {task.subject_id for task in waiting}
        ids = session.ids()
        opened = [_owed(one, ids, on=on) for one in owed.values() if one.appointment_id not in known]
        over = [task for task in waiting if task.subject_id not in owed]
        closed = [task.closed(by=actor.name, outcome="no estimate is owed any more", on=on) for task in over]
        plan = Plan(on=on, tasks=(*opened, *closed), reads=reading(*over))
        commit(session, plan, cause=cause(actor, "estimate", "good-faith clocks"))
        return len(plan.tasks)


def _bookings(session: Session, *, on: date, limit: int = 500) -> list[Booked]:
    return uninsured_bookings(session, on=on, limit=limit)


def _owed(booked: Booked, ids: Ids, *, on: date) -> Task:
    due_on = give_by(booked.booked_on, booked.service_on)
    assert due_on is not None, "only what is owed becomes a task"
    return Task(
        id=next(ids),
        what=OWED,
        subject_kind=Appointment.kind,
        subject_id=booked.appointment_id,
        why="A patient without insurance booked: give a good-faith estimate by its last day.",
        owner=OWNER,
        opened_on=on,
        due_on=due_on,
        patient_id=booked.patient_id,
    )


def dispute_estimate(actor: Actor, notice_id: int, *, on: date, reason: str) -> BillingMark:
    """Open the dispute of a bill that is 400.00 or more above its estimate, within 120 days of the first
    statement of it. Statements stop and nothing can be placed until a person settles it.
    """
    with enter(actor, P.MARK_WRITE) as session:
        take_turn(session)
        refuse_without_reason(reason)
        notice = session.get(EstimateNotice, notice_id)
        refuse_faults(
            "GFE-08",
            _dispute_faults(notice, _bills(session, notice.patient_id), on=on),
            "Explain the bill to the patient instead.",
        )
        marks = standing_marks(session, notice.patient_id, on=on)
        if MarkSort.DISPUTE in standing_sorts(marks, on=on):
            raise refusal("GFE-09", "A dispute is open.", "Settle it first.")
        ids = session.ids()
        mark = BillingMark(
            next(ids), notice.patient_id, MarkSort.DISPUTE, on, actor.name, reason, estimate_id=notice.id
        )
        plan = Plan(on=on, records=(mark,), tasks=(_settle(mark, notice, next(ids), on=on),))
        commit(session, plan, cause=cause(actor, "estimate", reason))
        return mark


def _settle(mark: BillingMark, notice: EstimateNotice, task_id: int, *, on: date) -> Task:
    return Task(
        id=task_id,
        what=DISPUTED,
        subject_kind=BillingMark.kind,
        subject_id=mark.id,
        why="The bill is disputed by its estimate: answer the dispute entity, and collect nothing meanwhile.",
        owner="biller",
        opened_on=on,
        due_on=give_when_asked_by(on),
        patient_id=notice.patient_id,
        cents=notice.total_cents,
    )


@dataclass(frozen=True, slots=True)
class Given:
    """An estimate as a patient's screen shows it, with what was billed for the day, in cents."""

    notice: EstimateNotice
    billed_cents: int
    may_be_disputed: bool


def given_estimates(session: Session, patient_id: int, *, on: date) -> list[Given]:
    """Return a patient's good-faith estimates, the newest first."""
    found = session.find(EstimateNotice, patient_id=patient_id)
    if not found:
        return []
    bills = _bills(session, patient_id)
    return [_given(notice, bills, on=on) for notice in reversed(found)]


def bookings_without_estimate(session: Session, patient_id: int, *, on: date) -> list[Booked]:
    """Return a patient's bookings that no policy covers and that have no delivered estimate."""
    return uninsured_bookings(session, on=on, patient_id=patient_id, limit=20)


def _given(notice: EstimateNotice, bills: "_Bills", *, on: date) -> Given:
    return Given(notice, bills.cents(notice), not _dispute_faults(notice, bills, on=on))


@dataclass(frozen=True, slots=True)
class _Bills:
    """What was charged to a patient by provider and day, in cents, and the statements that told it."""

    charged: Mapping[tuple[int, date], int]
    statements: Sequence[Statement]

    def cents(self, notice: EstimateNotice) -> int:
        return self.charged.get((notice.provider_id, notice.service_on), 0)

    def first_on(self, notice: EstimateNotice) -> date | None:
        """The day of the first statement that had a line of the estimate's day."""
        days = [
            one.stated_on
            for one in self.statements
            if any(
                line.service_on == notice.service_on and line.patient_id in (0, notice.patient_id)
                for line in one.lines
            )
        ]
        return min(days, default=None)


def _bills(session: Session, patient_id: int) -> _Bills:
    key = guarantors_of(session, [patient_id])[patient_id]
    return _Bills(charged_by_day(session, patient_id), session.find(Statement, guarantor=key))


def _dispute_faults(notice: EstimateNotice, bills: _Bills, *, on: date) -> list[str]:
    return dispute_faults(notice.total_cents, bills.cents(notice), bills.first_on(notice), on=on)


def _tasks(session: Session, what: str, subject_ids: Sequence[int]) -> list[Task]:
    return session.find(Task, what=what, subject_id=list(subject_ids), state=TaskState.OPEN)
