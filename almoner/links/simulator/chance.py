"""Chance that repeats: every roll follows from the seed and the names of what is rolled for, never from order
or time."""

from hashlib import blake2b

_LETTERS = "0123456789ABCDEFGHJKLMNPQRTVWXYZ"
_WHOLE = 10_000


def roll(seed: int, *names: str) -> int:
    """A number from 0 to 2**64 - 1 that always is the same for the same seed and names."""
    text = "\x1f".join((str(seed), *names)).encode()
    return int.from_bytes(blake2b(text, digest_size=8).digest(), "big")


def falls(seed: int, basis_points: int, *names: str) -> bool:
    """True in so many of ten thousand cases."""
    return basis_points > 0 and roll(seed, *names) % _WHOLE < basis_points


def pick(seed: int, count: int, *names: str) -> int:
    """A place from 0 to count - 1."""
    return roll(seed, *names) % count


def mark(seed: int, length: int, *names: str) -> str:
    """A reference of so many letters and digits (at most 12), for numbers that must not depend on order."""
    value = roll(seed, "mark", *names)
    letters = []
    for _ in range(length):
        value, place = divmod(value, len(_LETTERS))
        letters.append(_LETTERS[place])
    return "".join(letters)
