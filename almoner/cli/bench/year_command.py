"""`bench year`: a practice year of thousands of visits under trouble, each of its days proved."""

import argparse
import json
import sys
import time

from almoner.cli.bench.ground import own_books
from almoner.cli.year import FORGETFUL, Shape, Trouble, Year
from almoner.cli.year.proof import Proof

VISITS_A_DAY = 50
EVERY_RECORD = 10
"""How often a day's proof reads every record; the last day's always does."""


def run(arguments: list[str]) -> int:
    """Live the year; exit 1 at the first day on which something doesn't hold."""
    parser = argparse.ArgumentParser(
        prog="almoner bench year",
        description="A year with duplicate, late, cut and stray files, outages and kills, proved day by day.",
    )
    parser.add_argument("visits", nargs="?", type=int, default=2000)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--json", action="store_true")
    options = parser.parse_args(arguments)
    days = max(1, -(-options.visits // VISITS_A_DAY))
    shape = Shape(
        patients=max(60, options.visits // 3),
        visits_a_day=min(VISITS_A_DAY, options.visits),
        days=days,
        most_days=days * 2 + 200,
        seed=options.seed,
        trouble=Trouble(left=FORGETFUL),
    )
    with own_books() as data:
        return _live(Year(data / "year", shape), is_json=options.json)


def _live(year: Year, *, is_json: bool) -> int:
    proof = Proof(year)
    began = time.perf_counter()
    lived, on = 0, year.shape.first_on
    for lived, on in enumerate(year.live(), 1):
        faults = proof.faults(on, is_quick=lived % EVERY_RECORD != 0)
        if faults:
            sys.stdout.writelines(f"day {lived}, {on}: {fault}\n" for fault in faults)
            return 1
        sys.stderr.write(
            f"\r{on} day {lived}, {year.hammer.strikes} kills, {time.perf_counter() - began:.0f} s"
        )
    sys.stderr.write("\n")
    faults = proof.faults(on, is_last=True)
    sys.stdout.writelines(f"at the end: {fault}\n" for fault in faults)
    spent = time.perf_counter() - began
    told = {"days": lived, "kills": year.hammer.strikes, "seconds": round(spent, 1), "faults": len(faults)}
    if is_json:
        sys.stdout.write(json.dumps(told) + "\n")
    else:
        sys.stdout.write(
            f"{lived} days, {year.hammer.strikes} kills, {spent:.0f} s; every day proved whole\n"
        )
    return 1 if faults else 0
