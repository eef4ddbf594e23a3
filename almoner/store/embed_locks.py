"""File locks that the kernel drops when their holders die, however they die.

Everything that must survive `kill -9` in the private server's lifecycle is a `flock` here, never a pid in a file.
"""

import fcntl
import os
from pathlib import Path


def take_lock(path: Path, *, shared: bool = False) -> int | None:
    """Returns a descriptor that holds the lock, or None when somebody else holds it against us.

    The lock belongs to the open file: it ends when the last process that inherited the descriptor closes it or dies.
    The descriptor is not inherited across exec unless it is passed on purpose. The file is never deleted.
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
        return os.path.samestat(os.fstat(descriptor), os.stat(path, follow_symlinks=False))
    except FileNotFoundError:
        return False


def holders(path: Path) -> set[int] | None:
    """The processes that have the file open, this one aside; None where the system has no /proc to tell."""
    if not os.path.isdir("/proc/self/fd"):
        return None
    pids = {int(name) for name in os.listdir("/proc") if name.isdecimal()} - {os.getpid()}
    return {pid for pid in pids if _has_open(pid, path)}


def holds(path: Path, pid: int) -> bool:
    """Whether that process has the file open; without /proc, whether there is such a process."""
    if os.path.isdir("/proc/self/fd"):
        return _has_open(pid, path)
    try:
        os.kill(pid, 0)
    except OSError:
        return False
    return True


def _has_open(pid: int, path: Path) -> bool:
    try:
        wanted = os.stat(path)
        return any(_is_open_as(wanted, f"/proc/{pid}/fd/{name}") for name in os.listdir(f"/proc/{pid}/fd"))
    except OSError:
        return False  # gone meanwhile, or somebody else's


def _is_open_as(wanted: os.stat_result, link: str) -> bool:
    try:
        return os.path.samestat(os.stat(link), wanted)
    except OSError:
        return False
