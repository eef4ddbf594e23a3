"""A plan's parts sum to its total, and its standing follows from the money and the day."""

from dataclasses import replace
from datetime import date, timedelta
from itertools import count

import pytest
from hypothesis import given
from hypothesis import strategies as st

from almoner.core.collect.payment_plan import (
    Every,
    Instalment,
    PaidPlan,
    PaymentPlan,
    PlanStanding,
    PlanState,
    offers,
    plan_faults,
    schedule,
    settle,
)

ON = date(2026, 3, 5)
PLAN = PaymentPlan(
    id=7,
    patient_id=1,
    agreed_on=ON,
    agreed_with="Ada Okoro",
    made_by="bea",
    instalments=(Instalment(date(2026, 4, 1), 3_000), Instalment(date(2026, 5, 1), 3_000)),
    grace_days=10,
)


@given(st.integers(1, 10_000_000), st.integers(1, 60), st.dates(ON, date(2030, 1, 1)), st.sampled_from(Every))
def test_the_parts_sum_to_the_whole_and_their_days_rise(
    total: int, parts: int, first_on: date, every: Every
) -> None:
    made = schedule(max(total, parts), count=parts, first_on=first_on, every=every)
    cents = [each.cents for each in made]
    assert sum(cents) == max(total, parts)
    assert max(cents) - min(cents) <= 1
    days = [each.due_on for each in made]
    assert days == sorted(set(days))
    assert days[0] == first_on


def test_a_month_without_that_day_takes_its_last() -> None:
    made = schedule(400, count=4, first_on=date(2026, 1, 31), every=Every.MONTH)
    assert [each.due_on.isoformat() for each in made] == [
        "2026-01-31",
        "2026-02-28",
        "2026-03-31",
        "2026-04-30",
    ]


@pytest.mark.parametrize(
    ("day", "paid", "standing"),
    [
        (date(2026, 4, 1), 0, PlanStanding.GOOD),
        (date(2026, 4, 2), 0, PlanStanding.LATE),
        (date(2026, 4, 11), 0, PlanStanding.LATE),
        (date(2026, 4, 12), 0, PlanStanding.BROKEN),
        (date(2026, 4, 12), 2_999, PlanStanding.BROKEN),
        (date(2026, 4, 12), 3_000, PlanStanding.GOOD),
        (date(2026, 5, 2), 5_999, PlanStanding.LATE),
        (date(2027, 1, 1), 6_000, PlanStanding.GOOD),
    ],
)
def test_its_standing_by_day_and_money(day: date, paid: int, standing: PlanStanding) -> None:
    assert PLAN.standing(paid, on=day) is standing


@pytest.mark.parametrize(
    ("wrong", "words"),
    [
        (replace(PLAN, instalments=()), "instalments"),
        (replace(PLAN, agreed_with=" "), "names the person"),
        (replace(PLAN, agreed_with="x" * 101), "too long"),
        (replace(PLAN, instalments=(Instalment(ON - timedelta(days=1), 100),)), "is past"),
        (replace(PLAN, instalments=(Instalment(ON, 6_001),)), "more than the patient owes"),
    ],
)
def test_what_is_wrong_with_a_draft_has_words(wrong: PaymentPlan, words: str) -> None:
    assert any(words in fault.said for fault in plan_faults(wrong, owed_cents=6_000, on=ON))
    assert plan_faults(PLAN, owed_cents=6_000, on=ON) == []


def test_the_first_part_may_be_due_today_and_of_all_that_is_owed() -> None:
    today = replace(PLAN, instalments=(Instalment(ON, 6_000),), agreed_with="x" * 100)
    assert plan_faults(today, owed_cents=6_000, on=ON) == []


def test_a_leap_year_has_its_day() -> None:
    made = schedule(300, count=3, first_on=date(2027, 12, 31), every=Every.MONTH)
    assert [one.due_on for one in made] == [date(2027, 12, 31), date(2028, 1, 31), date(2028, 2, 29)]


def test_settling_ends_the_paid_breaks_the_late_and_leaves_the_rest() -> None:
    plans = [PaidPlan(replace(PLAN, id=place), cents, owed) for place, (cents, owed) in enumerate(CASES)]
    made = settle(plans, ids=count(100), on=date(2026, 4, 12))
    states = {record.id: record.state for record in made.records if isinstance(record, PaymentPlan)}
    assert states == {0: PlanState.KEPT, 1: PlanState.KEPT, 2: PlanState.BROKEN}
    assert [(task.subject_id, task.cents) for task in made.tasks] == [(2, 2_000)]
    assert set(made.reads) == {("payment_plan", place) for place in states}


CASES = ((6_000, 100), (0, 0), (1_000, 5_000), (3_000, 3_000))
"""What was paid on each plan, and what its patient owes."""


@given(st.integers(1, 2_000_000), st.integers(0, 60), st.integers(1, 50_000))
def test_what_is_offered_is_within_the_policy_and_whole(total: int, most: int, least: int) -> None:
    made = offers(total, most_parts=most, least_cents=least, first_on=ON)
    assert len(made) <= 3
    assert [len(parts) for parts in made] == sorted({len(parts) for parts in made})
    for parts in made:
        assert sum(each.cents for each in parts) == total
        assert 2 <= len(parts) <= most
        assert min(each.cents for each in parts) >= least
    assert bool(made) is (most >= 2 and total // least >= 2)
