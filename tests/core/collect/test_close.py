"""Closing a day: a tied day leaves its proof, and anything that doesn't tie leaves the day open with a
finding.
"""

from dataclasses import replace
from datetime import timedelta
from itertools import count

import pytest

from almoner.core.collect import DayClose, DayFigures, Tie, close_day
from almoner.core.collect.drawer import DrawerCount
from tests.core.collect.samples import TODAY

GOOD = DayFigures(
    payer_cash=Tie(9_000, 9_000),
    receipts=Tie(2_500, 2_500),
    allocations=Tie(1_000, 1_000),
    slips=Tie(2_500, 2_500),
    bank=Tie(9_000, 9_000),
    drawer=Tie(300, 300),
    unapplied=Tie(1_500, 1_500),
    posting_cents=24_000,
    suspense_cents=0,
    suspense_owner_count=0,
    debit_cents=80_000,
    credit_cents=80_000,
    open_since_on=TODAY,
    closed_through_on=TODAY - timedelta(days=1),
)

SHORT = DrawerCount(9, TODAY, "frances", 2_000, 0, 2_500, 0, why="not found")


def test_a_tied_day_closes_with_its_figures() -> None:
    plan = close_day(GOOD, closed_by="manager", ids=count(4), on=TODAY)
    assert plan.findings == ()
    assert plan.records == (
        DayClose(
            id=4,
            closed_on=TODAY,
            closed_by="manager",
            payer_cash_cents=9_000,
            receipt_cents=2_500,
            deposit_cents=11_500,
            posting_cents=24_000,
            suspense_cents=0,
            undeposited_cents=300,
            trial_balance_cents=0,
        ),
    )


@pytest.mark.parametrize(
    ("figures", "edit"),
    [
        (replace(GOOD, closed_through_on=TODAY), "CLOSE-01"),
        (replace(GOOD, open_since_on=TODAY - timedelta(days=2)), "CLOSE-02"),
        (replace(GOOD, payer_cash=Tie(9_000, 8_999)), "CLOSE-03"),
        (replace(GOOD, receipts=Tie(2_500, 2_499)), "CLOSE-04"),
        (replace(GOOD, allocations=Tie(0, 1)), "CLOSE-05"),
        (replace(GOOD, slips=Tie(0, 2_500)), "CLOSE-06"),
        (replace(GOOD, bank=Tie(9_000, 0)), "CLOSE-07"),
        (replace(GOOD, drawer=Tie(0, 300)), "CLOSE-08"),
        (replace(GOOD, unapplied=Tie(1_500, -1_500)), "CLOSE-09"),
        (replace(GOOD, debit_cents=80_001), "CLOSE-10"),
        (replace(GOOD, suspense_cents=500), "CLOSE-11"),
        (replace(GOOD, count=SHORT, is_count_open=True), "CLOSE-12"),
    ],
)
def test_a_day_that_does_not_tie_stays_open(figures: DayFigures, edit: str) -> None:
    plan = close_day(figures, closed_by="manager", ids=count(4), on=TODAY)
    assert plan.is_empty
    (finding,) = plan.findings
    assert finding.edit == edit
    assert finding.is_stopping
    assert finding.message
    assert finding.mend


def test_suspense_with_an_owner_does_not_stop_the_day() -> None:
    figures = replace(GOOD, suspense_cents=500, suspense_owner_count=1)
    (close,) = close_day(figures, closed_by="manager", ids=count(4), on=TODAY).records
    assert isinstance(close, DayClose)
    assert close.suspense_cents == 500


def test_a_count_stops_the_day_only_while_nobody_has_decided_about_its_difference() -> None:
    figures = replace(GOOD, count=SHORT, is_count_open=True)
    (finding,) = close_day(figures, closed_by="manager", ids=count(4), on=TODAY).findings
    assert "Cash: $5.00 short" in finding.message
    assert finding.cents == -500
    decided = replace(figures, is_count_open=False)
    assert close_day(decided, closed_by="manager", ids=count(4), on=TODAY).records


def test_every_difference_is_named_at_once() -> None:
    figures = replace(GOOD, receipts=Tie(1, 2), slips=Tie(1, 2), credit_cents=0)
    plan = close_day(figures, closed_by="manager", ids=count(4), on=TODAY)
    assert [finding.edit for finding in plan.findings] == ["CLOSE-04", "CLOSE-06", "CLOSE-10"]


def test_the_first_day_of_the_books_closes() -> None:
    figures = replace(GOOD, open_since_on=None, closed_through_on=None)
    assert close_day(figures, closed_by="manager", ids=count(4), on=TODAY).records
