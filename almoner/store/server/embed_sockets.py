"""Where the private server's socket lies: a path of at most 107 bytes, in a folder that is ours alone."""

import contextlib
import hashlib
import os
import re
import stat
from collections.abc import Mapping
from pathlib import Path

from almoner.store.server.embed_identity import Identity

_LONGEST = 107
_SOCKET = ".s.PGSQL.5432"
_PLAIN_PATH = re.compile(
    r"/[\w./+-]*", re.ASCII
)  # PostgreSQL reads the folders as a list with quotes and commas


class SocketFolderRefused(RuntimeError):
    """The socket folder is not ours alone; the text is one line that says what to do."""


def socket_folder(home: Path, environ: Mapping[str, str], identity: Identity) -> Path:
    """Makes, or checks, the folder for the sockets of the server whose files are in `home`.

    The name follows the folder itself and not only its path, so that a data folder which was deleted and made
    again doesn't meet the sockets of the old one. Raises SocketFolderRefused when something else is in the
    way.
    """
    found = home.stat()
    mark = hashlib.sha256(f"{home}\0{found.st_dev}\0{found.st_ino}".encode()).hexdigest()[:12]
    folder = _parent(environ) / f"almoner-{os.geteuid()}-{mark}"
    with contextlib.suppress(FileExistsError):
        folder.mkdir(mode=0o700)
    if not is_private(folder, {os.geteuid(), identity.uid}):
        raise SocketFolderRefused(
            f"{folder} is not a folder of this user alone: "
            "remove it, or set XDG_RUNTIME_DIR to a folder of yours"
        )
    if identity.kind == "dropped":
        os.chown(folder, identity.uid, identity.gid)
    for leftover in folder.glob(f"{_SOCKET}*"):
        leftover.unlink()
    return folder


def is_private(folder: Path, owners: set[int]) -> bool:
    """Whether it is a folder and no link, belongs to one of the owners, and is closed to everybody else."""
    try:
        seen = folder.lstat()
    except OSError:
        return False
    return stat.S_ISDIR(seen.st_mode) and seen.st_uid in owners and not seen.st_mode & 0o077


def _parent(environ: Mapping[str, str]) -> Path:
    """$XDG_RUNTIME_DIR where it is there, ours, writable and short, else /tmp."""
    wanted = environ.get("XDG_RUNTIME_DIR", "")
    room = len(f"/almoner-{os.geteuid()}-{'0' * 12}/{_SOCKET}")
    if _PLAIN_PATH.fullmatch(wanted) and len(wanted) + room <= _LONGEST:
        parent = Path(wanted)
        if parent.is_dir() and parent.stat().st_uid == os.geteuid() and os.access(parent, os.W_OK | os.X_OK):
            return parent
    return Path("/tmp")  # noqa: S108 (the folder inside is 0700 and its owner is checked)
