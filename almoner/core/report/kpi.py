"""What an indicator is: a versioned definition whose figure follows from totals of named measures.

Promises whole-number arithmetic, and that a figure without a base is none: nothing is divided by zero.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum


class Basis(StrEnum):
    """The date by which things fall into the span of an indicator."""

    SERVICE = "by service date"
    POSTING = "by effective date"
    REMITTANCE = "by the day the remittance was posted"
    EVENT = "by the day it happened"
    DAY = "as it stood on the day"


class Span(StrEnum):
    """How far back an indicator looks from its day; each ends with the day itself but COHORT."""

    PERIOD = "three months up to the day"
    YEAR = "twelve months up to the day"
    WEEKS = "four weeks up to the day"
    DAY = "the day alone"
    COHORT = "the three months before those, by service"


class Period(StrEnum):
    """How far a period looks back; its value is how an address names it. The first is that of the
    definitions.
    """

    MONTHS = "3m"
    DAYS_30 = "30d"
    DAYS_90 = "90d"
    YEAR = "1y"

    @property
    def words(self) -> str:
        """How people say it."""
        return _PERIODS[self][0]

    @property
    def weeks(self) -> int:
        """How many whole weeks it has."""
        return _PERIODS[self][1]

    def begins(self, until_on: date) -> date:
        """Return where the period begins that ends before a day."""
        if self in (Period.MONTHS, Period.YEAR):
            return months_before(until_on, 3 if self is Period.MONTHS else 12)
        return until_on - timedelta(days=30 if self is Period.DAYS_30 else 90)


_PERIODS = {
    Period.MONTHS: ("three months", 12),
    Period.DAYS_30: ("30 days", 4),
    Period.DAYS_90: ("90 days", 12),
    Period.YEAR: ("twelve months", 52),
}


class How(StrEnum):
    """How a figure follows from its measures."""

    SHARE = "share"
    """Numerator over denominator, in percent."""
    DAYS_OF = "days of"
    """Numerator over the denominator's average day, in days."""
    MEAN = "mean"
    """The average of the numerator's items, in days."""
    MEDIAN = "median"
    """The middle item, in days."""
    P90 = "p90"
    """Nine of ten items are at most this, in days."""


@dataclass(frozen=True, slots=True)
class Variant:
    """One way to compute an indicator: sums of measures, by name. The first of an indicator is the figure
    that stands for it.
    """

    id: str
    name: str
    numerator: tuple[str, ...]
    denominator: tuple[str, ...] = ()
    how: How = How.SHARE
    span: Span = Span.PERIOD

    @property
    def unit(self) -> str:
        """What the figure counts."""
        return "percent" if self.how is How.SHARE else "days"

    @property
    def measures(self) -> tuple[str, ...]:
        """All measures that it needs."""
        return (*self.numerator, *self.denominator)


@dataclass(frozen=True, slots=True)
class Indicator:
    """A definition as it is shown beside its number. Two figures are compared only under one version.

    `numerator` and `denominator` are words for people; `mark` says how well the definition is known;
    `is_low_good` None where neither way is better by itself.
    """

    id: str
    name: str
    numerator: str
    denominator: str
    basis: Basis
    variants: tuple[Variant, ...]
    notes: str
    mark: str
    version: int = 1
    is_low_good: bool | None = None
    is_by_payer: bool = False
    is_zero_wanted: bool = False

    @property
    def measures(self) -> tuple[str, ...]:
        """Every measure of every variant, each once."""
        return tuple(dict.fromkeys(name for variant in self.variants for name in variant.measures))

    def variant(self, variant_id: str) -> Variant | None:
        """Return a variant by its id."""
        return next((one for one in self.variants if one.id == variant_id), None)


@dataclass(frozen=True, slots=True)
class Unmeasured:
    """An indicator of the field that these books cannot give, and why."""

    id: str
    name: str
    why: str


@dataclass(frozen=True, slots=True)
class Total:
    """The items of a measure together: how many, their sum, the middle one, and what nine of ten keep."""

    count: int = 0
    sum: int = 0
    median: int | None = None
    p90: int | None = None


NOTHING = Total()


@dataclass(frozen=True, slots=True)
class Figure:
    """A number with what it was made of. `hundredths` is the value in hundredths of its unit (12.34 percent
    is 1234); None where there is nothing to divide by.
    """

    variant: Variant
    numerator: int
    denominator: int
    hundredths: int | None

    @property
    def text(self) -> str:
        """The value with one decimal, without its unit; empty where there is none."""
        return "" if self.hundredths is None else _decimal(rounded(self.hundredths, 10), 1)

    @property
    def exact(self) -> str:
        """The value with two decimals, without its unit; empty where there is none."""
        return "" if self.hundredths is None else _decimal(self.hundredths, 2)


def _decimal(number: int, places: int) -> str:
    whole, part = divmod(abs(number), 10**places)
    return f"{'-' if number < 0 else ''}{whole}.{part:0{places}d}"


def figure(variant: Variant, totals: Mapping[str, Total], days: Mapping[Span, int]) -> Figure:
    """Return a variant's figure from the totals of its measures; `days` is how long each span is."""
    found = [totals.get(name, NOTHING) for name in variant.numerator]
    above = sum(one.sum for one in found)
    below = sum(totals.get(name, NOTHING).sum for name in variant.denominator)
    if variant.how is How.SHARE:
        return Figure(variant, above, below, _over(above * 10_000, below))
    if variant.how is How.DAYS_OF:
        return Figure(variant, above, below, _over(above * days[variant.span] * 100, below))
    (items,) = found
    if variant.how is How.MEAN:
        return Figure(variant, above, items.count, _over(above * 100, items.count))
    middle = items.median if variant.how is How.MEDIAN else items.p90
    return Figure(variant, above, items.count, None if middle is None else middle * 100)


def _over(above: int, below: int) -> int | None:
    return rounded(above, below) if below > 0 else None


def rounded(above: int, below: int) -> int:
    """Return a quotient by a positive number as a whole number, a half away from zero."""
    whole = (2 * abs(above) + below) // (2 * below)
    return whole if above >= 0 else -whole


@dataclass(frozen=True, slots=True)
class Asked:
    """As of which day, as known at which audit entry, how far the period looks back, and from which days the
    spans begin.
    """

    on: date
    entry_id: int
    period: Period = Period.MONTHS

    @property
    def until_on(self) -> date:
        """The day after: every span is half-open."""
        return self.on + timedelta(days=1)

    @property
    def since_on(self) -> date:
        """Where the period begins."""
        return self.period.begins(self.until_on)

    @property
    def cohort_on(self) -> date:
        """Where the services begin that the period had time to collect."""
        if self.period is Period.MONTHS:
            return months_before(self.until_on, 6)
        return self.period.begins(self.since_on)

    @property
    def year_on(self) -> date:
        """Where the twelve months begin."""
        return months_before(self.until_on, 12)

    @property
    def weeks_on(self) -> date:
        """Where the four weeks begin."""
        return self.until_on - timedelta(days=28)

    @property
    def first_on(self) -> date:
        """Where the earliest of them begins of which money is looked at."""
        return min(self.year_on, self.cohort_on)

    def says(self, span: Span) -> str:
        """Say how far back a span looks."""
        if span is Span.PERIOD:
            return f"{self.period.words} up to the day"
        return f"the {self.period.words} before those, by service" if span is Span.COHORT else span.value

    @property
    def days(self) -> dict[Span, int]:
        """How many days each span has; a year counts 365, as the field does."""
        return {
            Span.PERIOD: (self.until_on - self.since_on).days,
            Span.YEAR: 365,
            Span.WEEKS: 28,
            Span.DAY: 1,
            Span.COHORT: (self.since_on - self.cohort_on).days,
        }


def months_before(on: date, months: int) -> date:
    """Return the same day of an earlier month, or that month's last day where it has no such day."""
    year, month = divmod(on.year * 12 + on.month - 1 - months, 12)
    first = date(year, month + 1, 1)
    last = (first.replace(day=28) + timedelta(days=4)).replace(day=1) - timedelta(days=1)
    return first.replace(day=min(on.day, last.day))
