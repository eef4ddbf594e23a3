"""A file that is looked at where it lies: the same as its bytes, but the pages that were read are given
back, so that a file of any size costs no more memory than a small one."""

import mmap
import re
from pathlib import Path

_WINDOW = 8 << 20
"""Bytes that one look covers, and after which pages are given back."""
_OVERLAP = 256
"""By how much two windows overlap: more than any separator, frame or id that is searched for."""


class MappedFile(mmap.mmap):
    """The bytes of a file, read only, with those methods of `bytes` that the reader needs.

    The file must not be cut while it is mapped."""

    _touched = 0

    def count(self, part: bytes, start: int = 0, end: int | None = None) -> int:
        """How often a part, which doesn't overlap itself, stands between two bytes."""
        stop = len(self) if end is None else min(end, len(self))
        beyond = len(part) - 1
        return sum(
            self[at : min(at + _WINDOW + beyond, stop)].count(part) for at in range(start, stop, _WINDOW)
        )

    def find(self, part: bytes, start: int = 0, end: int | None = None) -> int:  # type: ignore[override]
        """The first place of a part between two bytes, or -1."""
        stop = len(self) if end is None else min(end, len(self))
        for at in range(start, stop, _WINDOW):
            found = super().find(part, at, min(at + _WINDOW + len(part) - 1, stop))
            self._touch(_WINDOW)
            if found >= 0:
                return found
        return -1

    def rfind(self, part: bytes, start: int = 0, end: int | None = None) -> int:  # type: ignore[override]
        """The last place of a part between two bytes, or -1."""
        stop = len(self) if end is None else end
        self._touch(stop - start)
        return super().rfind(part, start, stop)

    def startswith(self, part: bytes | tuple[bytes, ...], start: int = 0, end: int | None = None) -> bool:
        """A part, or one of several, stands at this byte."""
        return self[start : min(start + _OVERLAP, len(self) if end is None else end)].startswith(part)

    def endswith(self, part: bytes, start: int, end: int) -> bool:
        """A part stands just before a byte."""
        return self[max(start, end - len(part)) : end].endswith(part)

    def __getitem__(self, place: slice) -> bytes:  # type: ignore[override]
        part: bytes = super().__getitem__(place)
        self._touch(len(part))
        return part

    def _touch(self, size: int) -> None:
        """Notes that so many bytes were read, and gives pages back now and then."""
        self._touched += size
        if self._touched >= 2 * _WINDOW:
            self._touched = 0
            self.release()

    def release(self) -> None:
        """Gives all pages back; they are read again when they are asked for."""
        if hasattr(mmap, "MADV_DONTNEED"):
            self.madvise(mmap.MADV_DONTNEED)


Data = bytes | MappedFile
"""What the reader reads."""


def map_file(path: Path) -> Data:
    """The file's bytes, mapped; an empty file can't be mapped and gives no bytes."""
    with path.open("rb") as file:
        if not path.stat().st_size:
            return b""
        return MappedFile(file.fileno(), 0, access=mmap.ACCESS_READ)


def search(pattern: re.Pattern[bytes], data: Data, start: int, end: int) -> re.Match[bytes] | None:
    """The first match between two bytes, window by window where the file is mapped."""
    if isinstance(data, bytes) or end - start <= _WINDOW:
        return pattern.search(data, start, end)
    for at in range(start, end, _WINDOW):
        stop = min(at + _WINDOW, end)
        match = pattern.search(data, max(start, at - _OVERLAP), stop)
        data.release()
        if match is None or (stop < end and match.start() >= stop - _OVERLAP):
            continue
        if stop < end and match.end() >= stop - _OVERLAP:
            return pattern.search(data, match.start(), min(stop + _WINDOW, end))
        return match
    return None
