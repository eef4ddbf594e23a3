"""How long this server takes for each of its addresses, and how many queries: measured on every request.

Promises to keep the pattern of an address alone, never what was asked for under it, in this process's memory,
of each address the latest few hundred.
"""

import threading
import time
from collections import deque
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from django.db import connections
from django.http import HttpRequest, HttpResponse

KEPT = 300
MOST_ADDRESSES = 1000
WANTED_MS = 100.0
"""Server time that nineteen of twenty answers of a screen should stay below."""


@dataclass(frozen=True, slots=True)
class Measure:
    """What the latest answers of an address cost."""

    method: str
    path: str
    answers: int
    median_ms: float
    p95_ms: float
    queries: int
    most_queries: int

    @property
    def is_slow(self) -> bool:
        """True where more than one of twenty answers takes too long."""
        return self.p95_ms > WANTED_MS


class Meter:
    """The measures of one process; its threads share it."""

    def __init__(self) -> None:
        self._kept: dict[tuple[str, str], deque[tuple[float, int]]] = {}
        self._guard = threading.Lock()

    def add(self, method: str, path: str, ms: float, queries: int) -> None:
        """Keep what one answer cost; the oldest of an address goes."""
        with self._guard:
            if (method, path) not in self._kept and len(self._kept) >= MOST_ADDRESSES:
                return
            self._kept.setdefault((method, path), deque(maxlen=KEPT)).append((ms, queries))

    def measures(self) -> list[Measure]:
        """Return what each address costs, the slowest first."""
        with self._guard:
            kept = {key: list(costs) for key, costs in self._kept.items()}
        found = [_measure(method, path, costs) for (method, path), costs in kept.items()]
        return sorted(found, key=lambda one: (-one.p95_ms, one.path, one.method))


def _measure(method: str, path: str, costs: list[tuple[float, int]]) -> Measure:
    times, queries = sorted(ms for ms, _ in costs), sorted(count for _, count in costs)
    return Measure(
        method, path, len(costs), rank(times, 50), rank(times, 95), int(rank(queries, 50)), queries[-1]
    )


def rank(ascending: list[float] | list[int], percent: int) -> float:
    """Return the nearest-rank percentile of values in ascending order."""
    assert ascending, "there is something to rank"
    return ascending[max(0, -(-len(ascending) * percent // 100) - 1)]


METER = Meter()


class Measured:
    """Middleware that measures every answer of an address of ours."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        count = _Count()
        began = time.perf_counter()
        with connections["default"].execute_wrapper(count):
            response = self.get_response(request)
        match = request.resolver_match
        if match is not None and not match.route.startswith("static/"):
            METER.add(request.method or "", match.route, (time.perf_counter() - began) * 1000, count.queries)
        return response


class _Count:
    """Counts the queries of a request."""

    def __init__(self) -> None:
        self.queries = 0

    def __call__(self, execute: Callable[..., Any], *about: Any) -> Any:
        self.queries += 1
        return execute(*about)
