"""The parts of the coder's answer: suggestions with their quotes, and questions to the provider."""

from dataclasses import dataclass
from enum import StrEnum
from typing import NamedTuple

from almoner.core.coding.candidate import Alternative, Why


class Tier(StrEnum):
    """How a suggestion is shown: ready to accept, to be decided, folded away."""

    CONFIRM = "confirm"
    REVIEW = "review"
    HINT = "hint"


class Quote(NamedTuple):
    """A piece of the note with its place: `text` is exactly what stands there."""

    start: int
    end: int
    text: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Suggestion:
    """One code with its proof. `kind`: dx, procedure, modifier or em. A service has units and modifiers; a
    modifier the code that it stands on in `beside`.

    `confidence` is how often such a suggestion is right, by the calibration that it names; `score` is what
    the coder made of the note before. `known` is what is known beside the note.
    """

    code: str
    kind: str
    title: str
    confidence: float
    tier: Tier
    evidence: tuple[Quote, ...]
    why: tuple[Why, ...]
    alternatives: tuple[Alternative, ...] = ()
    missing: tuple[str, ...] = ()
    units: int = 1
    modifiers: tuple[str, ...] = ()
    beside: str = ""
    score: float = 0.0
    calibration: str = ""
    known: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Query:
    """A question to the provider that leads nowhere: what the note shows, quoted; the choices that it
    supports."""

    about: str
    ask: str
    indicators: tuple[Quote, ...]
    options: tuple[str, ...]
    axis: str
