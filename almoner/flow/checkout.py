"""The check-out of a visit: what was done, what to take, the next visit as the note wants it, and the paper
to take home.
"""

from dataclasses import dataclass, replace
from datetime import date, datetime

from almoner.core.charge import ChargeLine
from almoner.core.chart import Note, Visit
from almoner.core.chart.follow_up import FollowUp, follow_up_of
from almoner.core.collect import Receipt
from almoner.core.collect.due_today import DueToday
from almoner.core.party import Patient, Practice
from almoner.core.report.visit_slip import Attended, visit_slip
from almoner.core.schedule import Appointment, AppointmentState
from almoner.flow.access import Actor, Permission, enter
from almoner.flow.checkin import due_of
from almoner.flow.clock import wall
from almoner.flow.look import BoardRow, board_row
from almoner.flow.opening import terms_of
from almoner.flow.policy import labels
from almoner.flow.refused import refusal
from almoner.flow.schedule import Wanted, book_visit, free_slots
from almoner.store import lists
from almoner.store.lists import Frame
from almoner.store.session import Ask, Session

OFFERED = 4
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
    from which free slots are looked for; `next` are the patient's bookings to come.
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


def check_out(actor: Actor, appointment_id: int, *, on: date, since_on: date | None = None) -> CheckOut:
    """Return the check-out of a booking that was kept; `since_on` asks for slots from another day on."""
    with enter(actor, Permission.SCHEDULE_WRITE) as session:
        known = _known(session, session.get(Appointment, appointment_id))
        booked, row = known.booked, known.row
        follow_up = follow_up_of(known.notes)
        wished = since_on or (follow_up.due_on(booked.starts_at.date()) if follow_up else on)
        wanted = Wanted(
            booked.patient_id,
            max(wished, on),
            booked.minutes,
            booked.provider_id,
            booked.location_id,
            now=wall(on),
        )
        return CheckOut(
            frame=lists.frame(session, on=on),
            appointment=booked,
            row=row,
            visit=known.visit,
            done=known.done,
            due=due_of(row),
            follow_up=follow_up,
            since_on=wanted.since,
            starts=free_slots(session, wanted, terms_of(session))[:OFFERED],
            next=tuple(one for one in known.to_come if one.starts_at.date() > on),
        )


def book_next(actor: Actor, appointment_id: int, starts_at: datetime, *, on: date) -> Appointment:
    """Book the next visit with the provider of this one, as long as this one."""
    with enter(actor, Permission.SCHEDULE_WRITE) as session:
        booked = session.get(Appointment, appointment_id)
        day, terms = starts_at.date(), terms_of(session)
        usual = terms.type_named(REASON, day) or terms.first_type(day, is_new=False)
    draft = replace(booked, id=0, version=1, starts_at=starts_at, reason=usual.name, doubled_why="")
    return book_visit(actor, draft, on=on)


def visit_page(actor: Actor, appointment_id: int, *, on: date) -> bytes:
    """Return what the patient takes home, as PDF; Refused where nobody was seen yet."""
    with enter(actor, Permission.SCHEDULE_WRITE) as session:
        known = _known(session, session.get(Appointment, appointment_id))
        if known.booked.state not in {AppointmentState.ARRIVED, AppointmentState.DONE}:
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


def _known(session: Session, booked: Appointment) -> _Known:
    row = board_row(lists.booking(session, booked.id, on=booked.starts_at.date()))
    visit_id = row.booking.visit_id
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
