"""What is asked for a price, and the price on its way: a line of services, its steps, and what a person has
to look at. Amounts are integer cents after each step."""

from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from typing import NamedTuple

from almoner.core.pricing.fee import FeeRow, Tariff, half_up


class PriceError(ValueError):
    """A price can't be formed as it is asked for; the message says what is missing and where to mend it."""


@dataclass(frozen=True, slots=True)
class Primary:
    """What the payer before Medicare allowed and paid for a line."""

    allowed_cents: int
    paid_cents: int
    accepts_cents: int | None = None
    """What the provider must take as payment in full, where that is less than the charge."""


@dataclass(frozen=True, slots=True)
class Service:
    """A line to be priced. `minutes` count for anesthesia, `postop_days` where two share the care after an
    operation; `provider` keeps the days of several apart."""

    code: str
    service_on: date
    modifiers: tuple[str, ...] = ()
    units: int = 1
    is_facility: bool = False
    charge_cents: int | None = None
    provider: str = ""
    minutes: int | None = None
    postop_days: int | None = None
    primary: Primary | None = None

    def has(self, *modifiers: str) -> bool:
        """One of these modifiers stands on the line."""
        return bool(self.modifiers) and not frozenset(modifiers).isdisjoint(self.modifiers)


class Step(NamedTuple):
    """A named step: the amount after it, what it multiplied or took away, and the row it rests on."""

    name: str
    cents: int
    factor: str = ""
    source: str = ""


@dataclass(slots=True)
class Draft:
    """A line while its price is formed. `cents` None: it has no price, and `unpriced` says why. Where `row`
    is None no rule of the physician schedule applies to it."""

    service: Service
    cents: int | None = None
    row: FeeRow | None = None
    tariff: Tariff | None = None
    sides: Decimal = Decimal(1)
    parts: dict[str, int] = field(default_factory=dict)
    """Technical part (TC) and reading (26) of a line that was split."""
    steps: list[Step] = field(default_factory=list)
    reports: list[str] = field(default_factory=list)
    """Why a person must set the price: the amount is what it is before that."""
    unpriced: str = ""
    priced_on: date | None = None
    """The day whose schedule prices the line, where it isn't the day of service."""
    limit_cents: int | None = None
    """What a provider who doesn't participate may charge at most."""

    def step(self, name: str, cents: int, factor: object = "", source: str = "") -> None:
        """Takes a step: the amount is now so much."""
        self.cents = cents
        self.steps.append(Step(name, cents, str(factor), source))

    def take(self, name: str, share: Decimal, *, shown: str = "") -> None:
        """Takes a step that multiplies by a share, rounded once; nothing where there is no price."""
        if self.cents is not None:
            self.step(name, half_up(self.cents * share), shown or percent_text(share))

    def scaled(self, unit_cents: int) -> int:
        """A unit's price times the units and the sides of the line."""
        cents = unit_cents * self.service.units
        return cents if self.sides == 1 else half_up(cents * self.sides)


def percent_text(share: Decimal) -> str:
    """A share as people read it: 0.136 is "13.6 %"."""
    return f"{(share * 100).normalize():f} %"
