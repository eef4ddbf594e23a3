"""Measures stages: seconds by the clock, CPU seconds of our own processes and of the server's, and memory.

CPU times are what a loaded machine leaves comparable; the operating system gives them to a hundredth of a
second.
"""

import os
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path

_TICK = os.sysconf("SC_CLK_TCK")


@dataclass(frozen=True, slots=True)
class Cost:
    """What something took: by the clock, of our own processors' time, and of the server's."""

    wall_s: float = 0.0
    client_s: float = 0.0
    server_s: float = 0.0

    @property
    def cpu_s(self) -> float:
        """Both sides together."""
        return self.client_s + self.server_s

    def __add__(self, other: "Cost") -> "Cost":
        return Cost(
            self.wall_s + other.wall_s, self.client_s + other.client_s, self.server_s + other.server_s
        )


@dataclass(slots=True)
class Meter:
    """Adds up the cost of named stages. `postmaster` is the server's first process, `workers` our others."""

    postmaster: int
    workers: Callable[[], Sequence[int]] = tuple
    stages: dict[str, Cost] = field(default_factory=dict)

    @contextmanager
    def stage(self, name: str) -> Iterator[None]:
        """Add the cost of a block to a stage; what measuring costs itself stays outside."""
        server = family_cpu(self.postmaster)
        own = self._own()
        wall = time.perf_counter()
        yield
        wall = time.perf_counter() - wall
        own = self._own() - own
        server = family_cpu(self.postmaster) - server
        self.stages[name] = self.stages.get(name, Cost()) + Cost(wall, own, server)

    def _own(self) -> float:
        return time.process_time() + sum(cpu_of(pid) for pid in self.workers())

    @property
    def total(self) -> Cost:
        """All stages together."""
        return sum(self.stages.values(), Cost())


def cpu_of(pid: int) -> float:
    """Return the CPU seconds of a process and of its children that have ended; 0 where it is gone."""
    try:
        fields = _stat(pid)
    except OSError:
        return 0.0
    return sum(map(int, fields[11:15])) / _TICK


def scheduled_s(pid: int) -> float:
    """Return the CPU seconds of one process, to the nanosecond where the kernel tells; 0 where it is gone."""
    try:
        return int(Path(f"/proc/{pid}/schedstat").read_text(encoding="ascii").split()[0]) / 1e9
    except (OSError, IndexError):
        return cpu_of(pid)


def family_cpu(pid: int) -> float:
    """Return the CPU seconds of a process with all its children, those that have ended included."""
    return cpu_of(pid) + sum(cpu_of(child) for child in children_of(pid))


def children_of(pid: int) -> list[int]:
    """Return the living children of a process that has one thread; none where it is gone."""
    try:
        listed = Path(f"/proc/{pid}/task/{pid}/children").read_text(encoding="ascii")
    except OSError:
        return []
    return [int(child) for child in listed.split()]


def memory_mb(pid: int) -> dict[str, int]:
    """Return the largest (`peak`) and the present (`now`) resident memory of a process in megabytes."""
    wanted = {"VmHWM": "peak", "VmRSS": "now"}
    lines = Path(f"/proc/{pid}/status").read_text(encoding="ascii").splitlines()
    rows = [line.split(":") for line in lines]
    return {wanted[row[0]]: int(row[1].split()[0]) >> 10 for row in rows if row[0] in wanted}


def _stat(pid: int) -> list[str]:
    """The fields of /proc/PID/stat behind the name, which may hold blanks; the first is the state."""
    return Path(f"/proc/{pid}/stat").read_text(encoding="utf-8", errors="replace").rpartition(")")[2].split()
