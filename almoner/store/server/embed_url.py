"""The server that DATABASE_URL names: new enough, reachable, and with the two lesser roles to play."""

from dataclasses import replace
from pathlib import Path
from typing import Any

import psycopg
from psycopg import conninfo, errors, sql

from almoner.store.server.embed_binaries import find_binaries
from almoner.store.server.embed_server import OLDEST_MAJOR, ROLE_NAMES, Server, ServerUnavailable

_LESSER = (ROLE_NAMES["app"], ROLE_NAMES["train"])


def server_at(url: str, database: str) -> Server:
    """The server of a DATABASE_URL, whose user plays the owner; `database` is for one that names none.

    Raises ServerUnavailable; the address may hold a password and never appears in the text.
    """
    login = _read(url)
    place = {key: str(login.pop(key, "") or "") for key in ("host", "port", "dbname")}
    parameters = {key: str(value) for key, value in login.items() if value is not None}
    parameters.setdefault("connect_timeout", "10")
    server = Server(
        host=place["host"],
        port=int(place["port"].partition(",")[0] or 5432),
        database=place["dbname"] or database,
        is_embedded=False,
        version=0,
        login=parameters,
    )
    try:
        with psycopg.connect(server.conninfo("owner"), autocommit=True) as connection:
            version = connection.info.server_version
            _require_version(version)
            _require_roles(connection)
    except psycopg.OperationalError as error:
        reason = " ".join(str(error).split())
        raise ServerUnavailable(
            f"DATABASE_URL: no connection ({reason}): start that server or mend the address"
        ) from None
    return replace(server, version=version, bindir=_client_programs(version))


def _read(url: str) -> dict[str, Any]:
    try:
        return dict(conninfo.conninfo_to_dict(url))
    except psycopg.ProgrammingError:
        raise ServerUnavailable("DATABASE_URL: write postgresql://user:password@host:port/database") from None


def _client_programs(version: int) -> Path | None:
    """Client programs that may talk to that server: pg_dump refuses one that is newer than itself."""
    try:
        found = find_binaries()
    except ServerUnavailable:
        return None
    return found.bindir if found.major >= version // 10000 else None


def _require_version(version: int) -> None:
    if version // 10000 < OLDEST_MAJOR:
        raise ServerUnavailable(
            f"DATABASE_URL: PostgreSQL {version // 10000} is too old, "
            f"{OLDEST_MAJOR} is the oldest that works: "
            "name a newer server, or unset DATABASE_URL to use the private one"
        )


def _require_roles(connection: psycopg.Connection[Any]) -> None:
    """Makes the two lesser roles where they are missing, or says the SQL to run where it may not."""
    user = connection.execute("SELECT current_user").fetchone()
    assert user is not None
    missing = [role for role in _LESSER if not _may_become(connection, role)]
    statements = [text for role in missing for text in _statements(connection, role, user[0])]
    try:
        with connection.transaction():
            for statement in statements:
                connection.execute(statement)
    except errors.InsufficientPrivilege:
        wanted = "; ".join(statement.as_string(connection) for statement in statements)
        raise ServerUnavailable(
            f"DATABASE_URL: a superuser of that server has to run once: {wanted}"
        ) from None


def _may_become(connection: psycopg.Connection[Any], role: str) -> bool:
    query = "SELECT pg_has_role(current_user, oid, 'SET') FROM pg_roles WHERE rolname = %s"
    row = connection.execute(query, (role,)).fetchone()
    return row is not None and bool(row[0])


def _statements(connection: psycopg.Connection[Any], role: str, user: str) -> list[sql.Composed]:
    name, owner = sql.Identifier(role), sql.Identifier(user)
    exists = connection.execute("SELECT 1 FROM pg_roles WHERE rolname = %s", (role,)).fetchone() is not None
    create = [] if exists else [sql.SQL("CREATE ROLE {} NOLOGIN").format(name)]
    return [*create, sql.SQL("GRANT {} TO {}").format(name, owner)]
