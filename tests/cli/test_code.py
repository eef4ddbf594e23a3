"""`almoner code suggest` as a user runs it: files, standard input, hostile input, options."""

import io
import json
from pathlib import Path
from typing import Any

import pytest

from almoner.cli.code import run

NOTE = (
    "Date of service: 11/02/2026\r\nAssessment:\r\n1. Hypertension, stable. Continue lisinopril.\r\n"
    "2. Caf\u00e9 gout\r\n"
)


@pytest.fixture(autouse=True)
def nothing_imported(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("ALMONER_DATA", str(tmp_path))


def suggest(content: bytes, folder: Path, *options: str) -> int:
    path = folder / "note.txt"
    path.write_bytes(content)
    return run(["suggest", str(path), *options])


def answer(capsys: pytest.CaptureFixture[str]) -> dict[str, Any]:
    found: dict[str, Any] = json.loads(capsys.readouterr().out)
    return found


def test_json_holds_the_contract(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert suggest(NOTE.encode(), tmp_path, "--json") == 0
    found = answer(capsys)
    assert {"suggestions", "queries", "em"} <= set(found)
    dx = next(each for each in found["suggestions"] if each["code"] == "I10")
    assert dx["kind"] == "dx"
    assert dx["tier"] == "confirm"
    assert {"title", "confidence", "evidence", "why", "alternatives", "missing"} <= set(dx)
    assert dx["why"][0]["rule"] == "lexicon"
    for each in found["suggestions"]:
        assert each["evidence"]
        assert all(NOTE[quote["start"] : quote["end"]] == quote["text"] for quote in each["evidence"])


def test_standard_input_gives_the_same(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    suggest(NOTE.encode(), tmp_path, "--json")
    first = answer(capsys)
    monkeypatch.setattr("sys.stdin", io.TextIOWrapper(io.BytesIO(NOTE.encode())))
    assert run(["suggest", "-", "--json"]) == 0
    assert answer(capsys) == first


def test_text_shows_tier_code_and_quote(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    suggest(NOTE.encode(), tmp_path, "--age", "61", "--sex", "F")
    out, err = capsys.readouterr()
    assert "confirm  I10" in out
    assert "'Hypertension'" in out
    assert err == ""


def test_rules_on_unknown_facts_are_said_to_be_skipped(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    suggest(NOTE.encode(), tmp_path, "--sex", "M")
    assert "without --age" in capsys.readouterr().err


def test_the_head_gives_the_day_unless_told(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    text = "DOS: 05/01/2019\nAssessment: chronic kidney disease stage 3"
    suggest(text.encode(), tmp_path, "--json")
    assert "N18.3" in {each["code"] for each in answer(capsys)["suggestions"]}
    suggest(text.encode(), tmp_path, "--json", "--on", "2026-11-02")
    assert "N18.3" not in {each["code"] for each in answer(capsys)["suggestions"]}


@pytest.mark.parametrize(
    ("content", "told"),
    [
        (b"", "empty"),
        (b" \r\n\t", "empty"),
        ("\ufeff".encode(), "empty"),
        (b"\xff\xfe\x00a", "not UTF-8"),
        (b"Assessment: gout\x00", "zero bytes"),
        (b"gout " * 200_001, "larger than 1 MB"),
    ],
)
def test_what_is_no_note_is_refused(
    content: bytes, told: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert suggest(content, tmp_path) == 2
    out, err = capsys.readouterr()
    assert out == ""
    assert told in err
    assert "gout" not in err


def test_a_file_that_is_not_there(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert run(["suggest", str(tmp_path / "none.txt")]) == 2
    assert "can't be read" in capsys.readouterr().err


@pytest.mark.parametrize("words", [[], ["nonsense"]])
def test_an_act_that_there_is_not(words: list[str], capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit) as ended:
        run(words)
    assert ended.value.code == 2
    assert "ACT" in capsys.readouterr().err


@pytest.mark.parametrize(
    "options", [["--age", "-1"], ["--age", "x"], ["--sex", "Q"], ["--new", "--established"], ["--on", "x"]]
)
def test_options_out_of_bounds(options: list[str], tmp_path: Path) -> None:
    with pytest.raises(SystemExit) as ended:
        suggest(NOTE.encode(), tmp_path, *options)
    assert ended.value.code == 2


def test_a_megabyte_is_read(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert suggest(b"x" * 900_000 + b"\nAssessment: gout\n", tmp_path, "--json") == 0
    assert "M10.9" in {each["code"] for each in answer(capsys)["suggestions"]}
