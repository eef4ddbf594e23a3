"""Lists that share a word behind them: what stands between counts only where it is nothing but the list."""

import pytest

from almoner.core.coding.listing import further_items

JOINS = frozenset({"is", "are", "were", "been"})


@pytest.mark.parametrize(
    ("gap", "items"),
    [
        (", sprain and fracture ", 2),
        (" and neuritis ", 1),
        (", reflux, and heart failure are ", 2),
        ("/syphilis/hep B ", 2),
        (" or gout ", 1),
        (" ", 0),
        (" is ", 0),
        (", stable, ", 0),
        (" stable, fever and cough ", 0),
        ("; fever and cough ", 0),
        (", fever and ", 0),
        (", a b c d e f and cough ", 0),
    ],
)
def test_counts_the_rest_of_a_list(gap: str, items: int) -> None:
    assert further_items(gap, JOINS) == items
