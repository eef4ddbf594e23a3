"""Booking: where a visit still fits, and one visit booked or moved.

Promises that no patient is booked twice for the same time, and no provider but by who has the right to, with
a reason, for a type of visit that allows it.
"""

import json
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta
from itertools import combinations, islice

from almoner.core.chart import Visit
from almoner.core.coverage import Benefits, Coverage, in_force, last_word, silence_since
from almoner.core.party import Location, Patient, Payer, Provider
from almoner.core.plan import Plan, reading
from almoner.core.schedule import (
    LONGEST_MINUTES,
    SHORTEST_MINUTES,
    Appointment,
    AppointmentState,
    Terms,
    VisitType,
    free_starts,
)
from almoner.core.schedule.terms import Whose
from almoner.flow.access import Actor, Permission, cause, enter
from almoner.flow.clock import wall
from almoner.flow.desk.look_schedule import House, house_of
from almoner.flow.desk.opening import opening, terms_of
from almoner.flow.once import first_act
from almoner.flow.patient.authorize import Allowed, allowed
from almoner.flow.refused import Refused, refusal, refuse_all, refuse_without_reason
from almoner.store.commit import commit, take_turn
from almoner.store.lists import lists
from almoner.store.lists.lists import Frame
from almoner.store.lists.lists_versions import seen_and_standing
from almoner.store.load import bookings_ahead, bookings_of
from almoner.store.past import person
from almoner.store.session import Ask, Session

DAY = timedelta(days=1)
SEARCHED_DAYS, OFFERED = 60, 12
AT_FIRST_DAYS = 14
"""Most providers have so many slots free in so many days: their bookings of later ones are read where not."""
LONGEST_WHY = 200
LATEST_DAYS = 730
"""How far ahead a visit may be booked, in days."""


@dataclass(frozen=True, slots=True)
class Wanted:
    """What is looked for: a slot with a provider from a day on; 0 is the one of the booking that moves, else
    the first of the practice; by `now` none has begun.
    """

    patient_id: int
    since: date
    minutes: int = 0
    provider_id: int = 0
    location_id: int = 0
    booking_id: int = 0
    type: str = ""
    now: datetime | None = None


@dataclass(frozen=True, slots=True)
class Policy:
    """A policy of the first offered day with the payer's name and last answer (None: never asked); `silence`
    is a later question to which the payer told nothing.
    """

    coverage: Coverage
    payer: str
    answer: Benefits | None
    silence: Benefits | None = None

    @property
    def tried_on(self) -> date | None:
        """When the payer last answered or told nothing; None where nobody asked."""
        last = self.silence or self.answer
        return last.answered_on if last else None


@dataclass(frozen=True, slots=True)
class Offer:
    """The first free slots with a provider, and what is known of the patient's coverage and authorizations.

    `booking` is the one that moves, None for a new one; `types` are what a new one may be for, of which
    `wanted.type` is looked for.
    """

    frame: Frame
    patient: Patient
    booking: Appointment | None
    wanted: Wanted
    house: House
    starts: tuple[datetime, ...]
    policies: tuple[Policy, ...]
    allowed: tuple[Allowed, ...]
    types: tuple[VisitType, ...] = ()
    ahead: tuple[Appointment, ...] = ()
    """What the patient is booked for already; the one that moves is not among them."""


def offer(actor: Actor, wanted: Wanted, *, on: date) -> Offer:
    """Return the first free slots within `SEARCHED_DAYS` on days of business, or raise NotFound."""
    with enter(actor, Permission.SCHEDULE_WRITE) as session:
        moving = session.get(Appointment, wanted.booking_id) if wanted.booking_id else None
        house = house_of(session)
        who = person(session, moving.patient_id if moving else wanted.patient_id)
        terms = terms_of(session)
        is_new = not session.find(Visit, patient_id=who.patient.id, limit=1)
        wanted = _filled(_typed(wanted, moving, terms, is_new=is_new, on=on), moving, house, on=on)
        sought = replace(wanted, now=wall(actor, on))
        starts = free_slots(session, sought, terms) if sought.provider_id else ()
        day = starts[0].date() if starts else wanted.since
        return Offer(
            frame=lists.frame(session, on=on),
            patient=who.patient,
            booking=moving,
            wanted=wanted,
            house=house,
            starts=starts,
            policies=policies_on(session, wanted.patient_id, day),
            allowed=tuple(one for one in allowed(who) if one.authorization.covers(day)),
            types=tuple(one for one in terms.types_on(wanted.since) if one.suits(is_new=is_new)),
            ahead=tuple(one for one in bookings_ahead(session, who.patient.id, on) if one != moving),
        )


def _typed(wanted: Wanted, moving: Appointment | None, terms: Terms, *, is_new: bool, on: date) -> Wanted:
    """What is looked for with the type and so the length of the visit; a booking that moves keeps its own."""
    if moving is not None:
        return replace(wanted, type=moving.reason, minutes=wanted.minutes or moving.minutes)
    day = max(wanted.since, on)
    found = terms.type_named(wanted.type, day) or terms.first_type(day, is_new=is_new)
    return replace(wanted, type=found.name, minutes=wanted.minutes or found.minutes)


def _filled(wanted: Wanted, moving: Appointment | None, house: House, *, on: date) -> Wanted:
    provider_id = wanted.provider_id or (moving.provider_id if moving else next(iter(house.providers), 0))
    location_id = wanted.location_id or (moving.location_id if moving else next(iter(house.locations), 0))
    return replace(
        wanted,
        patient_id=moving.patient_id if moving else wanted.patient_id,
        since=min(max(wanted.since, on), on + LATEST_DAYS * DAY),
        minutes=min(wanted.minutes, LONGEST_MINUTES),
        provider_id=provider_id,
        location_id=location_id,
    )


def free_slots(session: Session, wanted: Wanted, terms: Terms) -> tuple[datetime, ...]:
    """Return the first free slots of a provider for a patient (inside another flow's session)."""
    days = [wanted.since + place * DAY for place in range(SEARCHED_DAYS)]
    parts = (days[:AT_FIRST_DAYS], days[AT_FIRST_DAYS:])
    found = (start for part in parts for start in _starts(session, wanted, terms, part))
    return tuple(islice(found, OFFERED))


def _starts(session: Session, wanted: Wanted, terms: Terms, days: Sequence[date]) -> Iterator[datetime]:
    """Yield the free slots of some days, of which the bookings are read at once."""
    whose = Whose(wanted.provider_id, wanted.location_id)
    taken: dict[date, list[Appointment]] = {day: [] for day in days}
    of = {"provider_id": wanted.provider_id, "patient_id": wanted.patient_id}
    for one in bookings_of(session, days[0], days[-1] + DAY, **of):
        if one.id != wanted.booking_id:
            taken[one.starts_at.date()].append(one)
    yield from (
        start
        for day in days
        if (hours := opening(terms, day, whose))
        for start in free_starts(taken[day], on=day, minutes=wanted.minutes, hours=hours)
        if wanted.now is None or start >= wanted.now
    )


def policies_on(session: Session, patient_id: int, day: date) -> tuple[Policy, ...]:
    """Return the policies of a day, first payer first, with their payers' last answers."""
    covered = in_force(session.find(Coverage, patient_id=patient_id), on=day)
    if not covered:
        return ()
    payers = Ask(Payer, {"id": sorted({one.payer_id for one in covered})})
    answers = Ask(Benefits, {"coverage_id": [one.id for one in covered]})
    found = session.gather(payers, answers)
    names = {one.id: one.name for one in found.of(payers)}
    tried: dict[int, list[Benefits]] = {one.id: [] for one in covered}
    for answer in found.of(answers):
        tried[answer.coverage_id].append(answer)
    return tuple(
        Policy(one, names[one.payer_id], last_word(tried[one.id]), silence_since(tried[one.id]))
        for one in covered
    )


def book_visit(actor: Actor, draft: Appointment, *, on: date) -> Appointment:
    """Book one visit. A walk-in is a draft that has arrived, of today. Refused where the patient is booked
    for that time already, or the provider unless the actor may book beside it and says why
    (`draft.doubled_why`); in the past; for what is no length of a visit and no type of the practice's.
    """
    with enter(actor, Permission.SCHEDULE_WRITE) as session:
        if (first := first_act(session, actor, Appointment)) is not None:
            return first
        take_turn(session)
        patient = session.get(Patient, draft.patient_id)
        made = replace(bookable(session, actor, draft, on=on), id=next(session.ids()))
        plan = Plan(on=on, records=(made,), reads=reading(patient))
        commit(session, plan, cause=cause(actor, "register"))
        return made


def bookable(session: Session, by: Actor, draft: Appointment, *, on: date) -> Appointment:
    """Return a new visit as it is booked, but for its id; refused as `book_visit` says (called inside a
    flow).
    """
    is_here = draft.state is AppointmentState.ARRIVED
    stops = []
    if terms_of(session).type_named(draft.reason, draft.starts_at.date()) is None:
        why = "The practice books no visit of this type then."
        stops += [refusal("SCH-06", why, "Choose one of the list.", "type")]
    if is_here and draft.starts_at.date() != on:
        stops += [refusal("SCH-09", "Who is here is booked for today.", "Choose a time of today.", "at")]
    if is_here and _waits_for_check_in(session, draft, on=on):
        why = "The provider has begun the patient's visit, and it waits for the check-in."
        stops += [refusal("SCH-17", why, "Check them in on Today; no second booking is wanted.", "at")]
    why = _refuse_time(session, by, draft, stops, on=on)
    state = AppointmentState.ARRIVED if is_here else AppointmentState.BOOKED
    return replace(draft, version=1, state=state, doubled_why=why)


def _waits_for_check_in(session: Session, draft: Appointment, *, on: date) -> bool:
    """True where the provider has the patient in the room already, whom the desk has not checked in."""
    begun = session.find(Appointment, patient_id=draft.patient_id, state=AppointmentState.IN_ROOM.value)
    return any((one.provider_id, one.starts_at.date()) == (draft.provider_id, on) for one in begun)


def is_outside(actor: Actor, booking: Appointment) -> bool:
    """True where a booking is outside the hours of its provider at its place, or on a closed day."""
    with enter(actor, Permission.SCHEDULE_WRITE) as session:
        return outside(terms_of(session), booking)


def outside(terms: Terms, booking: Appointment) -> bool:
    """True where the practice offers no such time by its terms."""
    starts_at, ends_at = booking.starts_at, booking.ends_at
    hours = opening(terms, starts_at.date(), Whose(booking.provider_id, booking.location_id))
    is_one_day = ends_at.date() == starts_at.date()
    fits = any(opens <= starts_at.time() and ends_at.time() <= closes for opens, closes in hours)
    return not (is_one_day and fits)


def move(actor: Actor, moved: Appointment, *, on: date, reason: str) -> Appointment:
    """Move a booking that nobody arrived for to another time, provider or place; its patient and what it is
    for stay. `moved.version` is the version that was seen; the same refusals as for a new one.
    """
    with enter(actor, Permission.SCHEDULE_WRITE) as session:
        refuse_without_reason(reason)
        take_turn(session)
        found = session.get(Appointment, moved.id)
        if found.state is not AppointmentState.BOOKED:
            raise _moved_on()
        made = replace(
            found,
            version=moved.version + 1,
            provider_id=moved.provider_id,
            location_id=moved.location_id,
            starts_at=moved.starts_at,
            minutes=moved.minutes,
            doubled_why=reason,
        )
        made = replace(made, doubled_why=_refuse_time(session, actor, made, [], on=on))
        commit(session, Plan(on=on, records=(made,)), cause=cause(actor, "register", reason))
        return made


def move_back(actor: Actor, booking_id: int, *, on: date) -> Appointment:
    """Put a booking back to where it was before the actor moved it last; the same refusals as for a move, and
    where anything became of it since.
    """
    with enter(actor, Permission.SCHEDULE_WRITE) as session:
        take_turn(session)
        found = session.get(Appointment, booking_id)
        kept = seen_and_standing(session, Appointment.kind, booking_id, found.version - 1)
        if found.state is not AppointmentState.BOOKED or len(kept) < 2 or kept[-1].actor != actor.name:
            raise _moved_on()
        before = session.read(Appointment, json.dumps(kept[0].body))
        made = replace(before, version=found.version + 1)
        made = replace(made, doubled_why=_refuse_time(session, actor, made, [], on=on))
        commit(session, Plan(on=on, records=(made,)), cause=cause(actor, "register", "moved back"))
        return made


def stand_again(actor: Actor, booking_id: int, *, on: date) -> Appointment:
    """Let a booking that was cancelled stand again; refused where its time is taken by now, unless it was
    booked beside another with a reason.
    """
    with enter(actor, Permission.SCHEDULE_WRITE) as session:
        take_turn(session)
        found = session.get(Appointment, booking_id)
        if found.state is not AppointmentState.CANCELLED:
            raise _moved_on()
        made = replace(found, version=found.version + 1, state=AppointmentState.BOOKED)
        if not made.doubled_why:
            refuse_all(_taken(actor, made, _beside(session, made), terms_of(session)))
        commit(session, Plan(on=on, records=(made,)), cause=cause(actor, "register", "stands again"))
        return made


def not_here(actor: Actor, booking_id: int, *, on: date) -> Appointment:
    """Take a check-in back: the patient is due again. Refused once the visit has begun."""
    with enter(actor, Permission.SCHEDULE_WRITE) as session:
        take_turn(session)
        found = session.get(Appointment, booking_id)
        has_begun = bool(session.find(Visit, appointment_id=booking_id, limit=1))
        if found.state is not AppointmentState.ARRIVED or has_begun:
            raise _moved_on()
        made = replace(found, version=found.version + 1, state=AppointmentState.BOOKED)
        commit(session, Plan(on=on, records=(made,)), cause=cause(actor, "register", "not here after all"))
        return made


def _moved_on() -> Refused:
    return refusal("REG-01", "This booking has moved on.", "Load the day again to see where it stands.")


def _refuse_time(
    session: Session, actor: Actor, made: Appointment, stops: Sequence[Refused], *, on: date
) -> str:
    """Refuse what can't be booked, with all that stands against it; return why it is booked beside another,
    nothing where it is alone.
    """
    session.get(Provider, made.provider_id)
    session.get(Location, made.location_id)
    found = list(stops)
    if not SHORTEST_MINUTES <= made.minutes <= LONGEST_MINUTES:
        why = f"A visit takes {SHORTEST_MINUTES} to {LONGEST_MINUTES} minutes."
        found += [refusal("SCH-01", why, "Choose its length again.", "minutes")]
    day, others = made.starts_at.date(), []
    if on <= day <= on + LATEST_DAYS * DAY:
        beside = _beside(session, made)
        others = [one for one in beside if one.provider_id == made.provider_id]
        found += _taken(actor, made, beside, terms_of(session))
    else:
        why = "The day is past, or more than two years ahead."
        found += [refusal("SCH-02", why, "Choose another day.", "at")]
    refuse_all(found)
    return made.doubled_why.strip() if others else ""


def _beside(session: Session, made: Appointment) -> list[Appointment]:
    """The bookings that take some of a booking's time; one that began the day before may still."""
    day = made.starts_at.date()
    of = {"provider_id": made.provider_id, "patient_id": made.patient_id}
    near = bookings_of(session, day - DAY, day + 2 * DAY, **of)
    return [one for one in near if one.id != made.id and one.overlaps(made)]


def _taken(actor: Actor, made: Appointment, beside: Sequence[Appointment], terms: Terms) -> Iterator[Refused]:
    """What stands against a time that is taken: by the patient, and by the provider."""
    if any(one.patient_id == made.patient_id for one in beside):
        why = "The patient is booked for that time already."
        yield refusal("SCH-04", why, "Choose another time, or move the other booking first.", "at")
    others = [one for one in beside if one.provider_id == made.provider_id]
    if others and (stop := _not_doubled(actor, made, others, terms)) is not None:
        yield stop


def _not_doubled(
    actor: Actor, made: Appointment, others: Sequence[Appointment], terms: Terms
) -> Refused | None:
    """Return why a visit can't be booked beside others of its provider, or None."""
    taken, free = "The provider is booked for that time.", "Choose one of the free slots."
    if not actor.may(Permission.SCHEDULE_DOUBLE):
        mend = "Choose a free slot; a manager may book beside it, with a reason."
        return refusal("SCH-03", taken, mend, "at")
    names = (one.reason for one in (made, *others))
    types = [terms.type_named(name, made.starts_at.date()) for name in names]
    if any(one is not None and not one.may_be_doubled for one in types):
        why = f"{taken} One of the two is of a type that is never double-booked."
        return refusal("SCH-07", why, free, "at")
    if any(one.overlaps(other) for one, other in combinations(others, 2)):
        why = "The provider is booked twice for that time."
        return refusal("SCH-08", why, free, "at")
    if not made.doubled_why.strip() or len(made.doubled_why) > LONGEST_WHY:
        mend = "Choose a free slot, or say why it is booked beside the other."
        return refusal("SCH-03", taken, mend, "at why")
    return None
