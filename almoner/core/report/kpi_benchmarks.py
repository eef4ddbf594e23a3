"""What others say is usual: reference rows with source and mark, which a practice edits or hides. None is a
result of ours.
"""

import tomllib
from dataclasses import dataclass

from almoner.core.report.kpi import Figure, Indicator

KEYS = {"indicator", "best", "usual", "poor", "best_at", "poor_at", "source", "mark", "hidden"}


class BenchmarkError(ValueError):
    """A row that cannot be read; the text names the row and the rule."""


@dataclass(frozen=True, slots=True)
class Benchmark:
    """A reference for an indicator, in words, with the bounds in hundredths of its unit.

    `best_at` and `poor_at` are None where the source says none.
    """

    indicator: str
    usual: str
    source: str
    mark: str
    best: str = ""
    poor: str = ""
    best_at: int | None = None
    poor_at: int | None = None

    def band(self, indicator: Indicator, figure: Figure) -> str:
        """Return `best`, `usual` or `poor`, or nothing where the figure or the bounds say none."""
        if figure.hundredths is None or indicator.is_low_good is None:
            return ""
        sign = 1 if indicator.is_low_good else -1
        if self.best_at is not None and sign * figure.hundredths <= sign * self.best_at:
            return "best"
        if self.poor_at is not None and sign * figure.hundredths >= sign * self.poor_at:
            return "poor"
        return "usual" if self.best_at is not None or self.poor_at is not None else ""


def read_benchmarks(text: str) -> tuple[Benchmark, ...]:
    """Return the rows of a file of benchmarks that are not hidden, in their order; BenchmarkError "
    "otherwise."""
    try:
        rows = tomllib.loads(text).get("benchmark", [])
    except tomllib.TOMLDecodeError as error:
        raise BenchmarkError(f"the benchmarks are no TOML: {error}") from None
    if not isinstance(rows, list) or not all(isinstance(row, dict) for row in rows):
        raise BenchmarkError("the benchmarks are rows [[benchmark]]")
    return tuple(_row(row, number) for number, row in enumerate(rows, 1) if row.get("hidden") is not True)


def _row(row: dict[str, object], number: int) -> Benchmark:
    if strange := sorted(set(row) - KEYS):
        raise BenchmarkError(f"benchmark {number}: {strange[0]} is no key of a row; leave it out")
    words = {key: row.get(key, "") for key in ("indicator", "best", "usual", "poor", "source", "mark")}
    for key, word in words.items():
        if not isinstance(word, str):
            raise BenchmarkError(f"benchmark {number}: {key} is a text; put it in quotation marks")
    for key in ("indicator", "source", "mark"):
        if not words[key]:
            raise BenchmarkError(f"benchmark {number}: {key} is missing; add it")
    return Benchmark(
        **{key: str(word) for key, word in words.items()},
        best_at=_bound(row.get("best_at"), "best_at", number),
        poor_at=_bound(row.get("poor_at"), "poor_at", number),
    )


def _bound(value: object, key: str, number: int) -> int | None:
    if value is None:
        return None
    if not isinstance(value, int) or isinstance(value, bool):
        raise BenchmarkError(f"benchmark {number}: {key} counts hundredths of the unit; give a whole number")
    return value
