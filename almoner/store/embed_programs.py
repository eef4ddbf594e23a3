"""Runs PostgreSQL's programs under the server's identity, also where that identity may not walk to them or to the data.

Nobody's folders are opened up: the data are reached through the working directory, the programs through a copy.
"""

import os
import shutil
import subprocess
import tempfile
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from almoner.store.embed_identity import Identity

COPIES = Path("/var/lib/almoner")
_HERE = "/proc/self/cwd"
_NOT_NEEDED = shutil.ignore_patterns(
    "*.a", "include", "pgxs", "pkgconfig", "doc", "man", "*.pyc", "__pycache__", "*.py"
)


class ProgramFailure(RuntimeError):
    """A program of PostgreSQL failed; the text is its own last complaint and quotes no data."""


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
        """The cluster's path; or, where its parents are closed to the identity, the way through the working directory."""
        return str(cluster) if self.identity.reaches(cluster) else _HERE

    def launch(
        self, command: Sequence[str], *, cluster: Path, keep: Sequence[int], output: int, text: bool = False
    ) -> subprocess.Popen[str]:
        """Starts a program inside the cluster's folder.

        The descriptors of `keep` stay open in it and its children, so that a lock lives as long as any of them.
        """
        return subprocess.Popen(
            [str(self.bindir / command[0]), *command[1:]],
            cwd=cluster,
            env={"PATH": "/usr/bin:/bin", "LC_ALL": "C"},
            stdin=subprocess.PIPE if text else subprocess.DEVNULL,
            stdout=output,
            stderr=subprocess.STDOUT if output == subprocess.PIPE else output,
            pass_fds=tuple(keep),
            preexec_fn=self.identity.enter,  # noqa: PLW1509: the keeper has one thread
            text=True,
        )

    def run(self, command: Sequence[str], *, cluster: Path, keep: Sequence[int], text: str = "") -> str:
        """Runs a program to its end and returns what it said. Raises ProgramFailure."""
        process = self.launch(command, cluster=cluster, keep=keep, output=subprocess.PIPE, text=True)
        said, _ = process.communicate(text)
        if process.returncode != 0:
            last = next(
                (line for line in reversed(said.splitlines()) if "error:" in line or "FATAL" in line), ""
            )
            raise ProgramFailure(f"{command[0]} ended with status {process.returncode} {last}".strip())
        return said


def reachable_programs(bindir: Path, version: int, identity: Identity) -> Programs:
    """The programs where they are, or a copy of them where the identity may not walk to them."""
    if identity.reaches(bindir / "postgres"):
        return Programs(bindir, version, identity)
    return Programs(_copied(bindir, version), version, identity)


def _copied(bindir: Path, version: int) -> Path:
    """The bin folder of a complete copy under /var/lib/almoner, which only root writes and everybody reads."""
    root = bindir.parents[1]  # what holds bin, lib and share lies in a folder of the package
    place = COPIES / f"postgresql-{version}-{int(bindir.stat().st_mtime)}"
    inside = Path(root.name, bindir.parent.name, bindir.name)
    if not place.is_dir():
        COPIES.mkdir(mode=0o755, parents=True, exist_ok=True)
        fresh = Path(tempfile.mkdtemp(prefix="copying-", dir=COPIES))
        for folder in (root, root.with_name(f"{root.name}.libs")):
            if folder.is_dir():
                shutil.copytree(folder, fresh / folder.name, symlinks=True, ignore=_NOT_NEEDED)
        _open_copy(fresh)
        try:
            fresh.rename(place)
        except OSError:  # another keeper was first
            shutil.rmtree(fresh)
    return place / inside


def _open_copy(fresh: Path) -> None:
    """Our own copy, made under a closed umask, becomes readable."""
    for folder, _, names in os.walk(fresh):
        Path(folder).chmod(0o755)
        for name in names:
            path = Path(folder, name)
            if not path.is_symlink():
                path.chmod(0o755 if os.access(path, os.X_OK) else 0o644)
