"""Other readers of X12 for the bench, where they are installed: what they take for one claim of a file that
is made in the same way. Each gets as many claims as it can read in a second or so."""

import os
import tempfile
import time
from collections.abc import Callable
from dataclasses import dataclass
from importlib.util import find_spec
from pathlib import Path

FEW = 200
"""Claims for a peer that takes milliseconds for each."""

MakeFile = Callable[[int], bytes]
"""A file of so many claims."""


@dataclass(frozen=True, slots=True)
class Peer:
    """Another reader: its name, the module that has to be there, how many claims it gets, and its work."""

    name: str
    module: str
    claims: int
    read: Callable[[Path], object]
    sets: tuple[str, ...] = ("837P", "835")

    def us_a_claim(self, make: MakeFile, most: int) -> float:
        """Processor time for one claim in microseconds; the best of two."""
        claims = min(self.claims, most)
        with tempfile.TemporaryDirectory() as folder:
            path = Path(folder) / "file.x12"
            path.write_bytes(make(claims))
            return min(_spent(lambda: self.read(path)) for _ in range(2)) / claims * 1e6


def peers(set_name: str) -> list[Peer]:
    """Those that are installed and read this set."""
    return [each for each in PEERS if set_name in each.sets and find_spec(each.module)]


def _spent(work: Callable[[], object]) -> float:
    began = time.process_time()
    work()
    return time.process_time() - began


def _pyx12(path: Path) -> object:
    from pyx12 import params, x12n_document

    with Path(os.devnull).open("w", encoding="utf-8") as nowhere:
        return x12n_document.x12n_document(params.params(), str(path), None, None, None, nowhere)


def _x12sdk(path: Path) -> object:
    from x12sdk.io import X12ModelReader

    with X12ModelReader(str(path)) as reader:
        return sum(1 for _ in reader.models())


def _oxedi(path: Path) -> object:
    import oxedi

    return oxedi.parse(path.read_bytes()).diagnostics


PEERS = (
    Peer("pyx12 (Python), validation", "pyx12", FEW, _pyx12),
    Peer("x12sdk (Python), models", "x12sdk", FEW, _x12sdk),
    Peer("oxedi (compiled Rust), diagnostics", "oxedi", 1_000_000, _oxedi, ("835",)),
)
