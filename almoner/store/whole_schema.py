"""The tables of new books in one script: what all migrations up to some day make, laid at once in a
fraction of their time. Younger migrations come after it, so that it need not be of today.

Promises that books that began with it and books that ran every migration are alike (a test compares them).
It is used only for a private server of the version that it was written on, where there are no tables at all.
"""

import re
import tempfile
from pathlib import Path

import psycopg

from almoner.store.backup import run_client
from almoner.store.server.embed import Server

SCRIPT = Path(__file__).with_name("schema.sql")
_VERSION = re.compile(r"^-- PostgreSQL (\d+)$", re.M)
_OF_THE_PROGRAM = ("\\", "-- Dumped ")
"""What pg_dump says to psql, and of itself."""
_APPLIED = re.compile(r"(INSERT INTO public\.django_migrations VALUES \(\d+, '\w+', '\w+'), '[^']*'\)")


def script_of(server: Server) -> str:
    """Return the script that makes a database like the one that is open: tables, rights, guards, and the rows
    that migrations wrote.
    """
    with tempfile.TemporaryDirectory() as folder:
        dump = Path(folder) / "dump.sql"
        kept = ("--inserts", "--no-owner", "--no-comments", "--enable-row-security", f"--file={dump}")
        run_client(server, "pg_dump", *kept)
        text = dump.read_text(encoding="utf-8")
    own = "".join(line for line in text.splitlines(keepends=True) if not line.startswith(_OF_THE_PROGRAM))
    body = _APPLIED.sub(r"\1, now())", own)
    return f"-- PostgreSQL {server.version // 10_000}\n{body}"


def lay_schema(server: Server) -> bool:
    """Make the tables of new books and return True; False, and nothing done, where the script doesn't fit the
    server or there are tables.
    """
    if not server.is_embedded or not SCRIPT.is_file():
        return False
    text = SCRIPT.read_text(encoding="utf-8")
    version = _VERSION.match(text)
    if version is None or int(version[1]) != server.version // 10_000:
        return False
    with psycopg.connect(server.conninfo("owner")) as connection:  # the script sets a session up for itself
        if connection.execute("SELECT 1 FROM pg_tables WHERE schemaname = 'public' LIMIT 1").fetchone():
            return False
        connection.execute(text.encode())
    return True
