"""The day's bookings. A slot is taken once; a no-show frees it and stays on record."""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from typing import ClassVar


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
