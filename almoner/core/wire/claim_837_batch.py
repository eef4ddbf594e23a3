"""Divides claims over transactions, so that one that is refused costs few.

Promises that each claim goes into exactly one transaction, and none of them over two payers or billing
providers.
"""

from collections.abc import Callable, Iterator, Sequence
from itertools import groupby
from typing import Any, TypeVar

PER_SET = 100
"""Claims of a transaction, unless a partner wants it otherwise."""

MOST_PER_SET = 5000
"""Claims that a transaction may have at all."""

MOST_PER_LEVEL = 100
"""Claims below one subscriber or patient."""

T = TypeVar("T")


def batches(
    claims: Sequence[T], *, key: Callable[[T], Any], order: Callable[[T], Any], per_set: int = PER_SET
) -> Iterator[list[T]]:
    """Yield the claims of each transaction. `key` tells what a transaction shares, payer and billing
    provider; `order` begins with the key, and puts claims of one policy next to each other.
    """
    assert 0 < per_set <= MOST_PER_SET, "a transaction carries between one claim and 5,000"
    for _, same in groupby(sorted(claims, key=order), key=key):
        group = list(same)
        for start in range(0, len(group), per_set):
            yield group[start : start + per_set]
