"""Imported releases of code sets on disk: one immutable packed file a part, mapped and never read whole, and
a list of what is active that is swapped by rename. Standard library only, so that commands on files need no
server."""

import hashlib
import json
import mmap
import os
import tempfile
from collections.abc import Iterator, Mapping
from dataclasses import asdict, dataclass
from datetime import date
from pathlib import Path
from typing import TypeVar

from almoner.core.rules.pack import Pack, PackError
from almoner.core.rules.pairs import PairTable
from almoner.core.rules.releases import Release, Tables
from almoner.core.rules.tables import CodeTable

T = TypeVar("T")
ACTIVE = "active.json"
_FOLDER = "codes"


@dataclass(frozen=True, slots=True)
class PartNote:
    """What is known of one imported file: its pack, where it came from, and how many rows it gave."""

    pack: str
    source: str
    source_sha256: str
    rows: int
    imported_on: str
    part: str = ""
    """Which part of the set it is, as "practitioner"; empty for a set in one file."""


@dataclass(frozen=True, slots=True)
class ReleaseNote:
    """An imported release. Days are ISO texts, `until` the first day without it, empty where unknown."""

    kind: str
    name: str
    since: str
    until: str
    is_partial: bool
    parts: tuple[PartNote, ...]


class CodeStore:
    """The releases in a data folder (`<data>/codes`). Reading needs no lock; a writer swaps the list
    whole."""

    def __init__(self, data: Path) -> None:
        self.folder = data / _FOLDER

    def releases(self) -> list[ReleaseNote]:
        """All active releases, by kind and first day. A list that is unreadable is a PackError."""
        try:
            text = (self.folder / ACTIVE).read_text()
        except FileNotFoundError:
            return []
        try:
            return [_note(entry) for entry in json.loads(text)["releases"]]
        except (ValueError, KeyError, TypeError) as error:
            raise PackError("the list of imported code sets is unreadable: import them again") from error

    def save_pack(self, kind: str, pack: bytes) -> str:
        """Writes a pack under the name of its content and gives that name; the same pack twice is one
        file."""
        folder = self.folder / kind
        folder.mkdir(parents=True, exist_ok=True)
        name = f"{kind}/{hashlib.sha256(pack).hexdigest()[:24]}.pack"
        if not (self.folder / name).exists():
            _write(self.folder / name, pack)
        return name

    def set_releases(self, releases: list[ReleaseNote]) -> None:
        """Makes these the active releases; the list before them is kept beside, for `rollback`."""
        self.folder.mkdir(parents=True, exist_ok=True)
        ordered = sorted(releases, key=lambda each: (each.kind, each.since, each.name))
        text = json.dumps({"releases": [asdict(each) for each in ordered]}, indent=1)
        _write(self.folder / ACTIVE, text.encode())

    def tables(self) -> Tables:
        """The tables of the active releases; each pack is mapped when it is first asked for."""
        notes: dict[str, list[ReleaseNote]] = {}
        for note in self.releases():
            notes.setdefault(note.kind, []).append(note)
        return Tables(lambda kind: self._codes(notes, kind), lambda kind: self._pairs(notes, kind))

    def _codes(self, notes: Mapping[str, list[ReleaseNote]], kind: str) -> Iterator[Release[CodeTable]]:
        for note in notes.get(kind, ()):
            yield _release(note, tuple(CodeTable(self.open(part)) for part in note.parts))

    def _pairs(self, notes: Mapping[str, list[ReleaseNote]], kind: str) -> Iterator[Release[PairTable]]:
        for note in notes.get(kind, ()):
            yield _release(note, tuple(PairTable(self.open(part)) for part in note.parts))

    def open(self, part: PartNote) -> Pack:
        """Maps a pack. PackError where the file is missing, cut or no pack."""
        try:
            with (self.folder / part.pack).open("rb") as file:
                return Pack(memoryview(mmap.mmap(file.fileno(), 0, access=mmap.ACCESS_READ)))
        except (OSError, ValueError) as error:
            if isinstance(error, PackError):
                raise
            raise PackError(f"the packed codes of {part.pack[:60]} are missing: import them again") from error


def _release(note: ReleaseNote, parts: tuple[T, ...]) -> Release[T]:
    until = date.fromisoformat(note.until) if note.until else None
    return Release(note.name, date.fromisoformat(note.since), until, parts, note.is_partial)


def _note(entry: dict[str, object]) -> ReleaseNote:
    parts = entry["parts"]
    assert isinstance(parts, list)
    fields = {**entry, "parts": tuple(PartNote(**part) for part in parts)}
    return ReleaseNote(**fields)  # type: ignore[arg-type]


def _write(path: Path, content: bytes) -> None:
    """Writes a file whole or not at all."""
    handle, name = tempfile.mkstemp(dir=path.parent)
    try:
        with os.fdopen(handle, "wb") as file:
            file.write(content)
            file.flush()
            os.fsync(file.fileno())
        Path(name).replace(path)
    except BaseException:
        Path(name).unlink(missing_ok=True)
        raise
