"""`almoner x12` over odd, damaged and junk files of every guide: every claim and cent, the same bytes back, a
fitting status, never a traceback."""

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from almoner.cli.bench.one_fault import bases
from almoner.cli.x12 import run
from tests.cli.odd_files import ANSWERED, FORMS, JUNK, Form, Original

FOLDER = Path(__file__).parents[1] / "core" / "x12" / "mutants"
CLEAN = bases(FOLDER)
Told = tuple[int, bytes]
_MONEY = ("charge_cents", "paid_cents", "patient_cents", "adjustments", "control", "kind")


@pytest.fixture
def told(tmp_path: Path, capsysbinary: pytest.CaptureFixture[bytes]) -> Callable[[str, bytes], Told]:
    """Runs one of the commands on some bytes: its status and what it prints."""

    def call(command: str, data: bytes) -> Told:
        path = tmp_path / "odd.x12"
        path.write_bytes(data)
        status = run([*command.split(), str(path)])
        return status, capsysbinary.readouterr().out

    return call


def facts(row: dict[str, Any]) -> dict[str, Any]:
    """What may not be lost of a row: whose it is, and its money, line by line."""
    kept = {key: row[key] for key in _MONEY if key in row}
    lines = [{key: line[key] for key in _MONEY if key in line} for line in row.get("lines", ())]
    return kept | {"lines": lines}


def check_form(guide: str, form: Form, told: Callable[[str, bytes], Told]) -> None:
    """All commands over one form of one guide's file."""
    clean = [json.loads(line) for line in told("json", CLEAN[guide])[1].splitlines()]
    data = form.make(Original.of(CLEAN[guide]))
    assert told("rewrite", data) == (0, data)
    status, printed = told("json", data)
    every = [json.loads(line) for line in printed.splitlines()]
    found = [row for row in every if row["control"] != ANSWERED]
    assert status == 0
    if form.times > 0 and not form.alters:
        assert [facts(row) for row in found] == [facts(row) for row in clean] * form.times
    elif form.times > 0:
        assert len(found) == len(clean) * form.times
    status, printed = told("check --json", data)
    report = json.loads(printed)
    issues = [*report["issues"], *(issue for each in report["transactions"] for issue in each["issues"])]
    errors = [issue["rule"] for issue in issues if issue["severity"] == "error"]
    assert status == (1 if errors else 0), errors
    assert form.status in (None, status), errors


def test_there_are_enough_of_them() -> None:
    assert len(FORMS) + len(JUNK) >= 66
    assert len(CLEAN) == 13


@pytest.mark.parametrize("name", FORMS)
def test_an_odd_file_loses_nothing(name: str, told: Callable[[str, bytes], Told]) -> None:
    failed = []
    for guide in CLEAN:
        try:
            check_form(guide, FORMS[name], told)
        except AssertionError as error:
            failed.append(f"{guide}: {error}")
    assert not failed, "\n".join(failed)


@pytest.mark.parametrize("name", JUNK)
def test_junk_is_refused_in_one_line(
    name: str, tmp_path: Path, capsysbinary: pytest.CaptureFixture[bytes]
) -> None:
    path = tmp_path / "junk.x12"
    path.write_bytes(JUNK[name])
    for command in ("check", "json", "rewrite", "ack --type 999"):
        arguments = command.split()
        assert run([arguments[0], str(path), *arguments[1:]]) == 2
        captured = capsysbinary.readouterr()
        assert captured.out == b""
        assert captured.err.count(b"\n") == 1
        assert b"Traceback" not in captured.err
