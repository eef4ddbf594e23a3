"""Vital signs: which are known, in which units, and what a living person can have. What was typed is kept
with its unit; an index that follows from other measurements is computed and names them.
"""

from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date
from decimal import ROUND_HALF_UP, Decimal
from typing import ClassVar, Literal

from almoner.core.chart import check
from almoner.core.chart.entry import Entry
from almoner.core.chart.shape import NO_VALUE, Amount, Coding, Concept, Moment, Value
from almoner.core.chart.systems import LOINC
from almoner.core.rules import Finding


@dataclass(frozen=True, slots=True)
class Unit:
    """A unit with its UCUM code, what one of it is in the first unit of its vital (`factor`, after `offset`
    is taken away), and between which numbers a person lives.
    """

    words: str
    code: str
    least: int
    most: int
    factor: Decimal = Decimal(1)
    offset: Decimal = Decimal(0)


@dataclass(frozen=True, slots=True)
class Sort:
    """A vital sign: its codes (LOINC), its units, the usual one first, and its parts where it has some."""

    words: str
    codes: tuple[str, ...]
    units: tuple[Unit, ...]
    parts: dict[str, str] = field(default_factory=dict)

    @property
    def concept(self) -> Concept:
        """What an observation of it is of."""
        return Concept(self.words, tuple(Coding(LOINC, code) for code in self.codes))


_PRESSURE = (Unit("mmHg", "mm[Hg]", 10, 350),)
_RATE = (Unit("/min", "/min", 1, 350),)
_LENGTH = (
    Unit("cm", "cm", 5, 280),
    Unit("in", "[in_i]", 2, 110, Decimal("2.54")),
)
_PERCENT = (Unit("%", "%", 0, 100),)
SORTS = {
    "blood_pressure": Sort(
        "Blood pressure", ("85354-9",), _PRESSURE, {"8480-6": "Systolic", "8462-4": "Diastolic"}
    ),
    "pulse": Sort("Heart rate", ("8867-4",), _RATE),
    "breathing": Sort("Breathing rate", ("9279-1",), (Unit("/min", "/min", 1, 120),)),
    "temperature": Sort(
        "Temperature",
        ("8310-5",),
        (
            Unit("°C", "Cel", 20, 46),
            Unit("°F", "[degF]", 68, 115, Decimal(5) / Decimal(9), Decimal(32)),
        ),
    ),
    "oxygen": Sort("Oxygen saturation", ("59408-5", "2708-6"), _PERCENT),
    "height": Sort("Height", ("8302-2",), _LENGTH),
    "head": Sort("Head circumference", ("9843-4",), _LENGTH),
    "weight": Sort(
        "Weight",
        ("29463-7",),
        (
            Unit("kg", "kg", 0, 700),
            Unit("g", "g", 100, 700_000, Decimal("0.001")),
            Unit("lb", "[lb_av]", 0, 1500, Decimal("0.45359237")),
        ),
    ),
    "body_mass_index": Sort("Body mass index", ("39156-5",), (Unit("kg/m2", "kg/m2", 4, 250),)),
    "pain": Sort("Pain severity", ("72514-3",), (Unit("of 10", "{score}", 0, 10),)),
}
"""What a nurse measures, by our name (US Core 6.1, section of vital signs)."""

Status = Literal["preliminary", "final", "amended", "corrected"]
Flag = Literal["", "N", "L", "H", "LL", "HH", "A", "AA"]


@dataclass(frozen=True, slots=True)
class Part:
    """A component of a measurement: systolic, diastolic, the flow of oxygen."""

    concept: Concept
    value: Value
    flag: Flag = ""
    residual: str = ""


@dataclass(frozen=True, slots=True)
class VitalSign:
    """One measurement (FHIR Observation, category vital-signs). With parts, the whole has no value of its
    own. `derived_from` are the measurements that it was computed from; the author is who took it.
    """

    kind: ClassVar[str] = "vital_sign"
    id: int
    entry: Entry
    concept: Concept
    taken: Moment
    value: Value = NO_VALUE
    version: int = 1
    status: Status = "final"
    parts: tuple[Part, ...] = ()
    flag: Flag = ""
    method: Concept | None = None
    device: str = ""
    body_site: Concept | None = None
    derived_from: tuple[int, ...] = ()

    @property
    def words(self) -> str:
        """`132/78 mmHg`, `72.5 kg`."""
        if not self.parts:
            return self.value.words
        amounts = [part.value.amount for part in self.parts]
        if all(amounts) and len({one.unit for one in amounts if one}) == 1:
            told = "/".join(str(one.value) for one in amounts if one)
            return f"{told} {next(one.unit for one in amounts if one)}"
        return ", ".join(f"{part.concept.words} {part.value.words}" for part in self.parts)

    def against(self, *, on: date) -> list[Finding]:
        """Return what stands against it."""
        found = [
            *check.named("The measurement", self.concept),
            *check.past("The time", self.taken, on=on),
            *check.few("Parts", self.parts, most=10),
            *check.coded("The method", self.method),
            *check.coded("The body site", self.body_site),
            *check.texts("The device", self.device, longest=120),
        ]
        if self.parts and self.value.count:
            mend = "Leave the value to the parts."
            found.append(check.finding("CHT-09", "A measurement with parts has a value of its own.", mend))
        if not self.parts:
            found += check.valued("The measurement", self.value)
        for part in self.parts:
            found += [*check.named("A part", part.concept), *check.valued("A part", part.value)]
            found += check.texts("A part", part.residual)
        return [*found, *self._beyond_life()]

    def _beyond_life(self) -> Iterator[Finding]:
        """A known vital sign in another unit, or a number that nobody alive has."""
        sort = sort_of(self.concept)
        if sort is None:
            return
        for amount in (self.value.amount, *(part.value.amount for part in self.parts)):
            if amount is None or not amount.value.is_finite():
                continue
            unit = next((one for one in sort.units if one.code == amount.code), None)
            if unit is None:
                wanted = ", ".join(one.words for one in sort.units)
                yield check.finding("CHT-14", "The unit is none of this measurement.", f"Use {wanted}.")
            elif not unit.least <= amount.value <= unit.most:
                mend = "Measure again, or correct the number or its unit."
                yield check.finding("CHT-14", "Nobody alive has this measurement.", mend)


def sort_of(concept: Concept) -> Sort | None:
    """Return which known vital sign a concept is."""
    codes = {one.code for one in concept.codings if one.system == LOINC}
    return next((sort for sort in SORTS.values() if codes & set(sort.codes)), None)


def measured(name: str, value: Decimal, unit: str = "") -> Value:
    """Return a number of a known vital sign in one of its units, the usual one where none is named."""
    units = SORTS[name].units
    chosen = next((one for one in units if unit in {one.words, one.code}), units[0])
    return Value(Amount(value, chosen.words, chosen.code))


def normal(sort: Sort, amount: Amount) -> Decimal | None:
    """Return an amount in the usual unit of its vital sign, None where its unit is not known."""
    unit = next((one for one in sort.units if one.code == amount.code), None)
    return None if unit is None else (amount.value - unit.offset) * unit.factor


def body_mass_index(height: VitalSign, weight: VitalSign) -> Value | None:
    """Return the index of two measurements to a tenth, None where one of them has no number."""
    tall, heavy = height.value.amount, weight.value.amount
    if tall is None or heavy is None:
        return None
    centimetres = normal(SORTS["height"], tall)
    kilograms = normal(SORTS["weight"], heavy)
    if not centimetres or kilograms is None:
        return None
    index = kilograms / (centimetres / 100) ** 2
    return measured("body_mass_index", index.quantize(Decimal("0.1"), ROUND_HALF_UP))
