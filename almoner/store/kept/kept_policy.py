"""The installed rules in a backup: the data folder's `policy`, copied beside the dump with a hash a file.

Promises that what is brought back is what was kept, to the byte, and that the folder is swapped whole.
"""

import hashlib
import os
import shutil
from collections.abc import Mapping
from pathlib import Path

FOLDER = "policy"


def keep(data: Path, folder: Path) -> dict[str, str]:
    """Copy the rules of a data folder into a backup; return each file's SHA-256 by its name."""
    kept, source = folder / FOLDER, data / FOLDER
    shutil.rmtree(kept, ignore_errors=True)
    if not source.is_dir():
        return {}
    shutil.copytree(source, kept)
    return {name: _sha256(kept / name) for name in _names(kept)}


def faults(folder: Path, hashes: Mapping[str, str]) -> list[str]:
    """Return the names of files that are missing in a backup, were changed, or were put there later."""
    kept = folder / FOLDER
    found = set(_names(kept)) if kept.is_dir() else set()
    odd = found ^ hashes.keys()
    return sorted(odd | {name for name in found & hashes.keys() if _sha256(kept / name) != hashes[name]})


def bring_back(data: Path, folder: Path) -> None:
    """Put the rules of a backup in the place of those of a data folder."""
    place, fresh, old = data / FOLDER, data / f".{FOLDER}.{os.getpid()}", data / f".{FOLDER}.old"
    for leftover in (fresh, old):
        shutil.rmtree(leftover, ignore_errors=True)
    if (folder / FOLDER).is_dir():
        shutil.copytree(folder / FOLDER, fresh)
    if place.is_dir():
        place.rename(old)
    if fresh.is_dir():
        fresh.rename(place)
    shutil.rmtree(old, ignore_errors=True)


def _names(folder: Path) -> list[str]:
    """The files below a folder by their relative names; a lock says nothing."""
    files = (path.relative_to(folder).as_posix() for path in folder.rglob("*") if path.is_file())
    return sorted(name for name in files if name != "lock")


def _sha256(path: Path) -> str:
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()
