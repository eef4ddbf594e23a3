"""What a patient takes home after a visit: what was done and paid, what is open, and when to come again.

Promises plain words and sums that are the books' own; it holds nothing of the note.
"""

from dataclasses import dataclass
from datetime import date, datetime

from almoner.core.money import dollars
from almoner.core.party import Patient, Practice
from almoner.core.report.mail import address_lines, day_in_words, full_name, phone_number, plain


@dataclass(frozen=True, slots=True)
class Attended:
    """The visit as the desk knows it. `services` and `taken` are words with cents; `next_at` is the next
    booking, None where there is none.
    """

    on: date
    provider: str
    location: str
    services: tuple[tuple[str, int], ...]
    taken: tuple[tuple[str, int], ...]
    owed_cents: int
    next_at: datetime | None
    next_with: str


@dataclass(frozen=True, slots=True)
class VisitSlip:
    """What the page says, in words that are ready to show."""

    title: str
    practice: str
    head: tuple[str, ...]
    facts: tuple[tuple[str, str], ...]
    next: str
    services: tuple[tuple[str, str], ...]
    money: tuple[tuple[str, str], ...]
    note: str
    on: date


def visit_slip(practice: Practice, patient: Patient, attended: Attended) -> VisitSlip:
    """Return what to print after a visit as it stands now."""
    name, phone = plain(practice.name), phone_number(practice.phone)
    return VisitSlip(
        title=f"{name}, visit of {day_in_words(attended.on)}",
        practice=name,
        head=(*address_lines(practice.address), phone),
        facts=(
            ("Visit", day_in_words(attended.on)),
            ("Seen by", plain(attended.provider)),
            ("At", plain(attended.location)),
            ("Patient", full_name(patient.name)),
            ("Account", plain(patient.number)),
        ),
        next=_next(attended),
        services=tuple((plain(words), f"${dollars(cents)}") for words, cents in attended.services),
        money=(
            *((plain(words), f"${dollars(cents)}") for words, cents in attended.taken),
            ("Owed now", f"${dollars(max(attended.owed_cents, 0))}"),
        ),
        note=f"What your plan decides on this visit comes later, with a statement. Questions: {phone}.",
        on=attended.on,
    )


def _next(attended: Attended) -> str:
    at = attended.next_at
    if at is None:
        return "No next visit is booked."
    hour = f"{at.hour % 12 or 12}:{at.minute:02d} {'am' if at.hour < 12 else 'pm'}"
    return f"{day_in_words(at.date())} at {hour}, {plain(attended.next_with)}"
