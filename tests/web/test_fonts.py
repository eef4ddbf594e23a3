"""The font made small: every letter that the screens write looks as it did, and the rest is gone."""

import itertools
import struct
from importlib import resources

from almoner.web.fonts import small

FAMILY = "Some Mono"
ZERO, ZED, E_ACUTE = 19, 93, 112
"""The usual numbers of 0, z and é (the Macintosh order of glyphs)."""


def packaged() -> bytes:
    return resources.files("fontpkg_ibm_plex_mono").joinpath("files/IBMPlexMono-Regular.ttf").read_bytes()


def tables(font: bytes) -> dict[bytes, bytes]:
    found = {}
    for place in range(struct.unpack_from(">H", font, 4)[0]):
        tag, _, start, size = struct.unpack_from(">4sIII", font, 12 + 16 * place)
        found[tag] = font[start : start + size]
    return found


def drawings(font: bytes) -> list[bytes]:
    """Every glyph's outline, by its number."""
    found = tables(font)
    (is_long,) = struct.unpack_from(">h", found[b"head"], 50)
    loca = found[b"loca"]
    ends = struct.unpack(f">{len(loca) // 4}I" if is_long else f">{len(loca) // 2}H", loca)
    ends = ends if is_long else tuple(2 * end for end in ends)
    return [found[b"glyf"][start:end] for start, end in itertools.pairwise(ends)]


def glyph_of(font: bytes, name: str | int) -> int:
    """The glyph of a letter, by the names that the font gives its glyphs: its own, or a number of the usual
    ones (a post table of format 2).
    """
    post = tables(font)[b"post"]
    (number,) = struct.unpack_from(">H", post, 32)
    names = struct.unpack_from(f">{number}H", post, 34)
    if isinstance(name, int):
        return names.index(name)
    at, said = 34 + 2 * number, list[str]()
    while at < len(post):
        said.append(post[at + 1 : at + 1 + post[at]].decode())
        at += 1 + post[at]
    return names.index(258 + said.index(name))


def test_each_letter_that_is_kept_looks_as_it_did_and_the_others_are_gone() -> None:
    whole, made = packaged(), small(packaged(), FAMILY)
    before, after = drawings(whole), drawings(made)
    for name in (ZERO, ZED, E_ACUTE, "Euro", "abreve", "uni2192"):
        place = glyph_of(whole, name)
        assert after[place] == before[place] != b"", name
    zhe = glyph_of(whole, "uni0416")
    assert before[zhe]
    assert not after[zhe]
    assert len(after) == len(before)
    assert len(made) < len(whole) / 2


def test_what_a_letter_is_put_together_from_is_kept_too() -> None:
    whole, made = packaged(), small(packaged(), FAMILY)
    composed = drawings(whole)[glyph_of(whole, E_ACUTE)]
    assert struct.unpack_from(">h", composed)[0] < 0, "the accent stands apart in this font"
    part = struct.unpack_from(">H", composed, 12)[0]
    assert drawings(made)[part] == drawings(whole)[part] != b""


def test_it_has_another_name_its_own_licence_and_right_sums() -> None:
    made = small(packaged(), FAMILY)
    told = tables(made)[b"name"].decode("utf-16-be", "replace")
    assert FAMILY in told
    assert "SIL Open Font License" in told
    assert "IBM Plex Mono" not in told
    padded = made + bytes(-len(made) % 4)
    assert sum(struct.unpack(f">{len(padded) // 4}I", padded)) & 0xFFFFFFFF == 0xB1B0AFBA
