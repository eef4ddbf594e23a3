"""A month closes in its order, when its days are closed and its receivables roll forward."""

from dataclasses import replace
from datetime import date
from itertools import count

import pytest

from almoner.core.collect.month import MonthClose, MonthFigures, close_month, next_month
from almoner.core.ledger.roll_forward import RollForward

MARCH, APRIL = date(2026, 3, 1), date(2026, 4, 1)
GOOD = MonthFigures(
    RollForward(MARCH, APRIL, 9, opening={"bank": 5}, closing={"bank": 5}),
    closed_through_on=date(2026, 3, 31),
    closed_month_on=date(2026, 2, 1),
    first_on=date(2026, 1, 5),
)


def test_a_month_that_ties_closes_with_its_balances() -> None:
    plan = close_month(GOOD, closed_by="ada", ids=count(4), on=date(2026, 4, 2))
    assert plan.records == (MonthClose(4, MARCH, "ada", 9, (("bank", 5),)),)


@pytest.mark.parametrize(
    ("changes", "on", "edit"),
    [
        ({"closed_month_on": MARCH}, date(2026, 4, 2), "CLOSE-21"),
        ({}, date(2026, 3, 31), "CLOSE-22"),
        ({"closed_month_on": date(2026, 1, 1)}, date(2026, 4, 2), "CLOSE-23"),
        ({"closed_month_on": None}, date(2026, 4, 2), "CLOSE-23"),
        ({"closed_month_on": date(1900, 1, 1)}, date(2026, 4, 2), "CLOSE-23"),
        ({"first_on": date(2026, 4, 1)}, date(2026, 4, 2), "CLOSE-26"),
        ({"first_on": None}, date(2026, 4, 2), "CLOSE-26"),
        ({"closed_through_on": date(2026, 3, 30)}, date(2026, 4, 2), "CLOSE-24"),
        ({"closed_through_on": None}, date(2026, 4, 2), "CLOSE-24"),
        ({"roll": RollForward(MARCH, APRIL, 9, {"bank": 5}, {}, {"bank": 6})}, date(2026, 4, 2), "CLOSE-25"),
    ],
)
def test_what_stands_against_it_is_named(changes: dict[str, object], on: date, edit: str) -> None:
    plan = close_month(replace(GOOD, **changes), closed_by="ada", ids=count(4), on=on)  # type: ignore[arg-type]
    assert (plan.records, [one.edit for one in plan.findings]) == ((), [edit])


def test_what_is_closed_before_it_is_named() -> None:
    behind = replace(GOOD, closed_month_on=None)
    assert behind.next_month_on == date(2026, 1, 1)
    (said,) = close_month(behind, closed_by="ada", ids=count(4), on=date(2026, 4, 2)).findings
    assert said.message == "January 2026 is still open."
    assert replace(behind, first_on=None).next_month_on is None
    assert GOOD.next_month_on == MARCH


def test_the_first_month_with_postings_may_be_the_first_that_closes() -> None:
    first = replace(GOOD, closed_month_on=None, first_on=date(2026, 3, 9))
    assert close_month(first, closed_by="ada", ids=count(4), on=date(2026, 4, 2)).findings == ()


def test_a_month_closed_before_the_books_began_asks_for_none_between() -> None:
    early = replace(GOOD, closed_month_on=date(1900, 1, 1), first_on=date(2026, 3, 9))
    assert close_month(early, closed_by="ada", ids=count(4), on=date(2026, 4, 2)).findings == ()


def test_months_follow_each_other() -> None:
    assert next_month(date(2026, 12, 1)) == date(2027, 1, 1)
    assert next_month(date(2028, 1, 1)) == date(2028, 2, 1)
