"""`almoner codes import`: one file, or every known file of a folder, with progress on standard error."""

import argparse
import getpass
import json
import re
import sys
import time
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path
from typing import Any

from almoner.cli.codes_store import open_store, today
from almoner.store.shipped.code_files.days import span_in
from almoner.store.shipped.code_files.importing import Doubtful, Outcome, Wish, import_file
from almoner.store.shipped.code_files.kinds import KINDS, Kind, kind_of_file
from almoner.store.shipped.code_files.loaded import Asked
from almoner.store.shipped.code_files.tally import CodeFileError, Tally
from almoner.store.shipped.codes import CodeStore

_BETWEEN = 2
_NOT_DATA = re.compile(r"(?i)\.(md|pdf|docx?|json|yml|html?)$")


def import_codes(options: argparse.Namespace) -> int:
    """Exit 0 when the file is in, 1 when it isn't plausible, 2 when it can't be used."""
    if options.keep_descriptors and not _is_licensed():
        return 2
    store = open_store()
    if options.kind == "all":
        return _import_all(options, store)
    if options.kind not in KINDS:
        sys.stderr.write(f"almoner: there is no kind {options.kind[:40]!r}; there are {', '.join(KINDS)}\n")
        return 2
    return _import(store, _wish(options, options.kind, Path(options.file)), is_json=options.json)


def _is_licensed() -> bool:
    """The wording of CPT, CDT and others belongs to their owners; who keeps it says that they may."""
    text = "almoner: --keep-descriptors keeps wording that needs a licence of its owner (CPT: the AMA)"
    if not sys.stdin.isatty():
        sys.stderr.write(f"{text}; by the option you say that you hold one, which is kept with the release\n")
        return True
    sys.stderr.write(f"{text}. Do you hold one? yes/no: ")
    sys.stderr.flush()
    return sys.stdin.readline().strip().lower() in ("y", "yes")


def _wish(options: argparse.Namespace, kind: str, path: Path) -> Wish:
    asked = Asked(
        since_on=options.since,
        until_on=options.until,
        release=options.release,
        part=options.part,
        is_partial=options.partial,
        keeps_descriptors=options.keep_descriptors,
    )
    told = _Progress(path.name)
    return Wish(kind, path, today(), getpass.getuser(), asked, options.force, told)


@dataclass(slots=True)
class _Progress:
    """Says now and then how much of a file was read."""

    name: str
    last: float = field(default_factory=time.monotonic)

    def __call__(self, count: int) -> None:
        now = time.monotonic()
        if now - self.last > _BETWEEN:
            self.last = now
            sys.stderr.write(f"almoner: {self.name}: {count >> 20} MB read\n")


def _import(store: CodeStore, wish: Wish, *, is_json: bool = False) -> int:
    try:
        outcome = import_file(store, wish)
    except Doubtful as error:
        _tell_refused(wish, error.tally)
        sys.stderr.write(f"almoner: {error}; look at the file, or add --force REASON\n")
        return 1
    except CodeFileError as error:
        sys.stderr.write(f"almoner: {error}\n")
        return 2
    except OSError as error:
        sys.stderr.write(f"almoner: the data folder can't be written ({error.strerror}): see ALMONER_DATA\n")
        return 2
    _tell(wish, outcome)
    sys.stdout.write(json.dumps(_answer(wish, outcome)) + "\n" if is_json else _text(wish, outcome))
    return 0


def _tell(wish: Wish, outcome: Outcome) -> None:
    tally, say = outcome.tally, sys.stderr.write
    for name in outcome.left_out:
        say(f"almoner: {name} in {wish.path.name} is of another layout and is left out\n")
    for why, count in tally.skipped.items():
        say(f"almoner: {wish.path.name}: {count:,} skipped: {why}\n")
    _tell_refused(wish, tally)
    for doubt in outcome.doubts:
        say(f"almoner: passed over, for {wish.forced!r}: {doubt}\n")


def _tell_refused(wish: Wish, tally: Tally) -> None:
    for one in tally.first_refused:
        sys.stderr.write(f"almoner: {wish.path.name}, line {one.line}: refused: {one.rule}; {one.mend}\n")
    if tally.refused > len(tally.first_refused):
        sys.stderr.write(f"almoner: {wish.path.name}: {tally.refused:,} rows refused in all\n")


def _text(wish: Wish, outcome: Outcome) -> str:
    if outcome.is_known:
        names = ", ".join(f"{note.kind} {note.name}" for note in outcome.releases)
        return f"{wish.path.name} is loaded already ({names}); nothing changed\n"
    counts = f"{outcome.tally.accepted:,} rows taken, {outcome.tally.skipped.total():,} skipped"
    counts += f", {outcome.tally.refused:,} refused"
    lines = [
        f"{note.kind} {note.name}{' (partial)' if note.is_partial else ''}: {note.rows:,} rows, "
        f"{note.since} to {note.until or 'open'}\n"
        for note in outcome.releases
    ]
    return f"{wish.path.name}: {counts}\n" + "".join(lines)


def _answer(wish: Wish, outcome: Outcome) -> dict[str, Any]:
    tally = outcome.tally
    return {
        "file": wish.path.name,
        "is_known": outcome.is_known,
        "accepted": tally.accepted,
        "skipped": dict(tally.skipped),
        "refused": tally.refused,
        "first_refused": [
            {"line": one.line, "rule": one.rule, "mend": one.mend} for one in tally.first_refused
        ],
        "doubts": list(outcome.doubts),
        "releases": [
            {
                "kind": note.kind,
                "name": note.name,
                "since": note.since,
                "until": note.until or None,
                "rows": note.rows,
                "is_partial": note.is_partial,
            }
            for note in outcome.releases
        ],
    }


def _import_all(options: argparse.Namespace, store: CodeStore) -> int:
    """Every file that is known by its name, the oldest first; the rest is skipped by name."""
    folder = Path(options.file)
    if not folder.is_dir():
        sys.stderr.write(f"almoner: {options.file} is no folder\n")
        return 2
    known: list[tuple[Kind, Path]] = []
    for path in [*sorted(folder.iterdir()), *sorted(folder.joinpath("official").glob("*"))]:
        if path.is_dir():
            if path.name != "official":
                sys.stderr.write(f"almoner: skipped: {path.name}/ (a folder)\n")
            continue
        kind = None if _NOT_DATA.search(path.name) else kind_of_file(path.name)
        if kind is None:
            sys.stderr.write(f"almoner: skipped: {path.name} (not a file that is known by its name)\n")
        else:
            known.append((kind, path))
    known.sort(key=_age)
    return max((_import(store, _wish(options, kind.name, path)) for kind, path in known), default=0)


def _age(found: tuple[Kind, Path]) -> tuple[int, date, str]:
    """Lists on which others build first, then by the day that a name tells of."""
    kind, path = found
    span = span_in(path.name)
    order: Callable[[str], int] = list(KINDS).index
    return (
        (order(kind.name) if kind.name.startswith("icd10cm") else 0),
        span.since_on if span else date.min,
        path.name,
    )
