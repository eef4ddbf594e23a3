"""Damaged X12 files by chance, the same for the same seed: what is done to a file on its way, and what no
sender would do."""

import random
from collections.abc import Callable, Sequence

Harm = Callable[[bytearray, random.Random], None]
MOST_BYTES = 1 << 20
_MARKS = b"*:^~\n\r\x1d\x1c'|>\0"


def damaged(files: Sequence[bytes], chance: random.Random) -> bytes:
    """One of the files with one to eight harms done to it."""
    data = bytearray(chance.choice(files))
    for _ in range(chance.randint(1, 8)):
        chance.choice(_HARMS)(data, chance)
    if chance.random() < 0.1:
        data += chance.choice(files)
    return bytes(data[:MOST_BYTES])


def _flip(data: bytearray, chance: random.Random) -> None:
    if data:
        data[chance.randrange(len(data))] = chance.randrange(256)


def _mark(data: bytearray, chance: random.Random) -> None:
    """A delimiter, or what may be one, where something else was."""
    if data:
        data[chance.randrange(len(data))] = chance.choice(_MARKS)


def _insert(data: bytearray, chance: random.Random) -> None:
    at = chance.randint(0, len(data))
    data[at:at] = bytes(chance.choice((chance.choice(_MARKS), chance.randrange(256))) for _ in range(4))


def _cut(data: bytearray, chance: random.Random) -> None:
    at = chance.randint(0, len(data))
    del data[at : at + chance.choice((1, 5, 40, len(data)))]


def _repeat(data: bytearray, chance: random.Random) -> None:
    start, end = _stretch(data, chance)
    data[end:end] = data[start:end] * chance.choice((1, 1, 1, 3, 200))
    del data[MOST_BYTES:]


def _move(data: bytearray, chance: random.Random) -> None:
    start, end = _stretch(data, chance)
    taken = data[start:end]
    del data[start:end]
    at = chance.randint(0, len(data))
    data[at:at] = taken


def _swap_segments(data: bytearray, chance: random.Random) -> None:
    parts = bytes(data).split(b"~")
    if len(parts) > 2:
        one, other = chance.randrange(len(parts)), chance.randrange(len(parts))
        parts[one], parts[other] = parts[other], parts[one]
        data[:] = b"~".join(parts)


def _drop_segment(data: bytearray, chance: random.Random) -> None:
    parts = bytes(data).split(b"~")
    del parts[chance.randrange(len(parts))]
    data[:] = b"~".join(parts)


def _change_element(data: bytearray, chance: random.Random) -> None:
    """Another text in an element: empty, long, a number out of all bounds, a date that isn't one."""
    parts = bytes(data).split(b"*")
    texts = (
        b"",
        b" ",
        b"9" * 40,
        b"-",
        b"1.005",
        b"20240230",
        b"A" * 300,
        b":::",
        b"^^",
        b"\xff",
        b"1E9",
        b"+1",
    )
    parts[chance.randrange(len(parts))] = chance.choice(texts)
    data[:] = b"*".join(parts)


def _change_mark(data: bytearray, chance: random.Random) -> None:
    """One delimiter becomes another character wherever it stands."""
    old, new = chance.choice(_MARKS), chance.choice((chance.choice(_MARKS), chance.randrange(256)))
    data[:] = data.replace(bytes([old]), bytes([new]))


def _wrap(data: bytearray, chance: random.Random) -> None:
    width = chance.randint(1, 120)
    data[:] = b"\n".join(data[at : at + width] for at in range(0, len(data), width))


def _stretch(data: bytearray, chance: random.Random) -> tuple[int, int]:
    start = chance.randint(0, len(data))
    return start, min(len(data), start + chance.choice((1, 3, 20, 200)))


_HARMS: tuple[Harm, ...] = (
    _flip,
    _mark,
    _insert,
    _cut,
    _repeat,
    _move,
    _swap_segments,
    _drop_segment,
    _change_element,
    _change_element,
    _change_mark,
    _wrap,
)
