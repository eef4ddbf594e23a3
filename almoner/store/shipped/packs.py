"""Releases of code sets on disk: one immutable packed file a part, mapped and never read whole, and a list of
what is active that is swapped by rename. Standard library only, so that commands on files need no server."""

import contextlib
import fcntl
import hashlib
import json
import mmap
import os
import re
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
_PACK = re.compile(r"[a-z0-9-]{1,40}/[0-9a-f]{24}\.pack")
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

    @property
    def kinds(self) -> set[str]:
        """The kinds of which something is, or was, active."""
        return {note.kind for note in self.releases} | set(self.before)

    @property
    def packs(self) -> set[str]:
        """Every packed file that it needs, those of what was active before included."""
        states = [self.releases, *(state for states in self.before.values() for state in states)]
        return {pack for state in states for note in state for pack in note.packs}

    def with_kinds(self, kinds: Mapping[str, "State"]) -> "Active":
        """The same with some kinds in another state, in the order of the list."""
        kept = [note for note in self.releases if note.kind not in kinds]
        kept += [note for releases, _ in kinds.values() for note in releases]
        ordered = sorted(kept, key=lambda each: (each.kind, each.since, each.is_partial, each.name))
        before = {**self.before, **{kind: before for kind, (_, before) in kinds.items()}}
        return Active(tuple(ordered), {kind: states for kind, states in before.items() if states})

    def state(self, kind: str) -> "State":
        """What is active of a kind, and what was before."""
        return self.of(kind), self.before.get(kind, ())

    def text(self) -> str:
        """The list as it is written, and kept in the books."""
        told = {
            "releases": [asdict(note) for note in self.releases],
            "before": {
                kind: [[asdict(note) for note in state] for state in states]
                for kind, states in self.before.items()
            },
        }
        return json.dumps(told, indent=1)


State = tuple[tuple[ReleaseNote, ...], tuple[tuple[ReleaseNote, ...], ...]]
"""The active releases of a kind, and those before each change of it."""


def read_active(text: str) -> Active:
    """The list of a text that `Active.text` gave. PackError where it is another."""
    try:
        told = json.loads(text)
        before = {
            str(kind): tuple(tuple(map(_note, state)) for state in states)
            for kind, states in told.get("before", {}).items()
        }
        return Active(tuple(map(_note, told["releases"])), before)
    except (ValueError, KeyError, TypeError, AttributeError) as error:
        raise PackError("the list of imported code sets is unreadable: import them again") from error


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
        return read_active(text)

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
        name = pack_name(kind, hashlib.sha256(pack).hexdigest())
        if not (self.folder / name).exists():
            self._write(self.folder / name, pack)
        return name

    def size(self, pack: str) -> int:
        """The bytes of the packed file of a name; -1 where it isn't there."""
        try:
            return (self.folder / pack).stat().st_size
        except OSError:
            return -1

    def is_whole(self, pack: str) -> bool:
        """The packed file of a name is there with the content that it is named for."""
        try:
            with (self.folder / pack).open("rb") as file:
                return pack_name(pack, hashlib.file_digest(file, "sha256").hexdigest()) == pack
        except OSError:
            return False

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
        changed: dict[str, State] = {
            kind: (notes, (*now.before.get(kind, ()), now.of(kind))[-_MOST_KEPT:])
            for kind, notes in kinds.items()
        }
        self.put(now.with_kinds(changed))

    def roll_back(self, kind: str) -> bool:
        """The releases of a kind become what they were before its last change; False where there is none."""
        with self.changing():
            now = self.active()
            states = now.before.get(kind, ())
            if not states:
                return False
            self.put(now.with_kinds({kind: (states[-1], states[:-1])}))
            return True

    def put(self, active: Active) -> None:
        """Makes this the list, in one swap. Hold `changing`."""
        self._make(self.folder)
        self.write(ACTIVE, active.text().encode())

    def write(self, name: str, content: bytes) -> None:
        """Writes a file of the folder whole or not at all."""
        self._make((self.folder / name).parent)
        self._write(self.folder / name, content)

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


def pack_name(kind: str, sha256: str) -> str:
    """The name of a pack of a kind (or of another pack of it) with this content."""
    return f"{kind.partition('/')[0]}/{sha256[:24]}.pack"


def release_of(note: ReleaseNote, parts: tuple[T, ...]) -> Release[T]:
    """A release with its tables, of its note."""
    until = date.fromisoformat(note.until) if note.until else None
    return Release(note.name, date.fromisoformat(note.since), until, parts, note.is_partial)


def _note(entry: Mapping[str, Any]) -> ReleaseNote:
    parts = tuple(PartNote(**part) for part in entry["parts"])
    if not all(_PACK.fullmatch(part.pack) for part in parts):
        raise ValueError("a pack is named by its kind and its content")
    return ReleaseNote(**{**entry, "parts": parts})
