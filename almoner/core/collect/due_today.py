"""What a patient is asked for at the desk, part by part, so that the amount can be explained to them.

Promises that the parts sum to what is asked for, and that nothing is asked for twice.
"""

from dataclasses import dataclass
from enum import StrEnum


class Why(StrEnum):
    """What a part is."""

    COPAY_ANSWERED = "copay_answered"
    """The copay as the payer answered it."""
    COPAY_OF_CARD = "copay_of_card"
    """The copay as the card says it: the payer named none."""
    TAKEN = "taken"
    """What was taken today of the copay."""
    OWED = "owed"
    """What is owed from before."""
    HELD = "held"
    """Money of the patient's that lies on no line yet, as far as it covers what is owed."""


@dataclass(frozen=True, slots=True)
class Part:
    """One part in cents; what was paid already is negative."""

    why: Why
    cents: int


@dataclass(frozen=True, slots=True)
class DueToday:
    """What to ask for in cents, and its parts; `is_copay_known` is False where nobody can say the copay."""

    parts: tuple[Part, ...]
    is_copay_known: bool = True

    @property
    def cents(self) -> int:
        """The sum, which is never less than nothing."""
        return sum(part.cents for part in self.parts)


@dataclass(frozen=True, slots=True)
class AtDesk:
    """What is known when a patient comes, in cents. `copay_cents` None: nobody can say; `owed_cents` and
    `held_cents` are the account's own, with what was taken today.
    """

    copay_cents: int | None
    is_answered: bool
    taken_cents: int
    owed_cents: int
    held_cents: int


def due_today(known: AtDesk) -> DueToday:
    """Return what to ask for: the copay that was not taken today, and what is owed beyond what is held."""
    copay = known.copay_cents or 0
    taken = min(copay, max(known.taken_cents, 0))
    held_before = max(known.held_cents - max(known.taken_cents, 0), 0)
    owed = max(known.owed_cents, 0)
    parts = (
        Part(Why.COPAY_ANSWERED if known.is_answered else Why.COPAY_OF_CARD, copay),
        Part(Why.TAKEN, -taken),
        Part(Why.OWED, owed),
        Part(Why.HELD, -min(owed, held_before)),
    )
    return DueToday(tuple(part for part in parts if part.cents), known.copay_cents is not None)
