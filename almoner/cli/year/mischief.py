"""What can happen to a file on its way, as pure functions of its bytes."""

import random
import re

_ISA_RECEIVER = slice(54, 69)
_ISA_TIME = slice(77, 81)
_SE = re.compile(rb"~\s*SE\*(\d+)\*")


def cut(content: bytes, chance: random.Random) -> bytes:
    """Return the first part of a file: at least its first byte, never its last."""
    return content[: max(1, int(len(content) * chance.uniform(0.05, 0.95)))]


def miscounted(content: bytes) -> bytes | None:
    """Return the file with a wrong count of segments, or None where it counts none."""
    found = _SE.search(content)
    if found is None:
        return None
    return content[: found.start(1)] + str(int(found[1]) + 1).encode() + content[found.end(1) :]


def reworded(content: bytes) -> bytes:
    """Return a file that says the same in other bytes: sent at another minute, or with an empty last row."""
    if content.startswith(b"ISA"):
        return content[: _ISA_TIME.start] + b"2359" + content[_ISA_TIME.stop :]
    return content + b"\n"


def astray(content: bytes) -> bytes | None:
    """Return the file as another practice's, or None where it names nobody."""
    if not content.startswith(b"ISA"):
        return None
    other = b"SOMEBODYELSE".ljust(15)
    return content[: _ISA_RECEIVER.start] + other + content[_ISA_RECEIVER.stop :]


def garbage(chance: random.Random) -> bytes:
    """Return bytes that are no file of anybody's."""
    return bytes(chance.getrandbits(8) for _ in range(chance.randint(1, 3000)))
