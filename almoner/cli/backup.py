"""`almoner backup DIR` and `almoner restore DIR`: the books out, and back again when they are proved."""

import argparse
import os
import sys
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
    from almoner.store.embed import connect_server

    try:
        server = connect_server(data, url=os.environ.get("DATABASE_URL") or None)
        manifest = back_up(server, options.folder, data=data)
    except (BadBackup, OSError) as error:
        sys.stderr.write(f"almoner: {error}\n")
        return 2
    sys.stdout.write(f"{options.folder}: {len(manifest.seals)} practices, SHA-256 {manifest.sha256}\n")
    return 0


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

    try:
        return _restore(options.folder)
    except BadBackup as error:
        sys.stderr.write(f"almoner: {error}\n")
        return 2


def _restore(folder: Path) -> int:
    from almoner.store import kept_policy
    from almoner.store.backup import load_into, proved_on, read_manifest, seals_now
    from almoner.store.boot import open_store, reopen
    from almoner.store.embed import connect_server, create_database, drop_database, swap_database
    from almoner.store.embed import data_folder as make_folder

    manifest = read_manifest(folder)
    data = make_folder({"ALMONER_DATA": str(data_folder())}, data_folder())
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
    from almoner.store.verify import practices, verify

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
