"""The check-out of a visit: what was done, what to take, the next visit as the note wants it, and the paper
to take home.
"""

from dataclasses import dataclass, replace
from datetime import date, datetime, time, timedelta

from almoner.core.charge import ChargeLine
from almoner.core.chart import Note, Visit
from almoner.core.chart.follow_up import FollowUp, follow_up_of
from almoner.core.collect import Receipt
from almoner.core.collect.due_today import DueToday
from almoner.core.party import Patient, Practice
from almoner.core.report.visit_slip import Attended, visit_slip
from almoner.core.schedule import Appointment, AppointmentState, Terms, VisitType
from almoner.flow.access import Actor, Permission, enter
from almoner.flow.clock import wall
from almoner.flow.desk.checkin import due_of
from almoner.flow.desk.look import BoardRow, board_row
from almoner.flow.desk.opening import terms_of
from almoner.flow.desk.schedule import Wanted, book_visit, free_slots
from almoner.flow.policy import labels
from almoner.flow.refused import refusal
from almoner.store.lists import lists, lists_bookings
from almoner.store.lists.lists import Frame
from almoner.store.session import Ask, Session

OFFERED = 4
DAY = timedelta(days=1)
REASON = "Follow-up"


@dataclass(frozen=True, slots=True)
class Done:
    """A service of the visit: its words, code and charge in cents."""

    label: str
    code: str
    cents: int


@dataclass(frozen=True, slots=True)
class CheckOut:
    """A visit on its check-out. `follow_up` is None where the note says nothing yet; `since_on` is the day
    from which free slots are looked for, tomorrow where nobody says another; `next` are the patient's
    bookings to come. A visit that nobody booked has a booking of id 0, which is in no books: who, where, and
    how long the next one takes.
    """

    frame: Frame
    appointment: Appointment
    row: BoardRow
    visit: Visit | None
    done: tuple[Done, ...]
    due: DueToday
    follow_up: FollowUp | None
    since_on: date
    starts: tuple[datetime, ...]
    next: tuple[Appointment, ...]


SEEN = frozenset({AppointmentState.ARRIVED, AppointmentState.IN_ROOM, AppointmentState.DONE})
"""Who came, so that there is something to take home."""


@dataclass(frozen=True, slots=True)
class Came:
    """Who checks out: the booking that was kept, or the visit that nobody booked."""

    appointment_id: int = 0
    visit_id: int = 0


def check_out(actor: Actor, came: Came, *, on: date, since_on: date | None = None) -> CheckOut:
    """Return the check-out of somebody who came; `since_on` asks for slots from another day on."""
    with enter(actor, Permission.SCHEDULE_WRITE) as session:
        known = _known(session, came)
        booked, row = known.booked, known.row
        follow_up = follow_up_of(known.notes)
        wished = since_on or (follow_up.due_on(booked.starts_at.date()) if follow_up else on + DAY)
        terms = terms_of(session)
        wanted = Wanted(
            booked.patient_id,
            max(wished, on),
            booked.minutes or _next_type(terms, max(wished, on)).minutes,
            booked.provider_id,
            booked.location_id,
            now=wall(actor, on),
        )
        return CheckOut(
            frame=lists.frame(session, on=on),
            appointment=booked,
            row=row,
            visit=known.visit,
            done=known.done,
            due=due_of(session, row, on=on),
            follow_up=follow_up,
            since_on=wanted.since,
            starts=free_slots(session, wanted, terms)[:OFFERED],
            next=tuple(one for one in known.to_come if one.starts_at.date() > on),
        )


def _next_type(terms: Terms, on: date) -> VisitType:
    """What the next visit is booked for."""
    return terms.type_named(REASON, on) or terms.first_type(on, is_new=False)


def patient_of(actor: Actor, came: Came) -> int:
    """Return who checks out, or raise NotFound."""
    with enter(actor, Permission.PATIENT_READ) as session:
        return _booked(session, came).patient_id


def book_next(actor: Actor, came: Came, starts_at: datetime, *, on: date) -> Appointment:
    """Book the next visit with the provider of this one, as long as this one; after a visit that nobody
    booked, as long as a visit of its kind takes.
    """
    with enter(actor, Permission.SCHEDULE_WRITE) as session:
        booked = _booked(session, came)
        usual = _next_type(terms_of(session), starts_at.date())
    draft = replace(
        booked,
        id=0,
        version=1,
        starts_at=starts_at,
        minutes=booked.minutes or usual.minutes,
        state=AppointmentState.BOOKED,
        reason=usual.name,
        doubled_why="",
    )
    return book_visit(actor, draft, on=on)


def visit_page(actor: Actor, came: Came, *, on: date) -> bytes:
    """Return what the patient takes home, as PDF; Refused where nobody was seen yet."""
    with enter(actor, Permission.SCHEDULE_WRITE) as session:
        known = _known(session, came)
        if known.booked.state not in SEEN:
            raise refusal("CKO-01", "Nobody came for this booking yet.", "Check the patient in first.")
        day = known.booked.starts_at.date()
        practices, patients = (
            Ask(Practice, {"id": session.practice_id}),
            Ask(Patient, {"id": known.booked.patient_id}),
        )
        receipts = Ask(Receipt, {"patient_id": known.booked.patient_id, "received_on": day})
        found = session.gather(practices, patients, receipts)
        to_come = [one for one in known.to_come if one.starts_at.date() > on]
        slip = visit_slip(
            found.of(practices)[0],
            found.of(patients)[0],
            Attended(
                on=day,
                provider=known.row.booking.provider,
                location=known.row.booking.location,
                services=tuple((one.label, one.cents) for one in known.done),
                taken=tuple(
                    (f"Paid by {one.method}", one.cents) for one in found.of(receipts) if not one.is_voided
                ),
                owed_cents=known.row.booking.owed_cents,
                next_at=to_come[0].starts_at if to_come else None,
                next_with=known.row.booking.location,
            ),
        )
    from almoner.links.paper import visit_pdf  # its compiler takes a while to load

    return visit_pdf(slip)


@dataclass(frozen=True, slots=True)
class _Known:
    """What the books hold of a booking that was kept."""

    booked: Appointment
    row: BoardRow
    visit: Visit | None
    notes: tuple[Note, ...]
    done: tuple[Done, ...]
    to_come: tuple[Appointment, ...]


def _booked(session: Session, came: Came) -> Appointment:
    """The booking, or what it would have been."""
    if not came.visit_id:
        return session.get(Appointment, came.appointment_id)
    visit = session.get(Visit, came.visit_id)
    if visit.appointment_id:
        return session.get(Appointment, visit.appointment_id)
    return Appointment(
        0,
        visit.patient_id,
        visit.provider_id,
        visit.location_id,
        datetime.combine(visit.service_on, time()),
        0,
        visit.reason,
        state=AppointmentState.DONE,
    )


def _known(session: Session, came: Came) -> _Known:
    booked = _booked(session, came)
    day = booked.starts_at.date()
    found_row = (
        lists_bookings.booking(session, booked.id, on=day)
        if booked.id
        else lists_bookings.unbooked(session, came.visit_id, on=day)
    )
    row = board_row(found_row)
    visit_id = found_row.visit_id
    visits, notes = Ask(Visit, {"id": visit_id}), Ask(Note, {"visit_id": visit_id})
    lines, bookings = (
        Ask(ChargeLine, {"visit_id": visit_id}),
        Ask(Appointment, {"patient_id": booked.patient_id}),
    )
    found = session.gather(visits, notes, lines, bookings)
    to_come = [
        one for one in found.of(bookings) if one.state is AppointmentState.BOOKED and one.id != booked.id
    ]
    return _Known(
        booked=booked,
        row=row,
        visit=next(iter(found.of(visits)), None),
        notes=tuple(found.of(notes)),
        done=tuple(_done(line) for line in found.of(lines) if line.taken_back_on is None),
        to_come=tuple(sorted(to_come, key=lambda one: one.starts_at)),
    )


def _done(line: ChargeLine) -> Done:
    return Done(labels().get(line.code) or line.description or line.code, line.code, line.charge_cents)
