"""The private PostgreSQL serves three roles, tells no data to its log, and opens nobody's folders."""

import os
import shutil
import signal
import stat
import threading
import time
from pathlib import Path

import psycopg
import pytest

from almoner.store.server import embed
from almoner.store.server.embed_attach import KEEPER_LOG
from almoner.store.server.embed_keeper import CLIENTS, SERVER_LOG
from almoner.store.server.embed_locks import take_lock
from tests.store.server.embedded import ask, do, is_gone, postmaster

AS_ROOT = os.geteuid() == 0


def test_a_cold_start_serves_each_role(tmp_path: Path) -> None:
    data = tmp_path / "books"
    with embed.running_server(data) as server:
        assert server.is_embedded
        assert server.version // 10000 >= 16
        assert server.bindir is not None
        assert (server.bindir / "pg_dump").is_file()
        for role in ("owner", "app", "train"):
            assert ask(server, "SELECT current_user", role) == f"almoner_{role}"
        assert ask(server, "SELECT similarity('claim', 'claims') > 0.5", "app") is True
        do(
            server,
            "CREATE TABLE span (who int, during daterange, EXCLUDE USING gist (who WITH =, during WITH &&))",
        )
        assert ask(server, "SHOW data_checksums") == "on"
        assert ask(server, "SHOW listen_addresses") == ""
        assert ask(server, "SELECT lower('ÄRZTIN')") == "ärztin"
        powers = "SELECT rolsuper, rolcreatedb, rolcreaterole, rolbypassrls FROM pg_roles WHERE rolname = "
        assert ask(server, f"{powers} 'almoner_owner'") == (False, True, False, True)
        assert ask(server, f"{powers} 'almoner_app'") == (False, False, False, False)
        assert ask(server, f"{powers} 'almoner_train'") == (False, False, False, False)
    assert is_gone(data)


def test_the_lesser_roles_make_no_tables_and_nobody_is_superuser(server_data: Path) -> None:
    server = embed.connect_server(server_data)
    with (
        psycopg.connect(server.conninfo("app")) as connection,
        pytest.raises(psycopg.errors.InsufficientPrivilege),
    ):
        connection.execute("CREATE TABLE mine (id int)")
    do(server, "CREATE TABLE ours (id int)", "GRANT ALL ON ours TO almoner_train")
    with (
        psycopg.connect(server.conninfo("train")) as connection,
        pytest.raises(psycopg.errors.ReadOnlySqlTransaction),
    ):
        connection.execute("INSERT INTO ours VALUES (1)")
    superuser = server.conninfo("owner").replace("almoner_owner", "postgres")
    with pytest.raises(psycopg.OperationalError, match=r"no pg_hba\.conf entry"):
        psycopg.connect(superuser)


def test_who_connects_again_starts_nothing(server_data: Path) -> None:
    embed.connect_server(server_data)
    before = postmaster(server_data)
    embed.connect_server(server_data)
    assert postmaster(server_data) == before


def test_no_folder_changes_its_mode_and_a_closed_one_is_no_obstacle(used_data: Path, tmp_path: Path) -> None:
    closed = tmp_path / "home"
    closed.mkdir(mode=0o700)
    parents = [closed, *closed.parents]
    before = [parent.stat().st_mode for parent in parents]
    shutil.copytree(used_data, closed / "data")
    with embed.running_server(closed / "data") as server:
        assert ask(server, "SELECT 1") == 1
        assert stat.S_IMODE(Path(server.host).stat().st_mode) == 0o700
        assert stat.S_IMODE((closed / "data" / "postgres").stat().st_mode) == 0o700
    assert is_gone(closed / "data")
    assert [parent.stat().st_mode for parent in parents] == before


def test_a_long_path_with_spaces_quotes_and_letters_of_others(used_data: Path, tmp_path: Path) -> None:
    data = tmp_path / ("far away " * 8) / "it's “hers” and ÄÖ" / ("x" * 120) / "data"
    shutil.copytree(used_data, data)
    with embed.running_server(data) as server:
        assert len(f"{server.host}/.s.PGSQL.5432") <= 107
        assert ask(server, "SELECT 1") == 1
    assert is_gone(data)


def _asked_until_answered(server: embed.Server, query: str) -> object:
    """The answer of a server that may just be ending the connections of those that died with one."""
    for _ in range(100):
        try:
            return ask(server, query)
        except psycopg.OperationalError:
            time.sleep(0.2)
    return ask(server, query)


def test_the_log_tells_no_data(server_data: Path) -> None:
    server = embed.connect_server(server_data)
    do(server, "CREATE TABLE person (name text PRIMARY KEY, born_on date)")
    with psycopg.connect(server.conninfo("owner"), autocommit=True) as connection:
        connection.execute("INSERT INTO person VALUES ('SMITHSON')")
        for statement in (
            "INSERT INTO person VALUES ('SMITHSON')",
            "INSERT INTO person VALUES ('x', 'SMITHSON')",
            "SELECT * FROM person WHERE nme = 'SMITHSON'",
        ):
            with pytest.raises(psycopg.DatabaseError):
                connection.execute(statement.encode())
        with pytest.raises(psycopg.DatabaseError):
            connection.execute("INSERT INTO person VALUES (%s)", ("SMITHSON",))
        backend = connection.info.backend_pid
        threading.Timer(0.2, os.kill, (backend, signal.SIGKILL)).start()
        with pytest.raises(psycopg.OperationalError):
            connection.execute("SELECT pg_sleep(10), 'SMITHSON'")
    again = embed.connect_server(server_data)  # waits for the recovery from that
    assert _asked_until_answered(again, "SELECT count(*) FROM person") == 1
    logs = b"".join((server_data / "postgres" / name).read_bytes() for name in (SERVER_LOG, KEEPER_LOG))
    assert b"was terminated by signal 9" in logs
    assert b"SMITHSON" not in logs


def test_data_folder(tmp_path: Path) -> None:
    assert embed.data_folder({}, tmp_path) == tmp_path / ".almoner"
    assert stat.S_IMODE((tmp_path / ".almoner").stat().st_mode) == 0o700
    (tmp_path / "open").mkdir(mode=0o755)
    assert embed.data_folder({"ALMONER_DATA": str(tmp_path / "open")}, tmp_path) == tmp_path / "open"
    assert stat.S_IMODE((tmp_path / "open").stat().st_mode) == 0o755
    (tmp_path / "file").write_text("")
    with pytest.raises(embed.ServerUnavailable, match="set ALMONER_DATA"):
        embed.data_folder({"ALMONER_DATA": str(tmp_path / "file" / "data")}, tmp_path)


def test_books_of_another_version_are_left_alone(copied_data: Path) -> None:
    [cluster] = (copied_data / "postgres").glob("[0-9]*")
    cluster.rename(cluster.with_name("99"))
    with pytest.raises(embed.ServerUnavailable, match="written by PostgreSQL 99"):
        embed.connect_server(copied_data)
    assert is_gone(copied_data)


def test_a_server_that_cannot_start_says_why(copied_data: Path) -> None:
    [cluster] = (copied_data / "postgres").glob("[0-9]*")
    (cluster / "global" / "pg_control").unlink()
    with pytest.raises(embed.ServerUnavailable, match=r"PostgreSQL did not start: .*server\.log"):
        embed.connect_server(copied_data)
    assert is_gone(copied_data)
    free = take_lock(copied_data / "postgres" / CLIENTS)
    assert free is not None
    os.close(free)


@pytest.mark.skipif(AS_ROOT, reason="root may write everywhere")
def test_a_folder_that_may_not_be_written_is_refused(tmp_path: Path) -> None:
    (tmp_path / "closed").mkdir(mode=0o500)
    with pytest.raises(embed.ServerUnavailable, match="set ALMONER_DATA"):
        embed.connect_server(tmp_path / "closed" / "data")
