"""One database takes another's place at one stroke."""

import contextlib
import threading
import time
from pathlib import Path

import psycopg

from almoner.store.server import embed
from tests.store.server.embedded import (
    until,
)


def test_one_database_takes_anothers_place_while_sessions_come_and_go(server_data: Path) -> None:
    server = embed.connect_server(server_data)
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
    assert until(lambda: bool(seen))
    embed.swap_database(server, "live", "fresh")
    assert until(lambda: seen[-1] == "fresh")
    is_over.set()
    reader.join()
    assert sorted(set(seen)) == ["fresh", "live"]
    assert not embed.has_database(server, "fresh")
    assert not embed.has_database(server, "live_retired")
    embed.drop_database(server, "live")
    embed.drop_database(server, "live")
    assert not embed.has_database(server, "live")
