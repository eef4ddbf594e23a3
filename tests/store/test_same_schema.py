"""Books that a newer Almoner has brought on: an older process that still runs writes nothing into them, and
one that starts doesn't open them.
"""

import os
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import psycopg
import pytest

from almoner.store.server.embed import Server, connect_server, create_database, drop_database

ELDER = "elder"
WORKS = """
import sys
from pathlib import Path
from almoner.store.boot import open_store
from almoner.store.server.embed import ServerUnavailable
try:
    open_store(Path(sys.argv[1]), database=sys.argv[2], is_quiet=True)
except ServerUnavailable as error:
    print(error, flush=True)
    sys.exit(2)
from almoner.store.same_schema import NewerBooks
from tests.practices import add_patient, new_house
house = new_house()
print(house.practice.id, flush=True)
for line in sys.stdin:
    try:
        print(add_patient(house).id, flush=True)
    except NewerBooks as error:
        print(error, flush=True)
"""


@pytest.fixture
def elder(store: Path) -> Iterator[Server]:
    """Empty books of a test's own on the shared server."""
    server = connect_server(store)
    create_database(server, ELDER)
    yield server
    drop_database(server, ELDER)


def begun(store: Path, root: Path) -> subprocess.Popen[str]:
    return subprocess.Popen(
        [sys.executable, "-c", WORKS, str(store), ELDER],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
        env=os.environ | {"ALMONER_DATA": str(store), "PYTHONPATH": str(root)},
    )


def told(process: subprocess.Popen[str], *, asked: bool = True) -> str:
    assert process.stdin is not None
    assert process.stdout is not None
    if asked:
        process.stdin.write("\n")
        process.stdin.flush()
    return process.stdout.readline().strip()


def patients(elder: Server) -> int:
    with psycopg.connect(elder.conninfo("owner", database=ELDER)) as connection:
        row = connection.execute("SELECT count(*) FROM patient").fetchone()
        return int(row[0]) if row else 0


def test_an_older_process_leaves_the_newer_books_alone(elder: Server, store: Path, root: Path) -> None:
    with begun(store, root) as older:
        assert told(older, asked=False).isdecimal()
        assert told(older).isdecimal()
        with psycopg.connect(elder.conninfo("owner", database=ELDER)) as connection:
            connection.execute(
                "INSERT INTO django_migrations (app, name, applied) VALUES ('store', '9999_later', now())"
            )
        before = patients(elder)
        assert "a newer Almoner has brought the books on" in told(older)
        assert patients(elder) == before
        older.communicate(timeout=300)
    with begun(store, root) as late:
        assert "newer Almoner (from step 9999_later)" in told(late, asked=False)
        late.communicate(timeout=300)
        assert late.returncode == 2
