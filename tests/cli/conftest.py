"""A small demonstration that has come to its end, shared by the tests that only look at it."""

import pytest

from tests.cli.kills import Demo, Table


@pytest.fixture(scope="session")
def finished(tmp_path_factory: pytest.TempPathFactory) -> tuple[Demo, Table]:
    """The demonstration's folder and its table."""
    demo = Demo(tmp_path_factory.mktemp("demo") / "books")
    return demo, demo.finish()
