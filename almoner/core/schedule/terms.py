"""The practice's terms of booking, each with the days on which it holds: types of visits, hours, closed days.

Promises that what a practice has not said itself is the usual: `USUAL_TYPES`, and from 8 to 17 on business
days.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, fields
from datetime import date, time, timedelta
from typing import ClassVar, Literal

Whom = Literal["anybody", "new", "established"]
Opening = tuple[time, time]
"""When a slot may begin, and when the last has to have ended."""
USUAL_HOURS: Opening = (time(8), time(17))
FIRST = date(1990, 1, 1)


@dataclass(frozen=True, slots=True)
class VisitType:
    """What a visit may be booked for over [since_on, until_on), and how long it takes. `may_be_doubled`: who
    has the right may book it beside another. `has_absence_fee`: who misses one owes a fee,
    `absence_fee_cents` or, where that is 0, the practice's.
    `has_copay`: the policy's copay is asked at the desk; a visit that follows an operation within its global
    days has none.
    """

    kind: ClassVar[str] = "visit_type"
    id: int
    name: str
    minutes: int
    since_on: date
    version: int = 1
    until_on: date | None = None
    whom: Whom = "anybody"
    may_be_doubled: bool = True
    has_absence_fee: bool = True
    has_copay: bool = True
    absence_fee_cents: int = 0

    def holds(self, on: date) -> bool:
        """True on its days."""
        return _holds(self.since_on, self.until_on, on)

    def suits(self, *, is_new: bool) -> bool:
        """True where it is for a patient who was never here (`is_new`), or who was."""
        return self.whom in {"anybody", "new" if is_new else "established"}


@dataclass(frozen=True, slots=True)
class Week:
    """Days of the week."""

    monday: bool = True
    tuesday: bool = True
    wednesday: bool = True
    thursday: bool = True
    friday: bool = True
    saturday: bool = False
    sunday: bool = False

    def has(self, on: date) -> bool:
        """True where the weekday of a day is one of them."""
        return bool(getattr(self, fields(self)[on.weekday()].name))

    @property
    def names(self) -> tuple[str, ...]:
        """The first three letters of each."""
        held = [one.name for one in fields(self) if getattr(self, one.name)]
        return tuple(name[:3].capitalize() for name in held)


@dataclass(frozen=True, slots=True)
class OpenHours:
    """When slots are offered over [since_on, until_on) on some days of the week: by the wall clock of the
    place. `location_id` and `provider_id` 0 are every one. Several of one day leave a break between.
    """

    kind: ClassVar[str] = "open_hours"
    id: int
    opens: time
    closes: time
    since_on: date
    version: int = 1
    until_on: date | None = None
    location_id: int = 0
    provider_id: int = 0
    days: Week = Week()

    def holds(self, on: date) -> bool:
        """True in its period, whatever the weekday."""
        return _holds(self.since_on, self.until_on, on)


@dataclass(frozen=True, slots=True)
class ClosedDays:
    """Days [since_on, until_on) on which nothing is offered at a place or with a provider (0: every one);
    without an `until_on` the first alone. `is_open`: the other way round, a federal holiday on which the
    practice works.
    """

    kind: ClassVar[str] = "closed_days"
    id: int
    name: str
    since_on: date
    version: int = 1
    until_on: date | None = None
    location_id: int = 0
    provider_id: int = 0
    is_open: bool = False

    def holds(self, on: date) -> bool:
        """True on its days."""
        return _holds(self.since_on, self.until_on or self.since_on + timedelta(days=1), on)


def _holds(since_on: date, until_on: date | None, on: date) -> bool:
    return since_on <= on and (until_on is None or on < until_on)


USUAL_TYPES = (
    VisitType(0, "Follow-up", 20, FIRST, whom="established"),
    VisitType(0, "New patient", 40, FIRST, whom="new"),
    VisitType(0, "Annual physical", 40, FIRST),
    VisitType(0, "Sick visit", 20, FIRST),
    VisitType(0, "Procedure", 30, FIRST, may_be_doubled=False),
    VisitType(0, "Telehealth", 20, FIRST),
)
"""Until the practice says its own."""


@dataclass(frozen=True, slots=True)
class Whose:
    """A provider at a place."""

    provider_id: int
    location_id: int


@dataclass(frozen=True, slots=True)
class Terms:
    """All that a practice has said about its schedule."""

    types: tuple[VisitType, ...] = ()
    hours: tuple[OpenHours, ...] = ()
    closed: tuple[ClosedDays, ...] = ()

    def types_on(self, on: date) -> tuple[VisitType, ...]:
        """Return the types of visits of a day by name: the practice's own, else the usual ones."""
        own = sorted((one for one in self.types if one.holds(on)), key=lambda one: one.name.casefold())
        return tuple(own) or USUAL_TYPES

    def type_named(self, name: str, on: date) -> VisitType | None:
        """Return the type of this name on a day."""
        wanted = name.strip().casefold()
        return next((one for one in self.types_on(on) if one.name.casefold() == wanted), None)

    def first_type(self, on: date, *, is_new: bool) -> VisitType:
        """Return the type that a patient is first offered: one just for such a patient, if there is one."""
        whom = "new" if is_new else "established"
        all_types = self.types_on(on)
        suited = [one for one in all_types if one.suits(is_new=is_new)]
        return next((one for one in suited if one.whom == whom), (suited or list(all_types))[0])

    def opening(self, on: date, whose: Whose, *, is_holiday: bool) -> tuple[Opening, ...]:
        """Return when a provider's slots at a place are offered on a day, in order; nothing where it is
        closed. The hours that are said for both go before those of the provider, these before the place's,
        and these before the practice's.
        """
        if self.why_closed(on, whose, is_holiday=is_holiday):
            return ()
        said = _closest([one for one in self.hours if one.holds(on)], whose)
        if not said:
            return (USUAL_HOURS,) if Week().has(on) else ()
        return tuple(sorted((one.opens, one.closes) for one in said if one.days.has(on)))

    def why_closed(self, on: date, whose: Whose, *, is_holiday: bool) -> str:
        """Return the name of what closes a day for a provider at a place; nothing where nothing does."""
        said = [one for one in self.closed if one.holds(on) and _is_of(one, whose)]
        if shut := next((one for one in said if not one.is_open), None):
            return shut.name
        return "federal holiday" if is_holiday and not said else ""


def _is_of(one: OpenHours | ClosedDays, whose: Whose) -> bool:
    return one.provider_id in {0, whose.provider_id} and one.location_id in {0, whose.location_id}


def _closest(hours: Iterable[OpenHours], whose: Whose) -> Sequence[OpenHours]:
    """The hours that speak of a provider at a place most closely."""
    ours = [one for one in hours if _is_of(one, whose)]
    closeness = {one.id: 2 * bool(one.provider_id) + bool(one.location_id) for one in ours}
    best = max(closeness.values(), default=0)
    return [one for one in ours if closeness[one.id] == best]
