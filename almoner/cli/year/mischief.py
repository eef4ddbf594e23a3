"""What can happen to a file on its way, as pure functions of its bytes."""

import random
import re
from collections.abc import Sequence

from almoner.core.money import amount, cents

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


def halves(content: bytes) -> tuple[bytes, bytes] | None:
    """Return the advice of one payment as two files of its trace, each of its own claims and what they come
    to; None where it is not of several claims, has amounts beside them, or one half would pay nothing.
    """
    parts = content.split(b"~")
    names = [part.strip().partition(b"*")[0] for part in parts]
    claims = [place for place, name in enumerate(names) if name == b"CLP"]
    if names.count(b"BPR") != 1 or b"PLB" in names or len(claims) < 2:
        return None
    begin, middle, end = claims[0], claims[len(claims) // 2], names.index(b"SE")
    middle -= names[middle - 1] == b"LX"
    sums = [_paid(parts[begin:middle]), _paid(parts[middle:end])]
    if min(sums) <= 0 or sum(sums) != cents(parts[names.index(b"BPR")].split(b"*")[2].decode()):
        return None
    head, tail = parts[:begin], parts[end:]
    opened = head if names[middle] != b"LX" else head[:-1]
    first = _of([*head, *parts[begin:middle], *tail], sums[0], number=0)
    return first, _of([*opened, *parts[middle:end], *tail], sums[1], number=SECOND)


SECOND = 500_000_000
"""Added to the number of an interchange: the second file is another one."""


def _paid(parts: Sequence[bytes]) -> int:
    rows = [part.strip().split(b"*") for part in parts]
    return sum(cents(row[4].decode()) for row in rows if row[0] == b"CLP")


def _of(parts: list[bytes], paid_cents: int, *, number: int) -> bytes:
    """A file of these segments, with its sum, its count of segments and its number."""
    names = [part.strip().partition(b"*")[0] for part in parts]
    count = names.index(b"SE") - names.index(b"ST") + 1
    told = {b"BPR": (2, amount(paid_cents)), b"SE": (1, str(count))}
    changed = []
    for name, part in zip(names, parts, strict=True):
        row = part.split(b"*")
        if name in told:
            place, text = told[name]
            row[place] = text.encode()
        elif name in (b"ISA", b"IEA"):
            place = 13 if name == b"ISA" else 2
            row[place] = f"{int(row[place]) + number:09d}".encode()
        changed.append(b"*".join(row))
    return b"~".join(changed)
