"""A month's cost is entered once, and superseded when it is entered again."""

from dataclasses import replace
from datetime import date
from itertools import count

import pytest

from almoner.core.report.kpi_cost import CollectionCost, enter_cost

ON = date(2026, 6, 30)
COST = CollectionCost(0, date(2026, 5, 1), 90_000, 30_000, "manager")


def test_a_month_is_entered_and_entered_again() -> None:
    (first,) = enter_cost(COST, [], ids=count(7), on=ON).records
    assert first == replace(COST, id=7)
    again = enter_cost(replace(COST, cents=95_000), [replace(COST, id=7)], ids=count(8), on=ON)
    assert again.records == (replace(COST, id=7, version=2, cents=95_000),)
    assert again.reads == {("collection_cost", 7): 1}


@pytest.mark.parametrize(
    "odd",
    [
        {"month_on": date(2026, 5, 2)},
        {"month_on": date(2026, 7, 1)},
        {"cents": 0},
        {"cents": 10**13},
        {"technology_cents": 90_001},
        {"technology_cents": -1},
    ],
)
def test_what_cannot_be_is_refused(odd: dict[str, object]) -> None:
    plan = enter_cost(replace(COST, **odd), [], ids=count(7), on=ON)  # type: ignore[arg-type]
    assert plan.records == ()
    assert plan.findings
