"""One fault at a time, tried by tests in a forked process: in the functions that hold it where they can be
exchanged, else by an import of its own. Nothing on the disk changes.
"""

import gc
import os
import resource
import signal
import sys
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from importlib import import_module
from importlib.abc import Loader, MetaPathFinder
from importlib.machinery import ModuleSpec
from importlib.util import spec_from_loader
from inspect import CO_OPTIMIZED
from types import CodeType, FunctionType, ModuleType
from typing import TYPE_CHECKING

from almoner.cli.bench.mutants_reach import ROOT, arguments, quiet_profile, silence
from almoner.cli.bench.mutants_source import Fault

if TYPE_CHECKING:
    import pytest

FOUND, MISSED, LOOPED = "found", "missed", "never ends"
SHORTEST_S, TIMES = 10.0, 30
"""What a test may take with a fault: so long, or so many times what it takes without one. Longer is found."""
STARTING_S = 120.0
"""What the imports and the gathering of tests may take."""
MOST_BYTES = 6 << 30
"""A fault that makes lists without end is found by this too."""
RUN_AT_ONCE = ("<listcomp>", "<setcomp>", "<dictcomp>", "<genexpr>")
"""Code that is gone when its module is imported."""


@dataclass(frozen=True, slots=True)
class Trial:
    """A fault, and the tests to try it by in their order, with what each takes without one; whether it acts
    when its module is imported."""

    fault: Fault
    tests: tuple[tuple[str, float], ...]
    is_anew: bool = False


@dataclass(frozen=True, slots=True)
class Outcome:
    """What came of one fault, and which test found it."""

    fault: str
    outcome: str
    by: str = ""


Swap = tuple[CodeType, CodeType]


def swaps(fault: Fault) -> list[Swap] | None:
    """Return the code of each function that a fault changes, as it was and as it is; None where what runs at
    import is changed, so that a module must be imported with it.
    """
    source = (ROOT / fault.path).read_bytes()
    name = str(ROOT / fault.path)
    return _swaps(compile(source, name, "exec"), compile(fault.applied(source), name, "exec"))


def _swaps(old: CodeType, new: CodeType) -> list[Swap] | None:
    if old == new:
        return []
    inner = _inner(old), _inner(new)
    if old.co_flags & CO_OPTIMIZED:
        if old.co_freevars != new.co_freevars:
            return None
        nested = zip(*inner, strict=True) if len(inner[0]) == len(inner[1]) else ()
        return [(old, new), *(pair for one in nested for pair in _swaps(*one) or [])]
    if _own(old) != _own(new) or len(inner[0]) != len(inner[1]):
        return None
    found: list[Swap] = []
    for one in zip(*inner, strict=True):
        more = _swaps(*one)
        if more is None or (more and one[0].co_name in RUN_AT_ONCE):
            return None
        found += more
    return found


def _inner(code: CodeType) -> list[CodeType]:
    return [one for one in code.co_consts if isinstance(one, CodeType)]


def _own(code: CodeType) -> tuple[object, ...]:
    """What a module or a class does itself."""
    return code.co_code, code.co_names, [one for one in code.co_consts if not isinstance(one, CodeType)]


def prepare(_number: int) -> None:
    """Import once what no fault can be in."""
    for name in ("hypothesis", "pytest", "almoner.core.x12"):
        import_module(name)
    quiet_profile()
    os.chdir(ROOT)


def try_all(trials: Sequence[Trial]) -> list[Outcome]:
    """Try faults that lie in functions: the tests are gathered once, and each fault gets a fork."""
    loop = _Forks(trials)
    _pytest_main(loop, *_files(trials))
    assert len(loop.outcomes) == len(trials), "tests that ran once can be gathered again"
    return loop.outcomes


def try_anew(trial: Trial) -> Outcome:
    """Try a fault in a process that imports its module with it; this one must not have imported it."""
    return _forked(trial, _import_and_run)


def _pytest_main(plugin: object, *files: str) -> int:
    import pytest

    with silence():
        return int(pytest.main(arguments(files), plugins=[plugin]))


class _Forks:
    """A pytest plugin that, in place of running the tests, tries faults by them."""

    def __init__(self, trials: Sequence[Trial]) -> None:
        self._trials = trials
        self._is_failed = False
        self._finders: set[str] = set()
        self.outcomes: list[Outcome] = []

    def pytest_runtest_logreport(self, report: "pytest.TestReport") -> None:
        self._is_failed |= report.failed

    def pytest_runtestloop(self, session: "pytest.Session") -> bool:
        items = {item.nodeid: item for item in session.items}
        live = _functions({str(ROOT / trial.fault.path) for trial in self._trials})

        def run(trial: Trial, tell: int) -> int:
            """Try one by the tests that found others of these first."""
            for old, new in swaps(trial.fault) or []:
                for function in live.get((old.co_filename, old), []):
                    function.__code__ = new
            tests = sorted(trial.tests, key=lambda test: test[0] not in self._finders)
            return self._run(replace(trial, tests=tuple(tests)), items, tell)

        for trial in self._trials:
            self.outcomes.append(_forked(trial, run))
            self._finders.add(self.outcomes[-1].by)
        return True

    def _run(self, trial: Trial, every: "dict[str, pytest.Item]", tell: int) -> int:
        items = [every[name] for name, _ in trial.tests]
        for item, after, (name, takes) in zip(items, [*items[1:], None], trial.tests, strict=True):
            os.write(tell, f"{name}\n".encode())
            signal.setitimer(signal.ITIMER_REAL, max(SHORTEST_S, TIMES * takes))
            item.ihook.pytest_runtest_protocol(item=item, nextitem=after)
            if self._is_failed:
                return 1
        return 0


def _functions(paths: set[str]) -> dict[tuple[str, CodeType], list[FunctionType]]:
    """Every function of some files, by its code."""
    found: dict[tuple[str, CodeType], list[FunctionType]] = {}
    for one in gc.get_objects():
        if type(one) is FunctionType and one.__code__.co_filename in paths:
            found.setdefault((one.__code__.co_filename, one.__code__), []).append(one)
    return found


def _import_and_run(trial: Trial, tell: int) -> int:
    source = (ROOT / trial.fault.path).read_bytes()
    name = trial.fault.path.removesuffix(".py").replace("/", ".")
    sys.meta_path.insert(0, _Faulty(name, trial.fault.applied(source), str(ROOT / trial.fault.path)))
    for stage in _stages(trial):
        signal.setitimer(signal.ITIMER_REAL, STARTING_S)
        one = _One(stage, tell)
        if _pytest_main(one, *_files([stage])) or one.code:
            return 1
    return 0


def _stages(trial: Trial) -> list[Trial]:
    """The file of the first test before all others: to gather them all takes longest."""
    first = _file(trial.tests[0][0])
    near = tuple(one for one in trial.tests if _file(one[0]) == first)
    far = tuple(one for one in trial.tests if _file(one[0]) != first)
    return [replace(trial, tests=tests) for tests in (near, far) if tests]


def _files(trials: Sequence[Trial]) -> list[str]:
    """The files of all their tests."""
    return sorted({_file(test) for trial in trials for test, _ in trial.tests})


def _file(test: str) -> str:
    return test.partition("::")[0]


class _One(_Forks):
    """Tries one fault in this very process, which was imported with it."""

    def __init__(self, trial: Trial, tell: int) -> None:
        super().__init__([trial])
        self._tell = tell
        self.code = 1

    def pytest_runtestloop(self, session: "pytest.Session") -> bool:
        (trial,) = self._trials
        items = {item.nodeid: item for item in session.items}
        self.code = self._run(trial, items, self._tell)
        return True


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


def _forked(trial: Trial, run: Callable[[Trial, int], int]) -> Outcome:
    """Run a trial in a child of this process, which ends with what the tests said."""
    hears, tells = os.pipe()
    child = os.fork()
    if not child:
        code = 1
        try:
            os.close(hears)
            resource.setrlimit(resource.RLIMIT_AS, (MOST_BYTES, MOST_BYTES))
            signal.setitimer(signal.ITIMER_REAL, STARTING_S)
            with silence():
                code = run(trial, tells)
        finally:
            os._exit(code)
    os.close(tells)
    return _heard(trial, child, hears)


def _heard(trial: Trial, child: int, hears: int) -> Outcome:
    """What came of it, by the last test that was begun."""
    with os.fdopen(hears, "rb") as pipe:
        begun = pipe.read().decode().splitlines()
    _, status = os.waitpid(child, 0)
    if not status:
        return Outcome(str(trial.fault), MISSED)
    is_endless = os.WIFSIGNALED(status) and os.WTERMSIG(status) == signal.SIGALRM
    return Outcome(str(trial.fault), LOOPED if is_endless else FOUND, begun[-1] if begun else "")
