"""One running server as its keeper sees it: alive, ready, asked to end, and what it said when it failed."""

import contextlib
import os
import re
import subprocess
from dataclasses import dataclass
from pathlib import Path
from typing import NamedTuple

from almoner.store.server.embed_locks import holds

_PID_FILE = "postmaster.pid"
_LONGEST_LOG = 10_000_000


class StartFailure(RuntimeError):
    """The server does not start; the text is one line for the user."""


class Status(NamedTuple):
    """What PostgreSQL's own pid file says."""

    pid: int
    sockets: str
    state: str


@dataclass(frozen=True, slots=True)
class Postmaster:
    """A server's first process; our child where we started it, adopted where an earlier keeper did."""

    pid: int
    sockets: Path
    lock: Path
    """The lock that it and all of its children hold."""
    child: "subprocess.Popen[str] | None"

    def is_alive(self) -> bool:
        return self.child.poll() is None if self.child is not None else holds(self.lock, self.pid)

    def state(self, cluster: Path) -> str:
        """What it says of itself: `starting`, `ready`, `stopping`; nothing before it says anything."""
        status = read_status(cluster)
        return status.state if status is not None and status.pid == self.pid else ""

    def send(self, signal_number: int) -> None:
        """SIGINT ends it in good order, SIGQUIT at once; with either it keeps what is committed."""
        with contextlib.suppress(ProcessLookupError):
            if self.child is not None:
                self.child.send_signal(signal_number)
            elif self.is_alive():
                os.kill(self.pid, signal_number)


def read_status(cluster: Path) -> Status | None:
    """None while the file isn't there or isn't whole."""
    try:
        lines = (cluster / _PID_FILE).read_text(encoding="utf-8").splitlines()
        return Status(int(lines[0]), lines[4], lines[7].strip())
    except (OSError, ValueError, IndexError):
        return None


def clear_pid_file(cluster: Path) -> None:
    """Removes the pid file of a server that was killed: its number may belong to another process by now.

    Called under the server lock, so no server of ours is alive; one that was started by hand raises
    StartFailure.
    """
    try:
        first = (cluster / _PID_FILE).read_text(encoding="utf-8").partition("\n")[0]
    except FileNotFoundError:
        return
    if not Path("/proc/self").exists():
        return  # PostgreSQL judges for itself
    if first.isdecimal() and _works_in(int(first), cluster):
        raise StartFailure(
            f"a server that was started by hand (process {first}) runs on {cluster}: end it first"
        )
    (cluster / _PID_FILE).unlink()


def open_log(path: Path) -> int:
    """A descriptor that appends to the server's log; a long log becomes `<name>.1` first."""
    with contextlib.suppress(FileNotFoundError):
        if path.stat().st_size > _LONGEST_LOG:
            path.replace(path.with_name(f"{path.name}.1"))
    return os.open(path, os.O_WRONLY | os.O_APPEND | os.O_CREAT, 0o600)


def last_complaint(path: Path, since: int) -> str:
    """The last reason that the server gave in its log after byte `since`."""
    with path.open("rb") as log:
        log.seek(since)
        said = log.read(100_000).decode("utf-8", "replace")
    reasons = re.findall(
        r"(?:FATAL|PANIC|ERROR): .*|error while loading .*|could not .*|terminated by .*", said
    )
    return f"{reasons[-1] if reasons else 'it gave no reason'} (see {path})"


def _works_in(pid: int, cluster: Path) -> bool:
    try:
        return Path(f"/proc/{pid}/cwd").samefile(cluster)
    except OSError:
        return False
