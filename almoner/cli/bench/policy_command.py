"""`bench policy`: loading the pairs, finding them, the whole scrub and pricing, with the obvious
alternatives (a join in SQL, a dict of pairs) in the same run."""

import argparse
import json
import os
import sqlite3
import sys
import tempfile
import time
from collections.abc import Callable
from dataclasses import asdict, dataclass
from datetime import date
from importlib.resources import files
from itertools import permutations
from pathlib import Path
from typing import Any, TypeVar

from almoner.cli.bench.meter import memory_mb
from almoner.cli.bench.policy_ground import ON, Ground, claims, in_force, lay, load_pairs
from almoner.core.claim.request import facts
from almoner.core.claim.scrub import Scrubber
from almoner.core.pricing import Circumstances, Medicare, Schedules, Service
from almoner.core.pricing.medicare_card import read_facts
from almoner.core.rules.pairs import PairTable
from almoner.flow.policy import policy

T = TypeVar("T")
TRIES = 3
PAIRS = 2_546_017
"""As many as the government's tables of practitioners held in July 2024, those that ended included."""
PAIRS_ON = date(2024, 8, 1)
LOCALITY = "13202-NY-01"


@dataclass(frozen=True, slots=True)
class Figure:
    """What was measured, and what it should be; both in the unit that the name says."""

    name: str
    value: float
    target: str = ""


def run(arguments: list[str]) -> int:
    """Measure and print."""
    parser = argparse.ArgumentParser(
        prog="almoner bench policy",
        description="Load, scrub and price, with the obvious alternatives beside.",
    )
    parser.add_argument(
        "folder", nargs="?", type=Path, help="the government's files; invented ones without it"
    )
    parser.add_argument("--claims", type=int, default=3000, help="how many claims of six lines")
    parser.add_argument("--pairs", type=int, default=PAIRS, help="how many pairs to invent")
    parser.add_argument("--json", action="store_true")
    options = parser.parse_args(arguments)
    if options.folder is not None and not options.folder.is_dir():
        sys.stderr.write("almoner: bench policy wants a folder with the government's files, or none\n")
        return 2
    with tempfile.TemporaryDirectory() as folder:
        ground = lay(Path(folder), options.folder, pairs=max(options.pairs, 100))
        figures = measure(ground, Path(folder), max(options.claims, 1))
    if options.json:
        told = {"invented": ground.is_invented, "figures": [asdict(each) for each in figures]}
        sys.stdout.write(json.dumps(told) + "\n")
    else:
        sys.stdout.write(_as_text(figures))
    return 0


def _as_text(figures: list[Figure]) -> str:
    lines = [f"{each.name:58}{each.value:14,.1f}  {each.target}".rstrip() for each in figures]
    return "\n".join(lines) + "\n"


def measure(ground: Ground, folder: Path, count: int) -> list[Figure]:
    """All figures, in processor time."""
    began = time.process_time()
    rows = load_pairs(ground)
    loaded = time.process_time() - began
    size = sum(path.stat().st_size for path in (ground.store.folder / "ncci-ptp").glob("*.pack"))
    made = claims(ground.store, count)
    return [
        Figure("pairs loaded", rows),
        Figure("load, seconds", round(loaded, 2), "under 10"),
        Figure("packed, MB", round(size / 1e6, 1), "under 20"),
        *_pairs(ground, folder, [[line["code"] for line in claim["lines"]] for claim in made]),
        *_scrub(ground, made),
        *_price(ground, made),
    ]


# ------------------------------------------------------------------------------------ pairs


def _pairs(ground: Ground, folder: Path, claims: list[list[str]]) -> list[Figure]:
    choice = ground.store.tables().pairs("ncci-ptp").at(PAIRS_ON)
    parts = choice.parts if choice else ()
    packed, ours = _rate(lambda: [_among(parts, codes) for codes in claims], len(claims))
    figures = [Figure("pairs of a claim, packed: claims a second", packed, "25,000")]
    with sqlite3.connect(folder / "pairs.db") as base:
        _fill(base, ground)
        joined, theirs = _rate(lambda: [_join(base, codes) for codes in claims], len(claims))
    figures.append(Figure("pairs of a claim, SQL join (SQLite): claims a second", joined))
    figures.append(Figure("  its file, MB", round((folder / "pairs.db").stat().st_size / 1e6, 1)))
    before = memory_mb(os.getpid())["now"]
    held = {(one, two): indicator for one, two, indicator in in_force(ground)}
    took = memory_mb(os.getpid())["now"] - before
    kept, dicts = _rate(lambda: [_held(held, codes) for codes in claims], len(claims))
    assert ours == theirs == dicts, "the three ways find the same pairs"
    figures.append(Figure("pairs of a claim, dict of pairs: claims a second", kept))
    figures.append(Figure("  its memory, MB", took))
    figures.append(Figure("  pairs that were found", sum(map(len, ours))))
    return figures


def _among(parts: tuple[PairTable, ...], codes: list[str]) -> list[tuple[str, str, int]]:
    found = [pair for part in parts for pair in part.among(codes, PAIRS_ON)]
    return sorted((pair.one, pair.two, pair.indicator) for pair in found)


def _fill(base: sqlite3.Connection, ground: Ground) -> None:
    base.execute(
        "create table pair (one text, two text, indicator int, primary key (one, two)) without rowid"
    )
    base.executemany("insert or ignore into pair values (?, ?, ?)", in_force(ground))
    base.execute("create temp table line (code text primary key)")
    base.commit()


def _join(base: sqlite3.Connection, codes: list[str]) -> list[tuple[str, str, int]]:
    base.execute("delete from line")
    base.executemany("insert or ignore into line values (?)", [(code,) for code in codes])
    return base.execute(
        "select one, two, indicator from line a cross join line b"
        " cross join pair on one = a.code and two = b.code order by 1, 2"
    ).fetchall()


def _held(held: dict[tuple[str, str], int], codes: list[str]) -> list[tuple[str, str, int]]:
    return sorted((*both, held[both]) for both in permutations(codes, 2) if both in held)


# ------------------------------------------------------------------------------------ scrub, prices


def _scrub(ground: Ground, claims: list[dict[str, Any]]) -> list[Figure]:
    edits = Scrubber(policy().on_tables(ground.store.tables()))
    read = [facts(claim, on=ON) for claim in claims]
    rate, verdicts = _rate(lambda: [edits.scrub(each) for each in read], len(read))
    found = sum(len(verdict.findings) for verdict in verdicts)
    return [
        Figure("whole scrub, all edits: claims a second", rate, "3,000"),
        Figure("  cards", len(edits.policy.cards)),
        Figure("  findings", found),
    ]


def _price(ground: Ground, claims: list[dict[str, Any]]) -> list[Figure]:
    card = files("almoner").joinpath("policy", "prices", "medicare.toml").read_text(encoding="utf-8")
    medicare = Medicare(Schedules(ground.store.tables()), read_facts(card))
    about = Circumstances(locality=LOCALITY, deductible_cents=5000, is_cut=True)
    asked = [[Service(line["code"], ON) for line in claim["lines"]] for claim in claims]
    lines = sum(map(len, asked))
    rate, priced = _rate(lambda: [medicare.price(each, about) for each in asked], lines)
    cents = sum(line.allowed_cents or 0 for claim in priced for line in claim)
    return [
        Figure("prices with steps and shares: lines a second", rate, "20,000"),
        Figure("  allowed, dollars", round(cents / 100, 2)),
    ]


def _rate(work: Callable[[], T], count: int) -> tuple[float, T]:
    """How many a second of processor time, the best of a few tries, and what came out."""
    spent = []
    while True:
        began = time.process_time()
        found = work()
        spent.append(time.process_time() - began)
        if len(spent) == TRIES:
            return round(count / max(min(spent), 1e-9)), found
