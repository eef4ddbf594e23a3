"""`bench mutants`: clean files of every guide with one fault each, how many of the faults are found and how
many in the right place, here and by other checkers where they are installed."""

import argparse
import io
import json
import logging
import sys
import tempfile
from collections import Counter
from collections.abc import Callable, Iterable
from importlib import import_module
from importlib.util import find_spec
from pathlib import Path

from almoner.cli.bench import mutants_books
from almoner.cli.bench.one_fault import Mutant, bases, errors, judge, mutants

FOLDER = Path(__file__).parents[3] / "tests" / "core" / "x12" / "mutants"
"""The clean files and the tables of what is changed in them; they come with the source."""
KNOWN_TO = {
    "pyx12": ("837P", "837I", "835", "277CA", "999"),
    "x12sdk": ("837P", "837I", "835", "270", "271", "276", "277"),
    "oxedi": ("835",),
}
"""The guides that another checker has tables for."""
_MOST_LISTED = 20

Judge = Callable[[bytes, Path], bool]
"""Says whether a file has an error."""


def run(arguments: list[str]) -> int:
    """Judge every mutant and print the table: 1 where a fault is missed or a clean file has an error, 2 where
    the files aren't there. `books` as the first word asks about the code of the books instead."""
    if arguments[:1] == ["books"]:
        return mutants_books.run(arguments[1:])
    parser = argparse.ArgumentParser(
        prog="almoner bench mutants", description="Files with one fault each, and who finds it where."
    )
    parser.add_argument("folder", nargs="?", type=Path, default=FOLDER)
    parser.add_argument("--json", action="store_true")
    options = parser.parse_args(arguments)
    clean = bases(options.folder) if options.folder.is_dir() else {}
    if not clean:
        sys.stderr.write("almoner: the mutants come with the source: name their folder\n")
        return 2
    every = list(mutants(options.folder))
    table = ours(every) | {name: theirs(name, every, clean) for name in KNOWN_TO if find_spec(name)}
    false = [name for name, data in clean.items() if errors(data)]
    missed = [f"{each.guide}: {each.name}" for each in every if not judge(each).is_placed]
    if options.json:
        sys.stdout.write(json.dumps({"table": table, "false": false, "missed": missed}) + "\n")
    else:
        sys.stdout.write(_as_text(table, false, missed))
    return 1 if false or missed else 0


def ours(every: Iterable[Mutant]) -> dict[str, dict[str, dict[str, int]]]:
    """By guide, how many mutants there are, are found, are placed, and have no other error."""
    counts: dict[str, Counter[str]] = {}
    for each in every:
        verdict = judge(each)
        one = counts.setdefault(each.guide, Counter(mutants=0, found=0, placed=0, alone=0))
        is_exact = verdict.is_placed and verdict.is_alone
        one.update(mutants=1, found=verdict.is_found, placed=verdict.is_placed, alone=is_exact)
    return {"almoner": {guide: dict(each) for guide, each in counts.items()}}


def theirs(name: str, every: Iterable[Mutant], clean: dict[str, bytes]) -> dict[str, dict[str, int]]:
    """By guide, how many mutants there are and are found by another checker, and whether it takes the clean
    file; a guide whose clean file it refuses isn't counted."""
    finds = JUDGES[name]
    counts: dict[str, Counter[str]] = {}
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "one.x12"
        taken = [guide for guide in KNOWN_TO[name] if guide in clean and not finds(clean[guide], path)]
        for each in every:
            if each.guide in taken:
                one = counts.setdefault(each.guide, Counter(mutants=0, found=0))
                one.update(mutants=1, found=finds(each.data, path))
    return {guide: dict(each) for guide, each in counts.items()}


def _by_pyx12(data: bytes, path: Path) -> bool:
    from pyx12 import params, x12n_document

    logging.getLogger("pyx12").setLevel(logging.CRITICAL)
    path.write_bytes(data)
    try:
        return not x12n_document.x12n_document(params.params(), str(path), None, None, None, io.StringIO())
    except Exception:  # noqa: BLE001 - as below
        return True


def _by_x12sdk(data: bytes, path: Path) -> bool:
    reader = import_module("x12sdk.io").X12ModelReader
    path.write_bytes(data)
    try:
        with reader(str(path)) as opened:
            return not list(opened.models())
    except Exception:  # noqa: BLE001 - another's checker: whatever it raises is its verdict
        return True


def _by_oxedi(data: bytes, path: Path) -> bool:
    del path
    try:
        return bool(import_module("oxedi").parse(data).diagnostics)
    except ValueError:
        return True


JUDGES: dict[str, Judge] = {"pyx12": _by_pyx12, "x12sdk": _by_x12sdk, "oxedi": _by_oxedi}
"""The other checkers: each says whether a file has an error."""


def _as_text(table: dict[str, dict[str, dict[str, int]]], false: list[str], missed: list[str]) -> str:
    lines = [f"{'checker':10}{'guide':15}{'mutants':>9}{'found':>9}{'placed':>9}{'alone':>9}"]
    for checker, guides in table.items():
        total: Counter[str] = Counter()
        for guide, counts in guides.items():
            total.update(counts)
            lines.append(_row(checker, guide, counts))
        lines.append(_row(checker, "all", total))
    lines += [f"error in a clean file: {each}" for each in false]
    lines += [f"not found in its place: {each}" for each in missed[:_MOST_LISTED]]
    return "\n".join(lines) + "\n"


def _row(checker: str, guide: str, counts: "Counter[str] | dict[str, int]") -> str:
    told = "".join(f"{counts.get(key, '-'):>9}" for key in ("mutants", "found", "placed", "alone"))
    return f"{checker:10}{guide:15}{told}"
