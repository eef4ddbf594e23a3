"""Opens the books for a process: finds or starts the server, migrates the schema, lets Django use it."""

import gc
import os
import sys
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

import django
import psycopg
from django.conf import settings

from almoner.settings import session_secret
from almoner.store import same_schema
from almoner.store.server.embed import Server, ServerUnavailable, connect_server
from almoner.store.whole_schema import lay_schema

if TYPE_CHECKING:
    from django.db.migrations.loader import MigrationLoader

PREPARED = {"server_side_binding": True, "prepare_threshold": 5}
"""Planning costs the server more than running most statements: one that comes for the sixth time is kept."""
COLLECT_AFTER = 100_000
"""Objects made between two looks for garbage in circles; records form none, and a plan is many of them."""


_OPENED: list[bool] = []
"""One entry each time that this process opened a store."""


def has_books(data: Path) -> bool:
    """True where books may be: a server is named, or a private one was made here before. Starts nothing."""
    return bool(os.environ.get("DATABASE_URL")) or (data / "postgres").is_dir()


def open_store(data: Path, *, database: str = "almoner", is_quiet: bool = False) -> Server:
    """Connect this process to the books in a data folder and bring their schema up to date.

    Raises ServerUnavailable with one line that says what to do.
    """
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "almoner.settings")
    server = connect_server(data, database=database, url=os.environ.get("DATABASE_URL") or None)
    settings.SECRET_KEY = session_secret(data)
    settings.DATABASES["default"].update(server.django("app"))
    settings.DATABASES["default"]["OPTIONS"] |= PREPARED
    settings.DATABASES["owner"].update(server.django("owner"))
    django.setup()
    _leave()
    _migrate_or_say(server, is_quiet=is_quiet)
    gc.freeze()  # what the process was built of is not looked through again
    gc.set_threshold(COLLECT_AFTER, 50, 100)
    return server


def opening() -> int:
    """Return how often this process has opened a store: what it remembers of another one counts no more."""
    return len(_OPENED)


def _migrate_or_say(server: Server, *, is_quiet: bool) -> None:
    from django.db import InterfaceError, OperationalError

    try:
        migrate(server, is_quiet=is_quiet)
        _learn_schema()
    except (OperationalError, InterfaceError, psycopg.OperationalError):
        raise ServerUnavailable("the books' server stopped: run the command again") from None


def _refuse_newer(loader: "MigrationLoader") -> None:
    unknown = loader.applied_migrations.keys() - loader.disk_migrations.keys()
    if steps := sorted(name for app, name in unknown if app == "store"):
        raise ServerUnavailable(same_schema.UNKNOWN.format(first=steps[0]))


def _learn_schema() -> None:
    from django.db import connections

    with connections["owner"].cursor() as cursor:
        cursor.execute(f"SELECT {same_schema.MARK}")
        same_schema.learn(int(cursor.fetchone()[0]))
    connections["owner"].close()


def _leave() -> None:
    """Close connections to whatever database was open before."""
    from django.db import connections

    _OPENED.append(True)
    for alias in connections:
        connections[alias].settings_dict.update(settings.DATABASES[alias])
    connections.close_all()


def reopen(data: Path, change: Callable[[], None], *, database: str) -> None:
    """Leave the books, let `change` happen to their database, and open them again under a name."""
    from django.db import connections

    connections.close_all()
    change()
    open_store(data, database=database)


def replace_books(change: Callable[[], None]) -> None:
    """Let `change` put other books of the same schema under the open database's name; what this process
    remembered of the old ones counts no more.
    """
    from django.db import connections

    connections.close_all()
    change()
    _leave()
    _learn_schema()


def migrate(server: Server, *, is_quiet: bool = False) -> None:
    """Apply the migrations that are missing; a second process waits and finds nothing left to do. New books
    begin with the script of the whole schema where it fits their server. ServerUnavailable where the books
    know steps that this Almoner doesn't: an older one would write what the newer reads otherwise.
    """
    from django.core.management import call_command
    from django.db import connections
    from django.db.migrations.executor import MigrationExecutor

    connection = connections["owner"]
    executor = MigrationExecutor(connection)
    _refuse_newer(executor.loader)
    if not executor.migration_plan(executor.loader.graph.leaf_nodes()):
        return
    if not is_quiet:
        sys.stderr.write("preparing the books' tables\n")
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_lock(hashtext('almoner-migrate'))")
    try:
        if not executor.loader.applied_migrations:
            lay_schema(server)
        call_command("migrate", database="owner", interactive=False, verbosity=0)
    finally:
        with connection.cursor() as cursor:
            cursor.execute("SELECT pg_advisory_unlock(hashtext('almoner-migrate'))")
        connection.close()
