"""File locks that the kernel drops when their holders die, however they die.

What must survive `kill -9` in the private server's lifecycle is a lock here, never a process number in a
file.
"""

import fcntl
import os
from pathlib import Path

_PROC = Path("/proc")


def take_lock(path: Path, *, shared: bool = False) -> int | None:
    """Returns a descriptor that holds the lock, or None when somebody else holds it against us.

    The lock belongs to the open file: it ends when the last process that inherited the descriptor closes it
    or dies. The descriptor passes through exec only where it is passed on purpose. The file is never deleted.
    """
    descriptor = os.open(path, os.O_RDWR | os.O_CREAT | os.O_NOFOLLOW, 0o600)
    try:
        fcntl.flock(descriptor, (fcntl.LOCK_SH if shared else fcntl.LOCK_EX) | fcntl.LOCK_NB)
    except BlockingIOError:
        os.close(descriptor)
        return None
    except BaseException:
        os.close(descriptor)
        raise
    return descriptor


def is_same_file(descriptor: int, path: Path) -> bool:
    """Whether `path` still leads to the open file, or was deleted or replaced since."""
    try:
        return os.path.samestat(os.fstat(descriptor), path.lstat())
    except OSError:
        return False


def holders(path: Path) -> set[int]:
    """The processes that have the file open, this one aside; none where the system has no /proc to tell."""
    if not _PROC.joinpath("self/fd").is_dir():
        return set()
    pids = {int(entry.name) for entry in _PROC.iterdir() if entry.name.isdecimal()}
    return {pid for pid in pids - {os.getpid()} if _has_open(pid, path)}


def holds(path: Path, pid: int) -> bool:
    """Whether that process has the file open; without /proc, whether there is such a process."""
    if _PROC.joinpath("self/fd").is_dir():
        return _has_open(pid, path)
    try:
        os.kill(pid, 0)
    except OSError:
        return False
    return True


def _has_open(pid: int, path: Path) -> bool:
    try:
        wanted = path.stat()
        return any(_is_open_as(wanted, link) for link in _PROC.joinpath(str(pid), "fd").iterdir())
    except OSError:
        return False  # gone meanwhile, or somebody else's


def _is_open_as(wanted: os.stat_result, link: Path) -> bool:
    try:
        return os.path.samestat(link.stat(), wanted)
    except OSError:
        return False
