"""The command line of `bench cycle`, and how its figures are shown."""

import argparse
import json
import sys

from almoner.cli.bench.cycle import STAGES, Size, Tally, measure
from almoner.cli.bench.meter import Cost, Meter


def run(arguments: list[str]) -> int:
    """Measure and print; exit 1 when a claim that left was lost on the way."""
    parser = argparse.ArgumentParser(
        prog="almoner bench cycle", description="Claims a second in bulk, from signed visit to posted cash."
    )
    usual = Size()
    parser.add_argument("visits", nargs="?", type=int, default=usual.visits)
    parser.add_argument("--practices", type=int, default=1, help="how many share the visits (default 1)")
    parser.add_argument("--processes", type=int, default=2, help="how many of ours work at once (default 2)")
    parser.add_argument("--batch", type=int, default=usual.batch, help="visits of one plan (default 1000)")
    parser.add_argument("--json", action="store_true")
    options = parser.parse_args(arguments)
    size = Size(options.visits, options.practices, options.processes, options.batch)
    tally, meter = measure(size, tell=lambda text: print(f"bench: {text}", file=sys.stderr))
    sys.stdout.write(_as_json(size, tally, meter) if options.json else _as_text(size, tally, meter))
    return 0


def _row(name: str, cost: Cost, claims: int) -> str:
    per_claim = cost.cpu_s / claims * 1e6
    rate = claims / cost.wall_s if cost.wall_s else 0
    spent = f"{cost.client_s:11.2f}{cost.server_s:11.2f}{per_claim:13.0f}"
    return f"{name:12}{cost.wall_s:9.2f}{rate:11.0f}{spent}\n"


def _as_text(size: Size, tally: Tally, meter: Meter) -> str:
    claims, total = tally.claims, meter.total
    head = (
        f"{tally.visits} visits of {size.practices} practice(s), {tally.lines} lines, {claims} claims "
        f"({tally.held} held), {tally.decided} decisions, {tally.paid_cents / 100:.2f} paid; "
        f"{size.processes} process(es), {size.batch} visits a plan\n\n"
        f"{'stage':12}{'seconds':>9}{'claims/s':>11}{'our cpu s':>11}{'server s':>11}{'us a claim':>13}\n"
    )
    rows = "".join(_row(name, meter.stages[name], claims) for name in STAGES if name in meter.stages)
    tail = (
        f"\nclaims a second by the clock {claims / total.wall_s:.0f}; "
        f"for two whole processors {2 * claims / total.cpu_s:.0f} ({total.cpu_s / claims * 1e3:.2f} ms of "
        f"processor a claim: {total.client_s / total.cpu_s:.0%} ours, "
        f"{total.server_s / total.cpu_s:.0%} the server's)\n"
        f"memory: our processes {tally.memory_mb['ours_peak']} MB at most, "
        f"the server's {tally.memory_mb['server_now']} MB\n"
    )
    return head + rows + _row("total", total, claims) + tail


def _as_json(size: Size, tally: Tally, meter: Meter) -> str:
    total = meter.total
    stages = {
        name: {"seconds": cost.wall_s, "client_cpu_s": cost.client_s, "server_cpu_s": cost.server_s}
        for name, cost in (*meter.stages.items(), ("total", total))
    }
    return (
        json.dumps(
            {
                "visits": tally.visits,
                "practices": size.practices,
                "processes": size.processes,
                "batch": size.batch,
                "lines": tally.lines,
                "claims": tally.claims,
                "held": tally.held,
                "decided": tally.decided,
                "paid_cents": tally.paid_cents,
                "claims_a_second": tally.claims / total.wall_s,
                "claims_a_second_on_two_processors": 2 * tally.claims / total.cpu_s,
                "stages": stages,
                "memory_mb": tally.memory_mb,
            }
        )
        + "\n"
    )
