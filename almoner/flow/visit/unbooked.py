"""A visit that nobody booked, begun by the provider whom the patient came to.

Promises that beginning it again leads to the same visit while its note is open; that where the patient is
booked with them today, the booking's own visit is begun and no second one; and that the desk finds them among
the bookings of the day, still to be checked in.
"""

from dataclasses import dataclass
from datetime import date, datetime, time, timedelta

from almoner.core.chart import Visit
from almoner.core.party import Location, Provider
from almoner.core.plan import Plan
from almoner.core.schedule import Appointment, AppointmentState
from almoner.core.schedule.booking import STEP
from almoner.flow.access import Actor, Permission, cause, enter
from almoner.flow.clock import written_at
from almoner.flow.desk.opening import terms_of
from almoner.flow.refused import refusal
from almoner.flow.visit import document
from almoner.flow.visit.look_chart import Head, head_of
from almoner.store.commit import commit, take_turn
from almoner.store.session import Ask, Session

LONGEST_REASON = 200
NOON = 12


@dataclass(frozen=True, slots=True)
class Beginning:
    """What a screen needs to begin one: the patient, the places, and what stands of today already: the visit
    whose note is open, and bookings with the provider. `is_provider` is false for who sees nobody here.
    """

    head: Head
    is_provider: bool
    places: tuple[Location, ...]
    visit: Visit | None
    booked: tuple[Appointment, ...]


@dataclass(frozen=True, slots=True)
class Unbooked:
    """Why somebody came, and where; place 0 is the practice's first."""

    patient_id: int
    reason: str
    location_id: int = 0


def look(actor: Actor, patient_id: int, *, on: date) -> Beginning:
    """Return what a visit of today would be begun with, or raise NotFound."""
    with enter(actor, Permission.VISIT_WRITE) as session:
        head = head_of(session, patient_id, on=on)
        found = session.find(Provider, user_name=actor.name)
        visit, booked = _today(session, patient_id, found[0], on) if found else (None, ())
        places = sorted(session.find(Location), key=lambda one: one.id)
        return Beginning(head, bool(found), tuple(places), visit, booked)


def begin(actor: Actor, wanted: Unbooked, *, on: date) -> Visit:
    """Begin a visit of today with the actor as its provider; asked twice, the same visit is returned. Refused
    where there is no reason.
    """
    with enter(actor, Permission.VISIT_WRITE) as session:
        take_turn(session)
        provider = _provider(session, actor.name)
        head_of(session, wanted.patient_id, on=on)
        visit, booked = _today(session, wanted.patient_id, provider, on)
        if visit is not None:
            return visit
        if not booked:
            return _begun(session, actor, wanted, provider, on=on)
    return document.begin(actor, booked[0].id, on=on)


def _begun(session: Session, actor: Actor, wanted: Unbooked, provider: Provider, *, on: date) -> Visit:
    reason = " ".join(wanted.reason.split())
    if not 0 < len(reason) <= LONGEST_REASON or not reason.isprintable():
        mend = f"Say it in at most {LONGEST_REASON} characters."
        raise refusal("VIS-02", "Nobody says why the patient came.", mend, "reason")
    places = {one.id: one for one in session.find(Location)}
    place = places.get(wanted.location_id or min(places))
    if place is None:
        raise refusal("VIS-03", "The practice has no such place.", "Choose one of the list.", "location")
    ids = session.ids()
    at = written_at(actor, on, hour=NOON)
    booking = Appointment(
        id=next(ids),
        patient_id=wanted.patient_id,
        provider_id=provider.id,
        location_id=place.id,
        starts_at=at - timedelta(minutes=at.minute % (STEP.seconds // 60)),
        minutes=terms_of(session).first_type(on, is_new=False).minutes,
        reason=reason,
        state=AppointmentState.IN_ROOM,
    )
    visit = Visit(
        id=next(ids),
        patient_id=wanted.patient_id,
        provider_id=provider.id,
        location_id=place.id,
        service_on=on,
        pos=place.pos,
        appointment_id=booking.id,
        reason=reason,
    )
    commit(session, Plan(on=on, records=(booking, visit)), cause=cause(actor, "document", "begun unbooked"))
    return visit


def _today(
    session: Session, patient_id: int, provider: Provider, on: date
) -> tuple[Visit | None, tuple[Appointment, ...]]:
    """The patient's visit with the provider today whose note is open, and what is booked with them today and
    was not begun, who arrived first.
    """
    own = {"patient_id": patient_id, "provider_id": provider.id}
    first, last = datetime.combine(on, time()), datetime.combine(on + timedelta(days=1), time())
    visits = Ask(Visit, own | {"service_on": on})
    bookings = Ask(Appointment, own, "t.starts_at >= %s AND t.starts_at < %s", (first, last))
    found = session.gather(visits, bookings)
    waiting = (AppointmentState.ARRIVED, AppointmentState.BOOKED)
    booked = [one for one in found.of(bookings) if one.state in waiting]
    booked.sort(key=lambda one: (waiting.index(one.state), one.starts_at))
    return next((one for one in found.of(visits) if not one.note_id), None), tuple(booked)


def _provider(session: Session, user: str) -> Provider:
    found = session.find(Provider, user_name=user)
    if not found:
        mend = "Sign in as the provider, or have the user named at the provider."
        raise refusal("VIS-04", "You are no provider of this practice.", mend)
    return found[0]
