"""`bench books`: how fast the books take one large remittance, tell the age of receivables among a million
postings, and take plans of two sizes, each beside its peers in the same run; or money events by chance.
"""

import argparse
import json
import sys
from collections.abc import Callable
from dataclasses import asdict, dataclass
from pathlib import Path

from almoner.cli.bench import books_events, books_ledger, books_remittance, books_waiting, books_ways
from almoner.cli.bench.books_ledger import Looked
from almoner.cli.bench.books_remittance import Posted
from almoner.cli.bench.books_ways import Way
from almoner.cli.bench.ground import own_books
from almoner.cli.bench.meter import Cost

OF = 10_000
"""The claims that the target speaks of; other sizes are told in proportion."""


@dataclass(frozen=True, slots=True)
class Target:
    """A figure that was asked for: what is measured, its limit, and what was reached."""

    what: str
    most: float
    reached: float


def run(arguments: list[str]) -> int:
    """Measure and print; with `--events`, exit 1 where something does not hold."""
    parser = argparse.ArgumentParser(prog="almoner bench books", description=__doc__)
    parser.add_argument("--claims", type=int, default=OF, help="claims of the large remittance")
    parser.add_argument("--postings", type=int, default=1_000_000, help="postings whose age is told")
    parser.add_argument("--rows", type=int, default=20000, help="postings to commit by plans")
    parser.add_argument("--plan", type=int, default=5000, help="postings of one large plan")
    parser.add_argument("--events", type=int, help="live so many money events by chance, and nothing else")
    parser.add_argument("--seed", type=int, default=1, help="the chance of --events")
    parser.add_argument("--keep", type=Path, help="where --events keeps how far it is, to go on from there")
    parser.add_argument("--waiting", metavar="N,N", help="look at waiting payments of such sizes instead")
    parser.add_argument("--json", action="store_true")
    options = parser.parse_args(arguments)
    if options.events is not None:
        return books_events.live(options.events, seed=options.seed, is_json=options.json, keep=options.keep)
    if options.waiting is not None:
        return _look_at_waiting([int(each) for each in options.waiting.split(",")], is_json=options.json)
    with own_books() as data:
        posted = books_remittance.measure(data, claims=options.claims)
        looked = books_ledger.measure(options.postings)
        ways = books_ways.measure(data, postings=options.rows, plan=options.plan)
    sys.stdout.write(_as_json(posted, looked, ways) if options.json else _as_text(posted, looked, ways))
    return 0


def _look_at_waiting(sizes: list[int], *, is_json: bool) -> int:
    with own_books() as data:
        found = books_waiting.measure(data, sizes)
    if is_json:
        sys.stdout.write(json.dumps([asdict(one) for one in found]) + "\n")
        return 0
    sys.stdout.write("claims   planned whole   kept   20 changed since   to keep   (ms of processor)\n")
    for one in found:
        sys.stdout.write(
            f"{one.claims:6,} {one.whole_ms:15,.0f} {one.kept_ms:6,.0f} {one.changed_ms:18,.0f} "
            f"{one.keep_ms:9,.0f}\n"
        )
    return 0


def _targets(posted: Posted, looked: Looked) -> list[Target]:
    whole = posted.ours.wall_s * OF / posted.claims
    return [
        Target("10,000 claims posted, seconds", 4, round(whole, 2)),
        Target("times the floor, by the clock", 1.5, round(posted.times_the_floor, 2)),
        Target("times the floor, processor time", 1.5, round(posted.cpu_times_the_floor, 2)),
        Target(f"{posted.small_claims} claims received and posted, s", 1, round(posted.small.wall_s, 2)),
        Target("age of receivables, ms", 200, round(looked.ms[books_ledger.CACHED], 1)),
    ]


def _costs(posted: Posted) -> dict[str, Cost]:
    return {
        "received: stored, its payment read": posted.received,
        "ours: parsed, planned, committed, sealed": posted.ours,
        books_remittance.FLOOR: posted.floor,
        f"{books_remittance.ROWS} ({posted.rows_share:.0%} of it)": posted.rows,
        f"{posted.small_claims} claims, received and posted": posted.small,
    }


def _as_json(posted: Posted, looked: Looked, ways: list[Way]) -> str:
    told = {
        "claims": posted.claims,
        "records": posted.records,
        "postings": posted.postings,
        "file_bytes": posted.file_bytes,
        "memory_mb": {"before": posted.before_mb, "peak": posted.peak_mb},
        "remittance": {name: _cost(cost) for name, cost in _costs(posted).items()},
        "row_by_row_cpu_s": posted.rows_cpu_s,
        "ledger": {"postings": looked.postings, "ms": looked.ms},
        "ways": {
            way.name: {"postings": way.postings, "postings_a_cpu_second": way.a_second, **_cost(way.cost)}
            for way in ways
        },
        "targets": [
            {"what": one.what, "most": one.most, "reached": one.reached} for one in _targets(posted, looked)
        ],
    }
    return json.dumps(told) + "\n"


def _cost(cost: Cost) -> dict[str, float]:
    return {"seconds": cost.wall_s, "client_cpu_s": cost.client_s, "server_cpu_s": cost.server_s}


def _as_text(posted: Posted, looked: Looked, ways: list[Way]) -> str:
    parts: tuple[Callable[[], list[str]], ...] = (
        lambda: _remittance_lines(posted),
        lambda: _ledger_lines(looked),
        lambda: _way_lines(ways),
        lambda: _target_lines(_targets(posted, looked)),
    )
    return "\n\n".join("\n".join(part()) for part in parts) + "\n"


def _remittance_lines(posted: Posted) -> list[str]:
    rows = f"{posted.records:,} records, {posted.postings:,} postings"
    lines = [
        f"{posted.claims:,} claims of a file of {posted.file_bytes / 1e6:.1f} MB, {rows}",
        f"{'':52}{'seconds':>8}{'ours, cpu s':>13}{'server, cpu s':>15}",
    ]
    lines += [
        f"{name:52}{cost.wall_s:8.2f}{cost.client_s:13.2f}{cost.server_s:15.2f}"
        for name, cost in _costs(posted).items()
    ]
    times = posted.rows_cpu_s / posted.ours.cpu_s
    return [
        *lines,
        f"row by row, all of it: {posted.rows_cpu_s:.1f} s of processor, {times:.1f} times ours",
        f"memory: {posted.before_mb} MB before, {posted.peak_mb} MB at most",
    ]


def _ledger_lines(looked: Looked) -> list[str]:
    floor = looked.ms[books_ledger.FLOOR]
    return [
        f"{f'{looked.postings:,} postings':44}{'ms':>8}{'x':>8}",
        *(f"{name:44}{ms:8.1f}{ms / floor:8.3f}" for name, ms in looked.ms.items()),
        f"x: against {books_ledger.FLOOR}, summed by their accounts",
    ]


def _way_lines(ways: list[Way]) -> list[str]:
    slow = next(way for way in ways if way.name == books_ways.ONE_BY_ONE)
    lines = [
        f"{'':32}{'postings':>9}{'seconds':>9}{'our us':>8}{'server us':>11}{'a cpu second':>14}{'x':>7}"
    ]
    for way in ways:
        ours, server = (spent / way.postings * 1e6 for spent in (way.cost.client_s, way.cost.server_s))
        lines.append(
            f"{way.name:32}{way.postings:9}{way.cost.wall_s:9.2f}{ours:8.0f}{server:11.0f}{way.a_second:14.0f}"
            f"{way.a_second / slow.a_second:7.1f}"
        )
    return [*lines, "x: against row by row in one transaction, without seals and audit"]


def _target_lines(targets: list[Target]) -> list[str]:
    return [
        f"{'asked for':44}{'at most':>9}{'reached':>9}",
        *(f"{one.what:44}{one.most:9g}{one.reached:9g}" for one in targets),
    ]
