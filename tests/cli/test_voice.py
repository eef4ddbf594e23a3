"""`almoner voice setup` takes pinned weights only, and says so in one line."""

from pathlib import Path

import pytest

from almoner.cli.voice import run


def test_weights_that_are_not_pinned_are_refused(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setenv("ALMONER_DATA", str(tmp_path / "data"))
    (tmp_path / "model.bin").write_bytes(b"another")
    assert run(["setup", "--model", "tiny.en", "--from", str(tmp_path)]) == 2
    assert "model.bin is not the pinned file" in capsys.readouterr().err
    assert run(["setup", "--model", "huge"]) == 2
    assert "known: tiny.en" in capsys.readouterr().err
    assert not list((tmp_path / "data" / "voice").iterdir())
