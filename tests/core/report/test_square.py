"""Squares for telephones: the same modules as a stranger's encoder draws, within the sizes that we use."""

import hashlib
from collections.abc import Iterator
from xml.etree import ElementTree

import pytest

from almoner.core.report.square import CORRECTING, MOST_VERSION, as_svg, most_bytes, square

LINK = "https://pay.example.org/pay/12-" + "k7f3m9-x2qa1b-" * 20
DRAWN = {
    1: "358dfb4140434e4f",
    2: "ec49014d1c148a59",
    3: "5c7077ab4d86c190",
    4: "bebeaf21be182716",
    5: "48c49a834ef67c44",
    6: "a74c51ce1948d14a",
    7: "c6d8207c2cbce124",
    8: "28da1a16db36cc70",
    9: "0ed9d14c555f4826",
    10: "59800ecc4a45a287",
}
"""Codes that are full to the last byte, by version: compared once, module by module under every mask, with
the encoder of another project, and read by a third one's reader."""


def told(rows: list[list[bool]]) -> str:
    return hashlib.sha256("\n".join("".join("01"[one] for one in row) for row in rows).encode()).hexdigest()


@pytest.mark.parametrize("version", range(1, MOST_VERSION + 1))
def test_each_size_is_drawn_as_others_draw_it(version: int) -> None:
    rows = square(LINK[: most_bytes(version)])
    assert len(rows) == len(rows[0]) == 4 * version + 17
    assert told(rows)[:16] == DRAWN[version]


def test_the_sizes_hold_what_the_standard_says() -> None:
    held = [most_bytes(version) for version in range(1, MOST_VERSION + 1)]
    assert held == [14, 26, 42, 62, 84, 106, 122, 152, 180, 213]
    assert len(CORRECTING) == MOST_VERSION
    assert len(square("x" * 15)) == 25
    assert square("x") != square("y")
    with pytest.raises(ValueError, match="at most 213 bytes"):
        square("x" * 214)


def turned(mask: int, y: int, x: int) -> bool:
    """Whether a mask turns a module, as the standard's table says."""
    both = y * x
    sums = (
        y + x,
        y,
        x,
        y + x,
        y // 2 + x // 3,
        both % 2 + both % 3,
        both % 2 + both % 3,
        (y + x) % 2 + both % 3,
    )
    return sums[mask] % (2, 2, 3, 3, 2, 6, 2, 2)[mask] == 0


def bits(rows: list[list[bool]]) -> Iterator[int]:
    """The words of the smallest size as a reader takes them, unmasked by what the format says."""
    word = sum(rows[8][20 - at] << at for at in range(8)) | sum(rows[14 + at][8] << 8 + at for at in range(7))
    mask = (word ^ 0x5412) >> 10
    ways = (range(20, -1, -1), range(21))
    path = (
        (y, right - side)
        for turn, right in enumerate((20, 18, 16, 14, 12, 10, 8, 5, 3, 1))
        for y in ways[turn % 2]
        for side in (0, 1)
    )
    for y, x in path:
        in_corner = (y < 9 and (x < 9 or x > 12)) or (y > 12 and x < 9)
        if not in_corner and 6 not in (x, y):
            yield int(rows[y][x] ^ turned(mask, y, x))


def test_a_reader_finds_the_text_again() -> None:
    read = list(bits(square("A link 1")))
    number = int("".join(map(str, read[4:12])), 2)
    starts = range(12, 12 + 8 * number, 8)
    found = bytes(int("".join(map(str, read[at : at + 8])), 2) for at in starts)
    assert (read[:4], found) == ([0, 1, 0, 0], b"A link 1")


def test_the_drawing_is_whole_and_has_its_quiet_zone() -> None:
    root = ElementTree.fromstring(as_svg("A link 1"))
    assert root.get("viewBox") == "0 0 29 29"
    drawn = root[1].get("d") or ""
    assert drawn.count("z") == sum(map(sum, square("A link 1")))
    assert min(int(part.split()[0]) for part in drawn.split("M")[1:]) == 4
