"""`almoner codes diff`: what a release adds, ends and changes against another, judged on the first day of the
later one, and which of the practice's own codes that touches."""

import argparse
import json
import sys
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from datetime import date, timedelta
from heapq import merge
from typing import Any

from almoner.cli.codes_store import open_store, today
from almoner.core.rules.pairs import PairTable
from almoner.core.rules.releases import Release, Tables
from almoner.core.rules.tables import CodeTable
from almoner.store.shipped.code_files.kinds import KINDS
from almoner.store.shipped.code_files.table_kinds import PAIRS

Columns = tuple[tuple[str, str], ...]
Values = tuple[Columns, ...]


@dataclass(slots=True)
class _Changes:
    added: list[str] = field(default_factory=list)
    ended: list[str] = field(default_factory=list)
    changed: list[dict[str, Any]] = field(default_factory=list)


def diff(options: argparse.Namespace) -> int:
    """Exit 0 with the changes; 2 where a release isn't there."""
    known = KINDS.get(options.kind)
    kind = (known.table or known.name) if known else options.kind
    tables = open_store().tables()
    releases = tables.pairs(kind).releases if kind in PAIRS else tables.codes(kind).releases
    found = [_named(releases, text) for text in (options.old, options.new)]
    if None in found:
        names = ", ".join(f"{one.name} ({one.since_on})" for one in releases) or "none"
        sys.stderr.write(f"almoner: no such release of {kind}; there are {names}\n")
        return 2
    old, new = found
    changes = _pairs(old, new) if kind in PAIRS else _codes(old, new)
    hit = set(_codes_of(changes))
    own = dict.fromkeys(_own_codes(tables), 0) | (_used(options.practice, hit) if options.books else {})
    touched = {code: own[code] for code in sorted(own) if code in hit}
    if options.json:
        told = {"added": changes.added, "ended": changes.ended, "changed": changes.changed}
        used = {code: count for code, count in touched.items() if count}
        answer = {"kind": kind, "old": options.old, "new": options.new, **told, "touched": [*touched]}
        sys.stdout.write(json.dumps(answer | {"used": used}) + "\n")
    else:
        _print(changes, touched, options.limit)
    return 0


def _named(releases: Iterable[Any], text: str) -> Any:
    """The newest release of a name or first day."""
    fits = [one for one in releases if text in (one.name, one.since_on.isoformat())]
    return fits[-1] if fits else None


def _state(release: Release[CodeTable], on: date) -> dict[str, Values]:
    state: dict[str, list[Columns]] = {}
    for table in release.parts:
        for number in range(len(table)):
            row = table.row(number)
            if row.covers(on):
                state.setdefault(row.code, []).append(tuple(row.values.items()))
    return {code: tuple(sorted(rows)) for code, rows in state.items()}


def _codes(old: Release[CodeTable], new: Release[CodeTable]) -> _Changes:
    on = new.since_on
    before, after = _state(old, on), _state(new, on)
    changes = _Changes(sorted(after.keys() - before.keys()), sorted(before.keys() - after.keys()))
    for code in sorted(after.keys() & before.keys()):
        if after[code] != before[code]:
            changes.changed.append({"code": code, "columns": _differing(before[code], after[code])})
    return changes


def _differing(before: Values, after: Values) -> dict[str, list[str]]:
    """The columns that differ, with both values; where there are several rows, those that come or go."""
    if len(before) == len(after) == 1:
        one, other = dict(before[0]), dict(after[0])
        names = dict.fromkeys([*one, *other])
        return {
            name: [one.get(name, ""), other.get(name, "")]
            for name in names
            if one.get(name) != other.get(name)
        }
    gone = [" ".join(value for _, value in row) for row in before if row not in after]
    come = [" ".join(value for _, value in row) for row in after if row not in before]
    return {"gone": gone, "come": come}


Numbered = Iterator[tuple[str, str, int]]


def _pairs(old: Release[PairTable], new: Release[PairTable]) -> _Changes:
    """Both tables walked side by side, for they are too large to hold."""
    changes = _Changes()
    on = new.since_on
    left: Numbered = merge(*(table.in_force(on) for table in old.parts))
    right: Numbered = merge(*(table.in_force(on) for table in new.parts))
    one, other = next(left, None), next(right, None)
    while one or other:
        if other is None or (one is not None and one[:2] < other[:2]):
            assert one
            changes.ended.append(f"{one[0]}/{one[1]}")
            one = next(left, None)
        elif one is None or other[:2] < one[:2]:
            changes.added.append(f"{other[0]}/{other[1]}")
            other = next(right, None)
        else:
            if one[2] != other[2]:
                indicator = [str(one[2]), str(other[2])]
                changes.changed.append({"code": f"{one[0]}/{one[1]}", "columns": {"indicator": indicator}})
            one, other = next(left, None), next(right, None)
    return changes


def _own_codes(tables: Tables) -> set[str]:
    """The codes of the practice's own fee list."""
    choice = tables.codes("fees").at(today())
    return {
        table.row(number).code[:5]
        for table in (choice.parts if choice else ())
        for number in range(len(table))
    }


def _used(practice: str | None, codes: set[str]) -> dict[str, int]:
    """Those of some codes that the practice's visits of the last year were coded with, and at how many."""
    from almoner.cli.opening import open_books, practice_actor

    open_books()
    from almoner.flow.code.code_turns import codes_used

    return codes_used(practice_actor(practice), codes, since_on=today() - timedelta(days=365))


def _codes_of(changes: _Changes) -> Iterator[str]:
    """The codes that changed: each of a pair, and those with a modifier also bare."""
    for code in [*changes.added, *changes.ended, *(str(one["code"]) for one in changes.changed)]:
        yield from code.split("/")
        if len(code) == 7 and "/" not in code:
            yield code[:5]


def _print(changes: _Changes, touched: dict[str, int], limit: int) -> None:
    say = sys.stdout.write
    for name, codes in (("added", changes.added), ("ended", changes.ended)):
        more = " ..." if len(codes) > limit else ""
        say(f"{name:8}{len(codes):>9,}  {' '.join(codes[:limit])}{more}\n")
    say(f"changed {len(changes.changed):>9,}\n")
    for one in changes.changed[:limit]:
        columns = "; ".join(f"{name} {' -> '.join(values)}" for name, values in one["columns"].items())
        say(f"  {one['code']}: {columns[:200]}\n")
    own = [f"{code} (coded at {count:,} visits)" if count else code for code, count in touched.items()]
    say(f"of your own: {', '.join(own) or 'none'}\n")
