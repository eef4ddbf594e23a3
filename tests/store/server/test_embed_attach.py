"""The private server runs exactly as long as it has clients."""

import os
import signal
import time
from collections.abc import Callable
from pathlib import Path

import psycopg

from almoner.store.server import embed
from almoner.store.server.embed_attach import KEEPER_LOG
from almoner.store.server.embed_keeper import KEEPER
from almoner.store.server.embed_locks import holders
from tests.store.server.embedded import Client, ask, is_gone, is_running, postmaster


def test_clients_that_start_at_once_share_one_server(
    server_data: Path, start_client: Callable[[], Client]
) -> None:
    clients = [start_client() for _ in range(3)]
    assert len({one.answer()["host"] for one in clients}) == 1
    assert (server_data / "postgres" / KEEPER_LOG).read_text().count(
        f"ready process {postmaster(server_data)}"
    ) == 1
    assert len(holders(server_data / "postgres" / KEEPER)) == 1


def test_the_server_goes_when_its_last_client_is_killed(
    server_data: Path, start_client: Callable[[], Client]
) -> None:
    first, second = start_client(), start_client()
    conninfo = first.answer()["conninfo"]
    second.answer()
    first.kill()
    time.sleep(0.3)
    with psycopg.connect(conninfo) as connection:
        assert connection.execute("SELECT 1").fetchone() == (1,)
    second.kill()
    assert is_gone(server_data)
    assert not list((server_data / "postgres").glob("*/postmaster.pid"))


def test_a_client_that_comes_while_the_server_ends_starts_it_anew(
    server_data: Path, start_client: Callable[[], Client]
) -> None:
    for pause_s in (0.0, 0.03, 0.06, 0.09, 0.12):
        one = start_client()
        one.answer()
        one.kill()
        time.sleep(pause_s)
        with embed.running_server(server_data) as server:
            assert ask(server, "SELECT 1") == 1


def test_a_fork_keeps_no_share(server_data: Path, start_client: Callable[[], Client]) -> None:
    one = start_client()
    one.answer()
    one.ask("fork")
    child = one.answer()["child"]
    one.process.kill()
    try:
        assert is_gone(server_data)
        assert is_running(child)
    finally:
        os.kill(child, signal.SIGKILL)
        one.close()
