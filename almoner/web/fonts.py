"""A font made small for the screens: only the letters that they write, and none of what nothing here reads.

Promises that each letter that is left looks as it did. The font that is left has another name, as the licence
wants of a changed font, and tells whose it is and under which licence.
"""

import itertools
import struct
from collections.abc import Iterable, Iterator

KEPT = (range(0x20, 0x180), range(0x2010, 0x203B), range(0x2190, 0x2194), (0x20AC, 0x2122, 0x2212, 0x2260))
"""Latin letters with their marks, dashes and quotes, and the few signs that a code or a sum may hold; the
stylesheet asks for this font for no others."""
UNREAD = {b"DSIG", b"GDEF", b"GPOS", b"GSUB", b"meta"}
TOLD = (0, 5, 13, 14)
"""Of the font's own words: whose it is, its version, and its licence."""
_ARGS_ARE_WORDS, _HAS_SCALE, _MORE, _HAS_TWO_SCALES, _HAS_MATRIX = 1, 8, 32, 64, 128
_WINDOWS, _UNICODE, _ENGLISH = 3, 1, 0x409


def small(content: bytes, family: str) -> bytes:
    """Return a TrueType font with the letters of `KEPT` only, under another family name."""
    tables = {tag: table for tag, table in _tables(content) if tag not in UNREAD}
    ends = _ends(tables)
    drawn = [tables[b"glyf"][start:end] for start, end in itertools.pairwise(ends)]
    kept = _with_parts(drawn, _glyphs(tables[b"cmap"]))
    drawn = [glyph if place in kept else b"" for place, glyph in enumerate(drawn)]
    tables[b"glyf"], tables[b"loca"] = b"".join(drawn), _places(drawn)
    head = tables[b"head"]
    tables[b"head"] = head[:8] + bytes(4) + head[12:50] + struct.pack(">h", 1) + head[52:]
    tables[b"post"] = struct.pack(">I", 0x30000) + tables[b"post"][4:32]
    tables[b"name"] = _renamed(tables[b"name"], family)
    return _joined(content[:4], tables)


def _tables(content: bytes) -> Iterator[tuple[bytes, bytes]]:
    (number,) = struct.unpack_from(">H", content, 4)
    for place in range(number):
        tag, _, start, size = struct.unpack_from(">4sIII", content, 12 + 16 * place)
        yield tag, content[start : start + size]


def _ends(tables: dict[bytes, bytes]) -> list[int]:
    """Return where each glyph starts, and where the last one ends."""
    (is_long,) = struct.unpack_from(">h", tables[b"head"], 50)
    loca = tables[b"loca"]
    if is_long:
        return list(struct.unpack(f">{len(loca) // 4}I", loca))
    return [2 * half for half in struct.unpack(f">{len(loca) // 2}H", loca)]


def _glyphs(cmap: bytes) -> set[int]:
    """Return the glyphs of the kept letters, by the table of the sixteen-bit characters (format 4)."""
    (number,) = struct.unpack_from(">H", cmap, 2)
    entries = [struct.unpack_from(">HHI", cmap, 4 + 8 * place) for place in range(number)]
    start = next(offset for platform, coding, offset in entries if (platform, coding) == (_WINDOWS, _UNICODE))
    form, _, _, twice = struct.unpack_from(">4H", cmap, start)
    assert form == 4, "the font has no table of characters that we read"
    lasts, firsts = start + 14, start + 16 + twice
    found = {0}
    for place in range(0, twice, 2):
        last, first, delta, shift = (
            struct.unpack_from(">H", cmap, at + place)[0]
            for at in (lasts, firsts, firsts + twice, firsts + 2 * twice)
        )
        for letter in (one for kept in KEPT for one in kept if first <= one <= last):
            at = firsts + 2 * twice + place + shift + 2 * (letter - first)
            glyph = struct.unpack_from(">H", cmap, at)[0] if shift else letter
            found.add((glyph + delta) & 0xFFFF if glyph else 0)
    return found


def _with_parts(drawn: list[bytes], glyphs: Iterable[int]) -> set[int]:
    """Return the glyphs with those that they are put together from."""
    found, waiting = set[int](), list(glyphs)
    while waiting:
        glyph = waiting.pop()
        if glyph not in found:
            found.add(glyph)
            waiting += _parts(drawn[glyph])
    return found


def _parts(glyph: bytes) -> Iterator[int]:
    if not glyph or struct.unpack_from(">h", glyph)[0] >= 0:
        return
    at, flags = 10, _MORE
    while flags & _MORE:
        flags, part = struct.unpack_from(">HH", glyph, at)
        yield part
        scales = (
            2 if flags & _HAS_SCALE else 4 if flags & _HAS_TWO_SCALES else 8 if flags & _HAS_MATRIX else 0
        )
        at += 4 + (4 if flags & _ARGS_ARE_WORDS else 2) + scales


def _places(drawn: list[bytes]) -> bytes:
    ends = [0]
    for glyph in drawn:
        ends.append(ends[-1] + len(glyph))
    return struct.pack(f">{len(ends)}I", *ends)


def _renamed(name: bytes, family: str) -> bytes:
    """Return the font's words about its owner and its licence, and the new name."""
    _, number, words_at = struct.unpack_from(">3H", name)
    said = {1: family, 2: "Regular", 3: family, 4: family, 6: family.replace(" ", "")}
    words = {number: text.encode("utf-16-be") for number, text in said.items()}
    for place in range(number):
        platform, _, language, of, size, at = struct.unpack_from(">6H", name, 6 + 12 * place)
        if platform == _WINDOWS and language == _ENGLISH and of in TOLD:
            words[of] = name[words_at + at : words_at + at + size]
    entries, kept = b"", b""
    for of, text in sorted(words.items()):
        entries += struct.pack(">6H", _WINDOWS, _UNICODE, _ENGLISH, of, len(text), len(kept))
        kept += text
    return struct.pack(">3H", 0, len(words), 6 + len(entries)) + entries + kept


def _joined(version: bytes, tables: dict[bytes, bytes]) -> bytes:
    """Return the tables as one font, with their sums."""
    most = 1 << (len(tables).bit_length() - 1)
    head = version + struct.pack(
        ">4H", len(tables), 16 * most, most.bit_length() - 1, 16 * (len(tables) - most)
    )
    at, index, body = 12 + 16 * len(tables), b"", b""
    for tag, table in sorted(tables.items()):
        padded = table + bytes(-len(table) % 4)
        index += struct.pack(">4sIII", tag, _sum(padded), at + len(body), len(table))
        body += padded
    whole = head + index + body
    place = at + body.index(tables[b"head"])
    adjusted = struct.pack(">I", (0xB1B0AFBA - _sum(whole)) & 0xFFFFFFFF)
    return whole[: place + 8] + adjusted + whole[place + 12 :]


def _sum(padded: bytes) -> int:
    words: tuple[int, ...] = struct.unpack(f">{len(padded) // 4}I", padded)
    return sum(words) & 0xFFFFFFFF
