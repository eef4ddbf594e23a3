"""`almoner codes lookup`: all that is loaded about a code on a day, with the release that says so; of a
diagnosis also what stands above and below it, and the notes that hold for it."""

import argparse
import json
import sys
from collections.abc import Iterator
from datetime import date
from itertools import islice
from typing import Any

from almoner.cli.codes_store import dotted, kinds_loaded, open_store, store_key, today
from almoner.core.rules.code_key import plain
from almoner.core.rules.releases import Choice, Tables
from almoner.core.rules.tables import CodeRow, CodeTable
from almoner.store.shipped.code_files.table_kinds import PAIRS, WITH_MODIFIERS

_DIAGNOSES, _NOTES = "icd10cm", "icd10cm-notes"
_CATEGORY, _LONGEST, _MOST_BELOW = 3, 7, 200


def lookup(options: argparse.Namespace) -> int:
    """Exit 0 where the code may stand on a claim of that day, 1 where it ended, is a header or unknown."""
    on = options.on or today()
    store = open_store()
    tables = store.tables()
    if options.beside:
        return _beside(options, tables, on)
    code = plain(options.code)
    found = [row for kind in kinds_loaded(store) for row in _found(tables, kind, code, on)]
    answer: dict[str, Any] = {"code": code, "on": on.isoformat(), "found": found}
    answer |= {"notes": [], "parents": [], "children": []}
    if any(row["kind"] == _DIAGNOSES for row in found):
        answer |= {"notes": _inherited(tables, code, on), **_tree(tables, code, on)}
    sys.stdout.write(json.dumps(answer, ensure_ascii=False) + "\n" if options.json else _text(answer))
    return 0 if any(row["is_valid"] for row in found) else 1


def _found(tables: Tables, kind: str, code: str, on: date) -> Iterator[dict[str, Any]]:
    """The rows of a kind: those in force that day, else those of other days."""
    if kind in PAIRS or kind == _NOTES:
        return
    choice = tables.codes(kind).at(on)
    for table in choice.parts if choice else ():
        rows = list(_rows(table, kind, store_key(kind, code)))
        in_force = [row for row in rows if row.covers(on)]
        assert choice
        yield from (_shown(row, kind, choice, table, on) for row in in_force or rows)


def _rows(table: CodeTable, kind: str, code: str) -> Iterator[CodeRow]:
    """The rows of a code; where modifiers stand behind it, also those with one."""
    yield from table.rows(code)
    if kind in WITH_MODIFIERS and len(code) == 5:
        yield from (row for row in table.starting_with(code) if len(row.code) == 7)


def _shown(row: CodeRow, kind: str, choice: Choice[CodeTable], table: CodeTable, on: date) -> dict[str, Any]:
    is_sure = not (choice.is_later and row.since_on is None)
    return {
        "kind": kind,
        "part": str(table.facts.get("part", "")),
        "code": row.code,
        "in_force": row.covers(on),
        "is_valid": row.covers(on)
        and is_sure
        and row.get("is_billable") != "0"
        and kind not in _SAYING_NOTHING,
        "since": row.since_on.isoformat() if row.since_on else None,
        "until": row.until_on.isoformat() if row.until_on else None,
        "release": choice.release.name,
        "is_partial": choice.release.is_partial,
        "is_stale": choice.is_stale,
        "is_later": choice.is_later,
        "values": dict(row.values),
    }


_SAYING_NOTHING = frozenset({"hcc", "icd10cm-index"})
"""Kinds whose rows don't tell that a code may be billed."""


def _inherited(tables: Tables, code: str, on: date) -> list[dict[str, str]]:
    """The notes of a diagnosis and of all above it, the nearest first; those of its block and chapter come
    last, each as the place that it stands at."""
    choice = tables.codes(_NOTES).at(on)
    notes = []
    for size in range(min(len(code), _LONGEST), _CATEGORY - 1, -1):
        for table in choice.parts if choice else ():
            notes += [{**row.values, "from": row.get("above") or row.code} for row in table.rows(code[:size])]
    return sorted(notes, key=lambda note: "-" in note["from"])


def _tree(tables: Tables, code: str, on: date) -> dict[str, list[dict[str, Any]]]:
    """What stands above a diagnosis, from its category down, and right below it."""
    choice = tables.codes(_DIAGNOSES).at(on)
    parts = choice.parts if choice else ()
    above = [code[:size] for size in range(_CATEGORY, len(code))]
    parents = [row for stem in above for part in parts if (row := part.at(stem, on))]
    below = [row for part in parts for row in part.starting_with(code) if row.code != code and row.covers(on)]
    children: list[CodeRow] = []
    for row in below:  # in the order of the codes, so one that begins with the last child stands below it
        if not (children and row.code.startswith(children[-1].code)):
            children.append(row)
    return {
        "parents": list(map(_named, parents)),
        "children": list(map(_named, islice(children, _MOST_BELOW))),
    }


def _named(row: CodeRow) -> dict[str, Any]:
    return {"code": row.code, "title": row.get("title"), "is_billable": row.get("is_billable") == "1"}


def _beside(options: argparse.Namespace, tables: Tables, on: date) -> int:
    """A pair of procedures, whichever stands in column one."""
    codes = [plain(options.code), plain(options.beside)]
    choice = tables.pairs("ncci-ptp").at(on)
    pairs = [
        {
            "column_one": pair.one,
            "column_two": pair.two,
            "indicator": pair.indicator,
            "basis": pair.basis,
            "since": pair.since_on.isoformat() if pair.since_on else None,
            "until": pair.until_on.isoformat() if pair.until_on else None,
            "release": choice.release.name if choice else None,
            "is_stale": bool(choice and choice.is_stale),
            "is_sure": not (choice and choice.is_later and pair.since_on is None),
            "part": str(table.facts.get("part", "")),
        }
        for table in (choice.parts if choice else ())
        for pair in table.among(codes, on)
    ]
    if options.json:
        sys.stdout.write(json.dumps({"codes": codes, "on": on.isoformat(), "pairs": pairs}) + "\n")
    elif choice is None:
        sys.stdout.write("no release of pairs is loaded: almoner codes import ncci-ptp FILE\n")
    else:
        sys.stdout.writelines(map(_pair_line, pairs))
        if not pairs:
            sys.stdout.write(f"no pair on {on} ({_told_of(choice)})\n")
    return 0 if pairs else 1


def _pair_line(one: dict[str, Any]) -> str:
    stale = ", older than the day" if one["is_stale"] else ""
    stale += "" if one["is_sure"] else ", from which day on isn't known: no edit rests on it"
    head = f"{one['column_one']} pays, {one['column_two']} doesn't; indicator {one['indicator']}"
    return f"{head} ({one['part']}, {one['release']}{stale})\n"


def _told_of(choice: Choice[Any]) -> str:
    """What the silence of a release is worth."""
    if choice.is_later:
        return f"every release begins later, the first with {choice.release.since_on}"
    return f"release {choice.release.name}{', older than the day' if choice.is_stale else ''}"


def _text(answer: dict[str, Any]) -> str:
    if not answer["found"]:
        return f"{answer['code']}: nothing that is loaded knows it\n"
    lines = [f"{_tree_line(one)}" for one in answer["parents"]]
    for row in answer["found"]:
        name = row["kind"] + (f" {row['part']}" if row["part"] else "")
        days = f"{row['since'] or 'always'} to {row['until'] or 'open'}"
        stale = ", older than the day" if row["is_stale"] else ""
        stale += ", which begins later" if row["is_later"] else ""
        code = dotted(row["kind"], row["code"])
        lines.append(f"{code}  {name}{_state(row)}  {days}  ({row['release']}{stale})")
        lines += [f"    {column}: {value}" for column, value in row["values"].items() if value]
    for note in answer["notes"]:
        place = note["from"] if "-" in note["from"] else dotted(_DIAGNOSES, note["from"])
        lines.append(f"  {note['note'].replace('_', ' ')} ({place}): {note['text']}")
    lines += [f"  below: {_tree_line(one)}" for one in answer["children"]]
    return "\n".join(lines) + "\n"


def _tree_line(one: dict[str, Any]) -> str:
    return f"{dotted(_DIAGNOSES, one['code'])}{'' if one['is_billable'] else '-'}  {one['title']}"


def _state(row: dict[str, Any]) -> str:
    if not row["in_force"]:
        return "  NOT IN FORCE"
    return "  A HEADER, NOT BILLABLE" if row["values"].get("is_billable") == "0" else ""
