"""Mailboxes for tests."""

from pathlib import Path


def make_mailbox(path: Path) -> None:
    """Make the two folders of a mailbox where they are absent."""
    for part in ("to", "from"):
        (path / part).mkdir(mode=0o750, parents=True, exist_ok=True)
