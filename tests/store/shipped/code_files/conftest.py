"""Small files in the official layouts, written by us: no owner's wording is in them."""

from collections.abc import Callable
from pathlib import Path

import pytest

from almoner.store.shipped.code_files.kinds import KINDS
from almoner.store.shipped.code_files.loaded import Asked, Loaded
from almoner.store.shipped.code_files.source import sources
from almoner.store.shipped.code_files.tally import Tally

Read = Callable[..., tuple[list[Loaded], Tally]]


@pytest.fixture
def read(tmp_path: Path) -> Read:
    """Reads a text as a file of a kind: kind, name of the file, text, and how it is asked for."""

    def reading(
        kind: str, name: str, text: str | bytes, asked: Asked | None = None
    ) -> tuple[list[Loaded], Tally]:
        path = tmp_path / name
        path.write_bytes(text if isinstance(text, bytes) else text.encode("latin-1"))
        (source,) = sources(path)
        tally = Tally()
        return KINDS[kind].loader(source, asked or Asked(), tally), tally

    return reading
