"""Where `bench mutants books` keeps how far it is: a line for each fault that was tried, under which code.

What was tried under this very code and these very tests is done; of what was tried under others it is told
which test found it, so that this one goes first. The outcome is always of a run under the code at hand.
"""

import json
from collections.abc import Iterator
from dataclasses import asdict, dataclass, field
from pathlib import Path

from almoner.cli.bench.mutants_try import Outcome


@dataclass(frozen=True, slots=True)
class Before:
    """What came of faults under the code at hand, and the test that found a fault at any time."""

    done: dict[str, Outcome] = field(default_factory=dict)
    finders: dict[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Kept:
    """A file of outcomes; without a path nothing is kept."""

    path: Path | None = None

    @property
    def beside(self) -> Path | None:
        """Where it is kept which test runs which line."""
        return self.path and self.path.with_suffix(".reach")

    def read(self, digest: str) -> Before:
        """Return what was kept; a last line that was cut off counts as not there."""
        before = Before()
        for told in self._lines():
            outcome = Outcome(told["fault"], told["outcome"], told["by"])
            if told["code"] == digest:
                before.done[outcome.fault] = outcome
            if outcome.by:
                before.finders[outcome.fault] = outcome.by
        return before

    def add(self, outcome: Outcome, digest: str) -> None:
        """Write one more, at once."""
        if self.path is not None:
            with self.path.open("a", encoding="utf-8") as file:
                file.write(json.dumps({"code": digest, **asdict(outcome)}) + "\n")

    def _lines(self) -> Iterator[dict[str, str]]:
        if self.path is None or not self.path.exists():
            return
        for line in self.path.read_text(encoding="utf-8").splitlines():
            try:
                told: dict[str, str] = json.loads(line)
            except ValueError:
                continue
            yield told
