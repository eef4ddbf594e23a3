"""What every test shares; fixtures of one part stand in that part's own conftest."""

from pathlib import Path

import pytest
from hypothesis import HealthCheck, settings

settings.register_profile("untimed", deadline=None, suppress_health_check=[HealthCheck.too_slow])
settings.load_profile("untimed")
"""A slow machine fails no test: neither a slow example nor a slow search for one."""

ROOT = Path(__file__).resolve().parent.parent


@pytest.fixture(scope="session")
def root() -> Path:
    """The root of the checkout."""
    return ROOT


pytest_plugins = ("tests.store_fixture",)
