"""Weights get into the data folder whole and with the pinned hashes, or not at all."""

import hashlib
from pathlib import Path

import pytest

from almoner.store.shipped.voice import (
    Weights,
    WeightsRefused,
    accept,
    pinned,
    place_of,
    retention,
    source_of,
)

FILES = {"model.bin": b"weights", "config.json": b"{}"}


@pytest.fixture
def weights(tmp_path: Path) -> Weights:
    (tmp_path / "from").mkdir()
    for name, body in FILES.items():
        (tmp_path / "from" / name).write_bytes(body)
    return Weights("small", "", {name: hashlib.sha256(body).hexdigest() for name, body in FILES.items()})


def test_the_pinned_files_are_copied_and_nothing_else(weights: Weights, tmp_path: Path) -> None:
    (tmp_path / "from" / "code.py").write_text("raise SystemExit", encoding="ascii")
    place = accept(weights, tmp_path / "from", tmp_path / "data")
    assert place == place_of(tmp_path / "data", "small")
    assert {path.name: path.read_bytes() for path in place.iterdir()} == FILES
    assert accept(weights, tmp_path / "from", tmp_path / "data") == place


@pytest.mark.parametrize("name", FILES)
def test_one_changed_byte_refuses_all_and_keeps_what_was_there(
    weights: Weights, tmp_path: Path, name: str
) -> None:
    place = accept(weights, tmp_path / "from", tmp_path / "data")
    (tmp_path / "from" / name).write_bytes(FILES[name] + b" ")
    with pytest.raises(WeightsRefused, match=name):
        accept(weights, tmp_path / "from", tmp_path / "data")
    assert {path.name: path.read_bytes() for path in place.iterdir()} == FILES
    assert [path.name for path in place.parent.iterdir()] == ["small"]


def test_a_missing_file_is_named(weights: Weights, tmp_path: Path) -> None:
    (tmp_path / "from" / "config.json").unlink()
    with pytest.raises(WeightsRefused, match=r"config\.json"):
        accept(weights, tmp_path / "from", tmp_path / "data")


def test_a_package_that_is_not_installed_is_no_source(weights: Weights) -> None:
    with pytest.raises(WeightsRefused, match="--from"):
        source_of(weights)


def test_every_pin_is_a_hash_of_a_plain_name() -> None:
    assert "tiny.en" in pinned()
    for weights in pinned().values():
        assert "model.bin" in weights.files
        for name, digest in weights.files.items():
            assert Path(name).name == name
            assert len(bytes.fromhex(digest)) == 32


def test_recordings_go_with_the_signature() -> None:
    assert retention().signed_days == 0
    assert retention().unsigned_days > 0
