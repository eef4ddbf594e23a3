"""A file as loaders see it: its text in any usual encoding, packed or not, and its rows with their line
numbers, whether it is CSV, tab-separated or a workbook. Reading is bounded and in windows."""

import contextlib
import csv
import gzip
import hashlib
import io
import re
import zipfile
import zlib
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import IO

from almoner.store.shipped.code_files.tally import CodeFileError
from almoner.store.shipped.code_files.workbook import sheet_rows

MOST_BYTES = 12 << 30
"""The largest public file, the provider registry, has nine thousand million bytes."""
MOST_CELL = 1 << 20
MOST_MEMBERS = 500
MOST_TIMES, _UNPACKED_FREELY = 200, 64 << 20
"""No table packs to a two-hundredth; a file that does, and is large, was made to fill memories."""
_SAMPLE = 1 << 16
_WINDOW = 1 << 20
_BLOCK = 1 << 22
_DELIMITERS = "\t|;,"
_TABULAR = re.compile(r"\.(txt|csv|tsv|xml|xlsx|rrf|dat|asc)$", re.IGNORECASE)

Row = tuple[int, list[str]]
"""A line number and its cells, without blanks around them."""


@dataclass(slots=True)
class Source:
    """One file, or one member of an archive. `told` is called with the bytes read so far."""

    name: str
    open_bytes: Callable[[], IO[bytes]]
    told: Callable[[int], None] = lambda _: None
    packed_bytes: int = 0
    """What it takes up where it is packed; 0 where it isn't."""
    _sample: bytes = field(default=b"", init=False)

    def sample(self) -> bytes:
        """The first bytes."""
        if not self._sample:
            with self._guarded(), self.open_bytes() as file:
                self._sample = file.read(_SAMPLE)
        return self._sample

    @property
    def head(self) -> str:
        """The first characters."""
        return self.sample().decode(self.encoding, errors="replace")

    @property
    def encoding(self) -> str:
        """What its bytes are: UTF-8 or UTF-16 where they say so, else Latin-1 as the publishers write."""
        sample = self.sample()
        if sample.startswith((b"\xff\xfe", b"\xfe\xff")):
            return "utf-16"
        try:
            sample[: _SAMPLE - 4].decode("utf-8")
        except UnicodeDecodeError:
            return "cp1252"
        return "utf-8-sig"

    @property
    def is_workbook(self) -> bool:
        """An XLSX workbook."""
        return self.sample().startswith(b"PK\x03\x04")

    def lines(self) -> Iterator[tuple[int, str]]:
        """Each line with its number, without its end."""
        with self._guarded(), self._text() as text:
            for number, line in enumerate(text, 1):
                yield number, line.rstrip("\r\n")

    def blocks(self) -> Iterator[list[str]]:
        """The lines in blocks, for files of millions of them."""
        with self._guarded(), self._text() as text:
            rest = ""
            while block := text.read(_BLOCK):
                lines = (rest + block).split("\n")
                rest = lines.pop()
                yield lines
            if rest:
                yield [rest]

    def rows(self) -> Iterator[Row]:
        """Each row with its line number; for a workbook those of its first sheet that has any."""
        if self.is_workbook:
            with self._guarded(), self.open_bytes() as file:
                yield from sheet_rows(file)
            return
        csv.field_size_limit(MOST_CELL)
        with self._guarded(), self._text() as text:
            reader = csv.reader(text, delimiter=self._delimiter())
            try:
                for cells in reader:
                    yield reader.line_num, [cell.strip() for cell in cells]
            except csv.Error as error:
                line = reader.line_num
                raise CodeFileError(f"{self.name}, line {line}: not readable as a table ({error})") from None

    def _text(self) -> io.TextIOWrapper:
        most = max(self.packed_bytes * MOST_TIMES, _UNPACKED_FREELY) if self.packed_bytes else MOST_BYTES
        counted = io.BufferedReader(_Counted(self.open_bytes(), self.told, most), _WINDOW)
        return io.TextIOWrapper(counted, encoding=self.encoding, errors="replace", newline=None)

    def _delimiter(self) -> str:
        """The sign that stands most often in the lines of the sample."""
        lines = self.head.splitlines()[:200]
        counts = {sign: sum(line.count(sign) for line in lines) for sign in _DELIMITERS}
        best = max(counts, key=lambda sign: (counts[sign], sign == ","))
        # A tab in a description doesn't make a file tab-separated; nearly all lines have to have one.
        tabbed = sum("\t" in line for line in lines)
        return "\t" if lines and tabbed * 2 > len(lines) else "," if best == "\t" else best

    @contextlib.contextmanager
    def _guarded(self) -> Iterator[None]:
        try:
            yield
        except (OSError, EOFError, zlib.error, zipfile.BadZipFile, UnicodeError) as error:
            why = error.strerror if isinstance(error, OSError) and error.strerror else "it is cut or damaged"
            raise CodeFileError(f"{self.name} can't be read: {why}; fetch it again") from None


class _Counted(io.RawIOBase):
    """Bytes that tell how many they were, and end where a file is larger than any that is published."""

    def __init__(self, file: IO[bytes], told: Callable[[int], None], most: int) -> None:
        self.file = file
        self.told = told
        self.most = min(most, MOST_BYTES)
        self.count = 0

    def readable(self) -> bool:
        return True

    def readinto(self, buffer: bytearray | memoryview) -> int:  # type: ignore[override]
        data = self.file.read(len(buffer))
        buffer[: len(data)] = data
        self.count += len(data)
        if self.count > self.most:
            raise CodeFileError(
                f"a file of more than {self.most >> 20:,} MB here is no code set: it unpacks to more than "
                "any table does"
            )
        self.told(self.count)
        return len(data)

    def close(self) -> None:
        self.file.close()
        super().close()


def sha256_of(path: Path) -> str:
    """The checksum of a file. CodeFileError where it can't be read."""
    _refuse_endless(path)
    try:
        with path.open("rb") as file:
            return hashlib.file_digest(file, "sha256").hexdigest()
    except OSError as error:
        raise CodeFileError(f"{path.name} can't be read: {error.strerror}") from None


def _refuse_endless(path: Path) -> None:
    """A device or a pipe may never end."""
    if path.exists() and not path.is_file():
        raise CodeFileError(f"{path.name} is no file: name one")


def sources(path: Path, told: Callable[[int], None] = lambda _: None) -> list[Source]:
    """The file itself, or the members of an archive that may hold tables, by name."""
    _refuse_endless(path)
    try:
        with path.open("rb") as file:
            start = file.read(4)
    except OSError as error:
        raise CodeFileError(f"{path.name} can't be read: {error.strerror}") from None
    if start[:2] == b"\x1f\x8b":
        packed = path.stat().st_size
        return [Source(path.name.removesuffix(".gz"), lambda: _gunzip(path), told, packed)]
    if start == b"PK\x03\x04" and not _is_workbook(path):
        return _members(path, told)
    return [Source(path.name, lambda: path.open("rb"), told)]


def _gunzip(path: Path) -> IO[bytes]:
    return gzip.open(path, "rb")  # type: ignore[return-value]


def _infos(path: Path) -> list[zipfile.ZipInfo]:
    try:
        with zipfile.ZipFile(path) as archive:
            return archive.infolist()
    except (zipfile.BadZipFile, OSError):
        raise CodeFileError(f"{path.name} is no whole archive: fetch it again") from None


def _is_workbook(path: Path) -> bool:
    return any(info.filename == "xl/workbook.xml" for info in _infos(path))


def _members(path: Path, told: Callable[[int], None]) -> list[Source]:
    found = sorted(
        (info.filename, info.compress_size) for info in _infos(path) if _TABULAR.search(info.filename)
    )
    if not found:
        raise CodeFileError(f"{path.name} holds no table: unpack it and name the file")
    if len(found) > MOST_MEMBERS:
        raise CodeFileError(f"{path.name} holds more than {MOST_MEMBERS} tables: unpack it and name the file")
    return [
        Source(name.rpartition("/")[2], _opener(path, name), told, max(packed, 1)) for name, packed in found
    ]


def _opener(path: Path, name: str) -> Callable[[], IO[bytes]]:
    def opened() -> IO[bytes]:
        with zipfile.ZipFile(path) as archive:
            return archive.open(name)

    return opened
