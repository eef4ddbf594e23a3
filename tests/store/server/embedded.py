"""Other processes that use the private server, and what the tests ask of it from outside."""

import contextlib
import json
import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

import psycopg
import pytest

from almoner.store.server import embed
from almoner.store.server.embed_keeper import KEEPER, SERVER
from almoner.store.server.embed_locks import holders
from almoner.store.server.embed_server import Role, Server

ROOT = Path(__file__).resolve().parents[3]
PATIENCE_S = 120.0
"""How long what is sure to happen may take: far more than any machine needs."""

# Connects, says where the server is, and does what each line of its standard input asks for.
CLIENT = """
import json, os, sys, time
from pathlib import Path
from almoner.store.server.embed import ServerUnavailable, connect_server
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


def until(claim: Callable[[], bool], *, seconds: float = PATIENCE_S) -> bool:
    end = time.monotonic() + seconds
    while time.monotonic() < end:
        if claim():
            return True
        time.sleep(0.01)
    return claim()


def postmaster(data: Path) -> int:
    [pid_file] = (data / "postgres").glob("[0-9]*/postmaster.pid")
    return int(pid_file.read_text().split()[0])


def keeper(data: Path) -> int:
    [pid] = holders(data / "postgres" / KEEPER)
    return pid


def server_processes(data: Path) -> set[int]:
    """The server's processes, or initdb and its, without the keeper."""
    home = data / "postgres"
    return holders(home / SERVER) - holders(home / KEEPER) if home.exists() else set()


def kill(pid: int) -> None:
    """Returns when it is dead, which is not at once."""
    with contextlib.suppress(ProcessLookupError):
        os.kill(pid, signal.SIGKILL)
    assert until(lambda: not is_running(pid))


def is_running(pid: int) -> bool:
    try:
        return Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()[0] not in "ZX"
    except (FileNotFoundError, ProcessLookupError):
        return False


def is_gone(data: Path) -> bool:
    home = data / "postgres"
    return until(lambda: not holders(home / SERVER) and not holders(home / KEEPER))


def ask(server: Server, query: str, role: Role = "owner") -> Any:
    with psycopg.connect(server.conninfo(role)) as connection:
        row = connection.execute(query.encode()).fetchone()
    return row[0] if row is not None and len(row) == 1 else row


def do(server: Server, *statements: str) -> None:
    with psycopg.connect(server.conninfo("owner")) as connection:
        for statement in statements:
            connection.execute(statement.encode())


def sweep(data: Path) -> None:
    home = data / "postgres"
    for name in (KEEPER, SERVER):
        for pid in holders(home / name) if home.exists() else ():
            with contextlib.suppress(ProcessLookupError):
                os.kill(pid, signal.SIGTERM if name == KEEPER else signal.SIGKILL)
        if name == KEEPER:
            embed.wait_until_stopped(data)
