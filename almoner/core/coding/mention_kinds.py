"""What the words around a mention may say of it: assertion, time, experiencer, side, phase, axes and ties."""

from enum import StrEnum
from typing import NamedTuple

from almoner.core.coding.words import Span


class Assertion(StrEnum):
    """Whether the note holds the condition to be there."""

    PRESENT = "present"
    NEGATED = "negated"
    UNCERTAIN = "uncertain"
    CONDITIONAL = "conditional"


class Time(StrEnum):
    """When the condition was, by the note."""

    CURRENT = "current"
    HISTORICAL = "historical"
    RESOLVED = "resolved"
    FUTURE = "future"


class Who(StrEnum):
    """Whose condition it is."""

    PATIENT = "patient"
    RELATIVE = "relative"
    OTHER = "other"


class Side(StrEnum):
    """Which side of the body."""

    NONE = "none"
    RIGHT = "right"
    LEFT = "left"
    BOTH = "both"


class Phase(StrEnum):
    """Where the care of an injury stands: active treatment, healing, late effect."""

    NONE = "none"
    INITIAL = "initial"
    SUBSEQUENT = "subsequent"
    SEQUELA = "sequela"


class Match(StrEnum):
    """How the words led to the concept: a phrase of the lexicon in its own order, in another order or
    form, with a typing error mended, or an official title found for words that no phrase covers."""

    EXACT = "exact"
    DEFAULT = "default"
    TYPO = "typo"
    RETRIEVED = "retrieved"


class AxisValue(NamedTuple):
    """What the note says of one axis of a concept, and where."""

    axis: str
    value: str
    span: Span


class Link(NamedTuple):
    """A tie that the note states between a mention and another one, by its number: `kind` is the word of
    the cue list (due-to, with), `span` the words that say it."""

    kind: str
    to: int
    span: Span
