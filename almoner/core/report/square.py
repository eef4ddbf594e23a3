"""A text as a QR code (ISO/IEC 18004, model 2), for a telephone to read off paper: bytes, level M, small.

Promises that what it draws corrects as many errors as level M does, under the mask that is easiest to read.
It is for addresses: at most 213 bytes.
"""

from collections.abc import Iterator
from itertools import chain, groupby

Grid = list[list[bool]]
MOST_VERSION = 10
CORRECTING = (10, 16, 26, 18, 24, 16, 18, 22, 22, 26)
"""Error correction codewords of each block at level M, by version."""
BLOCKS = (1, 1, 1, 2, 2, 4, 4, 4, 5, 5)
_FORMAT_GENERATOR, _FORMAT_MASK, _VERSION_GENERATOR, _FIELD = 0x537, 0x5412, 0x1F25, 0x11D


def square(text: str) -> Grid:
    """Return the rows of modules, dark ones true, without the quiet zone of four around. ValueError where the
    text is too long.
    """
    data = text.encode()
    version = next((one for one in range(1, MOST_VERSION + 1) if len(data) <= most_bytes(one)), 0)
    if not version:
        raise ValueError(f"at most {most_bytes(MOST_VERSION)} bytes fit")
    fixed, is_fixed = _patterns(version)
    _place(fixed, is_fixed, _bits(_codewords(data, version)))
    masked = [_masked(fixed, is_fixed, mask) for mask in range(8)]
    return min(masked, key=_penalty)


def most_bytes(version: int) -> int:
    """Return how many bytes a version holds at level M."""
    return _data_codewords(version) - (2 if version < 10 else 3)


def _total_codewords(version: int) -> int:
    modules = (16 * version + 128) * version + 64
    if version >= 2:
        aligned = version // 7 + 2
        modules -= (25 * aligned - 10) * aligned - 55
    return (modules - (36 if version >= 7 else 0)) // 8


def _data_codewords(version: int) -> int:
    return _total_codewords(version) - CORRECTING[version - 1] * BLOCKS[version - 1]


# ------------------------------------------------------------------------------------------ the codewords


def _codewords(data: bytes, version: int) -> list[int]:
    """The data with its correction, in the order in which it is placed."""
    bits = f"0100{len(data):0{8 if version < 10 else 16}b}" + "".join(f"{byte:08b}" for byte in data)
    room = _data_codewords(version)
    bits += "0" * min(4, 8 * room - len(bits))
    bits += "0" * (-len(bits) % 8)
    words = [int(bits[at : at + 8], 2) for at in range(0, len(bits), 8)]
    words += [(0xEC, 0x11)[at % 2] for at in range(room - len(words))]
    count, correcting = BLOCKS[version - 1], CORRECTING[version - 1]
    short, longer = room // count, room % count
    blocks, at = [], 0
    for place in range(count):
        size = short + (place >= count - longer)
        blocks.append(words[at : at + size])
        at += size
    corrections = [_correction(block, correcting) for block in blocks]
    return [*_woven(blocks), *_woven(corrections)]


def _woven(blocks: list[list[int]]) -> Iterator[int]:
    for at in range(max(map(len, blocks))):
        yield from (block[at] for block in blocks if at < len(block))


def _correction(block: list[int], count: int) -> list[int]:
    """The remainder of Reed and Solomon."""
    generator = [1]
    root = 1
    for _ in range(count):
        generator = [
            left ^ _times(right, root) for left, right in zip([*generator, 0], [0, *generator], strict=True)
        ]
        root = _times(root, 2)
    left = [0] * count
    for word in block:
        factor = word ^ left[0]
        left = [one ^ _times(part, factor) for one, part in zip([*left[1:], 0], generator[1:], strict=True)]
    return left


def _times(one: int, other: int) -> int:
    """The product in the field of 256."""
    product = 0
    for place in range(8):
        if other >> place & 1:
            product ^= one << place
    for place in range(14, 7, -1):
        if product >> place & 1:
            product ^= _FIELD << (place - 8)
    return product


def _bits(words: list[int]) -> Iterator[bool]:
    return (bool(word >> place & 1) for word in words for place in range(7, -1, -1))


# ------------------------------------------------------------------------------------------ the drawing


def _patterns(version: int) -> tuple[Grid, Grid]:
    """What every code of a version has, and which modules it takes; those of the format are kept free."""
    size = 4 * version + 17
    drawn = [[False] * size for _ in range(size)]
    taken = [[False] * size for _ in range(size)]
    for at in range(size):
        _set(drawn, taken, 6, at, is_dark=at % 2 == 0)
        _set(drawn, taken, at, 6, is_dark=at % 2 == 0)
    for row, column in ((3, 3), (3, size - 4), (size - 4, 3)):
        _rings(drawn, taken, (row, column), 4)
    last = size - 7
    middles = [6, last] if version < 7 else [6, (6 + last) // 2, last]
    for row in middles if version > 1 else ():
        for column in middles:
            if (row, column) not in {(6, 6), (6, last), (last, 6)}:
                _rings(drawn, taken, (row, column), 2)
    for row, column in chain.from_iterable(_format_places(size)):
        taken[row][column] = True
    _set(drawn, taken, size - 8, 8, is_dark=True)
    for place, is_dark in _version_bits(version):
        _set(drawn, taken, place // 3, size - 11 + place % 3, is_dark=is_dark)
        _set(drawn, taken, size - 11 + place % 3, place // 3, is_dark=is_dark)
    return drawn, taken


def _set(drawn: Grid, taken: Grid, row: int, column: int, *, is_dark: bool) -> None:
    drawn[row][column], taken[row][column] = is_dark, True


def _rings(drawn: Grid, taken: Grid, middle: tuple[int, int], reach: int) -> None:
    """A square within a square, and a light border round the large ones."""
    size = len(drawn)
    for row in range(middle[0] - reach, middle[0] + reach + 1):
        for column in range(middle[1] - reach, middle[1] + reach + 1):
            if 0 <= row < size and 0 <= column < size:
                away = max(abs(row - middle[0]), abs(column - middle[1]))
                is_dark = away in ({0, 1, 3} if reach == 4 else {0, 2})
                _set(drawn, taken, row, column, is_dark=is_dark)


def _format_places(size: int) -> tuple[list[tuple[int, int]], list[tuple[int, int]]]:
    """Where the bits of the format stand, the lowest first, in both of their copies."""
    skipped = [*range(6), 7, 8]
    one = [(row, 8) for row in skipped] + [(8, column) for column in (7, *range(5, -1, -1))]
    other = [(8, size - 1 - at) for at in range(8)] + [(size - 7 + at, 8) for at in range(7)]
    return one, other


def _version_bits(version: int) -> Iterator[tuple[int, bool]]:
    if version >= 7:
        word = version << 12 | _remainder(version << 12, _VERSION_GENERATOR)
        yield from ((place, bool(word >> place & 1)) for place in range(18))


def _remainder(word: int, generator: int) -> int:
    while word.bit_length() >= generator.bit_length():
        word ^= generator << (word.bit_length() - generator.bit_length())
    return word


def _place(drawn: Grid, taken: Grid, bits: Iterator[bool]) -> None:
    """Lay the bits where no pattern is."""
    for row, column in _way(len(drawn)):
        if not taken[row][column]:
            drawn[row][column] = next(bits, False)


def _way(size: int) -> Iterator[tuple[int, int]]:
    """All modules in columns of two, upwards and downwards from the right."""
    rights = [right - (right <= 6) for right in range(size - 1, 0, -2)]
    for turn, right in enumerate(rights):
        rows = range(size) if turn % 2 else range(size - 1, -1, -1)
        yield from ((row, column) for row in rows for column in (right, right - 1))


def _masked(drawn: Grid, taken: Grid, mask: int) -> Grid:
    """The code under one of the eight masks, with its format."""
    found = [
        [one ^ (not taken[row][column] and _turns(mask, row, column)) for column, one in enumerate(line)]
        for row, line in enumerate(drawn)
    ]
    word = (mask << 10 | _remainder(mask << 10, _FORMAT_GENERATOR)) ^ _FORMAT_MASK
    for places in _format_places(len(drawn)):
        for at, (row, column) in enumerate(places):
            found[row][column] = bool(word >> at & 1)
    return found


def _turns(mask: int, row: int, column: int) -> bool:
    both = row * column
    return (
        (row + column) % 2,
        row % 2,
        column % 3,
        (row + column) % 3,
        (row // 2 + column // 3) % 2,
        both % 2 + both % 3,
        (both % 2 + both % 3) % 2,
        ((row + column) % 2 + both % 3) % 2,
    )[mask] == 0


def _penalty(drawn: Grid) -> int:
    """How hard a code is to read, by the four rules of the standard."""
    lines = [*drawn, *(list(column) for column in zip(*drawn, strict=True))]
    runs = sum(
        length - 2 for line in lines for _, group in groupby(line) if (length := len(list(group))) >= 5
    )
    size = len(drawn)
    blocks = sum(
        drawn[row][column] == drawn[row][column + 1] == drawn[row + 1][column] == drawn[row + 1][column + 1]
        for row in range(size - 1)
        for column in range(size - 1)
    )
    texts = ["".join("01"[is_dark] for is_dark in line) for line in lines]
    like_rings = sum(
        text.startswith(sign, at)
        for text in texts
        for sign in ("10111010000", "00001011101")
        for at in range(size - 10)
    )
    dark = sum(map(sum, drawn))
    uneven = abs(20 * dark - 10 * size * size) // (size * size)
    return runs + 3 * blocks + 40 * like_rings + 10 * uneven


def as_svg(text: str) -> str:
    """Return the code of a text as an SVG drawing with its quiet zone, black on white."""
    rows = square(text)
    side = len(rows) + 8
    dark = "".join(
        f"M{column + 4} {row + 4}h1v1h-1z"
        for row, line in enumerate(rows)
        for column, is_dark in enumerate(line)
        if is_dark
    )
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {side} {side}" shape-rendering="crispEdges">'
        f'<path fill="#fff" d="M0 0h{side}v{side}H0z"/><path d="{dark}"/></svg>'
    )
