"""The folder of the large practice: its own data folder and private server, kept until it is removed."""

import os
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from almoner.settings import data_folder

NAME = "bench-practice"


def folder() -> Path:
    """Return where the large practice is kept: a folder of its own in the data folder."""
    return data_folder() / NAME


def remove(data: Path) -> None:
    """Remove the practice with its server's files; safe where there is none."""
    from almoner.store.embed import wait_until_stopped

    wait_until_stopped(data)
    shutil.rmtree(data, ignore_errors=True)


@contextmanager
def opened(data: Path) -> Iterator[Path]:
    """Open the large practice's books for a block, never the user's; they are kept."""
    before = {name: os.environ.pop(name, None) for name in ("ALMONER_DATA", "DATABASE_URL")}
    data.mkdir(mode=0o700, parents=True, exist_ok=True)
    os.environ["ALMONER_DATA"] = str(data)
    try:
        from almoner.store.boot import open_store

        open_store(data, is_quiet=True)
        yield data
    finally:
        _close(data)
        os.environ.pop("ALMONER_DATA")
        os.environ.update({name: value for name, value in before.items() if value is not None})


def _close(data: Path) -> None:
    from django.db import connections

    from almoner.store.embed import release

    connections.close_all()
    release(data)
