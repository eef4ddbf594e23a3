"""`bench mutants books`: one fault at a time in the code that moves money, and whether the tests find it.

A fault is tried by the tests that run its statement; one that no test runs is missed at once. With
`--keep FILE` a run that was cut off goes on where it stood, and after a change each fault is tried first by
what found it before.
"""

import argparse
import json
import os
import random
import sys
import time
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import asdict, replace
from itertools import chain
from pathlib import Path
from typing import Self

from almoner.cli.bench.mutants_keep import Kept
from almoner.cli.bench.mutants_reach import ROOT, TESTS, Reach, keep_reach, kept_reach, traced
from almoner.cli.bench.mutants_source import Fault, faults_of
from almoner.cli.bench.mutants_try import MISSED, Outcome, Trial, prepare, swaps, try_all, try_anew
from almoner.links.pool import Processes

MODULES = ("almoner/core/ledger", "almoner/core/remit")
AT_ONCE = 20
"""Faults that a process tries after it has gathered the tests once."""


def run(arguments: list[str]) -> int:
    """Run the faults and print what survived; 0 whatever it is, 2 where the tests aren't there."""
    parser = argparse.ArgumentParser(
        prog="almoner bench mutants books", description="Faults in the code of the books, and who finds them."
    )
    parser.add_argument("modules", nargs="*", default=MODULES, help="folders or files, from the root")
    parser.add_argument("--sample", type=int, default=0, help="so many faults, drawn by --seed; 0: all")
    parser.add_argument("--seed", type=int, default=1, help="what --sample draws by")
    parser.add_argument(
        "--processes", type=int, default=os.cpu_count() or 1, help="how many at the same time"
    )
    parser.add_argument("--keep", type=Path, help="where it is kept how far the run is, to go on from there")
    parser.add_argument("--json", action="store_true", help="the outcome of each fault, for a program")
    parser.add_argument("--tests", nargs="+", default=TESTS, help="the tests that may find a fault")
    parser.add_argument("--longest", type=float, help="leave out tests that take longer, in seconds")
    options = parser.parse_args(arguments)
    if not (ROOT / "tests" / "core" / "remit").is_dir():
        sys.stderr.write("almoner: the mutants come with the source and its tests\n")
        return 2
    faults = [fault for name in options.modules for path in _files(name) for fault in faults_of(path, ROOT)]
    if options.sample:
        faults = random.Random(options.seed).sample(faults, min(options.sample, len(faults)))
    outcomes = _tried(faults, options) if faults else None
    if outcomes is None:
        sys.stderr.write("almoner: there is nothing to try, or the tests fail without any fault\n")
        return 2
    sys.stdout.write(_as_json(outcomes) if options.json else _as_text(outcomes))
    return 0


def _files(name: str) -> list[Path]:
    path = ROOT / name
    found = sorted(path.rglob("*.py")) if path.is_dir() else [path]
    return [one for one in found if one.name != "__init__.py"]


def _tried(faults: Sequence[Fault], options: argparse.Namespace) -> list[Outcome] | None:
    """What came of each; None where the tests fail without any fault, so that finding one says nothing."""
    kept = Kept(options.keep)
    reach = _reach(sorted({fault.path for fault in faults}), options.tests, kept)
    if reach is None:
        return None
    if options.longest is not None:
        reach = reach.up_to(options.longest)
    before = kept.read(reach.digest)
    left = [fault for fault in faults if str(fault) not in before.done]
    left.sort(key=lambda fault: str(fault) not in before.finders)
    trials = [_trial(fault, reach, before.finders.get(str(fault), "")) for fault in left]
    if trials and not _is_sound(left[0], reach):
        return None
    found = dict(before.done)
    with _Progress(len(faults), len(before.done)) as progress:
        for outcome in _outcomes(trials, reach, processes=options.processes):
            progress.tell(outcome)
            kept.add(outcome, reach.digest)
            found[outcome.fault] = outcome
    return [found[str(fault)] for fault in faults]


def _reach(modules: Sequence[str], tests: Sequence[str], kept: Kept) -> Reach | None:
    reach = kept_reach(kept.beside, modules, tests)
    if reach is None:
        sys.stderr.write("which test runs which line: once over all tests\n")
        with Processes(1, prepare=prepare) as pool:
            reach = next(iter(pool.map(traced, [(modules, tests)])))
        if reach is not None and kept.beside is not None:
            keep_reach(reach, kept.beside)
    return reach


def _trial(fault: Fault, reach: Reach, finder: str) -> Trial:
    """What found it before goes first."""
    tests = reach.of(fault)
    if swaps(fault) is None or (not tests and reach.is_at_import(fault)):
        return _anew(fault, reach, finder)
    tests.sort(key=lambda test: test != finder)
    return Trial(fault, _timed(tests, reach))


def _anew(fault: Fault, reach: Reach, finder: str = "") -> Trial:
    """What acts at import is tried by every test, the tests of its own module first."""
    own = f"/test_{Path(fault.path).stem}"
    tests = sorted(reach.of_module(fault.path), key=lambda test: (test != finder, own not in test))
    return Trial(fault, _timed(tests, reach), is_anew=True)


def _timed(tests: Sequence[str], reach: Reach) -> tuple[tuple[str, float], ...]:
    takes = reach.takes
    return tuple((test, takes[test]) for test in tests)


def _is_sound(fault: Fault, reach: Reach) -> bool:
    """Tell whether the tests pass in this way where there is no fault."""
    none = replace(fault, start=0, end=0, old="", new="")
    with Processes(1, prepare=prepare) as pool:
        told = pool.map(try_all, [[Trial(none, _timed(reach.of_module(none.path), reach))]])
        return next(iter(told))[0].outcome == MISSED


def _outcomes(trials: Sequence[Trial], reach: Reach, *, processes: int) -> Iterator[Outcome]:
    """What came of each trial: in the functions where that can be; else, or where a test may hold what the
    faultless function gave when it was gathered, by an import with the fault."""
    yield from (Outcome(str(trial.fault), MISSED) for trial in trials if not trial.tests)
    inside = [trial for trial in trials if trial.tests and not trial.is_anew]
    anew = [trial for trial in trials if trial.tests and trial.is_anew]
    parts = [inside[start : start + AT_ONCE] for start in range(0, len(inside), AT_ONCE)]
    with Processes(processes, prepare=prepare) as pool:
        tried = chain.from_iterable(pool.map(try_all, parts))
        for trial, outcome in zip(inside, tried, strict=True):
            if outcome.outcome == MISSED and reach.is_at_import(trial.fault):
                anew.append(_anew(trial.fault, reach))
            else:
                yield outcome
    with Processes(processes, prepare=prepare) as pool:
        yield from pool.map(try_anew, anew)


class _Progress:
    """Tells on the error stream how far a run is, at what rate, and what was missed."""

    def __init__(self, of: int, done: int) -> None:
        self._of = of
        self._before = self._done = done
        self._began = time.monotonic()

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        sys.stderr.write("\n")

    def tell(self, outcome: Outcome) -> None:
        """One more is done."""
        self._done += 1
        if outcome.outcome == MISSED:
            sys.stderr.write(f"\r{outcome.outcome}: {outcome.fault}\n")
        each = (time.monotonic() - self._began) / (self._done - self._before)
        sys.stderr.write(f"\r{self._done} of {self._of}, {each:.2f} s each ")
        sys.stderr.flush()


def _as_json(outcomes: Sequence[Outcome]) -> str:
    return json.dumps([asdict(one) for one in outcomes]) + "\n"


def _as_text(outcomes: Sequence[Outcome]) -> str:
    counts: dict[str, Counter[str]] = {}
    for one in outcomes:
        path = one.fault.partition(":")[0]
        counts.setdefault(path, Counter())[one.outcome] += 1
    lines = [f"{'module':44}{'faults':>8}{'found':>8}{'missed':>8}"]
    for path, told in sorted(counts.items()):
        lines.append(f"{path:44}{told.total():>8}{told.total() - told[MISSED]:>8}{told[MISSED]:>8}")
    every = sum(counts.values(), Counter[str]())
    lines.append(f"{'all':44}{every.total():>8}{every.total() - every[MISSED]:>8}{every[MISSED]:>8}")
    lines += [f"missed: {one.fault}" for one in outcomes if one.outcome == MISSED]
    return "\n".join(lines) + "\n"
