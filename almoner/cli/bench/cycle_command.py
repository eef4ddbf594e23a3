"""The command line of `bench cycle`, and how its figures are shown."""

import argparse
import json
import sys

from almoner.cli.bench.cycle import STAGES, Size, Tally, measure
from almoner.cli.bench.meter import Cost


def run(arguments: list[str]) -> int:
    """Measure, print, and prove the books that it made; exit 1 when they are not whole."""
    parser = argparse.ArgumentParser(
        prog="almoner bench cycle", description="Claims a second in bulk, from signed visit to posted cash."
    )
    usual = Size()
    parser.add_argument("visits", nargs="?", type=int, default=usual.visits)
    parser.add_argument("--practices", type=int, default=2, help="how many share the visits (default 2)")
    parser.add_argument("--processes", type=int, default=2, help="how many of ours work at once (default 2)")
    parser.add_argument("--batch", type=int, default=usual.batch, help="visits of one plan (default 500)")
    parser.add_argument("--json", action="store_true")
    options = parser.parse_args(arguments)
    size = Size(options.visits, options.practices, options.processes, options.batch)
    tally = measure(size, tell=lambda text: print(f"bench: {text}", file=sys.stderr))
    sys.stdout.write(_as_json(size, tally) if options.json else _as_text(size, tally))
    sys.stderr.writelines(f"broken: {fault}\n" for fault in tally.broken)
    return 1 if tally.broken else 0


def _row(name: str, cost: Cost, claims: int) -> str:
    per_claim = [spent / claims * 1e6 for spent in (cost.client_s, cost.server_s, cost.cpu_s)]
    return f"{name:12}{cost.wall_s:10.2f}" + "".join(f"{spent:11.0f}" for spent in per_claim) + "\n"


def _as_text(size: Size, tally: Tally) -> str:
    claims, whole = tally.claims, tally.whole
    head = (
        f"{tally.visits} visits of {size.practices} practice(s), {tally.lines} lines, {claims} claims "
        f"({tally.held} held), {tally.decided} decisions, {tally.paid_cents / 100:.2f} paid; "
        f"{size.processes} process(es), {size.batch} visits a plan\n\n"
        f"{'stage':12}{'seconds':>10}{'ours us':>11}{'server us':>11}{'us a claim':>11}\n"
    )
    rows = "".join(_row(name, tally.stages[name], claims) for name in STAGES if name in tally.stages)
    tail = (
        f"\nSeconds of a stage are added up over the processes, those of the whole are by the clock.\n"
        f"{claims / whole.wall_s:.0f} claims a second by the clock, while {whole.cpu_s / whole.wall_s:.2f} "
        f"processors worked for us; {2 * claims / whole.cpu_s:.0f} for two whole processors.\n"
        f"{whole.cpu_s / claims * 1e3:.2f} ms of processor a claim, {whole.client_s / whole.cpu_s:.0%} ours, "
        f"{whole.server_s / whole.cpu_s:.0%} the server's. Memory: ours {tally.memory_mb['ours_peak']} MB at "
        f"most, the server's {tally.memory_mb['server_now']} MB.\n"
    )
    return head + rows + _row("whole", whole, claims) + tail


def _as_json(size: Size, tally: Tally) -> str:
    whole = tally.whole
    stages = {
        name: {"seconds": cost.wall_s, "client_cpu_s": cost.client_s, "server_cpu_s": cost.server_s}
        for name, cost in (*tally.stages.items(), ("whole", whole))
    }
    told = {
        "visits": tally.visits,
        "practices": size.practices,
        "processes": size.processes,
        "batch": size.batch,
        "lines": tally.lines,
        "claims": tally.claims,
        "held": tally.held,
        "decided": tally.decided,
        "paid_cents": tally.paid_cents,
        "claims_a_second": tally.claims / whole.wall_s,
        "claims_a_second_on_two_processors": 2 * tally.claims / whole.cpu_s,
        "stages": stages,
        "memory_mb": tally.memory_mb,
    }
    return json.dumps(told) + "\n"
