"""The ground that a bench stands on: a data folder and a private server of its own, gone when it ends."""

import os
import shutil
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path


@contextmanager
def own_books() -> Iterator[Path]:
    """Open empty books in a fresh folder, never the user's; server and folder are gone after the block."""
    data = Path(tempfile.mkdtemp(prefix="almoner-bench-"))
    try:
        with opened(data):
            yield data
    finally:
        remove(data)


@contextmanager
def opened(data: Path) -> Iterator[None]:
    """Open the books of a folder for a block, never the user's; they are kept."""
    before = {name: os.environ.pop(name, None) for name in ("ALMONER_DATA", "DATABASE_URL")}
    os.environ["ALMONER_DATA"] = str(data)
    try:
        from almoner.store.boot import open_store

        open_store(data, is_quiet=True)
        yield
    finally:
        _close(data)
        os.environ.pop("ALMONER_DATA")
        os.environ.update({name: value for name, value in before.items() if value is not None})


def _close(data: Path) -> None:
    from django.db import connections

    from almoner.store.server.embed import release

    connections.close_all()
    release(data)


def remove(data: Path) -> None:
    """Remove a folder with its server's files; safe where there is none."""
    from almoner.store.server.embed import wait_until_stopped

    wait_until_stopped(data)
    shutil.rmtree(data, ignore_errors=True)


def postmaster_of(data: Path) -> int:
    """Return the process id of the books' private server."""
    (found,) = (data / "postgres").glob("*/postmaster.pid")
    return int(found.read_text(encoding="ascii").split("\n", 1)[0])
