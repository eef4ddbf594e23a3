"""Money events by chance for `bench books --events N`: on the pure core, every truth asked after each one,
on all processors and in memory that doesn't grow with their number.
"""

import json
import os
import sys
import time

from almoner.cli.bench.meter import memory_mb
from almoner.cli.bench.money_run import Lived, Untrue, run
from almoner.links.pool import Processes


def live(events: int, *, seed: int, is_json: bool) -> int:
    """Live at least so many events and print what they were; exit 1 at the first that leaves an untruth."""
    began = time.perf_counter()
    try:
        with Processes(os.cpu_count() or 1) as pool:
            lived = run(events, seed=seed, pool=pool)
            peak = max(memory_mb(pid)["peak"] for pid in (os.getpid(), *pool.pids))
    except Untrue as untrue:
        sys.stdout.write(f"{untrue}\n")
        return 1
    spent = time.perf_counter() - began
    told = _as_json(lived, spent, peak) if is_json else _as_text(lived, spent, peak)
    sys.stdout.write(told)
    return 0


def _as_json(lived: Lived, spent: float, peak_mb: int) -> str:
    told = {
        "events": lived.count,
        "postings": lived.postings,
        "seconds": round(spent, 1),
        "peak_mb": peak_mb,
        "kinds": dict(lived.events.most_common()),
    }
    return json.dumps(told) + "\n"


def _as_text(lived: Lived, spent: float, peak_mb: int) -> str:
    lines = [f"{name:24}{count:12,}" for name, count in lived.events.most_common()]
    whole = f"{lived.count:,} events, {lived.postings:,} postings, each event's truths asked; "
    return "\n".join([*lines, f"{whole}{spent:.0f} s, {peak_mb} MB at most in a process"]) + "\n"
