"""The day's bookings. A slot is taken once; a no-show frees it and stays on record."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from enum import StrEnum
from typing import ClassVar

FIRST_START, LAST_END = time(8), time(17)
"""The hours that are searched for a free slot; a booking by its exact time may lie outside them."""
STEP = timedelta(minutes=10)
SHORTEST_MINUTES, LONGEST_MINUTES = 5, 480


class AppointmentState(StrEnum):
    """Where a booking stands."""

    BOOKED = "booked"
    ARRIVED = "arrived"
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


def free_starts(taken: Iterable[Appointment], *, on: date, minutes: int) -> Iterator[datetime]:
    """Yield the starts on a day from which so many minutes are free, in order, within the searched hours."""
    busy = [(one.starts_at, one.ends_at) for one in taken if one.takes_time]
    start, last = datetime.combine(on, FIRST_START), datetime.combine(on, LAST_END)
    length = timedelta(minutes=minutes)
    while start + length <= last:
        if all(start >= ends or start + length <= begins for begins, ends in busy):
            yield start
        start += STEP
