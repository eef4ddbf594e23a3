"""The mailbox folder: list, read, write whole or not at all, the clock, the outages, one box at a time.

Promises: a file appears under its name complete or not at all, also after a power cut; files that are still
being written (a leading dot, `.tmp`, `.part`) are not seen; a name in `from/` is written once."""

import fcntl
import os
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date
from pathlib import Path

_UNFINISHED = (".tmp", ".part", "~")
LARGEST_BYTES = 64 * 1024 * 1024


class Folder:
    """One mailbox. Makes its folders when they are absent."""

    def __init__(self, path: Path) -> None:
        self.path = path
        for part in ("to", "from"):
            (path / part).mkdir(parents=True, exist_ok=True)
        self.sent: set[str] = set()
        self._clock: date | None = None
        self._unflushed = False
        self._outages: list[tuple[str, date, date]] = []
        self.refresh()

    @contextmanager
    def locked(self) -> Iterator[None]:
        """One box works on a mailbox at a time; the lock ends with the process."""
        handle = os.open(self.path, os.O_RDONLY)
        try:
            fcntl.flock(handle, fcntl.LOCK_EX)
            yield
        finally:
            os.close(handle)

    def refresh(self) -> list[str]:
        """Look again: what stands in `from/`; gives the finished names in `to/`, sorted."""
        self.sent = set(_names(self.path / "from"))
        self._outages = self._read_outages()
        return sorted(_names(self.path / "to"))

    def size(self, name: str) -> int:
        """Bytes of a file in `to/`."""
        return (self.path / "to" / name).stat().st_size

    def head(self, name: str) -> bytes:
        """The first bytes of a file in `to/`, enough for its ISA."""
        with (self.path / "to" / name).open("rb") as file:
            return file.read(4096)

    def read(self, name: str) -> bytes:
        """A file in `to/`, at most `LARGEST_BYTES` of it."""
        with (self.path / "to" / name).open("rb") as file:
            return file.read(LARGEST_BYTES)

    def read_sent(self, name: str) -> bytes:
        """A file in `from/`."""
        return (self.path / "from" / name).read_bytes()

    def send(self, name: str, data: bytes, on: date) -> None:
        """Put a file of a day into `from/`. The clock shows that day first, so that a kill between two files
        of the day leaves the day open."""
        if self._clock is None or self._clock < on:
            self.move_clock(on)
        _write(self.path / "from" / name, data)
        self.sent.add(name)
        self._unflushed = True

    def clock(self) -> date | None:
        """The date of the box, None before its first day. ValueError where the file holds no date."""
        try:
            text = (self.path / "clock").read_text("ascii")
        except FileNotFoundError:
            self._clock = None
            return None
        self._clock = date.fromisoformat(text.strip())
        return self._clock

    def move_clock(self, on: date) -> None:
        """Put the clock to a day, never back. What was sent before is on the disk first, since a day that the
        clock has left is never added to."""
        if self._unflushed:
            _flush(self.path / "from")
            self._unflushed = False
        if self._clock is None or self._clock < on:
            _write(self.path / "clock", f"{on.isoformat()}\n".encode())
            self._clock = on

    def is_down(self, party: str, on: date) -> bool:
        """True where the file `down` says that this payer, or everybody (`*`), is silent on the day."""
        return any(who in (party, "*") and since <= on < until for who, since, until in self._outages)

    def _read_outages(self) -> list[tuple[str, date, date]]:
        try:
            lines = (self.path / "down").read_text("utf-8", "replace").splitlines()
        except FileNotFoundError:
            return []
        found = []
        for line in lines:
            words = line.split()
            try:
                found.append((words[0], date.fromisoformat(words[1]), date.fromisoformat(words[2])))
            except (IndexError, ValueError):
                continue
        return found


def _names(folder: Path) -> Iterator[str]:
    with os.scandir(folder) as entries:
        for entry in entries:
            is_finished = not entry.name.startswith(".") and not entry.name.endswith(_UNFINISHED)
            if is_finished and entry.is_file(follow_symlinks=False):
                yield entry.name


def _write(path: Path, data: bytes) -> None:
    """Complete or not at all: a temporary name, flushed to the disk, renamed, and the folder flushed as
    well."""
    temporary = path.with_name(f".{path.name}.tmp")
    with temporary.open("wb") as file:
        file.write(data)
        file.flush()
        os.fsync(file.fileno())
    temporary.replace(path)


def _flush(folder: Path) -> None:
    handle = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)
