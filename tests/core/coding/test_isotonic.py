"""Pooling keeps means and only rises; few marks hardly leave the curve above, many do."""

from itertools import pairwise
from random import Random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from almoner.core.coding.isotonic import BANDS, Block, Curve, Mark, fitted, pooled

SHARES = st.integers(0, 1000).map(lambda number: number / 1000)
BLOCKS = st.lists(
    st.builds(
        lambda score, share, weight: Block(score, score, share, weight),
        SHARES,
        SHARES,
        st.integers(1, 50).map(float),
    ),
    max_size=40,
)
MARKS = st.lists(st.builds(Mark, SHARES, st.booleans()), max_size=200)


def mean(blocks: list[Block] | tuple[Block, ...]) -> float:
    return sum(block.share * block.weight for block in blocks)


@given(BLOCKS)
def test_pooled_shares_rise_and_keep_the_weighted_mean(blocks: list[Block]) -> None:
    found = pooled(blocks)
    assert all(one.share <= other.share and one.until < other.score for one, other in pairwise(found))
    assert mean(found) == pytest.approx(mean(blocks))
    assert sum(block.weight for block in found) == sum(block.weight for block in blocks)


@given(BLOCKS)
def test_pooling_again_changes_nothing_and_the_order_is_no_matter(blocks: list[Block]) -> None:
    found = pooled(blocks)
    assert pooled(found) == found
    assert pooled(reversed(blocks)) == found


@given(BLOCKS)
def test_no_rising_steps_lie_closer(blocks: list[Block]) -> None:
    """The pooled steps are the nearest of all rising ones: here beside the shares sorted, which rise too."""
    ordered = sorted(blocks)
    rising = sorted(block.share for block in ordered)
    found = iter(pooled(blocks))
    step, left, ours, theirs = next(found, None), 0.0, 0.0, 0.0
    for block, other in zip(ordered, rising, strict=True):
        if left <= 0 and step:
            left = step.weight
        assert step
        ours += block.weight * (block.share - step.share) ** 2
        theirs += block.weight * (block.share - other) ** 2
        left -= block.weight
        step = next(found, step) if left <= 0 else step
    distinct = len({block.score for block in blocks}) == len(blocks)
    assert not distinct or ours <= theirs + 1e-9


@given(MARKS, BLOCKS, SHARES, SHARES)
def test_a_curve_never_falls_and_stays_a_share(
    marks: list[Mark], above: list[Block], one: float, other: float
) -> None:
    curve = fitted(marks, Curve(pooled(above)), 10)
    assert 0 <= curve.at(min(one, other)) <= curve.at(max(one, other)) <= 1


@given(MARKS)
def test_the_prior_pulls_towards_the_curve_above(marks: list[Mark]) -> None:
    """With an endless prior the curve is the one above; with hardly any it is what was seen."""
    above = Curve((Block(0.1, 0.1, 0.2, 1), Block(0.9, 0.9, 0.7, 1)))
    held = fitted(marks, above, 1e9)
    for number in range(BANDS):
        middle = (number + 0.5) / BANDS
        assert held.at(middle) == pytest.approx(above.at(middle), abs=0.01)
    if marks:
        loose = fitted(marks, above, 1e-9)
        right = sum(mark.is_right for mark in marks)
        assert mean(loose.blocks) == pytest.approx(right, abs=1e-6)


def test_a_known_curve_is_found_again() -> None:
    """Scores that are right with the chance of their square, seen often, give that curve back."""
    draw = Random(20_261_127)
    scores = [draw.random() for _ in range(20_000)]
    curve = fitted((Mark(score, draw.random() < score**2) for score in scores), Curve(), 10)
    for score in (0.1, 0.3, 0.5, 0.7, 0.9):
        assert curve.at(score) == pytest.approx(score**2, abs=0.04)


def test_no_blocks_leave_the_score_and_beyond_the_ends_it_is_level() -> None:
    assert Curve().at(0.37) == 0.37
    curve = Curve((Block(0.2, 0.2, 0.1, 1), Block(0.8, 0.9, 0.9, 1)))
    assert [curve.at(score) for score in (0, 0.2, 0.5, 0.85, 1)] == pytest.approx([0.1, 0.1, 0.5, 0.9, 0.9])
