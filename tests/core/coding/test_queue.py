"""The coder's queue: each rank is the sum of its reasons, and what waits for an answer comes last."""

from dataclasses import replace
from datetime import date, timedelta

import pytest

from almoner.core.coding.queue import Facts, rank

ON = date(2026, 11, 23)
EASY = Facts(service_on=ON)


@pytest.mark.parametrize(
    ("facts", "points", "reasons"),
    [
        (EASY, 0, ()),
        (replace(EASY, service_on=ON - timedelta(days=3)), 0, ()),
        (replace(EASY, service_on=ON - timedelta(days=5)), 2, ("5 days since the visit",)),
        (replace(EASY, service_on=ON - timedelta(days=90)), 10, ("90 days since the visit",)),
        (replace(EASY, care="own"), 0, ()),
        (replace(EASY, care="incident-to"), 4, ("incident to a physician",)),
        (replace(EASY, refusals=9), 9, ("open refusals of codes, this provider: 9",)),
        (replace(EASY, answered=1, care="shared"), 10, ("the provider has answered", "shared in a facility")),
    ],
)
def test_a_rank_is_the_sum_of_its_reasons(facts: Facts, points: int, reasons: tuple[str, ...]) -> None:
    found = rank(facts, on=ON)
    assert (found.points, found.reasons, found.waits) == (points, reasons, False)


def test_what_waits_for_the_provider_comes_last_and_says_so() -> None:
    waits = rank(replace(EASY, service_on=ON - timedelta(days=90), asked=1), on=ON)
    assert waits.reasons[0] == "waits for the provider's answer"
    easy, late = rank(EASY, on=ON), rank(replace(EASY, service_on=ON - timedelta(days=9)), on=ON)
    assert sorted([waits, easy, late], key=lambda one: one.key) == [late, easy, waits]
