"""The day's bookings. A slot is taken once, or twice with a reason; a no-show frees it."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from enum import StrEnum
from typing import ClassVar

STEP = timedelta(minutes=10)
SHORTEST_MINUTES, LONGEST_MINUTES = 5, 480


class AppointmentState(StrEnum):
    """Where a booking stands."""

    BOOKED = "booked"
    ARRIVED = "arrived"
    IN_ROOM = "in_room"
    """The visit has begun, and the desk has not checked the patient in."""
    DONE = "done"
    NO_SHOW = "no_show"
    CANCELLED = "cancelled"


@dataclass(frozen=True, slots=True)
class Appointment:
    """A booking; `starts_at` is the local wall clock of the location."""

    kind: ClassVar[str] = "appointment"
    id: int
    patient_id: int
    provider_id: int
    location_id: int
    starts_at: datetime
    minutes: int
    reason: str
    version: int = 1
    state: AppointmentState = AppointmentState.BOOKED
    doubled_why: str = ""
    """Why it was booked for a time that its provider was booked for already."""
    cancelled_late: bool = False
    """The patient cancelled it within the hours of notice that the practice asks for."""

    @property
    def ends_at(self) -> datetime:
        """The instant from which its provider is free again."""
        return self.starts_at + timedelta(minutes=self.minutes)

    @property
    def takes_time(self) -> bool:
        """True unless it was cancelled or nobody came."""
        return self.state not in {AppointmentState.CANCELLED, AppointmentState.NO_SHOW}

    def overlaps(self, other: "Appointment") -> bool:
        """True where both take time and share some of it."""
        shares = self.starts_at < other.ends_at and other.starts_at < self.ends_at
        return shares and self.takes_time and other.takes_time


def free_starts(
    taken: Iterable[Appointment], *, on: date, minutes: int, hours: Sequence[tuple[time, time]]
) -> Iterator[datetime]:
    """Yield the starts on a day from which so many minutes are free, in order, within its hours; a booking by
    its exact time may lie outside them.
    """
    busy = [(one.starts_at, one.ends_at) for one in taken if one.takes_time]
    length = timedelta(minutes=minutes)
    for opens, closes in hours:
        start, last = datetime.combine(on, opens), datetime.combine(on, closes)
        while start + length <= last:
            if all(start >= ends or start + length <= begins for begins, ends in busy):
                yield start
            start += STEP
