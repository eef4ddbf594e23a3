"""`almoner note check`: what a note lacks, by words and status, and files that are no note."""

import json
from pathlib import Path

import pytest

from almoner.cli.note import run

TEXT = "HPI: Cough for a week.\nAssessment:\n1. Hypertension - stable. Continue lisinopril 10 mg. ___\n"


def written(folder: Path, **content: object) -> str:
    file = folder / "note.json"
    file.write_text(json.dumps(content), "utf-8")
    return str(file)


def test_a_note_that_a_claim_would_wait_for_ends_with_one(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert run(["check", written(tmp_path, text=TEXT, on="2026-03-02"), "--json"]) == 1
    told = json.loads(capsys.readouterr().out)
    (one,) = [each for each in told["findings"] if each["check"] == "fragment"]
    (span,) = one["evidence"]
    assert TEXT[span["start"] : span["end"]] == span["text"] == "___"
    assert run(["check", written(tmp_path, text=TEXT.replace(" ___", ""), on="2026-03-02")]) == 0


def test_answers_make_the_note_of_their_template(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    answers = {
        "complaint": "Blood pressure",
        "problem.1": "Hypertension",
        "problem.1.status": ["stable"],
        "problem.1.plan": "Continue lisinopril 10 mg",
    }
    file = written(tmp_path, answers=answers, on="2026-03-02")
    run(["check", file, "--template", "general.visit", "--json"])
    told = json.loads(capsys.readouterr().out)
    assert "Hypertension: stable" in told["note"]
    assert {"template/hpi", "template/exam"} & {each["check"] for each in told["findings"]}


@pytest.mark.parametrize(
    "content",
    [
        "",
        "[]",
        "{",
        '{"txt": "x"}',
        '{"text": 3}',
        '{"template": "none"}',
        '{"text": "x", "age": 300}',
        '{"text": "x", "on": "soon"}',
        '{"text": "x", "care": {"role": "king"}}',
        '{"text": "x", "answers": {"a": [3]}}',
        '{"answers": {}, "template": "general.visit"}',
    ],
)
def test_what_is_no_note_ends_with_two_and_is_not_repeated(
    content: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    file = tmp_path / "note.json"
    file.write_text(content, "utf-8")
    assert run(["check", str(file)]) == 2
    said = capsys.readouterr()
    assert said.out == ""
    assert said.err.startswith("almoner: ")
