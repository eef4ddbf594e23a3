"""The link to the clearinghouse: bytes out, bytes in, by name; a folder, an SFTP server, or none.

Promises that every implementation behaves alike (`tests/links/conformance.py`): sending is idempotent by
name, a file is read whole or not at all, sizes and names are bounded, and what comes in is trusted only
once parsed.
"""

from pathlib import Path
from typing import Protocol

from almoner.links.folder import FolderMailbox
from almoner.links.mailbox import (
    MAX_BYTES,
    LinkConflict,
    LinkDown,
    LinkMissing,
    LinkRefused,
    check_name,
    check_size,
)

__all__ = [
    "MAX_BYTES",
    "Clearinghouse",
    "LinkConflict",
    "LinkDown",
    "LinkMissing",
    "LinkRefused",
    "NoClearinghouse",
    "clearinghouse",
]


class Clearinghouse(Protocol):
    """Where files for payers go and where their answers wait."""

    def send(self, name: str, content: bytes) -> None:
        """Hand over a file, whole or not at all; the same again does nothing.

        LinkConflict: sent before with other bytes. LinkRefused: a bad name, or too large. LinkDown: not now.
        """

    def names(self) -> list[str]:
        """Return the names of the files that wait for us, in name order; LinkDown: not now."""

    def fetch(self, name: str) -> bytes:
        """Return a waiting file, whole.

        LinkMissing: no such file. LinkRefused: no usable name, or beyond `MAX_BYTES`. LinkDown: not now.
        """


class NoClearinghouse:
    """No clearinghouse is set: nothing waits, and sending says so, so that no claim is lost in silence."""

    def send(self, name: str, content: bytes) -> None:
        """Raise LinkDown: the file goes out once a clearinghouse is set."""
        check_name(name)
        check_size(len(content))
        raise LinkDown("no clearinghouse is set; name its folder or sftp:// address in ALMONER_MAILBOX")

    def names(self) -> list[str]:
        """Return nothing."""
        return []

    def fetch(self, name: str) -> bytes:
        """Raise LinkMissing."""
        check_name(name)
        raise LinkMissing("no clearinghouse is set, so no file waits")


def clearinghouse(address: str, *, key: Path | None = None, known_hosts: Path | None = None) -> Clearinghouse:
    """Return the link of an address: a folder, `sftp://user@host:port/path`, or none where it is empty.

    An SFTP mailbox needs our private key and a file of known hosts. ValueError where the address is of no
    such form.
    """
    if not address:
        return NoClearinghouse()
    if "://" not in address:
        return FolderMailbox(Path(address))
    if key is None or known_hosts is None:
        raise ValueError("mailbox address: sftp:// needs our private key and a file of known hosts")
    from almoner.links.sftp import SftpMailbox, server  # its library takes a third of a second to import

    return SftpMailbox(server(address, key=key, known_hosts=known_hosts))
