"""How often a score is right, as steps that only rise: pool adjacent violators, and a prior for what is rare.

Promises that a higher score never means a lower share, that pooling keeps the weighted mean, and that where
nothing was seen the curve above it is taken over. The source of the rule: Ayer and others, 1955.
"""

from bisect import bisect_right
from collections.abc import Iterable
from dataclasses import dataclass
from typing import NamedTuple

BANDS = 20


class Block(NamedTuple):
    """Scores that are taken together: from which to which, the share of them that was right, their weight.
    Scores and share run from 0 to 1.
    """

    score: float
    until: float
    share: float
    weight: float


class Mark(NamedTuple):
    """One score, and whether it was right."""

    score: float
    is_right: bool


def pooled(blocks: Iterable[Block]) -> tuple[Block, ...]:
    """Return blocks in the order of their scores whose shares never fall: neighbours that would are one,
    with the weighted mean of both. What never falls already stays as it is.
    """
    stack: list[Block] = []
    for block in sorted(blocks):
        stack.append(block)
        while len(stack) > 1 and _is_violated(stack[-2], stack[-1]):
            last = stack.pop()
            stack.append(_joined(stack.pop(), last))
    return tuple(stack)


def _is_violated(one: Block, next_one: Block) -> bool:
    return next_one.share < one.share or next_one.score <= one.until


def _joined(one: Block, other: Block) -> Block:
    weight = one.weight + other.weight
    share = (one.share * one.weight + other.share * other.weight) / weight
    return Block(one.score, max(one.until, other.until), share, weight)


@dataclass(frozen=True, slots=True)
class Curve:
    """The share that is right by score: a step within each block, the straight line between two, level beyond
    them. Without blocks the score itself is the share.
    """

    blocks: tuple[Block, ...] = ()

    def at(self, score: float) -> float:
        """Return the share of a score, both from 0 to 1; it never falls as the score rises."""
        if not self.blocks:
            return score
        place = bisect_right(self.blocks, score, key=lambda block: block.score)
        if place == 0:
            return self.blocks[0].share
        low = self.blocks[place - 1]
        if score <= low.until or place == len(self.blocks):
            return low.share
        high = self.blocks[place]
        way = (score - low.until) / (high.score - low.until)
        return min(high.share, low.share + way * (high.share - low.share))


def fitted(marks: Iterable[Mark], above: Curve, prior: float) -> Curve:
    """Return the curve of what was seen. In each band of scores the curve above counts as `prior` marks, so
    few marks hardly leave it and many do.
    """
    bands: list[list[Mark]] = [[] for _ in range(BANDS)]
    for mark in marks:
        bands[min(int(mark.score * BANDS), BANDS - 1)].append(mark)
    return Curve(pooled(_band(number, held, above, prior) for number, held in enumerate(bands)))


def _band(number: int, held: list[Mark], above: Curve, prior: float) -> Block:
    middle = (number + 0.5) / BANDS
    weight = len(held) + prior
    score = (sum(mark.score for mark in held) + prior * middle) / weight
    return Block(
        score, score, (sum(mark.is_right for mark in held) + prior * above.at(score)) / weight, weight
    )
