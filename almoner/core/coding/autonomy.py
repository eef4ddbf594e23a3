"""How far suggestions of a kind of code may go by themselves, and what they have to show for it.

Promises that nothing goes further than its kind's highest level, that a level rises only where enough
decisions of people bear it out, and that it falls by itself where the last ones don't.
"""

import hashlib
import tomllib
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from math import sqrt
from typing import Any, ClassVar

from almoner.core.coding.decision import Act, CodingDecision, Sort

LONGEST_REASON = 500
_WHOLE = 10_000
_Z = 1.959964
"""Two-sided 95 % of the normal distribution."""


class AutonomyError(ValueError):
    """A text is no card of autonomy; names the place and the rule."""


class Level(StrEnum):
    """How far a suggestion goes: opened one by one, accepted several in one act with their evidence on the
    screen, or filled in until a person finishes or rejects it.
    """

    SUGGEST = "suggest"
    TOGETHER = "together"
    FILLED = "filled"

    @property
    def rank(self) -> int:
        """0 for the lowest."""
        return list(Level).index(self)


@dataclass(frozen=True, slots=True)
class Need:
    """What a kind has to show for a level: so many decisions, and a lower bound of the share that stood."""

    least: int
    lower_bound: int


@dataclass(frozen=True, slots=True)
class CodeKind:
    """A kind of code: diagnoses or services by the beginning of their codes. `begins` is its level until one
    is set: the most that needs nothing to show for it, never more than one act with the evidence on screen.
    """

    id: str
    name: str
    sort: Sort
    codes: tuple[str, ...]
    highest: Level
    begins: Level = Level.SUGGEST

    def holds(self, sort: Sort, code: str) -> bool:
        """True of a code of this kind."""
        return sort is self.sort and code.startswith(self.codes)


@dataclass(frozen=True, slots=True)
class AutonomyCard:
    """The kinds in order, what levels need, and when a kind falls. Shares in hundredths of a percent."""

    version: str
    from_on: date
    window: int
    needs: Mapping[Level, Need]
    recent: int
    keeps: int
    kinds: tuple[CodeKind, ...]

    def kind_of(self, sort: Sort, code: str) -> CodeKind | None:
        """Return the first kind that has a code."""
        return next((kind for kind in self.kinds if kind.holds(sort, code)), None)

    def kind(self, kind_id: str) -> CodeKind | None:
        """Return a kind by its id."""
        return next((kind for kind in self.kinds if kind.id == kind_id), None)


@dataclass(frozen=True, slots=True)
class CodeAutonomy:
    """The level of a kind of code in a practice, who set it and why; `count` and `stood` are what it had
    shown by then.
    """

    kind: ClassVar[str] = "code_autonomy"
    id: int
    code_kind: str
    level: Level
    reason: str
    decided_by: str
    decided_on: date
    count: int = 0
    stood: int = 0
    version: int = 1


@dataclass(frozen=True, slots=True)
class Shown:
    """What the decisions on a kind's suggestions show: how many, and how many were accepted and stood."""

    count: int
    stood: int

    @property
    def share_bp(self) -> int:
        """The share that stood; 0 where nothing was decided."""
        return self.stood * _WHOLE // self.count if self.count else 0

    @property
    def lower_bp(self) -> int:
        """The lower bound of that share at 95 % certainty (Wilson), rounded down."""
        if not self.count:
            return 0
        share, n = self.stood / self.count, self.count
        middle = share + _Z**2 / (2 * n)
        spread = _Z * sqrt(share * (1 - share) / n + _Z**2 / (4 * n * n))
        return max(0, int((middle - spread) / (1 + _Z**2 / n) * _WHOLE))


Disputed = Collection[tuple[int, Sort, str]]
"""Codes of visits that a second review found wrong."""


def shown(decisions: Iterable[CodingDecision], disputed: Disputed = frozenset()) -> Shown:
    """Return what decisions show. One that a second review found wrong did not stand."""
    marks = [_stood(one, disputed) for one in decisions if one.suggestion is not None]
    return Shown(len(marks), sum(marks))


def _stood(one: CodingDecision, disputed: Disputed) -> bool:
    return one.action is Act.ACCEPT and (one.visit_id, one.sort, one.code) not in disputed


def against_level(card: AutonomyCard, kind: CodeKind, now: Level, wanted: Level, seen: Shown) -> str:
    """Return what stands against a level, in a sentence; empty where nothing does. Back needs nothing."""
    if wanted.rank <= now.rank:
        return ""
    if wanted.rank > kind.highest.rank:
        return "Codes of this kind never go so far."
    need = card.needs[wanted]
    if seen.count < need.least:
        return f"It takes {need.least} decisions, and there are {seen.count}."
    if seen.lower_bp < need.lower_bound:
        return (
            f"At least {_percent(need.lower_bound)} of the suggestions have to stand, at 95 % certainty; "
            f"it is {_percent(seen.lower_bp)}."
        )
    return ""


def _percent(bp: int) -> str:
    return f"{bp // 100}.{bp % 100 // 10} %"


def has_fallen(card: AutonomyCard, latest: Sequence[CodingDecision], disputed: Disputed) -> bool:
    """True where the last decisions on a kind's suggestions no longer bear it out. `latest`: newest first."""
    seen = shown([one for one in latest if one.suggestion is not None][: card.recent], disputed)
    return seen.count == card.recent and seen.share_bp < card.keeps


def read_autonomy(text: str, file: str) -> AutonomyCard:
    """Read the card from its TOML text. AutonomyError where it breaks its form."""
    try:
        table = tomllib.loads(text)
    except tomllib.TOMLDecodeError as error:
        raise AutonomyError(f"{file}: not TOML: {error}") from None
    _known(table, {"from", "window", "together", "filled", "falls", "kind"}, file)
    from_on = table.get("from")
    if type(from_on) is not date:
        raise AutonomyError(f"{file}: from: a date such as 2026-01-01")
    falls = _table(table.get("falls"), {"recent", "keeps"}, f"{file}: [falls]")
    needs = {level: _need(table.get(level), f"{file}: [{level}]") for level in (Level.TOGETHER, Level.FILLED)}
    kinds = tuple(_kind(each, file) for each in _listed(table.get("kind"), f"{file}: kind"))
    if len({kind.id for kind in kinds}) != len(kinds):
        raise AutonomyError(f"{file}: kind: an id stands twice")
    if needs[Level.FILLED].lower_bound < needs[Level.TOGETHER].lower_bound:
        raise AutonomyError(f"{file}: [filled]: no less than [together] needs")
    return AutonomyCard(
        version=hashlib.sha256(text.encode()).hexdigest()[:12],
        from_on=from_on,
        window=_number(table, "window", file, 5000),
        needs=needs,
        recent=_number(falls, "recent", file, 1000),
        keeps=_number(falls, "keeps", file, _WHOLE),
        kinds=kinds,
    )


def _need(value: Any, place: str) -> Need:
    table = _table(value, {"least", "lower_bound"}, place)
    return Need(_number(table, "least", place, 5000), _number(table, "lower_bound", place, _WHOLE))


def _kind(value: Any, file: str) -> CodeKind:
    table = _table(value, {"id", "name", "sort", "codes", "highest", "begins"}, f"{file}: [[kind]]")
    place = f"{file}: kind {table.get('id', '')!r}"
    for name in ("id", "name"):
        if not isinstance(table.get(name), str) or not 0 < len(table[name]) <= 60:
            raise AutonomyError(f"{place}: {name}: a text of at most 60 characters")
    if table.get("sort") not in list(Sort) or table.get("highest") not in list(Level):
        raise AutonomyError(f"{place}: sort: dx or service; highest: suggest, together or filled")
    codes = _listed(table.get("codes"), f"{place}: codes")
    highest = Level(table["highest"])
    if not all(isinstance(code, str) and len(code) <= 7 for code in codes) or not codes:
        raise AutonomyError(f"{place}: codes: the beginnings of codes")
    if "" in codes and highest is not Level.SUGGEST:
        raise AutonomyError(f"{place}: what names every code is only suggested")
    begins = table.get("begins", Level.SUGGEST.value)
    if begins not in (Level.SUGGEST, Level.TOGETHER) or Level(begins).rank > highest.rank:
        raise AutonomyError(f"{place}: begins: suggest or together, and no further than highest")
    sort = Sort(table["sort"])
    return CodeKind(table["id"], table["name"], sort, tuple(codes), highest, Level(begins))


def _table(value: Any, known: set[str], place: str) -> dict[str, Any]:
    if not isinstance(value, dict):
        raise AutonomyError(f"{place}: a table")
    _known(value, known, place)
    return value


def _listed(value: Any, place: str) -> list[Any]:
    if not isinstance(value, list) or len(value) > 200:
        raise AutonomyError(f"{place}: a list of at most 200")
    return value


def _number(table: Mapping[str, Any], key: str, place: str, most: int) -> int:
    value = table.get(key)
    if type(value) is not int or not 1 <= value <= most:
        raise AutonomyError(f"{place}: {key}: a whole number from 1 to {most}")
    return value


def _known(table: Mapping[str, Any], known: set[str], place: str) -> None:
    if unknown := sorted(set(table) - known):
        raise AutonomyError(f"{place}: there is no {unknown[0]!r}")
