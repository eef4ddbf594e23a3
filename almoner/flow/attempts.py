"""Failed sign-ins and answers, counted by key (a name, an address): guessing gets slower with every guess.

Promises bounded memory and that a wait ends by itself; counts live in the process and end with it.
"""

import threading
import time
from collections import OrderedDict
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field

FIRST_WAIT_S = 15
LONGEST_WAIT_S = 15 * 60
FORGOTTEN_AFTER_S = 60 * 60
MOST_KEYS = 10_000


class TooManyAttempts(RuntimeError):
    """Nobody is asked for a while by this name or from this address; `wait_s` says how long."""

    def __init__(self, wait_s: int) -> None:
        super().__init__(f"too many failed tries: wait {wait_s} seconds")
        self.wait_s = wait_s


@dataclass(slots=True)
class _Tally:
    failures: int
    last_at: float


@dataclass(slots=True)
class Attempts:
    """A tally by key; the oldest key goes when there are too many. `clock` counts seconds and never jumps."""

    clock: Callable[[], float] = time.monotonic
    _tallies: OrderedDict[str, _Tally] = field(default_factory=OrderedDict)
    _guard: threading.Lock = field(default_factory=threading.Lock)

    def wait_s(self, free: Mapping[str, int]) -> int:
        """Return the whole seconds before all of these keys may try again; 0 for now.

        `free` says how many failures of each key cost nothing; from then on each doubles the wait.
        """
        with self._guard:
            now = self.clock()
            known = [(self._tallies[key], allowed) for key, allowed in free.items() if key in self._tallies]
        return max((_wait(tally, allowed, now) for tally, allowed in known), default=0)

    def failed(self, keys: Iterable[str]) -> None:
        """Count a failure for each key."""
        with self._guard:
            now = self.clock()
            for key in keys:
                tally = self._tallies.pop(key, None)
                is_fresh = tally is not None and now - tally.last_at < FORGOTTEN_AFTER_S
                self._tallies[key] = _Tally((tally.failures if tally and is_fresh else 0) + 1, now)
            while len(self._tallies) > MOST_KEYS:
                self._tallies.popitem(last=False)

    def forget(self, keys: Iterable[str]) -> None:
        """A success ends the tally of these keys."""
        with self._guard:
            for key in keys:
                self._tallies.pop(key, None)


def _wait(tally: _Tally, free: int, now: float) -> int:
    over = tally.failures - free
    if over < 0:
        return 0
    wait_s = min(FIRST_WAIT_S * 2 ** min(over, 10), LONGEST_WAIT_S)
    return max(0, int(tally.last_at + wait_s - now + 0.999))
