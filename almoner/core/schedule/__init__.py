"""The day's bookings, and the practice's own terms for them: types of visits, opening hours, closed days."""

from almoner.core.schedule.booking import (
    LONGEST_MINUTES,
    SHORTEST_MINUTES,
    Appointment,
    AppointmentState,
    free_starts,
)
from almoner.core.schedule.terms import (
    ClosedDays,
    OpenHours,
    Terms,
    VisitType,
    Week,
)

__all__ = [
    "LONGEST_MINUTES",
    "SHORTEST_MINUTES",
    "Appointment",
    "AppointmentState",
    "ClosedDays",
    "OpenHours",
    "Terms",
    "VisitType",
    "Week",
    "free_starts",
]
