"""The shapes that the nouns of the chart share: a meaning with its codes, a day as precise as it was told, an
amount as it was typed, and why a value is not there. They know no FHIR, and nothing is rounded or guessed.
"""

from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal
from enum import StrEnum
from typing import Literal


@dataclass(frozen=True, slots=True)
class Coding:
    """A code of a system, which is named by its URI; `is_chosen` where a person picked this very code."""

    system: str
    code: str
    display: str = ""
    version: str = ""
    is_chosen: bool = False


@dataclass(frozen=True, slots=True)
class Concept:
    """One meaning: what the clinician wrote, and the codes for it, each in another system.

    A text without a code may stand: it is coded later, and never guessed.
    """

    text: str = ""
    codings: tuple[Coding, ...] = ()

    @property
    def is_empty(self) -> bool:
        """True when nothing is named."""
        return not self.text.strip() and not self.codings

    @property
    def words(self) -> str:
        """What people read: the text, else a code's own words, else the code."""
        shown = [one.display or one.code for one in self.codings]
        return self.text.strip() or (shown[0] if shown else "")

    def code_in(self, system: str) -> str:
        """Return the first code of a system, or nothing."""
        return next((one.code for one in self.codings if one.system == system), "")

    def means_the_same(self, other: "Concept") -> bool:
        """True where both share a code, or, where no system knows both, their words."""
        mine = {(one.system, one.code.upper()) for one in self.codings}
        theirs = {(one.system, one.code.upper()) for one in other.codings}
        if mine & theirs:
            return True
        if {system for system, _ in mine} & {system for system, _ in theirs}:
            return False
        return bool(self.words) and self.words.casefold().split() == other.words.casefold().split()


@dataclass(frozen=True, slots=True)
class Moment:
    """A day or an instant with the precision and the offset that it was told with: `2024`, `2024-03`,
    `2024-03-02` or `2024-03-02T10:15:00-05:00`. The days are those of the place where it was written.
    """

    written: str

    @property
    def first_on(self) -> date:
        """The earliest day that it may mean."""
        return date.fromisoformat(f"{self.written}-01-01"[:10])

    @property
    def last_on(self) -> date:
        """The latest day that it may mean."""
        first, length = self.first_on, len(self.written)
        if length > len("2024-03"):
            return first
        month = 12 if length == len("2024") else first.month
        later = date(first.year, month, 28) + timedelta(days=4)
        return later - timedelta(days=later.day)

    @staticmethod
    def of(on: date) -> "Moment":
        """Return a day as a moment."""
        return Moment(on.isoformat())


@dataclass(frozen=True, slots=True)
class Period:
    """From one moment to another; an end that nobody told is open."""

    start: Moment | None = None
    end: Moment | None = None


OPEN = Period()
"""Nobody told when."""


Comparator = Literal["", "<", "<=", ">=", ">"]


@dataclass(frozen=True, slots=True)
class Amount:
    """A quantity as it was typed: `72.50` stays `72.50`. `unit` is what people read, `code` its UCUM code."""

    value: Decimal
    unit: str = ""
    code: str = ""
    comparator: Comparator = ""

    @property
    def words(self) -> str:
        """`<5 mg/dL`; a temperature or a percentage like any other."""
        return f"{self.comparator}{self.value} {self.unit or self.code}".strip()


class Absence(StrEnum):
    """Why a value is not there (FHIR data-absent-reason)."""

    UNKNOWN = "unknown"
    NOT_ASKED = "not-asked"
    ASKED_DECLINED = "asked-declined"
    ASKED_UNKNOWN = "asked-unknown"
    NOT_APPLICABLE = "not-applicable"
    NOT_PERFORMED = "not-performed"
    MASKED = "masked"
    ERROR = "error"


@dataclass(frozen=True, slots=True)
class Value:
    """What was observed: an amount, a meaning, a text, or the reason why there is none; one of them alone."""

    amount: Amount | None = None
    concept: Concept | None = None
    text: str = ""
    absent: Absence | None = None

    @property
    def count(self) -> int:
        """How many of the four are said; a whole value says one."""
        return sum((self.amount is not None, self.concept is not None, bool(self.text), bool(self.absent)))

    @property
    def words(self) -> str:
        """What people read."""
        if self.amount is not None:
            return self.amount.words
        if self.concept is not None:
            return self.concept.words
        return self.text or (f"not there: {self.absent.replace('-', ' ')}" if self.absent else "")


NO_VALUE = Value()
"""Nothing is said: the parts say it, or it is still to come."""


@dataclass(frozen=True, slots=True)
class Outsider:
    """Somebody outside of the practice who did or will do something; NPI and CLIA where they are known."""

    name: str
    npi: str = ""
    clia: str = ""
    phone: str = ""
