"""Sets what a note documents beside what was charged, both ways alike: what stands on one side only, and
where levels, units or sides differ (handbook, coding 3.8). Never by amount.
"""

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, replace
from datetime import date
from enum import StrEnum

from almoner.core.coding.em_ladders import ladder_of

_SIDES = frozenset({"RT", "LT", "50"})


class Difference(StrEnum):
    """How the two sides differ. Each has its mirror, and both weigh alike."""

    NOT_CHARGED = "documented, not charged"
    NOT_DOCUMENTED = "charged, not documented"
    LEVEL_ABOVE = "level charged above what is documented"
    LEVEL_BELOW = "level charged below what is documented"
    UNITS = "units differ"
    SIDE = "side differs"
    DIAGNOSIS_NOT_CHARGED = "diagnosis in the note, not on the claim"
    DIAGNOSIS_NOT_DOCUMENTED = "diagnosis on the claim, not in the note"


@dataclass(frozen=True, slots=True, order=True)
class Service:
    """A service on one side: code, units, modifiers. `place` says where on that side it stands (a line's
    number, the offset of its words), for the order alone.
    """

    code: str
    units: int = 1
    modifiers: tuple[str, ...] = ()
    place: int = 0

    @property
    def side(self) -> str:
        """RT, LT, 50 or none."""
        return next((each for each in self.modifiers if each in _SIDES), "")


@dataclass(frozen=True, slots=True)
class Side:
    """One side: services, diagnoses with their dot, and the visit levels that it allows, lowest and highest
    (None where it has no visit).
    """

    services: tuple[Service, ...] = ()
    diagnoses: tuple[str, ...] = ()
    visit: tuple[str, str] | None = None


@dataclass(frozen=True, slots=True)
class Mismatch:
    """One difference, with both ends: empty where a side has nothing."""

    difference: Difference
    documented: str
    charged: str


def compare(documented: Side, charged: Side, *, on: date) -> tuple[Mismatch, ...]:
    """The differences: the visit first, then services by code, then diagnoses. Swapping the sides mirrors
    each.
    """
    found = [*_visits(documented.visit, charged.visit, on), *_services(documented, charged)]
    found += _diagnoses(documented.diagnoses, charged.diagnoses)
    return tuple(found)


def _visits(one: tuple[str, str] | None, other: tuple[str, str] | None, on: date) -> Iterator[Mismatch]:
    if one is None and other is None:
        return
    if other is None or one is None:
        difference = Difference.NOT_CHARGED if other is None else Difference.NOT_DOCUMENTED
        yield Mismatch(difference, _range(one), _range(other))
        return
    here, there = _ranks(one, on), _ranks(other, on)
    if here is None or there is None or here[2] != there[2]:
        if one != other:
            yield Mismatch(Difference.NOT_CHARGED, _range(one), "")
            yield Mismatch(Difference.NOT_DOCUMENTED, "", _range(other))
    elif there[0] > here[1]:
        yield Mismatch(Difference.LEVEL_ABOVE, _range(one), _range(other))
    elif there[1] < here[0]:
        yield Mismatch(Difference.LEVEL_BELOW, _range(one), _range(other))


def _range(codes: tuple[str, str] | None) -> str:
    if codes is None:
        return ""
    return codes[0] if codes[0] == codes[1] else f"{codes[0]} to {codes[1]}"


def _ranks(codes: tuple[str, str], on: date) -> tuple[int, int, tuple[str, ...]] | None:
    """Where two levels stand on their ladder; staff's own code stands below it."""
    ladder = ladder_of(codes[0], on)
    if ladder is None or ladder_of(codes[1], on) != ladder:
        return None
    listed = (ladder.staff_code, *ladder.codes)
    return listed.index(codes[0]), listed.index(codes[1]), listed


def _services(documented: Side, charged: Side) -> Iterator[Mismatch]:
    """Pairs of the same code, those alike in side first; what is left stands on one side only."""
    for code in sorted({each.code for each in (*documented.services, *charged.services)}):
        one = [each for each in documented.services if each.code == code]
        other = [each for each in charged.services if each.code == code]
        here, there = sorted(_by_side(one, other)), sorted(_by_side(other, one))
        pairs = _pairs(here, there)
        for first, second in pairs:
            yield from _pair(first, second)
        left, right = _left(here, [each for each, _ in pairs]), _left(there, [each for _, each in pairs])
        yield from (Mismatch(Difference.NOT_CHARGED, _said(each), "") for each in left)
        yield from (Mismatch(Difference.NOT_DOCUMENTED, "", _said(each)) for each in right)


def _by_side(services: list[Service], others: list[Service]) -> list[Service]:
    """Both sides in one line are two lines where the other side of the comparison has two."""
    if not {"RT", "LT"} <= {each.side for each in others}:
        return services
    both = [each for each in services if each.side == "50"]
    sides = [replace(each, modifiers=(side,)) for each in both for side in ("RT", "LT")]
    return [*(each for each in services if each.side != "50"), *sides]


_Alike = Callable[[Service, Service], bool]
_WAYS: tuple[_Alike, ...] = (
    lambda one, other: one.side == other.side and one.units == other.units,
    lambda one, other: one.side == other.side,
    lambda one, other: one.units == other.units,
    lambda one, other: one.code == other.code,
)
"""How alike two services of one code are, the most first."""


def _pairs(here: list[Service], there: list[Service]) -> list[tuple[Service, Service]]:
    """The match of two short lists: those most alike first."""
    found: list[tuple[Service, Service]] = []
    free, others = list(here), list(there)
    for is_alike in _WAYS:
        for one in tuple(free):
            match = next((other for other in others if is_alike(one, other)), None)
            if match is not None:
                found.append((one, match))
                free.remove(one)
                others.remove(match)
    return found


def _left(services: Iterable[Service], taken: list[Service]) -> list[Service]:
    """Those that have no partner; equal ones are counted."""
    left = []
    for each in services:
        if each in taken:
            taken.remove(each)
        else:
            left.append(each)
    return left


def _pair(one: Service, other: Service) -> Iterator[Mismatch]:
    if one.side != other.side:
        yield Mismatch(Difference.SIDE, _said(one), _said(other))
    if one.units != other.units:
        yield Mismatch(Difference.UNITS, _said(one), _said(other))


def _said(service: Service) -> str:
    side = f"-{service.side}" if service.side else ""
    return f"{service.code}{side}" + (f" x{service.units}" if service.units != 1 else "")


def _diagnoses(documented: Iterable[str], charged: Iterable[str]) -> Iterator[Mismatch]:
    here, there = set(documented), set(charged)
    for code in sorted(here ^ there):
        if code in here:
            yield Mismatch(Difference.DIAGNOSIS_NOT_CHARGED, code, "")
        else:
            yield Mismatch(Difference.DIAGNOSIS_NOT_DOCUMENTED, "", code)
