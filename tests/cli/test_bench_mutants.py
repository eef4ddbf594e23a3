"""The benches that look for what the checks miss: they count rightly, and say where nothing can be told."""

import json
import random
import shutil
from pathlib import Path

import pytest

from almoner.cli.bench import fuzz_command, mutants_command
from almoner.cli.bench.damage import damaged
from almoner.cli.bench.mutants_source import faults_of
from almoner.cli.bench.one_fault import bases, mutants

FOLDER = mutants_command.FOLDER


@pytest.fixture
def few(tmp_path: Path) -> Path:
    """The clean file of one guide, with a table of two faults of which one is no fault."""
    shutil.copy(FOLDER / "999.x12", tmp_path)
    (tmp_path / "999.txt").write_text(
        "2 | no verdict | 2000 IK5 | G-SEG-04 | IK5*A~ ->\n"
        "2 | another claim | 2100 CTX/1 | G-EL | CTX*CLM01:A2 -> CTX*CLM01:A3\n",
        encoding="utf-8",
    )
    return tmp_path


def test_what_is_missed_is_counted_and_told(few: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert mutants_command.run([str(few), "--json"]) == 1
    told = json.loads(capsys.readouterr().out)
    assert told["table"]["almoner"] == {"999": {"mutants": 2, "found": 1, "placed": 1, "alone": 1}}
    assert told["missed"] == ["999: another claim"]
    assert told["false"] == []


def test_a_folder_without_files_is_refused(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert mutants_command.run([str(tmp_path / "none")]) == 2
    assert capsys.readouterr().out == ""


@pytest.mark.parametrize(
    ("line", "why"),
    [
        ("2 | a | 2000 IK5 | G | IK5*Q -> ", "stands 0 times"),
        ("2 | a | nowhere at all | G | IK5*A~ -> ", "isn't of the form"),
        ("2 | a | 2000 IK5 | G | IK5*A~", "isn't of the form"),
        ("2 | a | 2000 IK5 @ZZZ | G | IK5*A~ -> ", "nothing begins"),
    ],
)
def test_a_line_that_cannot_be_used_is_named(few: Path, line: str, why: str) -> None:
    (few / "999.txt").write_text(f"\n{line}\n", encoding="utf-8")
    with pytest.raises(ValueError, match=f"line 2.*{why}"):
        list(mutants(few))


def test_damage_is_the_same_for_the_same_seed_and_bounded() -> None:
    files = list(bases(FOLDER).values())
    made = [damaged(files, random.Random(seed)) for seed in range(50)]
    assert made == [damaged(files, random.Random(seed)) for seed in range(50)]
    assert len(set(made)) > 45
    assert all(len(data) <= 1 << 20 for data in made)


def test_a_short_fuzz_finds_nothing(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    keep = tmp_path / "failed.x12"
    monkeypatch.setattr(fuzz_command, "SECONDS", 600.0)  # a busy machine fails no test
    assert fuzz_command.run(["--inputs", "40", "--keep", str(keep), "--json"]) == 0
    told = json.loads(capsys.readouterr().out)
    assert (told["inputs"], told["failed"]) == (40, "")
    assert not keep.exists()


def test_what_takes_too_long_is_a_failure(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    keep = tmp_path / "failed.x12"
    monkeypatch.setattr(fuzz_command, "SECONDS", -1.0)
    monkeypatch.setattr(fuzz_command, "SECONDS_A_MEGABYTE", 0.0)
    assert fuzz_command.run(["--inputs", "40", "--keep", str(keep), "--json"]) == 1
    assert json.loads(capsys.readouterr().out)["failed"].startswith("Runaway")
    assert keep.exists()


SOURCE = """
def part(cents: int = 1, *, is_whole: bool = True) -> int:
    \"\"\"Half of it.\"\"\"
    assert cents > 0, "more than nothing"
    if cents >= 2 and is_whole:
        note(cents)
    return cents - 1 if cents != 3 else -cents
"""


def test_faults_are_one_at_a_time_and_leave_what_is_promised_alone(tmp_path: Path) -> None:
    path = tmp_path / "part.py"
    path.write_text(SOURCE, encoding="utf-8")
    found = faults_of(path, tmp_path)
    assert [str(one).partition(": ")[2] for one in found] == [
        "`1` -> `2`",
        "`True` -> `False`",
        "`cents >= 2 and is_whole` -> `not (cents >= 2 and is_whole)`",
        "`>=` -> `>`",
        "`2` -> `3`",
        "`and` -> `or`",
        "`note(cents)` -> `pass`",
        "`-` -> `+`",
        "`1` -> `2`",
        "`cents != 3` -> `not (cents != 3)`",
        "`!=` -> `==`",
        "`3` -> `4`",
        "`-` -> ``",
    ]
    made = {one.applied(path.read_bytes()) for one in found}
    assert len(made) == len(found)
    assert all(b"assert cents > 0" in one and b"Half of it." in one for one in made)
    assert b"return cents + 1 if" in found[7].applied(path.read_bytes())


def test_faults_of_the_books_need_something_to_be_faulty(capsys: pytest.CaptureFixture[str]) -> None:
    assert mutants_command.run(["books", "almoner/core/ledger/__init__.py"]) == 2
    assert "nothing to try" in capsys.readouterr().err
