"""One private PostgreSQL for a test session, made when the first test asks; tests keep apart by practice."""

import os
import signal
import tempfile
from collections.abc import Iterator
from pathlib import Path

import pytest

UNSAFE = "\nfsync = off\nsynchronous_commit = off\nfull_page_writes = off\n"
"""No test of the shared server asks what a power cut leaves; those about it start servers of their own."""


def hurry(data: Path) -> None:
    """Let the private server of a data folder wait for no disk."""
    (postmaster,) = data.glob("postgres/*/postmaster.pid")
    with (postmaster.parent / "postgresql.conf").open("a", encoding="utf-8") as conf:
        conf.write(UNSAFE)
    os.kill(int(postmaster.read_text(encoding="utf-8").split()[0]), signal.SIGHUP)


@pytest.fixture(scope="session")
def store() -> Iterator[Path]:
    """Open a migrated store in a data folder of the session's own, and return the folder."""
    with tempfile.TemporaryDirectory(prefix="almoner-test-") as folder, pytest.MonkeyPatch.context() as patch:
        data = Path(folder)
        patch.setenv("ALMONER_DATA", str(data))
        patch.delenv("DATABASE_URL", raising=False)
        from almoner.store.boot import open_store

        open_store(data, is_quiet=True)
        hurry(data)
        yield data
        from django.db import connections

        connections.close_all()
