"""Copies the books out and brings them back: a dump, and the seals that its chains end in, which prove it."""

import hashlib
import json
import os
import re
import shutil
import subprocess
from collections.abc import Mapping
from dataclasses import asdict, dataclass, field
from datetime import date
from pathlib import Path

from psycopg.conninfo import conninfo_to_dict

from almoner.store.kept import kept_policy
from almoner.store.server.embed import Server
from almoner.store.session import Session, books

DUMP = "books.dump"
MANIFEST = "manifest.json"


class BadBackup(RuntimeError):
    """The folder holds no whole backup; the text says which part is missing or changed."""


@dataclass(frozen=True, slots=True)
class Manifest:
    """What a backup holds: the SHA-256 of its dump and each practice's last audit entry with its seal, and
    the SHA-256 of each file of the installed rules.
    """

    sha256: str
    server_version: int
    seals: Mapping[str, tuple[int, str]]
    policy: Mapping[str, str] = field(default_factory=dict)


def seals(session: Session) -> dict[str, tuple[int, str]]:
    """Return the end of every practice's chain of seals, by practice."""
    rows = session.rows("SELECT practice_id, last_id, seal FROM audit_chain ORDER BY practice_id")
    return {str(practice_id): (last_id, seal) for practice_id, last_id, seal in rows}


def seals_now() -> dict[str, tuple[int, str]]:
    """Return the ends of the chains in the open books."""
    with books(0, alias="owner") as session:
        return seals(session)


def proved_on(practice_id: int, *, today: date) -> date:
    """Return the day as of which restored books are proved: that of their last entry, since nobody could work
    on what became due after it; today at the latest.
    """
    with books(practice_id) as session:
        ((last_on,),) = session.rows(
            "SELECT max(effective_on) FROM audit_entry WHERE practice_id = %s", practice_id
        )
    return min(last_on or today, today)


def back_up(server: Server, folder: Path, *, data: Path | None = None) -> Manifest:
    """Write a dump and its manifest into `folder`, both of one instant, while others may go on working; and
    the installed rules of the data folder, where one is given.

    The manifest comes last, so a backup cut short is never taken for one.
    """
    folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    dump, fresh = folder / DUMP, folder / f".{DUMP}.{os.getpid()}"
    (folder / MANIFEST).unlink(missing_ok=True)
    try:
        with books(0, alias="owner", is_snapshot=True) as session:
            snapshot = session.value("SELECT pg_export_snapshot()")
            ends = seals(session)
            kept = ("--format=custom", "--enable-row-security", "--no-owner")
            run_client(server, "pg_dump", *kept, f"--snapshot={snapshot}", f"--file={fresh}")
        fresh.chmod(0o600)
        fresh.replace(dump)
    finally:
        fresh.unlink(missing_ok=True)
    rules = kept_policy.keep(data, folder) if data else {}
    manifest = Manifest(_sha256(dump), server.version, ends, rules)
    (folder / MANIFEST).write_text(json.dumps(asdict(manifest), indent=1) + "\n", encoding="utf-8")
    return manifest


def read_manifest(folder: Path) -> Manifest:
    """Read a backup's manifest and prove its dump unchanged, or raise BadBackup."""
    try:
        body = json.loads((folder / MANIFEST).read_text(encoding="utf-8"))
        manifest = Manifest(
            str(body["sha256"]),
            int(body["server_version"]),
            {str(key): (int(end[0]), str(end[1])) for key, end in body["seals"].items()},
            {str(name): str(sha256) for name, sha256 in body.get("policy", {}).items()},
        )
    except FileNotFoundError:
        raise BadBackup(f"{folder} holds no {MANIFEST}: it is no backup, or one that was cut short") from None
    except (ValueError, KeyError, TypeError, IndexError, AttributeError):
        raise BadBackup(f"{folder / MANIFEST} is damaged") from None
    if not (folder / DUMP).is_file() or _sha256(folder / DUMP) != manifest.sha256:
        raise BadBackup(f"{folder / DUMP} is missing or differs from its manifest")
    if odd := kept_policy.faults(folder, manifest.policy):
        raise BadBackup(f"{folder / kept_policy.FOLDER / odd[0]} is missing, changed or new")
    return manifest


def load_into(server: Server, folder: Path) -> None:
    """Load a backup's dump into the (empty) database of `server`."""
    run_client(
        server, "pg_restore", "--no-owner", "--exit-on-error", "--single-transaction", str(folder / DUMP)
    )


def run_client(server: Server, program: str, *arguments: str) -> None:
    """Run a client program of PostgreSQL; it signs in by its environment, which others cannot read."""
    beside = shutil.which(program, path=str(server.bindir)) if server.bindir else None
    found = beside or shutil.which(program)
    if found is None:
        raise BadBackup(f"{program} is not here: install the client programs of PostgreSQL")
    known = conninfo_to_dict(server.conninfo("owner"))
    signed_in = {_ENVIRONMENT[name]: str(value) for name, value in known.items() if name in _ENVIRONMENT}
    target = ["--dbname", str(known["dbname"])] if program == "pg_restore" else []
    done = subprocess.run(
        [found, *target, *arguments],
        capture_output=True,
        text=True,
        check=False,
        env={**os.environ, **signed_in},
    )
    if done.returncode:
        raise BadBackup(f"{program} failed: {_reason(done.stderr)}")


def _reason(said: str) -> str:
    """What a client program gives as its reason, without what follows: the lines behind it show the row."""
    lines = said.strip().splitlines() or ["no reason given"]
    reason = next((line for line in lines if "error:" in line.lower()), lines[0])
    return _VALUE.sub("", reason)


_VALUE = re.compile(r'(?<=[a-z]): ".*')
"""A value that the server quotes behind its reason (`invalid input syntax for type integer: "..."`)."""


_ENVIRONMENT = {
    "host": "PGHOST",
    "port": "PGPORT",
    "user": "PGUSER",
    "password": "PGPASSWORD",
    "dbname": "PGDATABASE",
    "options": "PGOPTIONS",
    "sslmode": "PGSSLMODE",
    "sslrootcert": "PGSSLROOTCERT",
}
"""How a client program is told what a connection string says."""


def _sha256(path: Path) -> str:
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()
