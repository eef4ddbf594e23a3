"""What every mailbox link promises alike: which names it takes, how much it reads, and what it raises.

A file's name can be somebody else's text, so no message repeats it; the caller knows which file it asked for.
"""

MAX_BYTES = 64 * 1024 * 1024
"""Of one file; a remittance of 10,000 claims has about 10 MB."""
MAX_NAME_BYTES = 200
MAX_NAMES = 1_000_000
"""Of files that wait; beyond it a listing is no mailbox's."""
UNFINISHED = (".tmp", ".part", ".filepart", "~")


class LinkDown(RuntimeError):
    """The other side cannot be reached now. What was asked may have happened or not; asking again is safe."""


class LinkConflict(ValueError):
    """A file of this name was sent before with other bytes; nothing was sent."""


class LinkMissing(LookupError):
    """No such file waits for us."""


class LinkRefused(ValueError):
    """The request itself cannot be met: a name that is none, or a file larger than `MAX_BYTES`."""


def is_name(name: str) -> bool:
    """True for a name that stays within its folder everywhere: printable, no separator, no leading dot."""
    return (
        0 < len(name.encode("utf-8", "surrogatepass")) <= MAX_NAME_BYTES
        and name.isprintable()
        and not name.startswith(".")
        and not any(sign in name for sign in "/\\:")
    )


def is_finished(name: str) -> bool:
    """True for a name that is ours to read: `is_name`, and not that of a file still being written."""
    return is_name(name) and not name.endswith(UNFINISHED)


def check_name(name: str) -> None:
    """Raise LinkRefused unless a file of this name may be sent or fetched."""
    if not is_finished(name):
        raise LinkRefused(
            "mailbox: not a file name (printable, without separators, at most "
            f"{MAX_NAME_BYTES} bytes, no leading dot, no ending of an unfinished file)"
        )


def check_size(size: int) -> None:
    """Raise LinkRefused for a file that is larger than `MAX_BYTES`."""
    if size > MAX_BYTES:
        raise LinkRefused(f"mailbox: the file is larger than {MAX_BYTES} bytes; ask the sender to split it")


def check_count(count: int) -> None:
    """Raise LinkRefused for a listing of more than `MAX_NAMES` files."""
    if count > MAX_NAMES:
        raise LinkRefused(
            f"mailbox: more than {MAX_NAMES} files wait; ask the sender to clear what was fetched"
        )
