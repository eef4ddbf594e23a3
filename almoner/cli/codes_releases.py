"""`almoner codes releases` and `rollback`: what is loaded, how old it is and what is due; back to what was
before."""

import argparse
import json
import sys
from datetime import date
from typing import Any

from almoner.cli.codes_store import open_store, today
from almoner.store.shipped.code_files.days import ALWAYS
from almoner.store.shipped.code_files.kinds import FISCAL, KINDS, Kind
from almoner.store.shipped.packs import ReleaseNote
from almoner.store.shipped.shipped_codes import notes as shipped_notes


def releases(options: argparse.Namespace) -> int:
    """Every release with its rows, checksum, age and whether a newer one is due."""
    on = today()
    own = open_store().releases()
    notes = [*shipped_notes(), *own]
    newest = {note.kind: note for note in sorted(notes, key=lambda note: (not note.is_partial, note.since))}
    told = [_told(note, on, is_newest=newest[note.kind] is note, is_own=note in own) for note in notes]
    told.sort(key=lambda one: (one["kind"], one["since"], one["name"]))
    if options.json:
        sys.stdout.write(json.dumps({"on": on.isoformat(), "releases": told}) + "\n")
    else:
        sys.stdout.writelines(_line(one) for one in told)
    return 0


def _told(note: ReleaseNote, on: date, *, is_newest: bool, is_own: bool) -> dict[str, Any]:
    imported = max(part.imported_on for part in note.parts)
    return {
        "kind": note.kind,
        "name": note.name,
        "since": note.since,
        "until": note.until or None,
        "rows": note.rows,
        "is_partial": note.is_partial,
        "is_shipped": not is_own,
        "age_days": (on - date.fromisoformat(imported)).days if imported else None,
        "due_on": _due_on(note, on) if is_newest else None,
        "parts": [
            {
                "part": part.part,
                "rows": part.rows,
                "source": part.source,
                "sha256": part.source_sha256,
                "pack": part.pack,
                "imported_on": part.imported_on or None,
                "imported_by": part.imported_by or None,
                "refused": part.refused,
                "skipped": part.skipped,
                "forced": part.forced or None,
                "licence": part.licence or None,
            }
            for part in note.parts
        ],
    }


def _due_on(note: ReleaseNote, on: date) -> str | None:
    """The day on which the next release came out, where that has passed."""
    if note.until and date.fromisoformat(note.until) <= on:
        return note.until
    kind: Kind | None = KINDS.get(note.kind)
    due = kind.due_on(on) if kind and kind.due != FISCAL else None
    imported = max(part.imported_on for part in note.parts)
    since = date.fromisoformat(note.since)
    last = date.fromisoformat(imported) if since == ALWAYS and imported else since
    return due.isoformat() if due and last < due and (imported or since != ALWAYS) else None


def _line(one: dict[str, Any]) -> str:
    partial = " partial" if one["is_partial"] else ""
    shipped = " shipped" if one["is_shipped"] else ""
    age = f" {one['age_days']} days old" if one["age_days"] is not None else ""
    due = f"  DUE since {one['due_on']}" if one["due_on"] else ""
    days = f"{one['since']} to {one['until'] or 'open'}"
    checksums = " ".join(part["sha256"][:8] for part in one["parts"] if part["sha256"])
    head = f"{one['kind']:14} {one['name']:18} {days:26} {one['rows']:>10,} rows{partial}{shipped}{age}"
    return f"{head} {checksums}".rstrip() + due + "\n"


def roll_back(options: argparse.Namespace) -> int:
    """The releases of a kind as they were before its last import."""
    kind = KINDS.get(options.kind)
    name = (kind.table or kind.name) if kind else options.kind
    store = open_store()
    if not store.folder.exists() or not store.roll_back(name):
        sys.stderr.write(f"almoner: there is no import of {options.kind} to undo\n")
        return 2
    active = ", ".join(note.name for note in store.active().of(name)) or "none"
    sys.stdout.write(f"{name}: active now: {active}\n")
    return 0
