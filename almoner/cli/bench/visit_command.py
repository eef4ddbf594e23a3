"""The command line of `bench visit`, and how its figures are shown."""

import argparse
import json
import statistics
import sys
from collections.abc import Callable, Iterable

from almoner.cli.bench.meter import Cost
from almoner.cli.bench.visit import Measured, Trip, measure

TARGET_MS = 150
SIGNING_TARGET_MS = 300


def run(arguments: list[str]) -> int:
    """Measure and print; exit 1 when a visit's cash did not come."""
    parser = argparse.ArgumentParser(
        prog="almoner bench visit", description="One visit alone, from its booking to its posted cash."
    )
    parser.add_argument("count", nargs="?", type=int, default=20, help="how many, one after the other")
    parser.add_argument("--books", type=int, default=300, help="visits that the books hold before (300)")
    parser.add_argument("--json", action="store_true")
    options = parser.parse_args(arguments)
    found = measure(
        count=options.count, books=options.books, tell=lambda text: print(f"bench: {text}", file=sys.stderr)
    )
    sys.stdout.write(_as_json(found) if options.json else _as_text(found))
    return 0 if all(trip.is_paid for trip in found.trips) else 1


def _median(costs: Iterable[Cost], of: Callable[[Cost], float]) -> float:
    return round(statistics.median(map(of, costs)) * 1000, 1)


def _ms(costs: list[Cost]) -> dict[str, float]:
    """Milliseconds: medians of the clock and our processor; the server's, told in hundredths, as a mean."""
    return {
        "clock": _median(costs, lambda cost: cost.wall_s),
        "ours": _median(costs, lambda cost: cost.client_s),
        "server": round(statistics.mean(cost.server_s for cost in costs) * 1000, 1),
    }


def _figures(trips: list[Trip]) -> dict[str, dict[str, float]]:
    names = dict.fromkeys(name for trip in trips for name in trip.meter.stages)
    figures = {name: _ms([trip.meter.stages.get(name, Cost()) for trip in trips]) for name in names}
    return figures | {"total": _ms([trip.total for trip in trips])}


def _signing(signed: list[Cost]) -> dict[str, float]:
    """Milliseconds by the clock: the median signature, and the one that 95 of 100 lie below."""
    walls = sorted(cost.wall_s * 1000 for cost in signed)
    most = walls[min(len(walls) - 1, len(walls) * 95 // 100)]
    return {"median": round(statistics.median(walls), 1), "p95": round(most, 1)}


def _as_json(found: Measured) -> str:
    told = {"visits": len(found.trips), "target_ms": TARGET_MS, "ms": _figures(found.trips)}
    return json.dumps(told | {"signing_ms": _signing(found.signed)}) + "\n"


def _as_text(found: Measured) -> str:
    trips, signed = found.trips, _signing(found.signed)
    lines = [f"{'step':14}{'ms':>8}{'our cpu':>10}{'server cpu':>12}"]
    lines += [
        f"{name:14}{ms['clock']:8.1f}{ms['ours']:10.1f}{ms['server']:12.1f}"
        for name, ms in _figures(trips).items()
    ]
    lines.append(f"median of {len(trips)} visits; the target is {TARGET_MS} ms")
    lines.append(
        f"signing a note with all checks: {signed['median']} ms, 95 of 100 within {signed['p95']} ms; "
        f"the target is {SIGNING_TARGET_MS} ms"
    )
    return "\n".join(lines) + "\n"
