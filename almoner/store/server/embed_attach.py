"""A client's side of the private server: a share of it, a keeper where there is none, and a first knock."""

import atexit
import contextlib
import json
import os
import socket
import struct
import subprocess
import sys
import threading
import time
from dataclasses import dataclass
from pathlib import Path
from typing import BinaryIO, TextIO

from almoner.store.server.embed_binaries import find_binaries
from almoner.store.server.embed_cluster import PORT, cluster_major
from almoner.store.server.embed_keeper import CLIENTS, KEEPER, READY, SERVER
from almoner.store.server.embed_locks import take_lock
from almoner.store.server.embed_server import ServerUnavailable
from almoner.store.server.embed_sockets import is_private

KEEPER_LOG = "keeper.log"

_PACKAGE_ROOT = Path(__file__).resolve().parents[3]
_KEEPER_MODULE = "almoner.store.server.embed_keeper"
_LOOK_EVERY_S = 0.01
_SILENT_S = 2.0
_TELL_EVERY_S = 10.0
_KEEPERS_TRIED = 5
_LONGEST_LOG = 1_000_000
_KEEPER_NEEDS = ("PATH", "XDG_RUNTIME_DIR", "LD_LIBRARY_PATH")

_shares: dict[Path, int] = {}
_guard = threading.RLock()


@dataclass(frozen=True, slots=True)
class Ready:
    """What a keeper says about its running server."""

    sockets: Path
    owner: int
    """The user id that the server's files and its socket folder belong to."""
    version: int
    bindir: Path


def attach(home: Path) -> Ready:
    """Takes this process's share, then starts a keeper where none is, until a server lets us in.

    Raises ServerUnavailable, or OSError where the folder can't be used; then no share is held.
    """
    with _guard:
        try:
            _take_share(home)
            return _find_or_start(home)
        except BaseException:
            leave(home)
            raise


def is_running(home: Path) -> bool:
    """Whether a private server lets clients in now; none is started, and no share is taken."""
    ready = _read_ready(home)
    return ready is not None and _lets_in(ready)


def leave(home: Path) -> None:
    """Gives this process's share back, if any; a server without a keeper gets one, so that it ends."""
    with _guard:
        share = _shares.pop(home, None)
    if share is None:
        return
    try:
        _give_keeper(home)
    finally:
        os.close(share)


def _take_share(home: Path) -> None:
    progress = _Progress()
    while home not in _shares:
        share = take_lock(home / CLIENTS, shared=True)
        if share is None:
            progress.wait("to end before it starts again")
        else:
            _shares[home] = share


def _find_or_start(home: Path) -> Ready:
    progress = _Progress()
    tried = 0
    while True:
        lock = take_lock(home / KEEPER)
        if lock is not None:
            tried += 1
            _start_keeper(home, lock)
        ready = _read_ready(home)
        if ready is not None and _lets_in(ready):
            return ready
        if tried >= _KEEPERS_TRIED:
            raise ServerUnavailable(
                f"the books' server was ended {tried} times while it started: see {home / KEEPER_LOG}"
            )
        progress.wait("to start")


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
    sys.stderr.write(f"almoner: {text}\n")
    sys.stderr.flush()


def _start_keeper(home: Path, lock: int) -> None:
    """Starts a keeper, which takes the lock over, and waits until its server is ready or it has died.

    Raises ServerUnavailable with what the keeper says is wrong.
    """
    try:
        # What a killed keeper left: its socket folder may be somebody else's by now.
        (home / READY).unlink(missing_ok=True)
        process, lines = _spawn(home, lock)
    finally:
        os.close(lock)
    with lines:
        process.wait()  # which has left the keeper behind
        for line in lines:
            word, _, text = line.strip().partition(" ")
            if word == "fail":
                raise ServerUnavailable(text)
            if word == "say":
                _say(text)


def _give_keeper(home: Path) -> None:
    """Starts a keeper for a server that lost its own: it adopts the server and ends it in time."""
    lock = take_lock(home / KEEPER) if home.is_dir() else None
    if lock is None:
        return
    try:
        server = take_lock(home / SERVER)
        if server is not None:
            os.close(server)
            return
        process, lines = _spawn(home, lock)
        lines.close()
        process.wait()
    finally:
        os.close(lock)


def _spawn(home: Path, lock: int) -> tuple[subprocess.Popen[bytes], TextIO]:
    """A keeper's process, which leaves for a session of its own, and the lines that it will say."""
    binaries = find_binaries(major=cluster_major(home))
    listen, report = os.pipe()
    order = {"home": str(home), "bindir": str(binaries.bindir), "version": binaries.version}
    order |= {"lock": lock, "report": report}
    try:
        with _keeper_log(home) as log:
            process = subprocess.Popen(
                [
                    sys.executable,
                    "-E",
                    "-s",
                    "-S",
                    "-m",
                    "almoner.store.server.embed_keeper",
                    json.dumps(order),
                ],
                cwd=_PACKAGE_ROOT,
                env={
                    name: os.environ[name] for name in _KEEPER_NEEDS if name in os.environ
                },  # and no secrets
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
        os.close(report)
    return process, os.fdopen(listen, encoding="utf-8", errors="replace")


def _keeper_log(home: Path) -> BinaryIO:
    path = home / KEEPER_LOG
    with contextlib.suppress(FileNotFoundError):
        if path.stat().st_size > _LONGEST_LOG:
            path.replace(path.with_name(f"{KEEPER_LOG}.1"))
    return os.fdopen(os.open(path, os.O_WRONLY | os.O_APPEND | os.O_CREAT, 0o600), "ab")


def _read_ready(home: Path) -> Ready | None:
    try:
        told = json.loads((home / READY).read_text(encoding="utf-8"))
        return Ready(Path(told["sockets"]), told["owner"], told["version"], Path(told["bindir"]))
    except (FileNotFoundError, ValueError, KeyError):  # none, or torn by a power cut
        return None


def _lets_in(ready: Ready) -> bool:
    """Whether the server opens a session now: it is not dead, starting, recovering or ending.

    It speaks the first messages of PostgreSQL's protocol 3.0 itself, because this runs before every command.
    """
    if not is_private(ready.sockets, {ready.owner, os.geteuid()}):
        return False
    names = b"user\0almoner_owner\0database\0postgres\0\0"
    try:
        with socket.socket(socket.AF_UNIX) as line:
            line.settimeout(_SILENT_S)
            line.connect(str(ready.sockets / f".s.PGSQL.{PORT}"))
            line.sendall(struct.pack("!ii", len(names) + 8, 3 << 16) + names)
            with line.makefile("rb") as answers:
                return _is_welcome(answers)
    except (OSError, struct.error):
        return False


def _is_welcome(answers: BinaryIO) -> bool:
    while True:
        kind, length = struct.unpack("!ci", answers.read(5))
        body = answers.read(length - 4)
        if kind == b"E":
            return (
                b"C57P0" not in body
            )  # 57P01 to 57P03: ending, crashed, starting; any other is a live server's
        if kind == b"Z":
            return True


def _leave_all() -> None:
    for home in list(_shares):
        with contextlib.suppress(OSError, ServerUnavailable):
            leave(home)


def _forget_in_child() -> None:
    """A fork shares its parent's open files, so their locks: a child must not keep them alive."""
    global _guard  # noqa: PLW0603 (another thread of the parent may have held it)
    _guard = threading.RLock()
    for share in _shares.values():
        os.close(share)
    _shares.clear()


atexit.register(_leave_all)
os.register_at_fork(after_in_child=_forget_in_child)
