"""How far chances that were said lie from what came true: by tenth, as calibration error, as Brier score."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import NamedTuple

TENTHS = 10


class Said(NamedTuple):
    """A confidence from 0 to 1 that was said, and whether it came true."""

    confidence: float
    is_right: bool


@dataclass(frozen=True, slots=True)
class Tenth:
    """The confidences of one tenth: where it begins, how many, what was said on average, what came true."""

    begins: float
    count: int
    said: float
    was: float


@dataclass(frozen=True, slots=True)
class Reliability:
    """The tenths that hold something, the expected calibration error (the mean distance between said and
    true, by count) and the Brier score (the mean square of it, one by one). 0 is best for both.
    """

    count: int
    tenths: tuple[Tenth, ...]
    error: float
    brier: float


def reliability(said: Iterable[Said]) -> Reliability:
    """Return how reliable confidences were; zeros where there are none."""
    held: list[list[Said]] = [[] for _ in range(TENTHS)]
    for one in said:
        held[min(int(one.confidence * TENTHS), TENTHS - 1)].append(one)
    tenths = tuple(_tenth(number, own) for number, own in enumerate(held) if own)
    count = sum(tenth.count for tenth in tenths)
    if not count:
        return Reliability(0, (), 0.0, 0.0)
    error = sum(abs(tenth.said - tenth.was) * tenth.count for tenth in tenths) / count
    brier = sum((one.confidence - one.is_right) ** 2 for own in held for one in own) / count
    return Reliability(count, tenths, error, brier)


def _tenth(number: int, own: list[Said]) -> Tenth:
    return Tenth(
        number / TENTHS,
        len(own),
        sum(one.confidence for one in own) / len(own),
        sum(one.is_right for one in own) / len(own),
    )
