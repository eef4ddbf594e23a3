"""`almoner backup DIR` and `almoner restore DIR`: the books out, and back again when they are proved."""

import argparse
import fcntl
import os
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from almoner.cli.keeping import keep_code_sets
from almoner.cli.opening import open_books
from almoner.settings import data_folder

RESTORED = "almoner_restored"


def backup(arguments: list[str]) -> int:
    """Write a backup; exit 2 where it cannot be made."""
    parser = argparse.ArgumentParser(prog="almoner backup", description="Copy the books into a folder.")
    parser.add_argument("folder", type=Path)
    options = parser.parse_args(arguments)
    data = open_books()
    keep_code_sets()
    from almoner.store.backup import BadBackup, back_up
    from almoner.store.server.embed import connect_server

    try:
        server = connect_server(data, url=os.environ.get("DATABASE_URL") or None)
        with _turn(data):
            manifest = back_up(server, options.folder, data=data)
    except (BadBackup, OSError) as error:
        sys.stderr.write(f"almoner: {error}\n")
        return 2
    sys.stdout.write(f"{options.folder}: {len(manifest.seals)} practices, SHA-256 {manifest.sha256}\n")
    return 0


@contextmanager
def _turn(data: Path) -> Iterator[None]:
    """One backup after the other: two into one folder would leave the dump of one beside the seals of the
    other.
    """
    handle = os.open(data / "backup.lock", os.O_RDWR | os.O_CREAT, 0o600)
    try:
        fcntl.flock(handle, fcntl.LOCK_EX)
        yield
    finally:
        os.close(handle)


def restore(arguments: list[str]) -> int:
    """Load a backup beside the books, prove it, and put it in their place.

    Exit 1 where it proves broken, 2 where it is none.
    """
    parser = argparse.ArgumentParser(
        prog="almoner restore", description="Bring the books back from a backup."
    )
    parser.add_argument("folder", type=Path)
    options = parser.parse_args(arguments)
    from almoner.store.backup import BadBackup
    from almoner.store.server.embed import data_folder as make_folder
    from almoner.store.server.embed_locks import take_lock

    data = make_folder({"ALMONER_DATA": str(data_folder())}, data_folder())
    held = take_lock(data / "restore.lock")
    if held is None:
        sys.stderr.write(f"almoner: another `almoner restore` works on {data}: wait for its end\n")
        return 2
    try:
        return _restore(options.folder, data)
    except BadBackup as error:
        sys.stderr.write(f"almoner: {error}\n")
        return 2
    finally:
        os.close(held)


def _restore(folder: Path, data: Path) -> int:
    from almoner.store.backup import load_into, proved_on, read_manifest, seals_now
    from almoner.store.boot import open_store, reopen
    from almoner.store.kept import kept_policy
    from almoner.store.server.embed import connect_server, create_database, drop_database, swap_database

    manifest = read_manifest(folder)
    url = os.environ.get("DATABASE_URL") or None
    server = connect_server(data, url=url)
    drop_database(server, RESTORED)
    create_database(server, RESTORED)
    load_into(connect_server(data, database=RESTORED, url=url), folder)
    open_store(data, database=RESTORED)
    if {key: tuple(end) for key, end in manifest.seals.items()} != seals_now():
        sys.stderr.write(
            "almoner: the restored books end in other seals than the manifest: they weren't put in place\n"
        )
        return 1
    from almoner.flow.access import office
    from almoner.flow.clock import today
    from almoner.store.proof.verify import practices, verify

    broken = [
        f"practice {one}: {fault}"
        for one in practices()
        for fault in verify(one, on=proved_on(one, today=today(office(one))))
    ]
    if broken:
        sys.stderr.writelines(f"almoner: {fault}\n" for fault in broken)
        return 1
    kept_policy.bring_back(data, folder)
    reopen(data, lambda: swap_database(server, "almoner", RESTORED), database="almoner")
    keep_code_sets()
    said = f"{len(manifest.seals)} practices, trial balance zero, audit seals whole"
    sys.stdout.write(f"{folder}: restored and verified; {said}\n")
    return 0
