"""Charge cards: which completed record of the chart gives which proposed line. Data, dated, with their own
cases. Promises that two cards of one day that name one thing differently are found.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from typing import Any, Literal

Container = Literal["single", "multiple", "either"]


class ChargeCardError(ValueError):
    """A charge card that can't stand: the file, the place and what is wanted there."""


@dataclass(frozen=True, slots=True)
class Match:
    """What names a thing in the chart: codes of systems, else its words, lower case and whole."""

    codes: frozenset[str] = frozenset()
    words: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Head:
    """A card's name, its days (half-open, None is open) and where its rule stands."""

    id: str
    since_on: date
    until_on: date | None
    source: str

    def holds(self, on: date) -> bool:
        """True on a day of the card."""
        return self.since_on <= on and (self.until_on is None or on < self.until_on)


@dataclass(frozen=True, slots=True)
class Drug:
    """A drug that is charged by units of `per` `unit`. `giving` names the codes of its giving."""

    card: str
    code: str
    title: str
    match: Match
    per: Decimal
    unit: str
    container: Container = "either"
    giving: str = "simple"
    since_on: date = date.min


@dataclass(frozen=True, slots=True)
class Giving:
    """The codes of giving a drug, by what step it is; `rank` puts the highest class first in a visit."""

    card: str
    id: str
    rank: int
    codes: Mapping[str, str]


@dataclass(frozen=True, slots=True)
class Route:
    """A route of the chart, and the way of giving that it is."""

    way: str
    match: Match


@dataclass(frozen=True, slots=True)
class Vaccine:
    """A vaccine: its product code, its components, how it is given, and the giving that Medicare wants."""

    card: str
    code: str
    title: str
    match: Match
    parts: int = 1
    way: str = "shot"
    medicare: str = ""


@dataclass(frozen=True, slots=True)
class Shots:
    """The codes of giving vaccines, and the ages (under, in years) of those with counselling."""

    card: str
    codes: Mapping[str, str]
    counselled_under: int
    diagnosis: str


@dataclass(frozen=True, slots=True)
class Test:
    """A laboratory test done in the practice; `is_waived`: the line says so with QW; `is_each`: a unit a
    result.
    """

    card: str
    code: str
    title: str
    match: Match
    is_waived: bool = False
    is_each: bool = False


@dataclass(frozen=True, slots=True)
class Draw:
    """Drawing blood: what names the act, and the specimen that only a draw gives. Once a visit."""

    card: str
    code: str
    title: str
    match: Match
    specimen: Match


@dataclass(frozen=True, slots=True)
class Imaging:
    """Which codes have a technical and a professional component, by their beginnings, and the places of
    service where the practice only reads.
    """

    card: str
    starts: tuple[str, ...]
    facilities: frozenset[str]


@dataclass(frozen=True, slots=True)
class ChargeCards:
    """The cards of one day, each kind in the order of its file."""

    drugs: tuple[Drug, ...] = ()
    givings: Mapping[str, Giving] = field(default_factory=dict)
    routes: tuple[Route, ...] = ()
    vaccines: tuple[Vaccine, ...] = ()
    shots: Shots | None = None
    tests: tuple[Test, ...] = ()
    draws: tuple[Draw, ...] = ()
    imaging: Imaging | None = None
    waste_payers: frozenset[str] = frozenset()
    """The kinds of payer who want JW and JZ."""


@dataclass(frozen=True, slots=True)
class Case:
    """A card's own proof: a record in short, and the lines that it has to give (`J1885 x2 JZ`)."""

    card: str
    says: str
    given: tuple[Mapping[str, Any], ...]
    wants: tuple[str, ...]
    on: date
    payer: str = "commercial"
    age: int = 40


@dataclass(frozen=True, slots=True)
class CardFile:
    """One file of cards, read and found right."""

    name: str
    head: Head
    cards: ChargeCards
    cases: tuple[Case, ...]


def at(shelf: Iterable[CardFile], on: date) -> ChargeCards:
    """Return the cards that hold on a day, as one."""
    standing = [one for one in shelf if one.head.holds(on)]
    parts = [one.cards for one in standing]
    return ChargeCards(
        drugs=tuple(drug for part in parts for drug in part.drugs if drug.since_on <= on),
        givings={name: one for part in parts for name, one in part.givings.items()},
        routes=tuple(route for part in parts for route in part.routes),
        vaccines=tuple(one for part in parts for one in part.vaccines),
        shots=next((part.shots for part in parts if part.shots), None),
        tests=tuple(test for part in parts for test in part.tests),
        draws=tuple(draw for part in parts for draw in part.draws),
        imaging=next((part.imaging for part in parts if part.imaging), None),
        waste_payers=frozenset().union(*(part.waste_payers for part in parts)),
    )


def against(shelf: Iterable[CardFile]) -> list[str]:
    """Return where two cards contradict each other: one name for two things on one day."""
    found: list[str] = []
    files = list(shelf)
    for number, one in enumerate(files):
        for other in files[number:]:
            if _overlap(one.head, other.head):
                found += _contradictions(one, other)
    return found


def _overlap(one: Head, other: Head) -> bool:
    last = min(one.until_on or date.max, other.until_on or date.max)
    return max(one.since_on, other.since_on) < last


def _contradictions(one: CardFile, other: CardFile) -> list[str]:
    pairs = [
        (left, right)
        for kind in ("drugs", "vaccines", "tests")
        for place, left in enumerate(getattr(one.cards, kind))
        for right in getattr(other.cards, kind)[place + 1 if one is other else 0 :]
    ]
    found = []
    for left, right in pairs:
        shared = left.match.codes & right.match.codes | set(left.match.words) & set(right.match.words)
        if shared:
            found.append(f"{one.name}, {other.name}: {min(shared)} names {left.code} and {right.code}")
    return found
