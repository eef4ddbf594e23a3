"""A visit that was missed or cancelled too late: the slot is free, the policy asks its fee, and each of these
is taken back.
"""

from dataclasses import dataclass, replace
from datetime import date, timedelta

from almoner.core.charge import ChargeLine
from almoner.core.collect.absence_fee import (
    Missed,
    asked_cents,
    fee_back,
    fee_of,
    fees_of,
    is_late,
    standing_fee,
    why_no_fee,
)
from almoner.core.coverage import Coverage, in_force
from almoner.core.ledger import Posting, Reason
from almoner.core.party import Patient, Payer, Practice
from almoner.core.plan import Plan, join, reading
from almoner.core.schedule import Appointment, AppointmentState
from almoner.flow.access import Actor, Permission, cause, enter
from almoner.flow.charge.charge import with_reviews
from almoner.flow.clock import written_at
from almoner.flow.desk.opening import terms_of
from almoner.flow.refused import Refused, refusal, refuse_without_reason
from almoner.store.commit import commit, take_turn
from almoner.store.lists import lists
from almoner.store.lists.lists import Frame
from almoner.store.load import bookings_of
from almoner.store.money.dunning import injury_visits
from almoner.store.money.postings import postings_of
from almoner.store.session import Ask, Session

DAY = timedelta(days=1)
_UNKEPT = [AppointmentState.NO_SHOW.value, AppointmentState.CANCELLED.value]


@dataclass(frozen=True, slots=True)
class Noted:
    """A booking that was not kept, the fee that it costs in cents, and why none where it costs nothing."""

    booking: Appointment
    fee_cents: int
    why_none: str


def note_absence(actor: Actor, appointment_id: int, *, on: date) -> Noted:
    """Note that the patient did not come: the slot is free, the booking stays on record, and the practice's
    fee is asked where its policy says so. Asked twice, it is noted once.
    """
    with enter(actor, Permission.SCHEDULE_WRITE) as session:
        take_turn(session)
        found = session.get(Appointment, appointment_id)
        if found.state is AppointmentState.NO_SHOW:
            fee = standing_fee(found.id, _fees(session, found.patient_id))
            return Noted(found, fee.cents if fee else 0, "" if fee else "It was noted before.")
        if found.state is not AppointmentState.BOOKED:
            raise _moved_on()
        moved = replace(found, version=found.version + 1, state=AppointmentState.NO_SHOW)
        return _noted(session, actor, moved, on=on)


def cancel(actor: Actor, appointment_id: int, *, on: date, reason: str = "") -> Noted:
    """Cancel a booking because the patient does: the slot is free, and within the hours of notice that the
    practice asks for it costs the fee as a missed one does. What the practice itself cancels costs nobody
    anything (`register.cancel`). Asked twice, it is cancelled once.
    """
    with enter(actor, Permission.SCHEDULE_WRITE) as session:
        take_turn(session)
        found = session.get(Appointment, appointment_id)
        if found.state is AppointmentState.CANCELLED:
            fee = standing_fee(found.id, _fees(session, found.patient_id))
            return Noted(found, fee.cents if fee else 0, "")
        if found.state is not AppointmentState.BOOKED:
            raise _moved_on()
        moved = replace(found, version=found.version + 1, state=AppointmentState.CANCELLED)
        practice = session.get(Practice, session.practice_id)
        # Where nobody knows the hour, the day's first: what can't be told is told for the patient.
        if is_late(found, practice, at=written_at(actor, on, hour=0)):
            return _noted(session, actor, replace(moved, cancelled_late=True), on=on, reason=reason)
        plan = Plan(on=on, records=(moved,), reads=reading(found))
        commit(session, plan, cause=cause(actor, "absence", reason))
        return Noted(moved, 0, "")


def _noted(session: Session, actor: Actor, moved: Appointment, *, on: date, reason: str = "") -> Noted:
    """Commit a booking that was not kept, with the fee of the policy."""
    practice = session.get(Practice, session.practice_id)
    missed = _missed(session, moved)
    why_none = why_no_fee(missed, practice)
    posted = () if why_none else (_asked(session, missed, asked_cents(missed, practice), on=on),)
    plan = Plan(on=on, records=(moved,), postings=posted)
    why = reason or why_none or "the policy asks the fee"
    commit(session, plan, cause=cause(actor, "absence", why))
    return Noted(moved, sum(one.cents for one in posted), why_none)


def _moved_on() -> Refused:
    return refusal("REG-01", "This booking has moved on.", "Load the day again to see where it stands.")


def take_back(actor: Actor, appointment_id: int, *, on: date, reason: str) -> Appointment:
    """Let a booking that was noted as missed, or was cancelled too late, stand again, and take its fee back.
    Refused where its time is somebody else's by now.
    """
    with enter(actor, Permission.SCHEDULE_WRITE) as session:
        refuse_without_reason(reason)
        take_turn(session)
        found = session.get(Appointment, appointment_id)
        if not was_not_kept(found):
            raise refusal("ABS-01", "The booking is not noted as missed.", "Load the day again.")
        again = replace(found, version=found.version + 1, state=AppointmentState.BOOKED, cancelled_late=False)
        if _is_taken(session, again):
            raise refusal("ABS-02", "Its time is somebody else's by now.", "Book the visit anew.")
        plans = [Plan(on=on, records=(again,))]
        if fee := standing_fee(found.id, _fees(session, found.patient_id)):
            plans.append(with_reviews(session, [fee_back(fee, on=on)], on=on))
        commit(session, join(plans, on=on), cause=cause(actor, "absence", reason))
        return again


def waive(actor: Actor, appointment_id: int, *, on: date, reason: str) -> None:
    """Take the fee of a missed visit back; that it was missed stays on record."""
    with enter(actor, Permission.BALANCE_ADJUST) as session:
        refuse_without_reason(reason)
        take_turn(session)
        found = session.get(Appointment, appointment_id)
        fee = standing_fee(found.id, _fees(session, found.patient_id))
        if fee is None:
            raise refusal("ABS-03", "No fee of this visit stands.", "Load the page again.")
        plan = with_reviews(session, [fee_back(fee, on=on)], on=on)
        commit(session, plan, cause=cause(actor, "absence", reason))


def ask_again(actor: Actor, appointment_id: int, *, on: date, reason: str) -> Posting:
    """Ask a fee again that was waived, as much as it was and beside the same charge."""
    with enter(actor, Permission.BALANCE_ADJUST) as session:
        refuse_without_reason(reason)
        take_turn(session)
        found = session.get(Appointment, appointment_id)
        posted = _fees(session, found.patient_id)
        own = fees_of(found.id, posted)
        if not own or standing_fee(found.id, posted) is not None:
            raise refusal("ABS-04", "No fee of this visit was waived.", "Load the page again.")
        line = session.get(ChargeLine, own[-1].subject.line_id)
        if not line.stands:
            raise refusal("ABS-05", "The charge that the fee stood beside is taken back.", "Leave it waived.")
        missed = Missed(found, None, (), 0, line)
        made = fee_of(missed, own[-1].cents, nth=len(own), on=on)
        plan = Plan(on=on, postings=(made,), reads=reading(found))
        commit(session, plan, cause=cause(actor, "absence", reason))
        return made


def was_not_kept(booking: Appointment) -> bool:
    """True where the patient missed it or cancelled it too late."""
    return booking.state is AppointmentState.NO_SHOW or booking.cancelled_late


@dataclass(frozen=True, slots=True)
class Absence:
    """A missed visit with its fee: what was asked, and what of it stands, in cents."""

    booking: Appointment
    asked_cents: int
    fee_cents: int


@dataclass(frozen=True, slots=True)
class Absences:
    """The visits that a patient missed or cancelled too late, the latest first."""

    frame: Frame
    patient: Patient
    rows: tuple[Absence, ...]


def absences(actor: Actor, patient_id: int, *, on: date) -> Absences:
    """Return the visits that a patient missed or cancelled too late, or raise NotFound."""
    with enter(actor, Permission.STATEMENT_READ) as session:
        patient = session.get(Patient, patient_id)
        booked = session.find(Appointment, patient_id=patient_id, state=_UNKEPT)
        posted = _fees(session, patient_id)
        kept = [one for one in booked if was_not_kept(one)]
        rows = [_absence(one, posted) for one in sorted(kept, key=lambda one: one.starts_at, reverse=True)]
        return Absences(lists.frame(session, on=on), patient, tuple(rows))


def patient_of(actor: Actor, appointment_id: int) -> int:
    """Return whose booking it is, or raise NotFound."""
    with enter(actor, Permission.STATEMENT_READ) as session:
        return session.get(Appointment, appointment_id).patient_id


def _absence(booking: Appointment, posted: list[Posting]) -> Absence:
    own, standing = fees_of(booking.id, posted), standing_fee(booking.id, posted)
    return Absence(booking, own[-1].cents if own else 0, standing.cents if standing else 0)


def _missed(session: Session, booking: Appointment) -> Missed:
    day, patient_id = booking.starts_at.date(), booking.patient_id
    policies, lines = (
        Ask(Coverage, {"patient_id": patient_id}),
        Ask(ChargeLine, {"patient_id": patient_id}),
    )
    before = Ask(Appointment, {"patient_id": patient_id, "state": _UNKEPT})
    found = session.gather(policies, lines, before)
    payer_ids = sorted({one.payer_id for one in in_force(found.of(policies), on=day)})
    injuries = injury_visits(session, [patient_id])
    usable = [one for one in found.of(lines) if one.stands and one.visit_id not in injuries]
    return Missed(
        booking,
        terms_of(session).type_named(booking.reason, day),
        tuple(session.find(Payer, id=payer_ids)) if payer_ids else (),
        sum(was_not_kept(one) for one in found.of(before)),
        max(usable, key=lambda one: (one.service_on, one.id), default=None),
    )


def _asked(session: Session, missed: Missed, cents: int, *, on: date) -> Posting:
    before = fees_of(missed.booking.id, _fees(session, missed.booking.patient_id))
    return fee_of(missed, cents, nth=len(before), on=on)


def _fees(session: Session, patient_id: int) -> list[Posting]:
    return postings_of(session, patient_id=patient_id, reason=Reason.ABSENCE_FEE.value)


def _is_taken(session: Session, again: Appointment) -> bool:
    day = again.starts_at.date()
    of = {"provider_id": again.provider_id, "patient_id": again.patient_id}
    near = bookings_of(session, day - DAY, day + 2 * DAY, **of)
    return any(one.id != again.id and one.overlaps(again) for one in near)
