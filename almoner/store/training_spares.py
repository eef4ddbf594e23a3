"""Copies of the training template that lie ready, so that a room is laid by giving one another name.

Promises that there are never more than `MOST` for the whole installation, that each is whole or not there at
any moment of a kill, and that of two who want one only one gets it. Where none lies ready, a room is copied.
"""

import fcntl
import os
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from almoner.store.server.embed import (
    Server,
    clone_database,
    drop_database,
    drop_retired,
    has_database,
    put_database,
)

MOST = 2
MAILBOX = "mailbox"


@contextmanager
def alone(lock: Path) -> Iterator[None]:
    """One at a time for a lock's file; the kernel ends it with whoever has it."""
    handle = os.open(lock, os.O_RDWR | os.O_CREAT, 0o600)
    try:
        fcntl.flock(handle, fcntl.LOCK_EX)
        yield
    finally:
        os.close(handle)


@contextmanager
def making(grounds: Path) -> Iterator[None]:
    """While spares are made, or their template changes."""
    with alone(grounds / "spares.lock"):
        yield


def take_database(server: Server, name: str, *, template: str) -> None:
    """Put a copy of the template under a name: a spare where one lies ready. What had the name is left aside
    for `drop_retired`, because dropping waits for the disk.
    """
    for spare in _databases(template):
        if put_database(server, name, spare):
            return
    clone_database(server, name, template=template)


def take_mailbox(folder: Path, *, template_folder: Path) -> None:
    """Put a copy of the template's mailbox into a folder, whole or not at all."""
    fresh = folder / f"{MAILBOX}.next"
    shutil.rmtree(fresh, ignore_errors=True)
    for spare in _mailboxes(template_folder):
        try:
            spare.rename(fresh)
        except FileNotFoundError:
            continue
        break
    else:
        shutil.copytree(template_folder / MAILBOX, fresh)
    shutil.rmtree(folder / MAILBOX, ignore_errors=True)
    fresh.rename(folder / MAILBOX)


def fill_up(server: Server, template: str, template_folder: Path) -> None:
    """Make the spares that are missing; nothing happens where there is no template."""
    with making(template_folder.parent):
        if not has_database(server, template):
            return
        for spare in _databases(template):
            if not has_database(server, spare):
                clone_database(server, spare, template=template)
        for kept in _mailboxes(template_folder):
            if not kept.is_dir():
                fresh = kept.with_name(f"{kept.name}.next")
                shutil.rmtree(fresh, ignore_errors=True)
                shutil.copytree(template_folder / MAILBOX, fresh)
                fresh.rename(kept)


def drop_spares(server: Server, template: str, template_folder: Path) -> None:
    """Drop the copies of a template, which is another from now on."""
    for spare in _databases(template):
        drop_database(server, spare)
    for kept in _mailboxes(template_folder):
        shutil.rmtree(kept, ignore_errors=True)


def tidy(server: Server, name: str, *, template: str, template_folder: Path) -> None:
    """Drop what a room's database was before it was laid anew, and make the spares that are missing."""
    drop_retired(server, name)
    fill_up(server, template, template_folder)


def _databases(template: str) -> list[str]:
    return [f"{template}_spare_{number}" for number in range(1, MOST + 1)]


def _mailboxes(template_folder: Path) -> list[Path]:
    return [template_folder.with_name(f"spare-{template_folder.name}-{n}") for n in range(1, MOST + 1)]
