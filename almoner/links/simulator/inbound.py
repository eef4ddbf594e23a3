"""A file in `to/`: its name as a tag for the answers, the day that it says it was sent, what it holds."""

import re
from dataclasses import dataclass
from datetime import date
from hashlib import sha256

_PLAIN = re.compile(r"[A-Za-z0-9_.-]{1,60}")
_USUAL = re.compile(r"837[PI]-([0-9]{9})")
_ISA = re.compile(rb"ISA[^A-Za-z0-9 \t\r\n\0]")


@dataclass(slots=True)
class Inbound:
    """One file: when it is received, and how its answers are named."""

    name: str
    on: date

    @property
    def tag(self) -> str:
        """What stands for the file in the names of its answers; different files never share one."""
        return tag_of(self.name)


def tag_of(name: str) -> str:
    """`837P-000000012.x12` is answered under `000000012`, other plain names under the name without `.x12`,
    any other name under its digest."""
    stem = name[:-4] if name.endswith(".x12") else f"{name}."
    usual = _USUAL.fullmatch(stem)
    if usual:
        return usual[1]
    if _PLAIN.fullmatch(stem) and not stem.isdigit():
        return stem
    return f"x{sha256(name.encode('utf-8', 'surrogateescape')).hexdigest()[:24]}"


def sent_on(head: bytes) -> date | None:
    """ISA09 of the first interchange; None where it can't be read."""
    found = _ISA.search(head)
    if found is None:
        return None
    elements = head[found.start() :].split(found[0][3:], 10)
    text = elements[9].strip() if len(elements) > 10 else b""
    if len(text) != 6 or not text.isdigit():
        return None
    try:
        return date(2000 + int(text[:2]), int(text[2:4]), int(text[4:]))
    except ValueError:
        return None


def answer_of(name: str) -> tuple[date, str, str, str] | None:
    """Day, party, kind and tag of a name in `from/`; None for a foreign name."""
    stem, _, _suffix = name.rpartition(".")
    parts = stem.split("-", 3)
    if len(parts) != 4 or len(parts[0]) != 8 or not parts[0].isdigit():
        return None
    try:
        on = date(int(parts[0][:4]), int(parts[0][4:6]), int(parts[0][6:]))
    except ValueError:
        return None
    return on, parts[1], parts[2], parts[3]
