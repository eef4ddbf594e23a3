"""The form in which a call to a payer is written down."""

from dataclasses import dataclass
from datetime import date, timedelta

USUALLY = timedelta(days=14)


@dataclass(frozen=True, slots=True)
class CallForm:
    """The form as it is shown, with the field at which it was refused and why."""

    representative: str = ""
    reference: str = ""
    said: str = ""
    next_on: str = ""
    wrong: str = ""
    why: str = ""


def fresh(on: date) -> CallForm:
    """Return the form of a new call: asked again in two weeks, unless the caller says another day."""
    return CallForm(next_on=(on + USUALLY).isoformat())
