"""The command line of `bench visit`, and how its figures are shown."""

import argparse
import json
import statistics
import sys

from almoner.cli.bench.visit import Trip, measure

TARGET_MS = 150


def run(arguments: list[str]) -> int:
    """Measure and print; exit 1 when a visit was not paid."""
    parser = argparse.ArgumentParser(
        prog="almoner bench visit",
        description="One visit alone, from its booking to its posted cash, in our own time.",
    )
    parser.add_argument("visits", nargs="?", type=int, default=20)
    parser.add_argument(
        "--books", type=int, default=200, help="visits that the books hold before (default 200)"
    )
    parser.add_argument("--json", action="store_true")
    options = parser.parse_args(arguments)
    trips = measure(count=options.visits, books=options.books, tell=_tell)
    wall = [trip.total.wall_s * 1000 for trip in trips]
    cpu = [trip.total.cpu_s * 1000 for trip in trips]
    if options.json:
        told = {"visits": len(trips), "median_ms": statistics.median(wall), "cpu_ms": statistics.mean(cpu)}
        sys.stdout.write(json.dumps(told) + "\n")
    else:
        sys.stdout.write(_as_text(trips, wall, cpu))
    return 0 if all(trip.is_paid for trip in trips) else 1


def _tell(text: str) -> None:
    sys.stderr.write(f"bench: {text}\n")


def _as_text(trips: list[Trip], wall: list[float], cpu: list[float]) -> str:
    stages = list(dict.fromkeys(name for trip in trips for name in trip.meter.stages))
    lines = [f"{'stage':12}{'median ms':>10}"]
    for name in stages:
        spent = [trip.meter.stages[name].wall_s * 1000 for trip in trips if name in trip.meter.stages]
        lines.append(f"{name:12}{statistics.median(spent):10.1f}")
    lines.append(f"{'total':12}{statistics.median(wall):10.1f}   (target {TARGET_MS})")
    lines.append(
        f"processor    {statistics.mean(cpu):9.1f}   ours and the server's, mean of {len(trips)} visits"
    )
    return "\n".join(lines) + "\n"
