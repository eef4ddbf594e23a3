"""The keeper: a detached process that starts the private server and ends it when its last client has gone.

Each client holds a shared lock; the keeper gets the exclusive one when the kernel has dropped the last, so no
client leaves the server behind, however it dies. It needs the standard library only and writes no data to its
log.
"""

import contextlib
import json
import os
import signal
import sys
import time
from collections.abc import Sequence
from datetime import UTC, datetime
from pathlib import Path
from types import FrameType

from almoner.store.server.embed_cluster import build_cluster, cluster_major, configure_cluster, give_to
from almoner.store.server.embed_identity import NoIdentity, choose_identity
from almoner.store.server.embed_locks import holders, holds, is_same_file, take_lock
from almoner.store.server.embed_postmaster import (
    Postmaster,
    StartFailure,
    clear_pid_file,
    last_complaint,
    open_log,
    read_status,
)
from almoner.store.server.embed_programs import ProgramFailure, Programs, reachable_programs
from almoner.store.server.embed_sockets import SocketFolderRefused, socket_folder

CLIENTS, KEEPER, SERVER = "clients.lock", "keeper.lock", "server.lock"
READY = "ready.json"
SERVER_LOG = "server.log"

_LOOK_EVERY_S = 0.05
_START_EVERY_S = 0.005
_TELL_EVERY_S = 5.0
_PATIENCE_S = 20.0
_STARTS_TRIED = 3


class Keeper:
    """One keeper's work on one home folder; whoever makes it holds the home's keeper lock."""

    def __init__(self, home: Path, bindir: Path, version: int, report: int) -> None:
        self._home, self._bindir, self._version, self._report = home, bindir, version, report
        self._presence = os.open(home / CLIENTS, os.O_RDWR | os.O_CREAT, 0o600)
        self._alone: int | None = None
        self._failed = 0
        self.is_told_to_stop = False

    def keep(self) -> None:
        """Starts or adopts the server, and again when it dies, until it is unwanted and gone."""
        while self._is_home() and not self.is_told_to_stop:
            free = take_lock(self._home / SERVER)
            if free is not None and self._is_unwanted():
                return
            server = self._adopt() if free is None else self._try_to_start(free)
            if server is None:
                continue
            self._failed = 0
            try:
                self._announce(server)
                self._watch(server)
            finally:
                self._end(server)

    def tell(self, word: str, text: str = "") -> None:
        """A line for the client that started us, if it still listens: `say` progress, `ready`, `fail` why."""
        line = " ".join(f"{word} {text}".split())
        self._log(line)
        if self._report >= 0:
            with contextlib.suppress(OSError):
                os.write(self._report, f"{line}\n".encode())

    def _log(self, text: str) -> None:
        sys.stderr.write(f"{datetime.now(UTC):%Y-%m-%d %H:%M:%S.%f} [{os.getpid()}] {text}\n")
        sys.stderr.flush()

    def _is_unwanted(self) -> bool:
        if self._alone is None and not self.is_told_to_stop and self._is_home():
            self._alone = take_lock(self._home / CLIENTS)
        return self._alone is not None or self.is_told_to_stop or not self._is_home()

    def _is_home(self) -> bool:
        """Whether the folder is still the one that we were made for: it may be deleted, and made again."""
        return is_same_file(self._presence, self._home / CLIENTS)

    def _adopt(self) -> Postmaster | None:
        """The server of a killed keeper; None when what is left of one was killed, or has just ended."""
        lock = self._home / SERVER
        cluster = self._cluster()
        status = read_status(cluster)
        if status is None or not holds(lock, status.pid):
            self._kill_orphans()
            return None
        self._log(f"adopting the server {status.pid}")
        server = Postmaster(status.pid, Path(status.sockets), lock, None)
        return server if self._is_ready_in_time(server, cluster) else None

    def _kill_orphans(self) -> None:
        """Ends an initdb without its keeper or processes without their postmaster: recovery makes it good."""
        for pid in holders(self._home / SERVER):
            with contextlib.suppress(ProcessLookupError):
                os.kill(pid, signal.SIGKILL)
        time.sleep(_START_EVERY_S)

    def _try_to_start(self, lock: int) -> Postmaster | None:
        """None when it failed, which it does when something kills it; the last try raises."""
        try:
            return self._start(lock)
        except (StartFailure, ProgramFailure) as failure:
            self._failed += 1
            if self._failed == _STARTS_TRIED or self._is_unwanted():
                raise
            self._log(str(failure))
            return None
        finally:
            os.close(lock)

    def _start(self, lock: int) -> Postmaster:
        """Starts the server; the lock passes to it too, and is free when its last process has ended."""
        major = cluster_major(self._home)
        owner = None if major is None else (self._home / str(major)).stat().st_uid
        identity = choose_identity(owner)
        programs = reachable_programs(self._bindir, self._version, identity)
        self._log(f"the server's identity is {identity.kind}, its programs are in {programs.bindir}")
        if major is None:
            self.tell("say", "making the books' private database server (the first time only)")
            build_cluster(self._home, programs, keep=[lock])
        cluster = self._cluster()
        give_to(identity, cluster)
        sockets = socket_folder(self._home, os.environ, identity)
        configure_cluster(cluster, identity, sockets=sockets)
        clear_pid_file(cluster)
        return self._launch(programs, cluster, sockets, lock)

    def _launch(self, programs: Programs, cluster: Path, sockets: Path, lock: int) -> Postmaster:
        log = open_log(self._home / SERVER_LOG)
        said_before = os.fstat(log).st_size
        command = ["postgres", "-D", programs.name_of(cluster)]
        child = programs.launch(command, cluster=cluster, keep=[lock], output=log)
        os.close(log)
        server = Postmaster(child.pid, sockets, self._home / SERVER, child)
        if not self._is_ready_in_time(server, cluster):
            why = last_complaint(self._home / SERVER_LOG, said_before)
            raise StartFailure(f"PostgreSQL did not start: {why}")
        return server

    def _is_ready_in_time(self, server: Postmaster, cluster: Path) -> bool:
        """Waits as long as recovery takes; False when the server ended instead, also because nobody waits."""
        began_at = told_at = time.monotonic()
        is_asked = False
        while (state := server.state(cluster)) != "ready":
            if state == "stopping":  # a keeper that was killed asked it to end
                self._end(server)
            if not server.is_alive():
                return False
            if self._is_unwanted() and not is_asked:
                is_asked = True
                server.send(signal.SIGQUIT)
            now = time.monotonic()
            if now - told_at >= _TELL_EVERY_S:
                told_at = now
                self.tell(
                    "say", f"the books' server is putting itself in order: {now - began_at:.0f} s so far"
                )
            time.sleep(_START_EVERY_S)
        return True

    def _announce(self, server: Postmaster) -> None:
        place = {
            "sockets": str(server.sockets),
            "owner": self._cluster().stat().st_uid,
            "version": self._version,
            "bindir": str(self._bindir),
        }
        fresh = self._home / f"{READY}.new"
        fresh.write_text(json.dumps(place), encoding="utf-8")
        fresh.replace(self._home / READY)
        self.tell("ready", f"process {server.pid}")
        if self._report >= 0:
            os.close(self._report)  # the client that started us goes on
            self._report = -1

    def _watch(self, server: Postmaster) -> None:
        """Returns when the server has died, can no longer be reached, or is no longer wanted."""
        while server.is_alive() and not self._is_unwanted():
            if not any(server.sockets.glob(".s.PGSQL.*")):
                self._log("the socket is gone: starting the server again")
                return
            time.sleep(_LOOK_EVERY_S)

    def _end(self, server: Postmaster) -> None:
        """Ends the server, in good order where it can, and waits for all of its processes.

        It is asked more firmly when it doesn't end, which costs a recovery at the next start and no more.
        """
        if self._is_home():
            (self._home / READY).unlink(missing_ok=True)
        for signal_number in (signal.SIGINT, signal.SIGQUIT, signal.SIGKILL):
            self._log(f"{signal_number.name} to the server")
            server.send(signal_number)
            asked_at = time.monotonic()
            while server.is_alive() and time.monotonic() - asked_at < _PATIENCE_S:
                time.sleep(_START_EVERY_S)
            if not server.is_alive():
                break
        while self._is_home() and holders(self._home / SERVER):
            self._kill_orphans()
        with contextlib.suppress(OSError):
            server.sockets.rmdir()
        self._log("the server has ended")

    def _cluster(self) -> Path:
        return self._home / str(cluster_major(self._home) or "none")


def main(arguments: Sequence[str]) -> int:
    """Detaches, keeps the server, and ends; a client starts it and passes on the keeper lock."""
    order = json.loads(arguments[0])
    if os.fork() > 0:
        os._exit(0)
    os.umask(0o077)
    os.chdir("/")
    keeper = Keeper(Path(order["home"]), Path(order["bindir"]), order["version"], order["report"])

    def stop(_number: int, _frame: FrameType | None) -> None:
        keeper.is_told_to_stop = True

    for number in (signal.SIGTERM, signal.SIGHUP, signal.SIGINT):
        signal.signal(number, stop)
    try:
        keeper.keep()
    except (StartFailure, ProgramFailure, NoIdentity, SocketFolderRefused, OSError) as error:
        keeper.tell("fail", str(error))
        return 1
    finally:
        os.close(order["lock"])  # before the clients' lock goes: whoever waits for that finds this one free
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
