"""Whole databases on the books' server: made, dropped, and one put in another's place at one stroke."""

import contextlib
from collections.abc import Iterator
from typing import Any

import psycopg
from psycopg import errors, sql

from almoner.store.server.embed_server import ROLE_NAMES, Server

_MAINTENANCE = "postgres"
_TRIES = 5


def create_database(server: Server, name: str) -> None:
    """Makes an empty database that the owner owns and only the other two roles may enter besides."""
    with _maintenance(server) as connection:
        connection.execute(sql.SQL("CREATE DATABASE {}").format(sql.Identifier(name)))
        _let_in_the_roles(connection, name)


def clone_database(server: Server, name: str, *, template: str) -> None:
    """Puts a copy of a database in which nobody is under a name, in place of what had it."""
    drop_database(server, name)
    copy = sql.SQL("CREATE DATABASE {} TEMPLATE {}")
    with _maintenance(server) as connection:
        connection.execute(copy.format(sql.Identifier(name), sql.Identifier(template)))
        _let_in_the_roles(connection, name)


def _let_in_the_roles(connection: psycopg.Connection[Any], name: str) -> None:
    others = sql.SQL(", ").join([sql.Identifier(ROLE_NAMES["app"]), sql.Identifier(ROLE_NAMES["train"])])
    connection.execute(sql.SQL("REVOKE ALL ON DATABASE {} FROM PUBLIC").format(sql.Identifier(name)))
    connection.execute(sql.SQL("GRANT CONNECT ON DATABASE {} TO {}").format(sql.Identifier(name), others))


def may_create_databases(server: Server) -> bool:
    """Whether the owner may make databases on this server."""
    query = "SELECT rolcreatedb OR rolsuper FROM pg_roles WHERE rolname = current_user"
    with _maintenance(server) as connection:
        row = connection.execute(query).fetchone()
        return row is not None and bool(row[0])


def drop_database(server: Server, name: str) -> None:
    """Drops a database, cutting off whoever is in it; nothing happens when there is none."""
    with _maintenance(server) as connection:
        _drop(connection, name)


def _drop(connection: psycopg.Connection[Any], name: str) -> None:
    connection.execute(sql.SQL("DROP DATABASE IF EXISTS {} WITH (FORCE)").format(sql.Identifier(name)))


def has_database(server: Server, name: str) -> bool:
    """Whether there is such a database."""
    with _maintenance(server) as connection:
        return _exists(connection, name)


def swap_database(server: Server, old: str, new: str) -> None:
    """Puts the database `new` under the name `old` and drops what had that name.

    The two renames are one transaction: at every instant there is a whole database named `old`, the former
    one or the new one. Sessions in either are cut off. A leftover of a swap that was killed before its drop
    is dropped first.
    """
    _put(server, old, new)
    drop_retired(server, old)


def put_database(server: Server, old: str, new: str) -> bool:
    """Does what `swap_database` does but for the drop, which waits for the disk: `drop_retired` is for who
    has the time. False where there is no database `new`, or somebody else has just taken it.
    """
    try:
        _put(server, old, new)
    except errors.InvalidCatalogName:
        return False
    return True


def drop_retired(server: Server, name: str) -> None:
    """Drops what had a name before another database was put in its place."""
    drop_database(server, f"{name}_retired")


def _put(server: Server, old: str, new: str) -> None:
    retired = f"{old}_retired"
    with _maintenance(server) as connection:
        _drop(connection, retired)
        for left in reversed(range(_TRIES)):
            if _is_renamed(connection, old, new, retired, is_last_try=left == 0):
                break


def _is_renamed(
    connection: psycopg.Connection[Any], old: str, new: str, retired: str, *, is_last_try: bool
) -> bool:
    try:
        _rename_both(connection, old, new, retired)
    except errors.ObjectInUse:  # somebody came back between the cut and the rename
        if is_last_try:
            raise
        return False
    return True


def _rename_both(connection: psycopg.Connection[Any], old: str, new: str, retired: str) -> None:
    rename = sql.SQL("ALTER DATABASE {} RENAME TO {}")
    with connection.transaction():
        connection.execute(
            "SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname IN (%s, %s)", (old, new)
        )
        if _exists(connection, old):
            connection.execute(rename.format(sql.Identifier(old), sql.Identifier(retired)))
        connection.execute(rename.format(sql.Identifier(new), sql.Identifier(old)))
        _let_in_the_roles(connection, old)


def _exists(connection: psycopg.Connection[Any], name: str) -> bool:
    return connection.execute("SELECT 1 FROM pg_database WHERE datname = %s", (name,)).fetchone() is not None


@contextlib.contextmanager
def _maintenance(server: Server) -> Iterator[psycopg.Connection[Any]]:
    with psycopg.connect(server.conninfo("owner", database=_MAINTENANCE), autocommit=True) as connection:
        yield connection
