"""The form of a packed release: named arrays and texts in one buffer, that is looked up where it lies.
Built once, never changed; the same rows give the same bytes.

A pack is the mark, the length of its header, the header (JSON), and the sections, each at a multiple of eight
bytes. Numbers are little-endian.
"""

import json
import sys
from array import array
from collections.abc import Mapping
from typing import Any

MARK = b"ALMPACK1"
_ALIGN = 8
_MOST_HEADER = 1 << 20
_SIZES = {"B": 1, "H": 2, "I": 4, "Q": 8}

Buffer = bytes | memoryview
"""Bytes, or a view of a mapped file."""


class PackError(ValueError):
    """A buffer is no pack, or is cut or changed; says which part of it is wrong."""


def build(facts: Mapping[str, Any], sections: Mapping[str, "array[int] | bytes"]) -> bytes:
    """The bytes of a pack: `facts` are the header's own (kind, release, columns, ...), `sections` arrays of
    the types B, H, I and Q (little-endian as they are) or plain bytes."""
    assert sys.byteorder == "little", "packs are written and mapped on little-endian machines"
    places: dict[str, list[Any]] = {}
    at, bodies = 0, []
    for name, section in sections.items():
        body = section.tobytes() if isinstance(section, array) else section
        places[name] = [section.typecode if isinstance(section, array) else "", at, len(body)]
        body += bytes(-len(body) % _ALIGN)
        bodies.append(body)
        at += len(body)
    header = json.dumps({"facts": facts, "sections": places}, sort_keys=True, separators=(",", ":")).encode()
    header += b" " * (-len(header) % _ALIGN)
    return b"".join((MARK, len(header).to_bytes(8, "little"), header, *bodies))


class Pack:
    """A pack in a buffer. `facts` are those that it was built with; the sections are views, nothing is
    copied."""

    def __init__(self, buffer: Buffer) -> None:
        view = memoryview(buffer)
        size = int.from_bytes(view[8:16], "little")
        if bytes(view[:8]) != MARK or not 0 < size <= min(_MOST_HEADER, len(view) - 16):
            raise PackError("not a pack of codes: import the release again")
        try:
            header = json.loads(bytes(view[16 : 16 + size]))
            self.facts: dict[str, Any] = header["facts"]
            self._places: dict[str, tuple[str, int, int]] = {
                name: (str(kind), int(at), int(length))
                for name, (kind, at, length) in header["sections"].items()
            }
        except (ValueError, KeyError, TypeError, AttributeError) as error:
            raise PackError(
                "the header of a pack of codes is unreadable: import the release again"
            ) from error
        self._body = view[16 + size :]
        self._check()

    def _check(self) -> None:
        for name, (kind, at, length) in self._places.items():
            is_whole = min(at, length) >= 0 and at + length <= len(self._body)
            if not is_whole or at % _ALIGN or (kind and length % _SIZES.get(kind, length + 1)):
                raise PackError(
                    f"the section {name[:40]} of a pack of codes is cut: import the release again"
                )

    def __contains__(self, name: str) -> bool:
        return name in self._places

    def numbers(self, name: str) -> "memoryview[int]":
        """A section of numbers; an empty one where the pack has none of this name."""
        kind, at, length = self._places.get(name, ("B", 0, 0))
        assert kind, "a section of numbers"
        section = self._body[at : at + length]
        return section.cast("B" if kind == "B" else "H" if kind == "H" else "I" if kind == "I" else "Q")

    def texts(self, name: str) -> memoryview:
        """A section of bytes; an empty one where the pack has none of this name."""
        _, at, length = self._places.get(name, ("", 0, 0))
        return self._body[at : at + length]
