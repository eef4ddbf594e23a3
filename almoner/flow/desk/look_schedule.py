"""The schedule as people see it: some days with what is booked with whom, so many providers at a time."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from itertools import combinations

from almoner.core.party import Location, Patient, Provider
from almoner.core.schedule import Appointment
from almoner.core.schedule.terms import Opening, Whose
from almoner.flow.access import Actor, Permission, enter
from almoner.flow.desk.opening import hours_of, terms_of, why_closed
from almoner.store.lists import lists
from almoner.store.lists.lists import Frame
from almoner.store.load import appointments_between
from almoner.store.session import Ask, Session

DAY = timedelta(days=1)


@dataclass(frozen=True, slots=True)
class Entry:
    """A booking with the names that a schedule shows."""

    booking: Appointment
    patient: Patient
    provider: str
    location: str


@dataclass(frozen=True, slots=True)
class DayPlan:
    """A day of the schedule; `closed` says why it has no hours, `hours` are those of each provider.
    `doubled` are the bookings that share a provider's time with another.
    """

    on: date
    closed: str
    entries: tuple[Entry, ...]
    hours: Mapping[int, tuple[Opening, ...]]

    @property
    def doubled(self) -> frozenset[int]:
        """The ids of the bookings that a provider has at the same time as another."""
        own: dict[int, list[Appointment]] = {}
        for one in self.entries:
            own.setdefault(one.booking.provider_id, []).append(one.booking)
        pairs = (pair for bookings in own.values() for pair in combinations(bookings, 2))
        return frozenset(one.id for pair in pairs if pair[0].overlaps(pair[1]) for one in pair)


@dataclass(frozen=True, slots=True)
class House:
    """Whom and where one can book with, by id."""

    providers: dict[int, str]
    locations: dict[int, str]


SIDE_BY_SIDE = 8
"""So many providers are shown at a time; more want another page, for nobody reads a grid that wide."""


@dataclass(frozen=True, slots=True)
class Schedule:
    """Days of bookings, and the choices that narrow them. `first` is the place of the first provider shown
    among `providers`, those who have hours or a booking; `visits` are all that are booked with them.
    """

    frame: Frame
    days: tuple[DayPlan, ...]
    house: House
    first: int
    providers: int
    visits: int

    @property
    def last(self) -> int:
        """The place behind the last provider that is shown."""
        return min(self.first + SIDE_BY_SIDE, self.providers)


@dataclass(frozen=True, slots=True)
class Span:
    """What a schedule shows: so many days from one on, of a provider and a location (0: of all); of many
    providers those from the place `first` on.
    """

    since: date
    days: int = 1
    provider_id: int = 0
    location_id: int = 0
    first: int = 0


def schedule(actor: Actor, span: Span, *, on: date) -> Schedule:
    """Return the bookings of some days that take time."""
    with enter(actor, Permission.PATIENT_READ) as session:
        found = appointments_between(session, span.since, span.since + span.days * DAY)
        shown = [one for one in found if one.takes_time and _is_of(one, span)]
        house, terms = house_of(session), terms_of(session)
        days = [span.since + place * DAY for place in range(span.days)]
        whose = _whose(house, span)
        hours = {day: hours_of(terms, day, whose) for day in days}
        booked = {one.provider_id for one in shown} | {key for of in hours.values() for key in of if of[key]}
        everybody = [key for key in house.providers if key in booked]
        first = span.first if span.first < len(everybody) else 0
        beside = set(everybody[first : first + SIDE_BY_SIDE])
        entries = _entries(session, [one for one in shown if one.provider_id in beside], house)
        plans = tuple(
            DayPlan(
                day,
                why_closed(terms, day, whose),
                tuple(one for one in entries if one.booking.starts_at.date() == day),
                {key: own for key, own in hours[day].items() if key in beside},
            )
            for day in days
        )
        return Schedule(lists.frame(session, on=on), plans, house, first, len(everybody), len(shown))


def _is_of(one: Appointment, span: Span) -> bool:
    return span.provider_id in {0, one.provider_id} and span.location_id in {0, one.location_id}


def _whose(house: House, span: Span) -> list[Whose]:
    """Whose hours a schedule shows."""
    providers = [span.provider_id] if span.provider_id else [*house.providers]
    places = [span.location_id] if span.location_id else [*house.locations]
    return [Whose(provider, place) for provider in providers for place in places]


def house_of(session: Session) -> House:
    """Return whom and where one can book with (inside another flow's session)."""
    providers, locations = Ask(Provider), Ask(Location)
    found = session.gather(providers, locations)
    named = sorted(found.of(providers), key=lambda one: one.name.listed)
    return House(
        {one.id: one.name.listed for one in named}, {one.id: one.name for one in found.of(locations)}
    )


def _entries(session: Session, shown: list[Appointment], house: House) -> list[Entry]:
    ids = sorted({one.patient_id for one in shown})
    patients = {one.id: one for one in session.find(Patient, id=ids)} if ids else {}
    return [
        Entry(
            one, patients[one.patient_id], house.providers[one.provider_id], house.locations[one.location_id]
        )
        for one in shown
    ]
