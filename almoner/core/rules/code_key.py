"""Codes as numbers that sort as the codes do, so that a table of them can be searched where it lies."""

from functools import lru_cache

_DIGITS = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ"
_VALUES = {char: value for value, char in enumerate(_DIGITS, 1)}
MOST = 12
"""Characters of the longest code that a key holds."""
_BASE = 37
_HALF = MOST // 2
_POWERS: tuple[int, ...] = tuple(_BASE ** (MOST - 1 - place) for place in range(MOST))


def key_of(code: str) -> int:
    """The key of a code of capitals and digits; -1 for a text that can't be one. Keys sort as the texts do, a
    code before those that it begins."""
    if not 0 < len(code) <= MOST:
        return -1
    try:
        return sum(_VALUES[char] * power for char, power in zip(code, _POWERS, strict=False))
    except KeyError:
        return -1


def beyond(prefix: str) -> int:
    """The first key behind all codes that begin so."""
    return key_of(prefix) + _POWERS[len(prefix) - 1]


def code_of(key: int) -> str:
    """The code of a key."""
    high, low = divmod(key, _POWERS[_HALF - 1])
    return _half_of(high) + _half_of(low) if low else _half_of(high)


@lru_cache(maxsize=100_000)
def _half_of(number: int) -> str:
    """The characters of half a key. Neighbours share the first half, and few second ones occur."""
    chars = []
    for power in _POWERS[_HALF:]:
        value, number = divmod(number, power)
        if not value:
            break
        chars.append(_DIGITS[value - 1])
    return "".join(chars)


def plain(code: str) -> str:
    """A code as tables have it: capitals, without dots, blanks and dashes."""
    return code.strip().upper().replace(".", "").replace("-", "")
