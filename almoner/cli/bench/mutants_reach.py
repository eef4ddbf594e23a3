"""Which test runs which line of the code that faults are put into: one traced run without a fault.

A fault is then tried by the tests that run its statement alone, the quickest first.
"""

import json
import os
import sys
import time
from collections.abc import Collection, Iterable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import asdict, dataclass, field, replace
from functools import _lru_cache_wrapper
from hashlib import sha256
from pathlib import Path
from types import FrameType
from typing import TYPE_CHECKING, Any

from almoner.cli.bench.mutants_source import Fault

if TYPE_CHECKING:
    import pytest

ROOT = Path(__file__).parents[3]
TESTS = (
    "tests/core/remit",
    "tests/core/ledger",
    "tests/core/denial",
    "tests/core/collect",
    "tests/cli/test_bench_money.py",
    "tests/cli/test_era.py",
    "tests/cli/test_era_cases.py",
    "tests/cli/test_era_random.py",
)
LEFT_OUT = "hundred_thousand or truth_finds or any_sequence_of_money or cut_off"
"""The long runs would find more, and take too long for each fault; what starts processes would run without
the fault."""
IMPORT = ""
"""Stands for what runs before the first test, while the tests are gathered."""


@dataclass(frozen=True, slots=True)
class Reach:
    """The tests that run each line, by their place in `tests`, of which each takes `seconds`; the lines that
    run before any of them."""

    digest: str
    tests: list[str] = field(default_factory=list)
    seconds: list[float] = field(default_factory=list)
    lines: dict[str, dict[str, list[int]]] = field(default_factory=dict)
    at_import: dict[str, list[int]] = field(default_factory=dict)
    longest: float = 1e9

    def up_to(self, seconds: float) -> "Reach":
        """Leave out the tests that take longer."""
        return replace(self, digest=f"{self.digest} up to {seconds} s", longest=seconds)

    @property
    def takes(self) -> dict[str, float]:
        """What each test takes without a fault, in seconds."""
        return dict(zip(self.tests, self.seconds, strict=True))

    def of(self, fault: Fault) -> list[str]:
        """Return the tests that run the statement of a fault, the quickest first."""
        known = self.lines.get(fault.path, {})
        first, last = fault.lines
        return self._quickest({one for line in range(first, last + 1) for one in known.get(str(line), [])})

    def of_module(self, path: str) -> list[str]:
        """Return every test: those first that run anything of a module, each part with the quickest first."""
        near = {one for tests in self.lines.get(path, {}).values() for one in tests}
        return self._quickest(near) + self._quickest(set(range(len(self.tests))) - near)

    def is_at_import(self, fault: Fault) -> bool:
        """Tell whether the statement of a fault runs before any test."""
        first, last = fault.lines
        return any(first <= line <= last for line in self.at_import.get(fault.path, []))

    def _quickest(self, tests: Iterable[int]) -> list[str]:
        chosen = [one for one in tests if self.seconds[one] <= self.longest]
        return [self.tests[one] for one in sorted(chosen, key=lambda one: (self.seconds[one], one))]


def digest(tests: Sequence[str]) -> str:
    """Return the digest of all code that faults are found by, and of which tests may find them."""
    folders = [ROOT / "almoner", ROOT / "tests" / "core", ROOT / "tests" / "cli", ROOT / "tests" / "cases"]
    files = [path for folder in folders for path in folder.rglob("*") if path.is_file()]
    told = sha256("\n".join(tests).encode())
    for path in sorted(one for one in files if "__pycache__" not in one.parts):
        told.update(path.relative_to(ROOT).as_posix().encode() + b"\0" + path.read_bytes())
    return told.hexdigest()


def kept_reach(path: Path | None, modules: Sequence[str], tests: Sequence[str]) -> Reach | None:
    """Return what was traced before, where it is of this very code, of these modules and tests."""
    if path is None or not path.exists():
        return None
    reach = Reach(**json.loads(path.read_text(encoding="utf-8")))
    is_same = reach.digest == digest(tests) and set(modules) <= reach.lines.keys()
    return reach if is_same else None


def keep_reach(reach: Reach, path: Path) -> None:
    """Write it by one rename."""
    beside = path.with_suffix(".part")
    beside.write_text(json.dumps(asdict(reach)), encoding="utf-8")
    beside.replace(path)


def arguments(files: Sequence[str]) -> list[str]:
    """Return what pytest is called with: in one process, silent, without the search for smaller examples."""
    without = [word for name in ("xdist", "cacheprovider") for word in ("-p", f"no:{name}")]
    chosen = ["-k", f"not ({LEFT_OUT})", "--hypothesis-profile", "mutants"]
    return ["-s", "-W", "ignore", "--rootdir", str(ROOT), *without, *chosen, *files]


def quiet_profile() -> None:
    """Register the profile that `arguments` names: the same examples each time, and none made smaller."""
    from hypothesis import HealthCheck, Phase, settings

    settings.register_profile(
        "mutants",
        phases=(Phase.explicit, Phase.generate),
        derandomize=True,
        deadline=None,
        suppress_health_check=list(HealthCheck),
        database=None,
    )


@contextmanager
def silence() -> Iterator[None]:
    """Let nothing that the tests print out of this block."""
    sys.stdout.flush()
    sys.stderr.flush()
    kept = os.dup(1), os.dup(2)
    nowhere = os.open(os.devnull, os.O_WRONLY)
    try:
        os.dup2(nowhere, 1)
        os.dup2(nowhere, 2)
        yield
    finally:
        for number, one in enumerate(kept, 1):
            os.dup2(one, number)
            os.close(one)
        os.close(nowhere)


def traced(asked: tuple[Sequence[str], Sequence[str]]) -> Reach | None:
    """Run tests once and return which of them runs which line of the modules; None where one fails. `asked`
    are the modules, and the files or folders of the tests.

    To be called in a process of its own, in which nothing of the modules was imported.
    """
    import pytest

    quiet_profile()
    os.chdir(ROOT)
    modules, tests = asked
    trace = _Trace(modules)
    with silence(), trace.on(IMPORT):
        pytest.main(arguments(tests), plugins=[trace])
    return None if trace.has_failed or not trace.seconds else trace.reach(digest(tests))


def remembering_of(paths: Collection[str]) -> "list[_lru_cache_wrapper[Any]]":
    """Return the functions of some modules that remember what they gave: unless they forget it before a test,
    it doesn't count as running them.
    """
    modules = [one for one in list(sys.modules.values()) if getattr(one, "__file__", None) in paths]
    named = [one for module in modules for one in vars(module).values()]
    return [one for one in named if isinstance(one, _lru_cache_wrapper)]


class _Trace:
    """Follows the lines of some files, and notes under which test they ran."""

    def __init__(self, modules: Sequence[str]) -> None:
        self._paths = {str(ROOT / path): path for path in modules}
        self._found: dict[tuple[str, int], set[str]] = {}
        self._test = IMPORT
        self.has_failed = False
        self.seconds: dict[str, float] = {}

    @contextmanager
    def on(self, test: str) -> Iterator[None]:
        """Note what runs within under the name of a test."""
        before, self._test = self._test, test
        sys.settrace(self._call)
        try:
            yield
        finally:
            sys.settrace(None)
            self._test = before

    def _call(self, frame: FrameType, event: str, arg: object) -> Any:
        del event, arg
        return self._line if frame.f_code.co_filename in self._paths else None

    def _line(self, frame: FrameType, event: str, arg: object) -> Any:
        del arg
        if event == "line":
            place = self._paths[frame.f_code.co_filename], frame.f_lineno
            self._found.setdefault(place, set()).add(self._test)
        return self._line

    def pytest_runtestloop(self, session: "pytest.Session") -> bool:
        sys.settrace(None)
        remembering = remembering_of(self._paths)
        for item, after in zip(session.items, [*session.items[1:], None], strict=True):
            for function in remembering:
                function.cache_clear()
            began = time.perf_counter()
            with self.on(item.nodeid):
                item.ihook.pytest_runtest_protocol(item=item, nextitem=after)
            self.seconds[item.nodeid] = round(time.perf_counter() - began, 5)
        return True

    def pytest_runtest_logreport(self, report: "pytest.TestReport") -> None:
        self.has_failed |= report.failed

    def pytest_collectreport(self, report: "pytest.CollectReport") -> None:
        self.has_failed |= report.failed

    def reach(self, code: str) -> Reach:
        """Return what was noted, under a digest."""
        told = Reach(code, list(self.seconds), list(self.seconds.values()))
        places = {test: number for number, test in enumerate(told.tests)}
        told.lines.update({path: {} for path in self._paths.values()})
        for (path, line), tests in sorted(self._found.items()):
            told.lines[path][str(line)] = sorted(places[one] for one in tests if one != IMPORT)
            if IMPORT in tests:
                told.at_import.setdefault(path, []).append(line)
        return told
