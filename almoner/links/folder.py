"""A mailbox in a folder: `to/` for the clearinghouse, `from/` for us.

Promises that a file sent appears under its name whole or not at all, also after a power cut, and that nothing
but finished, regular files are read: no link out of the folder is ever followed.
"""

import errno
import fcntl
import os
import stat
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from almoner.links.mailbox import (
    MAX_BYTES,
    LinkConflict,
    LinkDown,
    LinkMissing,
    check_count,
    check_name,
    check_size,
    is_finished,
)

_READ = os.O_RDONLY | os.O_NOFOLLOW | os.O_NONBLOCK | os.O_CLOEXEC
_WRITE = os.O_WRONLY | os.O_CREAT | os.O_TRUNC | os.O_NOFOLLOW | os.O_CLOEXEC
_NOT_A_FILE = "mailbox: what has this name is not a regular file"


class FolderMailbox:
    """A Clearinghouse over a folder. It makes none: if one is absent (not mounted), the link is down."""

    def __init__(self, path: Path) -> None:
        self._to = path / "to"
        self._from = path / "from"

    def send(self, name: str, content: bytes) -> None:
        """Put a file into `to/`. Sending the same again does nothing; other bytes raise LinkConflict."""
        check_name(name)
        check_size(len(content))
        with _world(), _locked(self._to) as folder:
            target = self._to / name
            if target.exists() or target.is_symlink():
                if _content(target) != content:
                    raise LinkConflict(
                        "mailbox: a file of this name was sent with other bytes; give it a new number"
                    )
                return
            _write(self._to / f".{name}.tmp", content)
            (self._to / f".{name}.tmp").replace(target)
            os.fsync(folder)

    def names(self) -> list[str]:
        """Return the names of the finished files in `from/`, in name order."""
        with _world(), os.scandir(self._from) as entries:
            found = sorted(
                entry.name
                for entry in entries
                if is_finished(entry.name) and entry.is_file(follow_symlinks=False)
            )
        check_count(len(found))
        return found

    def fetch(self, name: str) -> bytes:
        """Return a file of `from/`, whole."""
        check_name(name)
        with _world():
            return _content(self._from / name)


@contextmanager
def _world() -> Iterator[None]:
    """Turn the world's mistakes into the link's two: the file is not there, or the folder is not."""
    try:
        yield
    except OSError as error:
        word = errno.errorcode.get(error.errno or 0, "unknown")
        raise LinkDown(
            f"mailbox: the folder cannot be used now ({word}); see that it is there and ours"
        ) from None


@contextmanager
def _locked(folder: Path) -> Iterator[int]:
    """One sender at a time, so that two of one name cannot mix; the lock ends with the process."""
    handle = os.open(folder, os.O_RDONLY | os.O_DIRECTORY | os.O_CLOEXEC)
    try:
        fcntl.flock(handle, fcntl.LOCK_EX)
        yield handle
    finally:
        os.close(handle)


def _content(path: Path) -> bytes:
    try:
        handle = os.open(path, _READ)
    except FileNotFoundError:
        _see_folder(path.parent)
        raise LinkMissing("mailbox: no such file waits") from None
    except OSError as error:
        if error.errno in (errno.ELOOP, errno.ENXIO):
            raise LinkMissing(_NOT_A_FILE) from None
        raise
    try:
        return _whole(handle)
    finally:
        os.close(handle)


def _whole(handle: int) -> bytes:
    status = os.fstat(handle)
    if not stat.S_ISREG(status.st_mode):
        raise LinkMissing(_NOT_A_FILE)
    check_size(status.st_size)
    with os.fdopen(handle, "rb", closefd=False) as file:
        content = file.read(MAX_BYTES + 1)
    check_size(len(content))
    return content


def _see_folder(folder: Path) -> None:
    """Raise the operating system's own error where it is the folder that is absent, not the file."""
    os.stat(folder)  # noqa: PTH116 - only its error is wanted


def _write(path: Path, content: bytes) -> None:
    handle = os.open(path, _WRITE, 0o640)
    with os.fdopen(handle, "wb") as file:
        file.write(content)
        file.flush()
        os.fsync(handle)
