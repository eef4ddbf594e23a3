"""One private PostgreSQL for a test session, made when the first test asks; tests keep apart by practice."""

import tempfile
from collections.abc import Iterator
from pathlib import Path

import pytest


@pytest.fixture(scope="session")
def store() -> Iterator[Path]:
    """Open a migrated store in a data folder of the session's own, and return the folder."""
    with tempfile.TemporaryDirectory(prefix="almoner-test-") as folder, pytest.MonkeyPatch.context() as patch:
        data = Path(folder)
        patch.setenv("ALMONER_DATA", str(data))
        patch.delenv("DATABASE_URL", raising=False)
        from almoner.store.boot import open_store

        open_store(data, is_quiet=True)
        yield data
        from django.db import connections

        connections.close_all()
