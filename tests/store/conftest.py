"""A private server for the tests of the store, made once."""

import shutil
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from almoner.store.server import embed
from tests.store.server.embedded import Client, sweep


@pytest.fixture(scope="session")
def used_data(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Path]:
    """A data folder that was used once; its server has ended."""
    data = tmp_path_factory.mktemp("used") / "data"
    with embed.running_server(data):
        pass
    assert embed.wait_until_stopped(data)
    yield data
    shutil.rmtree(data)  # pytest would keep three runs of it


@pytest.fixture
def server_data(used_data: Path) -> Iterator[Path]:
    """That folder, for tests that leave it whole; whatever one did, nothing of it runs afterwards."""
    yield used_data
    embed.release(used_data)
    sweep(used_data)


@pytest.fixture
def copied_data(used_data: Path, tmp_path: Path) -> Iterator[Path]:
    """A copy of it, for tests that break it or want it elsewhere."""
    data = tmp_path / "data"
    shutil.copytree(used_data, data)
    yield data
    embed.release(data)
    sweep(data)
    shutil.rmtree(tmp_path)


@pytest.fixture
def start_client(server_data: Path) -> Iterator[Callable[[], Client]]:
    """Starts another process that uses the server."""
    started: list[Client] = []

    def start() -> Client:
        started.append(Client(server_data))
        return started[-1]

    yield start
    for one in started:
        one.kill()
