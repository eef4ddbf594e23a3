"""What every test shares; fixtures of one part stand in that part's own conftest."""

from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parent.parent


@pytest.fixture(scope="session")
def root() -> Path:
    """The root of the checkout."""
    return ROOT


pytest_plugins = ("tests.store_fixture",)
