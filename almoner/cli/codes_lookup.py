"""`almoner codes lookup`: all that is loaded about a code on a day, with the release that says so."""

import argparse
import json
import sys
from collections.abc import Iterator
from datetime import date
from typing import Any

from almoner.cli.codes_store import kinds_loaded, open_store, store_key, today
from almoner.core.rules.code_key import plain
from almoner.core.rules.releases import Choice, Tables
from almoner.core.rules.tables import CodeRow, CodeTable
from almoner.store.code_files.table_kinds import PAIRS, WITH_MODIFIERS

_NOTES = "icd10cm-notes"


def lookup(options: argparse.Namespace) -> int:
    """Exit 0 where the code may stand on a claim of that day, 1 where it ended, is a header or unknown."""
    on = options.on or today()
    store = open_store()
    tables = store.tables()
    if options.beside:
        return _beside(options, tables, on)
    code = plain(options.code)
    found = [row for kind in kinds_loaded(store) for row in _found(tables, kind, code, on)]
    answer = {"code": code, "on": on.isoformat(), "found": found, "notes": _inherited(tables, code, on)}
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
    return {
        "kind": kind,
        "part": str(table.facts.get("part", "")),
        "code": row.code,
        "in_force": row.covers(on),
        "is_valid": row.covers(on) and row.get("is_billable") != "0",
        "since": row.since_on.isoformat() if row.since_on else None,
        "until": row.until_on.isoformat() if row.until_on else None,
        "release": choice.release.name,
        "is_partial": choice.release.is_partial,
        "is_stale": choice.is_stale,
        "values": dict(row.values),
    }


def _inherited(tables: Tables, code: str, on: date) -> list[dict[str, str]]:
    """The notes of a diagnosis and of all above it, the nearest first."""
    choice = tables.codes(_NOTES).at(on)
    notes = []
    for size in range(min(len(code), 7), 2, -1):
        for table in choice.parts if choice else ():
            notes += [{**row.values, "from": row.code} for row in table.rows(code[:size])]
    return notes


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
        lines = [
            f"{one['column_one']} pays, {one['column_two']} doesn't; indicator {one['indicator']} "
            f"({one['part']}, {one['release']})\n"
            for one in pairs
        ]
        sys.stdout.writelines(lines or [f"no pair on {on} (release {choice.release.name})\n"])
    return 0 if pairs else 1


def _text(answer: dict[str, Any]) -> str:
    if not answer["found"]:
        return f"{answer['code']}: nothing that is loaded knows it\n"
    lines = []
    for row in answer["found"]:
        name = row["kind"] + (f" {row['part']}" if row["part"] else "")
        state = "" if row["is_valid"] else "  A HEADER, NOT BILLABLE" if row["in_force"] else "  NOT IN FORCE"
        days = f"{row['since'] or 'always'} to {row['until'] or 'open'}"
        stale = ", older than the day" if row["is_stale"] else ""
        lines.append(f"{row['code']}  {name}{state}  {days}  ({row['release']}{stale})")
        lines += [f"    {column}: {value}" for column, value in row["values"].items() if value]
    for note in answer["notes"]:
        if note["note"] != "includes":
            lines.append(f"  {note['note']} ({note['from']}): {note['text']}")
    return "\n".join(lines) + "\n"
