"""Releases of code sets on disk: one immutable packed file a part, mapped and never read whole, and a list of
what is active that is swapped by rename. Standard library only, so that commands on files need no server."""

import contextlib
import fcntl
import hashlib
import json
import mmap
import os
import tempfile
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import asdict, dataclass, field
from datetime import date
from pathlib import Path
from typing import Any, TypeVar

from almoner.core.rules.pack import Pack, PackError
from almoner.core.rules.pairs import PairTable
from almoner.core.rules.releases import Release, Tables
from almoner.core.rules.tables import CodeTable

T = TypeVar("T")
ACTIVE = "active.json"
_FOLDER = "codes"
_MOST_KEPT = 20


@dataclass(frozen=True, slots=True)
class PartNote:
    """What is known of one imported file: its pack, where it came from, and how many rows it gave.

    `part` says which part of the set it is, as "practitioner"; empty for a set in one file. `request` tells
    the same file with the same options again. `forced` is the reason for which doubts were passed over,
    `licence` who said that a licence for the owner's wording is held."""

    pack: str
    source: str
    source_sha256: str
    rows: int
    imported_on: str
    part: str = ""
    imported_by: str = ""
    request: str = ""
    refused: int = 0
    skipped: int = 0
    forced: str = ""
    licence: str = ""


@dataclass(frozen=True, slots=True)
class ReleaseNote:
    """An imported release. Days are ISO texts, `until` the first day without it, empty where unknown."""

    kind: str
    name: str
    since: str
    until: str
    is_partial: bool
    parts: tuple[PartNote, ...]

    @property
    def rows(self) -> int:
        """Rows of all parts."""
        return sum(part.rows for part in self.parts)

    @property
    def packs(self) -> tuple[str, ...]:
        """The packed files of all parts, each named for its content."""
        return tuple(part.pack for part in self.parts)


@dataclass(frozen=True, slots=True)
class Active:
    """What is active, and of each kind what was active before each change of it, the newest last."""

    releases: tuple[ReleaseNote, ...] = ()
    before: Mapping[str, tuple[tuple[ReleaseNote, ...], ...]] = field(default_factory=dict)

    def of(self, kind: str) -> tuple[ReleaseNote, ...]:
        """The active releases of a kind of table."""
        return tuple(note for note in self.releases if note.kind == kind)


class PackFolder:
    """The releases in `<data>/codes`. Reading needs no lock; a writer holds one and swaps the list whole."""

    def __init__(self, data: Path, *, is_shared: bool = False) -> None:
        """`is_shared`: for everybody to read."""
        self.data = data
        self.folder = data / _FOLDER
        self.is_shared = is_shared

    def active(self) -> Active:
        """What is active. A list that is unreadable is a PackError."""
        try:
            text = (self.folder / ACTIVE).read_text(encoding="utf-8")
        except FileNotFoundError:
            return Active()
        except OSError as error:
            raise PackError(f"the list of imported code sets can't be read: {error.strerror}") from None
        try:
            told = json.loads(text)
            before = {
                kind: tuple(tuple(map(_note, state)) for state in states)
                for kind, states in told.get("before", {}).items()
            }
            return Active(tuple(map(_note, told["releases"])), before)
        except (ValueError, KeyError, TypeError, AttributeError) as error:
            raise PackError("the list of imported code sets is unreadable: import them again") from error

    def mark(self) -> tuple[int, int, int]:
        """What tells one list of active releases from the next by a single look, without reading it."""
        try:
            seen = (self.folder / ACTIVE).stat()
        except OSError:  # there is none, or reading it will say what is wrong with it
            return (0, 0, 0)
        return seen.st_ino, seen.st_mtime_ns, seen.st_size

    def releases(self) -> list[ReleaseNote]:
        """All active releases, by kind and first day."""
        return list(self.active().releases)

    def save_pack(self, kind: str, pack: bytes) -> str:
        """Writes a pack under the name of its content and gives that name; the same pack twice is one
        file."""
        self._make(self.folder / kind)
        name = f"{kind}/{hashlib.sha256(pack).hexdigest()[:24]}.pack"
        if not (self.folder / name).exists():
            self._write(self.folder / name, pack)
        return name

    def _make(self, folder: Path) -> None:
        mode = 0o755 if self.is_shared else 0o700
        self.data.parent.mkdir(parents=True, exist_ok=True)
        for each in (self.data, self.folder, folder):
            each.mkdir(mode=mode, exist_ok=True)

    def _write(self, path: Path, content: bytes) -> None:
        """Writes a file whole or not at all."""
        handle, name = tempfile.mkstemp(dir=path.parent)
        try:
            with os.fdopen(handle, "wb") as file:
                file.write(content)
                file.flush()
                os.fsync(file.fileno())
            if self.is_shared:
                Path(name).chmod(0o644)
            Path(name).replace(path)
        except BaseException:
            Path(name).unlink(missing_ok=True)
            raise

    @contextlib.contextmanager
    def changing(self) -> Iterator[None]:
        """One writer at a time; the lock goes with the process."""
        self._make(self.folder)
        handle = os.open(self.folder / "lock", os.O_RDWR | os.O_CREAT, 0o600)
        try:
            fcntl.flock(handle, fcntl.LOCK_EX)
            yield
        finally:
            os.close(handle)

    def set_releases(self, kinds: Mapping[str, tuple[ReleaseNote, ...]]) -> None:
        """Makes these the active releases of some kinds, in one swap; what was active before is kept for
        `roll_back`. Hold `changing` around reading and this."""
        now = self.active()
        before = dict(now.before)
        for kind in kinds:
            before[kind] = (*before.get(kind, ()), now.of(kind))[-_MOST_KEPT:]
        self._swap(now, kinds, before)

    def roll_back(self, kind: str) -> bool:
        """The releases of a kind become what they were before its last change; False where there is none."""
        with self.changing():
            now = self.active()
            states = now.before.get(kind, ())
            if not states:
                return False
            self._swap(now, {kind: states[-1]}, {**now.before, kind: states[:-1]})
            return True

    def _swap(
        self,
        now: Active,
        kinds: Mapping[str, tuple[ReleaseNote, ...]],
        before: Mapping[str, tuple[tuple[ReleaseNote, ...], ...]],
    ) -> None:
        kept = [note for note in now.releases if note.kind not in kinds]
        kept += [note for notes in kinds.values() for note in notes]
        ordered = sorted(kept, key=lambda each: (each.kind, each.since, each.is_partial, each.name))
        told = {
            "releases": [asdict(note) for note in ordered],
            "before": {
                kind: [[asdict(note) for note in state] for state in states]
                for kind, states in before.items()
            },
        }
        self._make(self.folder)
        self._write(self.folder / ACTIVE, json.dumps(told, indent=1).encode())

    def tables(self) -> Tables:
        """The tables of the active releases; each pack is mapped when it is first asked for."""
        notes = self.releases()
        return Tables(
            lambda kind: self.codes_of([note for note in notes if note.kind == kind]),
            lambda kind: self.pairs_of([note for note in notes if note.kind == kind]),
        )

    def codes_of(self, notes: Iterable[ReleaseNote]) -> Iterator[Release[CodeTable]]:
        """Releases of code tables, mapped."""
        for note in notes:
            yield release_of(note, tuple(CodeTable(self.open(part)) for part in note.parts))

    def pairs_of(self, notes: Iterable[ReleaseNote]) -> Iterator[Release[PairTable]]:
        """Releases of pairs, mapped."""
        for note in notes:
            yield release_of(note, tuple(PairTable(self.open(part)) for part in note.parts))

    def open(self, part: PartNote) -> Pack:
        """Maps a pack. PackError where the file is missing, cut or no pack."""
        try:
            with (self.folder / part.pack).open("rb") as file:
                return Pack(memoryview(mmap.mmap(file.fileno(), 0, access=mmap.ACCESS_READ)))
        except (OSError, ValueError) as error:
            if isinstance(error, PackError):
                raise
            raise PackError(f"the packed codes of {part.pack[:60]} are missing: import them again") from error


def release_of(note: ReleaseNote, parts: tuple[T, ...]) -> Release[T]:
    """A release with its tables, of its note."""
    until = date.fromisoformat(note.until) if note.until else None
    return Release(note.name, date.fromisoformat(note.since), until, parts, note.is_partial)


def _note(entry: Mapping[str, Any]) -> ReleaseNote:
    fields = {**entry, "parts": tuple(PartNote(**part) for part in entry["parts"])}
    return ReleaseNote(**fields)
