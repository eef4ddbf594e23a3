"""Kills the demonstration's processes with SIGKILL at random moments, and looks at the books each time.

The suite kills a handful; a hundred by hand, from the root of the checkout: python -m tests.cli.kills 100
"""

import json
import os
import random
import signal
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from contextlib import suppress
from dataclasses import dataclass, field
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
SMALL = ("--patients", "24", "--visits", "4", "--days", "2")
LONGEST_S = 300
TRIES = 4

Table = dict[str, object]


@dataclass(frozen=True)
class Demo:
    """A small demonstration in a data folder of its own."""

    data: Path
    options: tuple[str, ...] = SMALL

    def start(self, *extra: str) -> subprocess.Popen[str]:
        """Start it in a process group of its own."""
        return self._start("demo", "--once", "--json", *self.options, *extra)

    def _start(self, *words: str) -> subprocess.Popen[str]:
        environment = {name: text for name, text in os.environ.items() if name != "DATABASE_URL"}
        return subprocess.Popen(
            [sys.executable, "-m", "almoner.cli", *words],
            cwd=ROOT,
            env=environment | {"ALMONER_DATA": str(self.data)},
            stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            text=True,
            start_new_session=True,
        )

    def begin(self, *words: str) -> subprocess.Popen[str]:
        """Start a command on its books."""
        return self._start(*words)

    def finish(self, *extra: str) -> Table:
        """Run it to its end and return its table."""
        done = _wait(self.start(*extra))
        assert done.status == 0, done.told
        table: Table = json.loads(done.said)
        return table

    def run(self, *words: str) -> "Done":
        """Run a command on its books to the end."""
        return _wait(self._start(*words))

    def prove(self) -> str:
        """Return what `almoner verify` says when it does not exit with 0, else nothing."""
        done = self.run("verify")
        return "" if done.status == 0 else f"{done.status}: {done.said}{done.told}"

    def servers(self) -> list[int]:
        """The process ids of the books' postmaster and its children."""
        with suppress(FileNotFoundError, ValueError, IndexError):
            pid = next(self.data.glob("postgres/*/postmaster.pid"), None)
            if pid is not None:
                postmaster = int(pid.read_text().split()[0])
                return [postmaster, *_children(postmaster)]
        return []

    def keepers(self) -> list[int]:
        """The process ids of the keeper of the books' server."""
        home = str((self.data / "postgres").resolve())
        return [pid for pid, words in _processes() if "embed_keeper" in words and home in words]


@dataclass(frozen=True)
class Done:
    """How a process ended and what it said."""

    status: int
    said: str
    told: str


def _wait(process: subprocess.Popen[str]) -> Done:
    try:
        said, told = process.communicate(timeout=LONGEST_S)
    except subprocess.TimeoutExpired:
        os.killpg(process.pid, signal.SIGKILL)
        said, told = process.communicate()
        return Done(-1, said, f"it did not end in {LONGEST_S} s; {told}")
    return Done(process.returncode, said, told)


def _processes() -> Iterator[tuple[int, str]]:
    for entry in Path("/proc").iterdir():
        if entry.name.isdigit():
            with suppress(OSError):
                yield (
                    int(entry.name),
                    (entry / "cmdline").read_bytes().replace(b"\0", b" ").decode("utf-8", "replace"),
                )


def _children(parent: int) -> list[int]:
    found = []
    for pid, _ in _processes():
        with suppress(OSError, IndexError):
            fields = Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()
            if int(fields[1]) == parent:
                found.append(pid)
    return found


def _kill(pids: list[int]) -> None:
    for pid in pids:
        with suppress(ProcessLookupError):
            os.kill(pid, signal.SIGKILL)


Strike = Callable[[Demo, subprocess.Popen[str]], None]
STRIKES: dict[str, Strike] = {
    "process": lambda _, process: _kill([process.pid]),
    "postmaster": lambda demo, _: _kill(demo.servers()[:1]),
    "servers": lambda demo, _: _kill(demo.servers()),
    "keeper": lambda demo, process: _kill([*demo.keepers(), process.pid]),
    "everything": lambda demo, process: _kill([process.pid, *demo.keepers(), *demo.servers()]),
}


@dataclass
class Report:
    """What was done, kills and whole runs, and what was found broken."""

    kills: int = 0
    runs: int = 0
    found: list[str] = field(default_factory=list)


@dataclass(frozen=True)
class Undisturbed:
    """How a demonstration ends when nobody kills it, and how long it takes."""

    table: Table
    seconds: float

    @classmethod
    def of(cls, demo: Demo) -> "Undisturbed":
        """Let it run."""
        began = time.monotonic()
        return cls(demo.finish(), time.monotonic() - began)


def kill_and_look(demo: Demo, chance: random.Random, within_s: float, *extra: str) -> str:
    """Start the demonstration, kill something at a random moment, and return what is broken then.

    It returns `ended` where the demonstration had come to its end before.
    """
    kind, delay = chance.choice(list(STRIKES)), chance.uniform(0.2, within_s)
    process = demo.start(*extra)
    try:
        process.wait(timeout=delay)
    except subprocess.TimeoutExpired:
        STRIKES[kind](demo, process)
    else:
        done = _wait(process)
        return "ended" if done.status == 0 else f"it failed by itself: {done.told}"
    done = _wait(process)
    if done.status == -1:
        return f"{kind} after {delay:.2f} s: {done.told}"
    broken = demo.prove()
    return f"{kind} after {delay:.2f} s: {broken}" if broken else ""


def kill_many(demo: Demo, count: int, usual: Undisturbed, *, seed: int, is_fresh: bool = False) -> Report:
    """Kill a demonstration so many times, with whole runs in between; its table must never differ."""
    chance, report = random.Random(seed), Report()
    extra = ("--fresh",) if is_fresh else ()
    first = demo.data
    while report.kills < count:
        if not is_fresh:
            demo = Demo(first.with_name(f"{first.name}-{report.runs}"), demo.options)
        report.runs += 1
        for _ in range(TRIES):
            found = kill_and_look(demo, chance, usual.seconds, *extra)
            if found == "ended":
                break
            report.kills += 1
            report.found += [found] if found else []
            sys.stderr.write(f"{report.kills} kills, {len(report.found)} broken\n")
            if report.kills == count:
                break
        table = demo.finish()
        if table != usual.table:
            report.found.append(f"another table after {report.kills} kills: {table}")
    return report


def main(words: list[str]) -> int:
    """Kill so many times and say what was found."""
    count = int(words[0]) if words else 100
    seed = int(words[1]) if len(words) > 1 else 1
    began, broken = time.monotonic(), 0
    with tempfile.TemporaryDirectory(prefix="almoner-kills-", ignore_cleanup_errors=True) as folder:
        for is_fresh in (False, True):
            share = count * (1 if is_fresh else 4) // 5
            demo = Demo(Path(folder) / f"books{is_fresh:d}")
            report = kill_many(demo, share, Undisturbed.of(demo), seed=seed, is_fresh=is_fresh)
            name = "--fresh" if is_fresh else "going on"
            sys.stdout.write(
                f"{name}: {report.kills} kills, {report.runs} runs, {len(report.found)} broken\n"
            )
            sys.stdout.writelines(f"  {one}\n" for one in report.found)
            sys.stdout.flush()
            broken += len(report.found)
    sys.stdout.write(f"{time.monotonic() - began:.0f} s\n")
    return 1 if broken else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
