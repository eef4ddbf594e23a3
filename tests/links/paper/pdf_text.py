"""Reads where the texts of our PDFs stand, from the pages' own drawing orders: an eye that shares no code
with what set them.
"""

import re
import zlib
from dataclasses import dataclass

_OBJECT = re.compile(rb"(\d+) 0 obj\s*(.*?)endobj", re.S)
_STREAM = re.compile(rb"(.*?)stream\r?\n(.*)\r?\nendstream", re.S)
_TEXT = re.compile(r"q 1 0 0 -1 ([\d.-]+) ([\d.-]+) cm.*?/(f\d+) ([\d.]+) Tf(.*?)\nET", re.S)
_PIECE = re.compile(r"\(((?:\\.|[^\\)])*)\)", re.S)
_ESCAPE = re.compile(r"\\([0-7]{3}|.)", re.S)
_SIGNS = {"n": "\n", "r": "\r", "t": "\t", "b": "\b", "f": "\f"}


@dataclass(frozen=True)
class Text:
    """A text in one font: page from 0; left edge and foot in points from the sheet's left and bottom."""

    page: int
    x: float
    y: float
    size: float
    text: str


def pages(pdf: bytes) -> int:
    """Return how many pages a PDF has."""
    found = re.search(rb"/Type\s*/Pages\b[^>]*?/Count\s+(\d+)|/Count\s+(\d+)[^>]*?/Type\s*/Pages\b", pdf)
    assert found
    return int(found[1] or found[2])


def texts(pdf: bytes) -> list[Text]:
    """Return every text of a PDF in drawing order."""
    objects = {int(number): body for number, body in _OBJECT.findall(pdf)}
    kids = next(body for body in objects.values() if b"/Type/Pages" in body)
    pages = [int(one) for one in re.findall(rb"(\d+) 0 R", kids[kids.index(b"/Kids") :])]
    found = []
    for place, number in enumerate(pages):
        body = objects[number]
        named = re.search(rb"/Resources (\d+) 0 R", body)
        assert named, "a page names its resources"
        fonts = objects[int(named[1])]
        maps = {
            name.decode(): _signs(objects, int(font))
            for name, font in re.findall(rb"/(f\d+) (\d+) 0 R", fonts)
        }
        content = re.search(rb"/Contents (\d+) 0 R", body)
        assert content, "a page has one stream"
        drawn = _stream(objects[int(content[1])]).decode("latin-1")
        for x, y, font_name, size, shown in _TEXT.findall(drawn):
            text = "".join(maps[font_name][code] for code in _codes(shown))
            found.append(Text(place, float(x), float(y), float(size), text))
    return found


def _codes(shown: str) -> list[int]:
    raw = "".join(_ESCAPE.sub(_unescaped, piece) for piece in _PIECE.findall(shown))
    return [ord(high) << 8 | ord(low) for high, low in zip(raw[::2], raw[1::2], strict=True)]


def _unescaped(found: re.Match[str]) -> str:
    sign = found[1]
    return chr(int(sign, 8)) if len(sign) == 3 else _SIGNS.get(sign, sign)


def _signs(objects: dict[int, bytes], font: int) -> dict[int, str]:
    """The Unicode of a font's codes, from its own map."""
    told = re.search(rb"/ToUnicode (\d+) 0 R", objects[font])
    assert told, "a font says what its signs mean"
    table = _stream(objects[int(told[1])]).decode("ascii")
    return {
        int(code, 16): bytes.fromhex(sign).decode("utf-16-be")
        for code, sign in re.findall(r"<([0-9A-F]{4})> <([0-9A-F]+)>\n", table)
    }


def _stream(body: bytes) -> bytes:
    found = _STREAM.match(body)
    assert found, "a stream has its bytes"
    return zlib.decompress(found[2])
