"""Who the server runs as: PostgreSQL refuses root, and for its sake no folder is opened and no user made.

Root starts it inside a user namespace, where root's own files belong to an ordinary user; where namespaces
are forbidden, as an unprivileged user. Everybody else runs it as themselves.
"""

import ctypes
import os
import pwd
import sys
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Literal

_CLONE_NEWUSER = 0x10000000
_USUAL_OVERFLOW_UID = 65534
_UNPRIVILEGED_NAMES = ("nobody", "daemon")


class NoIdentity(RuntimeError):
    """No way to run the server as somebody that PostgreSQL accepts; the text says what to do."""


@dataclass(frozen=True, slots=True)
class Identity:
    """Under whom the server runs and how it sees us."""

    kind: Literal["plain", "namespace", "dropped"]
    uid: int
    """The owner of the server's files as this process sees them."""
    gid: int
    peer: str
    """The user name under which the server sees a client of our uid (peer authentication)."""
    inner_uid: int = 0
    """What our own uid is called inside the namespace."""

    def enter(self) -> None:
        """Turns this process into that identity, for good; called between fork and exec."""
        os.umask(0o077)
        if self.kind == "namespace":
            outer_uid, outer_gid = os.geteuid(), os.getegid()
            _unshare_users()
            Path("/proc/self/setgroups").write_text("deny")
            Path("/proc/self/uid_map").write_text(f"{self.inner_uid} {outer_uid} 1")
            Path("/proc/self/gid_map").write_text(f"{self.inner_uid} {outer_gid} 1")
        elif self.kind == "dropped":
            os.setgroups([])
            os.setresgid(self.gid, self.gid, self.gid)
            os.setresuid(self.uid, self.uid, self.uid)

    def is_possible(self) -> bool:
        """Whether this machine lets us become it."""
        return _holds_in_child(lambda: True, self)

    def reaches(self, path: Path) -> bool:
        """Whether it may pass through every parent of `path` and read it."""
        return _holds_in_child(lambda: os.access(path, os.R_OK), self)


def choose_identity(owner: int | None) -> Identity:
    """The identity for files that belong to `owner` (None: there are none yet). Raises NoIdentity."""
    uid, gid = os.geteuid(), os.getegid()
    name = _name_of(uid)
    if uid == 0 and owner:
        return Identity(
            "dropped", owner, pwd.getpwuid(owner).pw_gid if _name_of(owner) else owner, name or "root"
        )
    if uid != 0 and name is not None:
        return Identity("plain", uid, gid, name)
    inner = _inner_user()
    namespace = Identity("namespace", uid, gid, inner.pw_name, inner.pw_uid)
    if namespace.is_possible():
        return namespace
    if uid == 0:
        user = _unprivileged_user()
        return Identity("dropped", user.pw_uid, user.pw_gid, name or "root")
    raise NoIdentity(f"the user id {uid} has no name on this machine: run as a user that is in /etc/passwd")


def _holds_in_child(claim: Callable[[], bool], identity: Identity) -> bool:
    """Whether a forked child that became the identity finds the claim true; this process stays as it is."""
    pid = os.fork()
    if pid == 0:
        verdict = 2
        try:
            identity.enter()
            verdict = 0 if claim() else 1
        finally:
            os._exit(verdict)
    return os.waitstatus_to_exitcode(os.waitpid(pid, 0)[1]) == 0


def _unshare_users() -> None:
    if not sys.platform.startswith("linux"):
        raise OSError("user namespaces are Linux's")
    libc = ctypes.CDLL(None, use_errno=True)
    if libc.unshare(_CLONE_NEWUSER) != 0:
        code = ctypes.get_errno()
        raise OSError(code, os.strerror(code))


def _name_of(uid: int) -> str | None:
    try:
        return pwd.getpwuid(uid).pw_name
    except KeyError:
        return None


def _inner_user() -> pwd.struct_passwd:
    """Any named user but root; if possible not the one whose id the kernel shows for every stranger."""
    named = sorted((user for user in pwd.getpwall() if user.pw_uid != 0), key=lambda user: user.pw_uid)
    if not named:
        raise NoIdentity(
            "there is no user but root in /etc/passwd, and PostgreSQL does not run as root: add one"
        )
    stranger = _overflow_uid()
    return next((user for user in named if user.pw_uid != stranger), named[0])


def _overflow_uid() -> int:
    try:
        return int(Path("/proc/sys/kernel/overflowuid").read_text())
    except (OSError, ValueError):
        return _USUAL_OVERFLOW_UID


def _unprivileged_user() -> pwd.struct_passwd:
    for name in _UNPRIVILEGED_NAMES:
        try:
            return pwd.getpwnam(name)
        except KeyError:
            continue
    return _inner_user()
