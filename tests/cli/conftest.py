"""A small demonstration that has come to its end, shared by the tests that need one."""

import pytest

from tests.cli.kills import Demo, Undisturbed


@pytest.fixture(scope="session")
def finished(tmp_path_factory: pytest.TempPathFactory) -> tuple[Demo, Undisturbed]:
    """The demonstration's folder and how it ended."""
    demo = Demo(tmp_path_factory.mktemp("demo") / "books")
    return demo, Undisturbed.of(demo)
