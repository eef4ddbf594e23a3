"""The practice that the tests of one module share."""

from pathlib import Path

import pytest

from tests.practices import House, new_house


@pytest.fixture(scope="module")
def house(store: Path) -> House:
    """A practice that is ready to work."""
    assert store.is_dir()
    return new_house()
