"""What one day changes in a code set: the codes that begin on it, those that end, and what takes the place of
an ended one as far as the set itself says so: the codes below it that begin where it is divided, or the one
above it where it is taken up. Pure.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta

from almoner.core.rules.releases import Choice, Releases, Tables
from almoner.core.rules.tables import CodeRow, CodeTable

_DAY = timedelta(days=1)


@dataclass(frozen=True, slots=True)
class Turn:
    """A day of a kind of codes. `before` and `after` name the releases that speak of the day before and of
    the day itself; `begun` and `ended` are in the order of their codes.
    """

    kind: str
    on: date
    before: str
    after: str
    begun: tuple[CodeRow, ...]
    ended: tuple[CodeRow, ...]

    def heirs(self, code: str) -> tuple[CodeRow, ...]:
        """Return what takes an ended code's place; empty where the set doesn't say. A place that a code
        leaves open (X) may be what divides it.
        """
        below = re.compile(f"{code}.+|{code.replace('X', '[0-9A-Z]')}")
        divided = tuple(row for row in self.begun if below.fullmatch(row.code))
        return divided or tuple(row for row in self.begun if code.startswith(row.code))


def turning_days(releases: Releases[CodeTable]) -> tuple[date, ...]:
    """Return the days on which a kind of codes may change, the earliest first: those of a release after the
    first, and those that rows of a release begin or end on while it speaks.
    """
    whole = [one for one in releases.releases if not one.is_partial]
    starts = [one.since_on for one in whole]
    found = set(starts[1:])
    for place, release in enumerate(whole):
        until = starts[place + 1] if place + 1 < len(starts) else date.max
        days = (day for part in release.parts for day in part.turns)
        found.update(day for day in days if release.since_on < day < until)
    return tuple(sorted(found))


def turn(tables: Tables, kind: str, on: date) -> Turn | None:
    """Return what a day changes in a kind of codes; None where no whole release speaks of both days. Kept
    with the tables, so that asking again is free.
    """
    kept = tables.made.setdefault("turns", {})
    assert isinstance(kept, dict)
    if (kind, on) not in kept:
        kept[kind, on] = _turn(tables.codes(kind), kind, on)
    found = kept[kind, on]
    assert found is None or isinstance(found, Turn)
    return found


def _turn(releases: Releases[CodeTable], kind: str, on: date) -> Turn | None:
    before, after = releases.at(on - _DAY), releases.at(on)
    if before is None or after is None or before.is_later:
        return None
    if before.release.is_partial or after.release.is_partial:
        return None
    codes = set(_turning(after, on)) if before.release is after.release else _either(before, after, on)
    was = {code: _standing(before, code, on - _DAY) for code in codes}
    now = {code: _standing(after, code, on) for code in codes}
    begun = tuple(row for code in sorted(codes) if (row := now[code]) and not was[code])
    ended = tuple(row for code in sorted(codes) if (row := was[code]) and not now[code])
    return Turn(kind, on, before.release.name, after.release.name, begun, ended)


def _turning(choice: Choice[CodeTable], on: date) -> Iterator[str]:
    return (row.code for part in choice.parts for row in part.turning(on))


def _either(before: Choice[CodeTable], after: Choice[CodeTable], on: date) -> set[str]:
    """The codes that hold on one of the two days and not on the other, whether they may be billed or not; and
    those that stand on both with rows that turn.
    """
    sides = [
        {(row.code, _may_be_billed(row)) for part in choice.parts for row in part.in_force(day)}
        for choice, day in ((before, on - _DAY), (after, on))
    ]
    return {code for code, _ in sides[0] ^ sides[1]}


def _standing(choice: Choice[CodeTable], code: str, on: date) -> CodeRow | None:
    rows = (row for part in choice.parts if (row := part.at(code, on)))
    return next((row for row in rows if _may_be_billed(row)), None)


def _may_be_billed(row: CodeRow) -> bool:
    """A header of diagnoses may not be; of other kinds, what is listed may."""
    return row.values.get("is_billable", "1") == "1"
