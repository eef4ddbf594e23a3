"""The shipped lexicon's parsed files are kept beside the environment, and a spoiled or unwritable place
costs nothing but time."""

import json
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from almoner.store.shipped.lexicon import kept_tables, lexicon_files, shipped_lexicon, shipped_weights


@pytest.fixture(autouse=True)
def own_place(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    monkeypatch.setattr(sys, "prefix", str(tmp_path))
    shipped_lexicon.cache_clear()
    yield
    shipped_lexicon.cache_clear()


def test_what_is_kept_gives_the_same_lexicon() -> None:
    first = shipped_lexicon()
    (kept,) = kept_tables().iterdir()
    assert set(json.loads(kept.read_bytes())) == {name for name, _ in lexicon_files()}
    shipped_lexicon.cache_clear()
    assert shipped_lexicon() == first


def test_a_spoiled_file_is_made_anew() -> None:
    first = shipped_lexicon()
    (kept,) = kept_tables().iterdir()
    for spoiled in (b"{", b"[]", b"\xff"):
        kept.write_bytes(spoiled)
        shipped_lexicon.cache_clear()
        assert shipped_lexicon().hash == first.hash
        assert json.loads(kept.read_bytes())


def test_a_place_that_cannot_be_written_is_done_without(tmp_path: Path) -> None:
    (tmp_path / "share").write_text("a file where a folder should be")
    assert shipped_lexicon().concepts


def test_only_the_newest_is_kept() -> None:
    kept_tables().mkdir(parents=True)
    (kept_tables() / "old.json").write_text("{}")
    shipped_lexicon()
    assert "old.json" not in {path.name for path in kept_tables().iterdir()}


def test_the_weights_have_every_tier() -> None:
    assert len(shipped_weights().floors) == 3
