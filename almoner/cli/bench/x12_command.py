"""`bench x12`: reading, checking, writing and planning X12, against the bare split of the text and other
readers."""

import argparse
import json
import os
import sys
import time
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any, NamedTuple

from almoner.cli.bench.x12_peers import peers
from almoner.cli.bench.x12_works import Figure, check_to, command_on, file_of, measure
from almoner.links.pool import Here, Pool, Processes

SETS = ("837P", "835")
_MANY = 8
"""Files that the pool gets."""


class Target(NamedTuple):
    """What a ratio should reach: the least, and what would be better still (0 where none is named)."""

    what: str
    reached: float
    floor: float
    stretch: float
    is_at_most: bool = False

    @property
    def holds(self) -> bool:
        """The floor is reached."""
        return self.reached <= self.floor if self.is_at_most else self.reached >= self.floor


def run(arguments: list[str]) -> int:
    """Measure and print."""
    parser = argparse.ArgumentParser(
        prog="almoner bench x12",
        description="Read, check, write and plan X12, with other readers side by side.",
    )
    parser.add_argument("claims", nargs="?", type=int, default=10_000)
    parser.add_argument("--json", action="store_true")
    options = parser.parse_args(arguments)
    figures = [figure for name in SETS for figure in _set(name, options.claims)]
    by_name = {each.name: each for each in figures}
    told = {
        "figures": {each.name: [each.us_a_claim, each.times_the_floor] for each in figures},
        "targets": [target._asdict() | {"holds": target.holds} for target in _targets(by_name)],
        **_whole(options.claims),
    }
    sys.stdout.write(json.dumps(told) + "\n" if options.json else _as_text(figures, _targets(by_name), told))
    return 0


def _set(name: str, claims: int) -> list[Figure]:
    sys.stderr.write(f"bench: {name}, {claims} claims\n")
    figures = measure(name, claims)
    bare = figures[0].us_a_claim
    for peer in peers(name):
        sys.stderr.write(f"bench: {name}, {peer.name}\n")
        spent = peer.us_a_claim(file_of(name), claims)
        figures.append(Figure(f"{name}: {peer.name}", round(spent, 1), round(spent / bare, 2)))
    return figures


def _targets(figures: dict[str, Figure]) -> list[Target]:
    """The ratios that are asked for, as far as their peers are here."""

    def times(name: str, peer: str, work: str) -> float:
        other = figures.get(f"{name}: {peer}")
        return round(other.us_a_claim / figures[f"{name}: {work}"].us_a_claim, 2) if other else 0.0

    def over(name: str, work: str) -> float:
        return figures[f"{name}: {work}"].times_the_floor

    two, five = "checked, levels 1 and 2", "checked, levels 1 to 5"
    pyx12, sdk, oxedi = (
        "pyx12 (Python), validation",
        "x12sdk (Python), models",
        "oxedi (compiled Rust), diagnostics",
    )
    per_second = round(1e6 / figures["837P: written, and checked to level 2"].us_a_claim)
    asked = [
        Target("levels 1-2, times pyx12's speed, 837P", times("837P", pyx12, two), 60, 90),
        Target("levels 1-2, times pyx12's speed, 835", times("835", pyx12, two), 50, 60),
        Target("levels 1-2, times x12sdk's speed, 837P", times("837P", sdk, two), 25, 35),
        Target("levels 1-2, share of oxedi's speed, 835", times("835", oxedi, two), 0.5, 0.75),
        Target("levels 1-2, over the split, 837P", over("837P", two), 0, 5, True),
        Target("levels 1-2, over the split, 835", over("835", two), 0, 5, True),
        Target("levels 1-5, over the split, 837P", over("837P", five), 10, 6, True),
        Target("levels 1-5, over the split, 835", over("835", five), 10, 6, True),
        Target("levels 1-5, times pyx12's speed, 837P", times("837P", pyx12, five), 40, 60),
        Target("levels 1-5, times pyx12's speed, 835", times("835", pyx12, five), 30, 50),
        Target(
            "structure, over the split, 837P",
            over("837P", "structure: read, and each segment a list"),
            3.5,
            0,
            True,
        ),
        Target("rewritten, over the split, 837P", over("837P", "rewritten"), 4, 0, True),
        Target("claims a second written and walked, 837P", per_second, 12_000, 0),
    ]
    return [each for each in asked if each.reached]


def _whole(claims: int) -> dict[str, Any]:
    """The command as a whole: ten claims, many claims, and several files on both processors."""
    sys.stderr.write("bench: the command, and the pool\n")
    few, many = command_on(file_of("837P")(10)), command_on(file_of("837P")(claims))
    alone, together = _pooled(Here()), 0.0
    with Processes(os.cpu_count() or 1) as pool:
        together = _pooled(pool)
    return {
        "command_on_ten_claims_cpu_s": few.cpu_s,
        "command_peak_mb": {"10": few.peak_mb, str(claims): many.peak_mb},
        "pool": {"files": _MANY, "one_process_s": alone, "all_processors_s": together},
    }


def _pooled(pool: Pool) -> float:
    with TemporaryDirectory() as folder:
        paths = []
        for number in range(_MANY):
            paths.append(Path(folder) / f"{number}.x12")
            paths[-1].write_bytes(file_of("837P")(500))
        began = time.perf_counter()
        counts = list(pool.map(check_file, paths))
        assert len(set(counts)) == 1, "files alike give the same answers"
        return round(time.perf_counter() - began, 2)


def check_file(path: Path) -> int:
    """How many issues a file has."""
    return check_to(path.read_bytes(), 5)


def _as_text(figures: list[Figure], targets: list[Target], told: dict[str, Any]) -> str:
    lines = [f"{'':52}{'us a claim':>12}{'claims a second':>17}{'x the split':>13}"]
    lines += [
        f"{each.name:52}{each.us_a_claim:12.1f}{1e6 / each.us_a_claim:17,.0f}{each.times_the_floor:13.2f}"
        for each in figures
    ]
    lines += ["", f"{'':52}{'reached':>12}{'asked for':>17}{'better':>13}"]
    for each in targets:
        sign = "<=" if each.is_at_most else ">="
        floor = f"{sign} {each.floor:,g}" if each.floor else ""
        stretch = f"{sign} {each.stretch:,g}" if each.stretch else ""
        lines.append(f"{each.what:52}{each.reached:12,.2f}{floor:>17}{stretch:>13}")
    peaks = told["command_peak_mb"]
    one, all_of_them = told["pool"]["one_process_s"], told["pool"]["all_processors_s"]
    lines += [
        "",
        f"the command on ten claims: {told['command_on_ten_claims_cpu_s']} s of processor time",
        "its memory: " + ", ".join(f"{mb} MB for {claims} claims" for claims, mb in peaks.items()),
        f"{_MANY} files: {one} s in one process, {all_of_them} s on all processors",
    ]
    return "\n".join(lines) + "\n"
