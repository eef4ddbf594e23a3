"""`almoner template lint`: clean, faulty and unreadable files, by its status and words."""

from pathlib import Path

import pytest

from almoner.cli.template import run

SHIPPED = Path(__file__).parents[2] / "almoner" / "policy" / "templates"


def test_a_shipped_template_has_no_fault(capsys: pytest.CaptureFixture[str]) -> None:
    assert run(["lint", str(SHIPPED / "cardiology-follow-up.toml")]) == 0
    assert "no fault" in capsys.readouterr().out


def test_a_fault_ends_with_one(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    text = (SHIPPED / "cardiology-follow-up.toml").read_text("utf-8")
    file = tmp_path / "own.toml"
    file.write_text(text.replace('"systolic"', '"sideways"'), "utf-8")
    assert run(["lint", str(file)]) == 1
    assert "'sideways' leads to no value" in capsys.readouterr().out


@pytest.mark.parametrize("content", [b"", b"\xff\xfe", b"id = 3"])
def test_what_is_no_template_ends_with_two(
    content: bytes, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    file = tmp_path / "own.toml"
    file.write_bytes(content)
    assert run(["lint", str(file)]) == 2
    assert "own.toml" in capsys.readouterr().err


def test_a_file_that_is_not_there_ends_with_two(capsys: pytest.CaptureFixture[str]) -> None:
    assert run(["lint", "gone.toml"]) == 2
    assert "can't be read" in capsys.readouterr().err
