"""The folder of the large practice: its own data folder and private server, kept until it is removed."""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from almoner.cli.bench import ground
from almoner.settings import data_folder

NAME = "bench-practice"


def folder() -> Path:
    """Return where the large practice is kept: a folder of its own in the data folder."""
    return data_folder() / NAME


@contextmanager
def opened(data: Path) -> Iterator[None]:
    """Open the large practice's books for a block, made where there are none; they are kept."""
    data.mkdir(mode=0o700, parents=True, exist_ok=True)
    with ground.opened(data):
        yield
