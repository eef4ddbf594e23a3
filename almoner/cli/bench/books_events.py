"""Money events by chance for `bench books --events N`: on the pure core, every truth asked after each one,
on all processors and in memory that doesn't grow with their number.

With `--keep FILE` a run that was cut off goes on where it stood; the file says under which code it was lived.
"""

import json
import os
import sys
import time
from collections import Counter
from dataclasses import dataclass, field
from hashlib import sha256
from pathlib import Path

from almoner.cli.bench.meter import memory_mb
from almoner.cli.bench.money_run import Lived, Untrue, run
from almoner.links.pool import Processes

ROOT = Path(__file__).parents[2]
KEPT_EVERY_S = 5.0


@dataclass(slots=True)
class Kept:
    """Where a run stands, in a file; without a path nowhere. `before_s` is the time that it had taken."""

    seed: int
    path: Path | None = None
    before_s: float = 0.0
    began: float = field(default_factory=time.perf_counter)
    written: float = 0.0

    @property
    def spent_s(self) -> float:
        """The time of all its parts together."""
        return self.before_s + time.perf_counter() - self.began

    def read(self) -> Lived:
        """Return what was lived before; ValueError where the file is of another seed, or of other code."""
        if self.path is None or not self.path.exists():
            return Lived()
        told = json.loads(self.path.read_text(encoding="utf-8"))
        if (told["seed"], told["code"]) != (self.seed, code()):
            raise ValueError(f"{self.path} is of another seed or of other code: name another file")
        self.before_s = told["seconds"]
        return Lived(Counter(told["kinds"]), told["postings"], told["practices"])

    def tell(self, lived: Lived, *, is_last: bool = False) -> None:
        """Write where the run stands, every few seconds, by one rename."""
        now = time.perf_counter()
        if self.path is None or not (is_last or now - self.written > KEPT_EVERY_S):
            return
        self.written = now
        told = {"seed": self.seed, "code": code(), "seconds": self.spent_s, "practices": lived.practices}
        told |= {"postings": lived.postings, "kinds": dict(lived.events)}
        beside = self.path.with_suffix(".part")
        beside.write_text(json.dumps(told), encoding="utf-8")
        beside.replace(self.path)


def code() -> str:
    """Return the digest of the code that the events are lived by."""
    files = [*(ROOT / "core").rglob("*.py"), *Path(__file__).parent.glob("money_*.py")]
    return sha256(b"".join(path.read_bytes() for path in sorted(files))).hexdigest()


def live(events: int, *, seed: int, is_json: bool, keep: Path | None = None) -> int:
    """Live at least so many events and print what they were; exit 1 at the first that leaves an untruth, 2
    where the kept file is another run's.
    """
    kept = Kept(seed, keep)
    try:
        before = kept.read()
    except ValueError as error:
        sys.stderr.write(f"almoner: {error}\n")
        return 2
    try:
        with Processes(os.cpu_count() or 1) as pool:
            lived = run(events, seed=seed, pool=pool, lived=before, tell=kept.tell)
            peak = max(memory_mb(pid)["peak"] for pid in (os.getpid(), *pool.pids))
    except Untrue as untrue:
        sys.stdout.write(f"{untrue}\n")
        return 1
    kept.tell(lived, is_last=True)
    told = _as_json(lived, kept.spent_s, peak) if is_json else _as_text(lived, kept.spent_s, peak)
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
