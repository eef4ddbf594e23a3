"""A visit that comes again: the same time every few weeks, booked as one act or not at all.

Promises that no later one is booked beside another, outside the hours or on a closed day: such days are
named, and left out where somebody says so.
"""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date, timedelta

from almoner.core.party import Patient
from almoner.core.plan import Plan, reading
from almoner.core.schedule import Appointment, AppointmentState
from almoner.flow.access import Actor, Permission, cause, enter
from almoner.flow.desk.opening import terms_of
from almoner.flow.desk.schedule import bookable, outside
from almoner.flow.once import first_act
from almoner.flow.refused import Refused, refusal
from almoner.store.commit import commit, take_turn
from almoner.store.lists.lists_versions import made_with
from almoner.store.session import Session

MOST_TIMES, MOST_WEEKS = 26, 12


@dataclass(frozen=True, slots=True)
class Again:
    """Every so many weeks, so many visits in all; `leaves_out` the days that can't be had."""

    weeks: int
    times: int
    leaves_out: bool = False


def book_series(actor: Actor, draft: Appointment, again: Again, *, on: date) -> list[Appointment]:
    """Book a visit and those that follow it, in the order of their days; sent twice, it is booked once.
    Refused as a single visit is, and where a later day can't be had unless it is left out.
    """
    with enter(actor, Permission.SCHEDULE_WRITE) as session:
        if (first := first_act(session, actor, Appointment)) is not None:
            return [session.get(Appointment, one) for one in made_with(session, Appointment.kind, first.id)]
        take_turn(session)
        patient = session.get(Patient, draft.patient_id)
        if not (1 <= again.weeks <= MOST_WEEKS and 2 <= again.times <= MOST_TIMES):
            mend = f"Give 2 to {MOST_TIMES} visits."
            raise refusal("SCH-10", "How many visits there are in all isn't said.", mend, "times")
        made = [bookable(session, actor, draft, on=on)]
        stops: list[str] = []
        for later in _later(draft, again):
            try:
                made.append(_fitting(session, actor, later, on=on))
            except Refused as refused:
                stops.append(f"{later.starts_at:%m/%d/%Y} ({refused.findings[0].message.rstrip('.')})")
        if stops and not again.leaves_out:
            why = f"{len(stops)} of the {again.times} visits can't be booked: {'; '.join(stops)}."
            raise refusal("SCH-11", why, "Leave those days out, or choose another time.", "leave")
        ids = session.ids()
        booked = [replace(one, id=next(ids)) for one in made]
        plan = Plan(on=on, records=tuple(booked), reads=reading(patient))
        commit(session, plan, cause=cause(actor, "register", "a visit that comes again"))
        return booked


def _later(draft: Appointment, again: Again) -> Iterator[Appointment]:
    for place in range(1, again.times):
        at = draft.starts_at + timedelta(weeks=again.weeks * place)
        yield replace(draft, starts_at=at, state=AppointmentState.BOOKED, doubled_why="")


def _fitting(session: Session, actor: Actor, later: Appointment, *, on: date) -> Appointment:
    made = bookable(session, actor, later, on=on)
    if outside(terms_of(session), later):
        raise refusal("SCH-11", "It is outside of the hours.", "Leave it out.")
    return made


def cancel_series(actor: Actor, booking_id: int, *, on: date, reason: str) -> list[Appointment]:
    """Cancel the visits that were booked together with one, those that nobody came for yet."""
    with enter(actor, Permission.SCHEDULE_WRITE) as session:
        take_turn(session)
        together = [session.get(Appointment, one) for one in made_with(session, Appointment.kind, booking_id)]
        due = [one for one in together if one.state is AppointmentState.BOOKED]
        if not due:
            mend = "Load the day again to see where they stand."
            raise refusal("REG-01", "These bookings have moved on.", mend)
        made = [replace(one, version=one.version + 1, state=AppointmentState.CANCELLED) for one in due]
        commit(session, Plan(on=on, records=tuple(made)), cause=cause(actor, "register", reason))
        return made
