"""The private server heals after any kill, of whatever process, at whatever moment."""

import contextlib
import os
import shutil
import signal
import time
from collections.abc import Callable
from functools import partial
from pathlib import Path

import psycopg
import pytest

from almoner.store.server import embed
from almoner.store.server.embed_keeper import KEEPER, SERVER
from almoner.store.server.embed_locks import holders
from tests.store.server.embedded import (
    Client,
    ask,
    do,
    is_gone,
    is_running,
    keeper,
    kill,
    postmaster,
    server_processes,
    until,
)


def test_a_killed_postmaster_is_started_again_with_everything_committed(server_data: Path) -> None:
    server = embed.connect_server(server_data)
    do(server, "CREATE TABLE kept (id int)", "INSERT INTO kept VALUES (7)")
    before = postmaster(server_data)
    busy = psycopg.connect(server.conninfo("owner"))
    busy.execute("INSERT INTO kept VALUES (8)")  # not committed
    kill(before)
    again = embed.connect_server(server_data)
    assert again == server
    assert ask(again, "SELECT array_agg(id) FROM kept") == [7]
    busy.close()
    assert postmaster(server_data) != before


def _has_ended(pid: int) -> bool:
    return not is_running(pid)


@pytest.mark.parametrize("kind", ["checkpointer", "walwriter", "autovacuum launcher", "almoner_owner"])
def test_any_process_of_the_server_may_be_killed(server_data: Path, kind: str) -> None:
    server = embed.connect_server(server_data)
    before = postmaster(server_data)
    with contextlib.closing(psycopg.connect(server.conninfo("owner"))):  # one that lasts until it is killed
        assert until(lambda: any(kind in _title(pid) for pid in server_processes(server_data)))
        kill(next(pid for pid in server_processes(server_data) if kind in _title(pid)))
        assert until(partial(_has_ended, before))
    assert ask(embed.connect_server(server_data), "SELECT 1") == 1


def _title(pid: int) -> str:
    try:
        return Path(f"/proc/{pid}/cmdline").read_text()
    except (FileNotFoundError, ProcessLookupError):
        return ""


def test_a_start_that_is_killed_is_tried_again(server_data: Path, start_client: Callable[[], Client]) -> None:
    one = start_client()
    for _ in range(2):
        assert until(lambda: bool(server_processes(server_data)))
        for pid in server_processes(server_data):
            kill(pid)
    assert "refused" not in one.answer()
    assert ask(embed.connect_server(server_data), "SELECT 1") == 1


def test_a_killed_keeper_is_followed_by_one_that_adopts_the_server(server_data: Path) -> None:
    server = embed.connect_server(server_data)
    before, first = postmaster(server_data), keeper(server_data)
    with psycopg.connect(server.conninfo("owner")) as connection:
        kill(first)
        assert embed.connect_server(server_data) == server
        assert connection.execute("SELECT 1").fetchone() == (1,)
    assert postmaster(server_data) == before
    assert keeper(server_data) != first
    kill(before)  # not a child of that keeper
    assert ask(embed.connect_server(server_data), "SELECT 1") == 1
    embed.release(server_data)
    assert is_gone(server_data)


def test_a_server_that_lost_its_keeper_still_ends_with_its_last_client(
    server_data: Path, start_client: Callable[[], Client]
) -> None:
    one = start_client()
    one.answer()
    kill(keeper(server_data))
    one.ask("leave")
    one.close()
    assert is_gone(server_data)


def test_a_killed_keeper_and_postmaster_leave_nothing_that_is_in_the_way(server_data: Path) -> None:
    server = embed.connect_server(server_data)
    with psycopg.connect(server.conninfo("owner")) as connection:
        backend = connection.info.backend_pid
        os.kill(backend, signal.SIGSTOP)  # a process that does not notice the death of its postmaster
        kill(keeper(server_data))
        kill(postmaster(server_data))
        assert ask(embed.connect_server(server_data), "SELECT 1") == 1
        assert backend not in holders(server_data / "postgres" / SERVER)


def test_a_killed_initdb_is_done_again_from_the_start(tmp_path: Path) -> None:
    data = tmp_path / "data"
    for pause_s in (0.0, 0.2, 0.5):
        one = Client(data)
        assert until(lambda: bool(server_processes(data)) and bool(holders(data / "postgres" / KEEPER)))
        time.sleep(pause_s)
        for pid in holders(data / "postgres" / KEEPER):
            kill(pid)
        one.kill()
    with embed.running_server(data) as server:
        assert ask(server, "SELECT count(*) FROM pg_roles WHERE rolname LIKE 'almoner%'") == 3
    assert is_gone(data)
    assert not list((data / "postgres").glob("building-*"))


def test_a_pid_file_with_the_number_of_another_process_is_stale(server_data: Path) -> None:
    server = embed.connect_server(server_data)
    kill(keeper(server_data))
    kill(postmaster(server_data))
    assert is_gone(server_data)
    [pid_file] = (server_data / "postgres").glob("[0-9]*/postmaster.pid")
    pid_file.write_text(pid_file.read_text().replace(pid_file.read_text().split()[0], str(os.getpid()), 1))
    lock_file = Path(server.host, ".s.PGSQL.5432.lock")
    lock_file.write_text(f"{os.getpid()}\n")
    assert ask(embed.connect_server(server_data), "SELECT 1") == 1


def test_a_swept_socket_folder_is_made_again(server_data: Path) -> None:
    server = embed.connect_server(server_data)
    shutil.rmtree(server.host)
    assert embed.connect_server(server_data) == server
    assert ask(server, "SELECT 1") == 1


def test_a_deleted_data_folder_takes_its_server_with_it(copied_data: Path, used_data: Path) -> None:
    embed.connect_server(copied_data)
    pids = holders(copied_data / "postgres" / SERVER) | holders(copied_data / "postgres" / KEEPER)
    copied_data.rename(copied_data.with_name("deleted"))
    shutil.rmtree(copied_data.with_name("deleted"), ignore_errors=True)
    assert until(lambda: not any(is_running(pid) for pid in pids))
    embed.release(copied_data)
    shutil.copytree(used_data, copied_data)
    assert ask(embed.connect_server(copied_data), "SELECT 1") == 1
