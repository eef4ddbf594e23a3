"""`bench mutants books`: one fault at a time in the code that moves money, and whether the tests find it.

Each fault runs in a process of its own, in which the module is the faulty one from the first import on;
nothing on the disk changes. What survives is listed, and docs/reference/mutants.md says why.
"""

import argparse
import json
import os
import random
import signal
import sys
import time
from collections import Counter
from collections.abc import Sequence
from dataclasses import asdict, dataclass, replace
from importlib import import_module
from importlib.abc import Loader, MetaPathFinder
from importlib.machinery import ModuleSpec
from importlib.util import spec_from_loader
from pathlib import Path
from types import ModuleType

from almoner.cli.bench.mutants_source import Fault, faults_of
from almoner.links.pool import Processes

ROOT = Path(__file__).parents[3]
MODULES = ("almoner/core/ledger", "almoner/core/remit")
TESTS = ("tests/core/remit", "tests/core/ledger", "tests/core/denial", "tests/core/collect")
ALSO = "tests/cli/test_bench_money.py"
OF_FILES = "own_"
"""Modules that make books of a file alone: `era plan` uses them, and its tests try them."""
CHOSEN = ("-k", "not hundred_thousand and not truth_finds and not any_sequence_of_money and not cut_off")
"""The long runs are left out: they would find more, and take too long for each fault; what starts processes
would run without the fault."""
LONGEST_S = 300
"""A fault that makes the tests run longer is found: they never end."""
FOUND, MISSED, LOOPED = "found", "missed", "never ends"


@dataclass(frozen=True, slots=True)
class Outcome:
    """What came of one fault."""

    fault: str
    outcome: str


def run(arguments: list[str]) -> int:
    """Run the faults and print what survived; 0 whatever it is, 2 where the tests aren't there."""
    parser = argparse.ArgumentParser(
        prog="almoner bench mutants books", description="Faults in the code of the books, and who finds them."
    )
    parser.add_argument("modules", nargs="*", default=MODULES, help="folders or files, from the root")
    parser.add_argument("--sample", type=int, default=0, help="so many faults, drawn by --seed; 0: all")
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--processes", type=int, default=os.cpu_count() or 1)
    parser.add_argument("--json", action="store_true")
    options = parser.parse_args(arguments)
    if not (ROOT / "tests" / "core" / "remit").is_dir():
        sys.stderr.write("almoner: the mutants come with the source and its tests\n")
        return 2
    faults = [fault for name in options.modules for path in _files(name) for fault in faults_of(path, ROOT)]
    if options.sample:
        faults = random.Random(options.seed).sample(faults, min(options.sample, len(faults)))
    outcomes = _tried(faults, processes=options.processes) if faults else None
    if outcomes is None:
        sys.stderr.write("almoner: there is nothing to try, or the tests fail without any fault\n")
        return 2
    sys.stdout.write(_as_json(outcomes) if options.json else _as_text(outcomes))
    return 0


def _files(name: str) -> list[Path]:
    path = ROOT / name
    found = sorted(path.rglob("*.py")) if path.is_dir() else [path]
    return [one for one in found if one.name != "__init__.py"]


def _tried(faults: Sequence[Fault], *, processes: int) -> list[Outcome] | None:
    """What came of each; None where the tests fail without any fault, so that finding one says nothing."""
    outcomes = []
    with Processes(processes, prepare=_prepare) as pool:
        none = replace(faults[0], start=0, end=0, old="", new="")
        if next(iter(pool.map(try_fault, [none]))).outcome != MISSED:
            return None
        for number, outcome in enumerate(pool.map(try_fault, faults), 1):
            outcomes.append(outcome)
            if outcome.outcome != FOUND:
                sys.stderr.write(f"\r{outcome.outcome}: {outcome.fault}\n")
            sys.stderr.write(f"\r{number} of {len(faults)}")
    sys.stderr.write("\n")
    return outcomes


def _prepare(_number: int) -> None:
    """Import once what no fault can be in; each fault then only imports what rests on it."""
    for name in ("hypothesis", "pytest", "almoner.core.x12"):
        import_module(name)


def try_fault(fault: Fault) -> Outcome:
    """Run the tests with a fault, in a child of this process."""
    child = os.fork()
    if not child:
        _run_tests(fault)
    return Outcome(str(fault), _wait(child))


def _wait(child: int) -> str:
    until = time.monotonic() + LONGEST_S
    while time.monotonic() < until:
        ended, status = os.waitpid(child, os.WNOHANG)
        if ended:
            return MISSED if status == 0 else FOUND
        time.sleep(0.02)
    os.kill(child, signal.SIGKILL)
    os.waitpid(child, 0)
    return LOOPED


def _run_tests(fault: Fault) -> None:
    """Never returns: the child ends with what the tests said."""
    code = 1
    try:
        silence = os.open(os.devnull, os.O_WRONLY)
        os.dup2(silence, 1)
        os.dup2(silence, 2)
        os.chdir(ROOT)
        source = (ROOT / fault.path).read_bytes()
        name = fault.path.removesuffix(".py").replace("/", ".")
        sys.meta_path.insert(0, _Faulty(name, fault.applied(source), str(ROOT / fault.path)))
        code = _tests(fault)
    finally:
        os._exit(code)


def _tests(fault: Fault) -> int:
    """The tests of the module itself first; the search for smaller examples is left out."""
    import pytest
    from hypothesis import HealthCheck, Phase, settings

    phases = (Phase.explicit, Phase.generate)
    settings.register_profile(
        "mutants", phases=phases, derandomize=True, suppress_health_check=list(HealthCheck), database=None
    )
    settings.load_profile("mutants")
    for files in _stages(Path(fault.path)):
        names = [str(path) for path in files]
        code = int(pytest.main(["-x", "-q", "-W", "ignore", "-p", "no:cacheprovider", *CHOSEN, *names]))
        if code not in (pytest.ExitCode.OK, pytest.ExitCode.NO_TESTS_COLLECTED):
            return code
    return 0


def _stages(module: Path) -> list[list[Path]]:
    """The test files as they are likely to find a fault: gathering them all takes longest."""
    own = sorted((ROOT / "tests" / module.parent.relative_to("almoner")).glob(f"test_{module.stem}*.py"))
    if module.name.startswith(OF_FILES):
        own += sorted((ROOT / "tests" / "cli").glob("test_era*.py"))
    every = [path for folder in TESTS for path in sorted((ROOT / folder).glob("test_*.py"))]
    rest = [path for path in every if path not in own]
    near = [path for path in rest if path.parent.name == module.parent.name]
    far = [path for path in rest if path not in near]
    return [files for files in (own, [ROOT / ALSO], near, far) if files]


class _Faulty(MetaPathFinder, Loader):
    """Gives one module with its fault, whoever imports it first."""

    def __init__(self, name: str, source: bytes, path: str) -> None:
        self._name = name
        self._source = source
        self._path = path

    def find_spec(
        self, fullname: str, path: Sequence[str] | None, target: ModuleType | None = None
    ) -> ModuleSpec | None:
        del path, target
        return spec_from_loader(fullname, self, origin=self._path) if fullname == self._name else None

    def create_module(self, spec: ModuleSpec) -> None:
        del spec

    def exec_module(self, module: ModuleType) -> None:
        exec(compile(self._source, self._path, "exec"), module.__dict__)  # noqa: S102 - our own source


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
