"""Faults in the code of the books: each is tried by what runs it, and a run that was cut off goes on."""

import json
from datetime import date
from pathlib import Path

import pytest

from almoner.cli.bench import mutants_books
from almoner.cli.bench.mutants_keep import Kept
from almoner.cli.bench.mutants_reach import ROOT, Reach, remembering_of
from almoner.cli.bench.mutants_source import Fault, faults_of
from almoner.cli.bench.mutants_try import FOUND, MISSED, Outcome, swaps
from almoner.core.ledger import Reason, Subject
from almoner.core.ledger.posting import Effect, post

MODULE = "almoner/core/ledger/roll_forward.py"
SOURCE = """
LIMIT = [one for one in (1, 2)]
def part(cents: int = 3) -> int:
    while True:
        if (
            cents > 4
            and cents < 5
        ):
            note(cents)
        return [cents + 6 for one in (7,)]
"""


def faults(tmp_path: Path) -> dict[str, Fault]:
    """The faults of the source by what they change."""
    path = tmp_path / "part.py"
    path.write_text(SOURCE, encoding="utf-8")
    return {fault.old: fault for fault in faults_of(path, tmp_path)}


def test_a_fault_is_reached_by_a_line_of_its_statement(tmp_path: Path) -> None:
    found = faults(tmp_path)
    lines = {old: found[old].lines for old in ("3", "True", "4", "note(cents)", "6")}
    assert lines == {"3": (3, 4), "True": (4, 5), "4": (5, 9), "note(cents)": (9, 9), "6": (10, 10)}


def test_the_quickest_that_run_a_line_come_first(tmp_path: Path) -> None:
    fault = faults(tmp_path)["4"]
    lines = {"part.py": {"4": [0], "5": [1, 2], "7": [2, 3]}}
    reach = Reach("code", ["a", "b", "c", "d", "e"], [0.1, 0.3, 0.2, 9.0, 0.0], lines, {"part.py": [5]})
    assert reach.of(fault) == ["c", "b", "d"]
    assert reach.up_to(1).of(fault) == ["c", "b"]
    assert reach.of_module("part.py") == ["a", "c", "b", "d", "e"]
    assert reach.is_at_import(fault)
    assert not reach.is_at_import(faults(tmp_path)["6"])


def test_what_a_function_remembers_can_be_forgotten_before_each_test() -> None:
    (pair,) = remembering_of({str(ROOT / "almoner/core/ledger/posting.py")})
    pair.cache_clear()
    for cents in (1, 2):
        post(Effect(Reason.PAYMENT, cents, Subject(rank=1), "once"), on=date(2026, 3, 2))
    assert pair.cache_info()[:2] == (1, 1)
    pair.cache_clear()
    post(Effect(Reason.PAYMENT, 3, Subject(rank=1), "again"), on=date(2026, 3, 2))
    assert pair.cache_info()[:2] == (0, 1)


@pytest.mark.parametrize(("old", "inside"), [("1", None), ("3", None), ("4", ["part"]), ("6", ["part"])])
def test_what_runs_at_import_is_not_exchanged(
    old: str, inside: list[str] | None, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    fault = faults(tmp_path)[old]
    monkeypatch.setattr("almoner.cli.bench.mutants_try.ROOT", tmp_path)
    changed = swaps(fault)
    assert (changed and [old.co_name for old, _ in changed][:1]) == inside


def test_what_was_tried_under_this_code_is_done_and_what_found_it_is_known_under_any(tmp_path: Path) -> None:
    kept = Kept(tmp_path / "run.jsonl")
    found, missed = Outcome("a", FOUND, "test_a"), Outcome("b", MISSED)
    kept.add(found, "old")
    kept.add(missed, "old")
    kept.add(missed, "new")
    cut_off = '{"code": "new", "fau'
    (tmp_path / "run.jsonl").write_text((tmp_path / "run.jsonl").read_text() + cut_off)
    before = kept.read("new")
    assert (before.done, before.finders) == ({"b": missed}, {"a": "test_a"})
    assert Kept().read("new").done == {}


def test_a_run_finds_what_its_tests_look_at_and_goes_on_where_it_stood(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    keep = tmp_path / "run.jsonl"
    asked = [MODULE, "--tests", "tests/core/ledger/test_roll_forward.py", "--processes", "1"]
    assert mutants_books.run([*asked, "--keep", str(keep)]) == 0
    told = capsys.readouterr()
    every = faults_of(ROOT / MODULE, ROOT)
    assert f"{len(every)} of {len(every)}" in told.err
    row = next(line for line in told.out.splitlines() if line.startswith(MODULE)).split()
    assert int(row[1]) == int(row[2]) + int(row[3]) == len(every)
    assert int(row[2]) > len(every) / 2
    cut = keep.read_text().splitlines()
    keep.write_text("\n".join(cut[:-1]) + "\n")
    assert mutants_books.run([*asked, "--keep", str(keep), "--json"]) == 0
    again = capsys.readouterr()
    assert {one["fault"] for one in json.loads(again.out)} == {str(fault) for fault in every}
    assert "once over all tests" not in again.err, "which test runs which line is kept too"
    assert sorted(keep.read_text().splitlines()) == sorted(cut), "only the one that was cut off is tried"
