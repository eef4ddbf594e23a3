"""`almoner code check` and `almoner query lint`: status and words for agreement, difference and bad input."""

import json
from pathlib import Path

import pytest

from almoner.cli.code import run
from almoner.cli.query import run as query

NOTE = "Follow-up.\nAssessment: Hypertension, at goal.\nPlan: Continue lisinopril 20 mg daily.\n"


def files(folder: Path, charges: object, text: str = NOTE) -> list[str]:
    note, charged = folder / "note.txt", folder / "charges.json"
    note.write_text(text, "utf-8")
    charged.write_text(charges if isinstance(charges, str) else json.dumps(charges), "utf-8")
    return ["check", str(note), str(charged), "--on", "2026-11-20"]


def test_what_agrees_ends_with_nought(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    lines = [{"code": "99213", "dx": ["I10"]}]
    assert run(files(tmp_path, lines)) == 0
    assert "agree" in capsys.readouterr().out


def test_differences_are_told_both_ways(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    charges = {"diagnoses": ["E119"], "lines": [{"code": "99215", "units": 1}, {"code": "93000"}]}
    assert run([*files(tmp_path, charges), "--json"]) == 1
    found = {each["difference"] for each in json.loads(capsys.readouterr().out)["differences"]}
    assert found == {
        "level charged above what is documented",
        "charged, not documented",
        "diagnosis in the note, not on the claim",
        "diagnosis on the claim, not in the note",
    }


KNEE = "Procedure: Right knee injected with 40 mg Kenalog. Tolerated well.\n"


def test_units_and_sides_of_services_are_compared(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    right = [{"code": "20610", "modifiers": ["RT"]}, {"code": "J3301", "units": 4}]
    assert run(files(tmp_path, right, KNEE)) == 0
    capsys.readouterr()
    wrong = [{"code": "20610", "modifiers": ["LT"]}, {"code": "J3301", "units": 8}]
    assert run([*files(tmp_path, wrong, KNEE), "--json"]) == 1
    found = json.loads(capsys.readouterr().out)["differences"]
    assert found == [
        {"difference": "side differs", "documented": "20610-RT", "charged": "20610-LT"},
        {"difference": "units differ", "documented": "J3301 x4", "charged": "J3301 x8"},
    ]


@pytest.mark.parametrize(
    "charges",
    ["{", {"lines": 3}, [{"code": 7}], [{"code": "99213", "units": 0}], [{"code": "1", "dx": "I10"}], [3]],
)
def test_bad_charges_end_with_two(
    charges: object, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert run(files(tmp_path, charges)) == 2
    assert capsys.readouterr().err.startswith("almoner: ")


def test_query_lint_judges_a_file(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    file = tmp_path / "query.json"
    good = {"ask": "Which type applies?", "indicators": [{"text": "heart failure"}], "options": []}
    file.write_text(json.dumps(good), "utf-8")
    assert query(["lint", str(file)]) == 0
    file.write_text(json.dumps([good, {"ask": "Please document sepsis."}]), "utf-8")
    assert query(["lint", str(file)]) == 1
    assert "query 2: it leads" in capsys.readouterr().out
    file.write_text("[", "utf-8")
    assert query(["lint", str(file)]) == 2
