"""The policy of asking: its levels, its cycle, what keeps a statement back, and what it refuses to read."""

from dataclasses import replace
from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from almoner.core.collect.billing_mark import MarkSort, Rested, rested_days
from almoner.core.collect.dunning import (
    Asking,
    DunningError,
    Keep,
    Letters,
    Standing,
    Told,
    is_for_a_person,
    is_their_day,
    keeps_back,
    level_of,
    read_dunning,
)
from tests.core.report.samples import DUNNING, SHIPPED_DUNNING

ON = date(2026, 3, 5)
CONSENTS = frozenset({MarkSort.TEXT_CONSENT, MarkSort.EMAIL_CONSENT})
LETTERS = replace(DUNNING, letters=(Letters("A", "M", 10), Letters("N", "Z", 20)))
CLEAR = Standing(
    sorts=frozenset(),
    is_dead=False,
    is_minor_alone=False,
    has_plan_in_good_standing=False,
    has_money_to_lay=False,
    owed_cents=5_000,
    injury_cents=0,
    asked_cents=5_000,
)


def told(*days_ago: int) -> tuple[Told, ...]:
    """Statements so many days ago, their levels rising."""
    return tuple(
        Told(ON - timedelta(days=days), ON - timedelta(days=days - 21), level)
        for level, days in enumerate(days_ago, 1)
    )


def level(asking: Asking, owed_since_on: date | None = None) -> int:
    return level_of(DUNNING, asking, owed_since_on=owed_since_on, on=ON).number


@pytest.mark.parametrize(
    ("days_ago", "expected"),
    [
        ((), 1),
        ((24,), 1),
        ((25,), 2),
        ((56, 28), 3),
        ((84, 56, 28), 4),
        ((112, 84, 56, 28), 4),
        ((49, 20), 2),
    ],
)
def test_a_level_wants_both_statements_and_days(days_ago: tuple[int, ...], expected: int) -> None:
    assert level(Asking(told(*days_ago))) == expected


def test_a_payment_begins_anew_and_so_does_a_new_debt() -> None:
    sent = told(84, 56, 28)
    assert level(Asking(sent, paid_on=ON - timedelta(days=28))) == 1
    assert level(Asking(sent, paid_on=ON - timedelta(days=29))) == 2
    assert level(Asking(sent), owed_since_on=ON - timedelta(days=10)) == 1


def test_a_person_decides_when_the_final_notice_ran_out() -> None:
    final = Asking(told(112, 84, 56, 28))
    assert is_for_a_person(DUNNING, final, owed_since_on=None, on=ON)
    assert not is_for_a_person(DUNNING, final, owed_since_on=None, on=ON - timedelta(days=7))
    assert not is_for_a_person(DUNNING, replace(final, paid_on=ON), owed_since_on=None, on=ON)
    assert not is_for_a_person(DUNNING, Asking(told(84, 56, 28)), owed_since_on=None, on=ON)


@pytest.mark.parametrize(
    ("name", "last", "on", "expected"),
    [
        ("Okoro", None, date(2026, 3, 19), False),
        ("Okoro", None, date(2026, 3, 20), True),
        ("okoro", None, date(2026, 3, 20), True),
        ("Adams", None, date(2026, 3, 10), True),
        ("Adams", date(2026, 2, 10), date(2026, 3, 9), False),
        ("Adams", date(2026, 2, 10), date(2026, 3, 10), True),
        ("Ångström", None, date(2026, 3, 1), True),
    ],
)
def test_letters_have_their_day_of_the_month(
    name: str, last: date | None, on: date, *, expected: bool
) -> None:
    sent = (Told(last, last, 1),) if last else ()
    assert is_their_day(LETTERS, name, Asking(sent), on=on) is expected


def test_without_letters_the_cycle_counts_alone() -> None:
    for days, expected in ((27, False), (28, True)):
        assert is_their_day(DUNNING, "Okoro", Asking(told(days)), on=ON) is expected


@pytest.mark.parametrize(
    ("standing", "rule"),
    [
        (CLEAR, None),
        (replace(CLEAR, is_dead=True), Keep.DIED),
        (replace(CLEAR, is_minor_alone=True), Keep.MINOR),
        (replace(CLEAR, has_money_to_lay=True), Keep.TO_LAY),
        (replace(CLEAR, asked_cents=0), Keep.COVERED),
        (replace(CLEAR, asked_cents=0, has_plan_in_good_standing=True), Keep.PLAN),
        (replace(CLEAR, has_plan_in_good_standing=True), None),
        (replace(CLEAR, owed_cents=0, injury_cents=1, asked_cents=0), Keep.INJURY),
        (replace(CLEAR, sorts=CONSENTS), None),
        *(
            (replace(CLEAR, sorts=frozenset({sort})), Keep(sort.value))
            for sort in MarkSort
            if sort not in CONSENTS
        ),
    ],
)
def test_each_rule_keeps_back_what_it_says(standing: Standing, rule: Keep | None) -> None:
    assert keeps_back(DUNNING, standing) is rule
    without = replace(DUNNING, keep_back={each: "x" for each in DUNNING.keep_back if each is not rule})
    assert keeps_back(without, standing) is not rule or rule is None, (
        "a rule that is not listed keeps nothing"
    )


def test_every_rule_is_in_the_policy_that_ships() -> None:
    assert set(DUNNING.keep_back) == set(Keep)
    assert len(DUNNING.levels) == 4
    assert DUNNING.small_cents == 499


BROKEN = (
    ("days = 28", "days = '28'"),
    ("days = 28", ""),
    ("after_days = 25", "after_days = 0\nafter = 1"),
    ("after_statements = 1", "after_statements = 9"),
    ("after_days = 0", "after_days = 1"),
    ("most_cents = 499", "most_cents = -1"),
    ("most_cents = 499", "most_cents = 4.99"),
    ('rule = "died"', 'rule = "dead"'),
    ("letters = []", 'letters = [{ first = "Z", last = "A", day = 1 }]'),
    ("letters = []", 'letters = [{ first = "A", last = "Z", day = 31 }]'),
    ("grace_days = 10", "grace_days = 99999"),
    ("most_parts = 6", "most_parts = 61"),
    ("least_cents = 2500", "least_cents = 0"),
    ("[cycle]", "[cycle"),
    ('message = "This is the payment', 'message = ""\nx = "'),
)


@pytest.mark.parametrize(("old", "new"), BROKEN)
def test_a_policy_that_cannot_be_used_says_so(old: str, new: str) -> None:
    assert old in SHIPPED_DUNNING
    with pytest.raises(DunningError, match="dunning: "):
        read_dunning(SHIPPED_DUNNING.replace(old, new))


@given(st.lists(st.integers(0, 300), max_size=8), st.one_of(st.none(), st.integers(0, 300)))
def test_a_later_day_never_asks_more_softly(days_ago: list[int], paid_ago: int | None) -> None:
    paid_on = None if paid_ago is None else ON - timedelta(days=paid_ago)
    asking = Asking(told(*sorted(days_ago, reverse=True)), paid_on)
    levels = [
        level_of(DUNNING, asking, owed_since_on=None, on=ON + timedelta(days=days)).number
        for days in range(0, 120, 10)
    ]
    assert levels == sorted(levels)


@given(
    st.lists(st.tuples(st.integers(0, 90), st.integers(0, 30)), max_size=5),
    st.integers(0, 90),
    st.integers(0, 90),
)
def test_days_of_disputes_count_once_each(spans: list[tuple[int, int]], first: int, last: int) -> None:
    disputes = [Rested(ON + timedelta(one), ON + timedelta(one + days)) for one, days in spans]
    counted = {day for one, days in spans for day in range(one, one + days) if first <= day < last}
    assert rested_days(disputes, ON + timedelta(first), ON + timedelta(last)) == len(counted)


def test_a_dispute_that_was_answered_leaves_the_clock_where_it_was() -> None:
    final, on = told(112, 84, 56, 28), ON + timedelta(days=31)
    rests = (Rested(ON - timedelta(days=10), ON + timedelta(days=30)),)
    assert is_for_a_person(DUNNING, Asking(final), owed_since_on=None, on=on)
    assert not is_for_a_person(DUNNING, Asking(final, rested=rests), owed_since_on=None, on=on)
    late = Asking(told(28), rested=(Rested(ON - timedelta(days=27), ON + timedelta(days=60)),))
    assert level_of(DUNNING, late, owed_since_on=None, on=ON + timedelta(days=61)).number == 1
