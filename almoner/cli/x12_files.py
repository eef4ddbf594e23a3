"""Opens the files of `almoner x12`. A large one is mapped and never read whole; standard input is laid in a
temporary file first, so that both are read in the same flat memory."""

import stat
import sys
from dataclasses import replace
from pathlib import Path

from almoner.cli.given import STANDARD_INPUT, Unusable
from almoner.core.x12 import LIMITS, Document, NotX12, map_file, read
from almoner.core.x12.mapped import Data

_SMALL = 8 << 20
"""Bytes up to which a file is simply read."""
_LIMITS = replace(
    LIMITS, total_bytes=1 << 44, sets=1_000_000, groups=100_000, interchanges=100_000, segments=1 << 40
)
"""A command reads files of any size."""


def load(name: str) -> Document:
    """Read a file, or standard input for "-". Raises Unusable where it cannot be read or is no X12."""
    try:
        return read(_data(name), limits=_LIMITS)
    except OSError as error:
        raise Unusable(f"the file cannot be read: {error.strerror}") from None
    except NotX12 as error:
        raise Unusable(f"not X12: {error}") from None


def _data(name: str) -> Data:
    if name == STANDARD_INPUT:
        return _spooled(None)
    path = Path(name)
    status = path.stat()
    if stat.S_ISDIR(status.st_mode) or (stat.S_ISREG(status.st_mode) and status.st_size <= _SMALL):
        return path.read_bytes()
    return map_file(path) if stat.S_ISREG(status.st_mode) else _spooled(path)


def _spooled(pipe: Path | None) -> Data:
    """What a pipe gives, mapped. The temporary file has no name, so that nothing of it is left by a kill."""
    import tempfile
    from shutil import copyfileobj

    with tempfile.TemporaryFile() as copy:
        if pipe is None:
            copyfileobj(sys.stdin.buffer, copy, 1 << 20)
        else:
            with pipe.open("rb") as source:
                copyfileobj(source, copy, 1 << 20)
        copy.flush()
        return map_file(Path(f"/proc/self/fd/{copy.fileno()}"))
