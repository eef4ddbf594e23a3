"""The clock of an overpayment: sixty days, stopped by an investigation, and by no more than the law gives."""

from dataclasses import replace
from datetime import date, timedelta
from itertools import count
from typing import Any

import pytest

from almoner.core.collect.credit import (
    CreditError,
    Ending,
    Fate,
    Overpayment,
    end,
    identify,
    investigate,
    investigate_faults,
    read_clocks,
)

FOUND = date(2026, 3, 5)
DRAFT = Overpayment(0, 4, 1, 3, 1, 500, FOUND, "bea", 60, 180, "42 CFR 401.305")
ONE = replace(DRAFT, id=9)


def days(number: int) -> date:
    return FOUND + timedelta(days=number)


def test_ck10_an_overpayment_has_sixty_days_and_an_owner() -> None:
    plan = identify(DRAFT, ids=count(9), on=FOUND)
    assert plan.records == (ONE,)
    (task,) = plan.tasks
    assert (task.due_on, task.owner, task.cents) == (days(60), "biller", 500)


@pytest.mark.parametrize(
    ("since", "until", "due"), [(10, 30, 80), (10, None, 240), (10, 400, 240), (60, 61, 61), (None, None, 60)]
)
def test_an_investigation_stops_the_clock_for_as_long_as_the_law_allows(
    since: int | None, until: int | None, due: int
) -> None:
    one = replace(
        ONE,
        investigated_since_on=None if since is None else days(since),
        investigated_until_on=None if until is None else days(until),
    )
    assert one.due_on == days(due)


def test_a_payer_without_a_suspension_gives_none() -> None:
    assert replace(ONE, suspends_days=0, investigated_since_on=days(3)).due_on == days(60)


def test_an_investigation_may_begin_on_the_last_day_and_no_later() -> None:
    assert investigate_faults(ONE, on=days(60)) == []
    assert investigate_faults(ONE, on=days(61)) == [
        "Its last day is past: an investigation suspends nothing any more."
    ]


def test_the_task_moves_with_the_clock() -> None:
    work = identify(DRAFT, ids=count(9), on=FOUND).tasks
    begun = investigate(ONE, work, on=days(10))
    (one,), (task,) = begun.records, begun.tasks
    assert task.due_on == days(240)
    assert isinstance(one, Overpayment)
    over = investigate(one, begun.tasks, on=days(30))
    assert over.tasks[0].due_on == days(80)


@pytest.mark.parametrize(
    ("changes", "on"),
    [
        ({"fate": Fate.REFUNDED}, 1),
        ({"investigated_since_on": days(1), "investigated_until_on": days(2)}, 3),
        ({}, 61),
    ],
)
def test_when_an_investigation_comes_too_late(changes: dict[str, Any], on: int) -> None:
    assert len(investigate_faults(replace(ONE, **changes), on=days(on))) == 1


def test_an_ending_closes_the_task() -> None:
    work = identify(DRAFT, ids=count(9), on=FOUND).tasks
    plan = end(ONE, Ending(Fate.TAKEN_BACK, "bea", "their check of the 9th"), work, on=days(20))
    (one,) = plan.records
    assert isinstance(one, Overpayment)
    assert (one.fate, one.closed_by, one.note) == (Fate.TAKEN_BACK, "bea", "their check of the 9th")
    assert [task.outcome for task in plan.tasks] == ["taken_back"]


GOOD = """
[overpayment.usual]
days = 60
suspends_days = 0
source = "ours"
[unclaimed]
stale_days = 180
escheat_days = 1096
"""


def test_clocks_are_read_and_the_usual_one_stands_for_the_rest() -> None:
    clocks = read_clocks(GOOD + '[overpayment.medicare]\ndays = 60\nsuspends_days = 180\nsource = "CFR"\n')
    assert (clocks.of("medicare").suspends_days, clocks.of("commercial").source) == (180, "ours")


@pytest.mark.parametrize(
    "text",
    [
        "",
        "[",
        GOOD.replace("usual", "medicare"),
        GOOD.replace("days = 60", 'days = "60"'),
        GOOD.replace("stale_days = 180", "stale_days = -1"),
        GOOD + "more = 1\n",
        GOOD.replace("days = 60", "days = true"),
    ],
)
def test_clocks_that_cannot_be_used_are_refused(text: str) -> None:
    with pytest.raises(CreditError, match="clocks"):
        read_clocks(text)
