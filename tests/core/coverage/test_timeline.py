"""Which policy answers for a day: the day it begins, the day it ends, between two, and where two overlap."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from almoner.core.coverage import Coverage
from almoner.core.coverage.timeline import in_force

FIRST, OVER = date(2026, 3, 1), date(2026, 4, 1)
DAY = timedelta(days=1)


def policy(one: int, rank: int, since_on: date, until_on: date | None = None) -> Coverage:
    return Coverage(one, 1, one, one, rank, f"W{one}", since_on, until_on=until_on)


@pytest.mark.parametrize(
    ("on", "answers"),
    [
        (FIRST - DAY, []),
        (FIRST, [1]),
        (OVER - DAY, [1]),
        (OVER, []),
        (OVER + 9 * DAY, []),
        (OVER + 10 * DAY, [2]),
        (date(2031, 1, 1), [2]),
    ],
)
def test_p16_a_policy_answers_from_its_first_day_to_the_day_before_its_end(
    on: date, answers: list[int]
) -> None:
    held = [policy(2, 1, OVER + 10 * DAY), policy(1, 1, FIRST, OVER)]
    assert [one.id for one in in_force(held, on=on)] == answers


def test_p16_of_two_that_overlap_the_first_payer_stands_first_and_alone_where_the_other_ended() -> None:
    held = [policy(2, 2, FIRST), policy(1, 1, FIRST + 5 * DAY, OVER)]
    told = {
        on: [one.id for one in in_force(held, on=on)] for on in (FIRST, FIRST + 5 * DAY, OVER - DAY, OVER)
    }
    assert list(told.values()) == [[2], [1, 2], [1, 2], [2]]


def test_p16_of_one_rank_what_goes_on_stands_before_what_was_ended() -> None:
    assert [one.id for one in in_force([policy(1, 1, FIRST, OVER), policy(2, 1, FIRST)], on=FIRST)] == [2, 1]


@given(
    st.lists(st.tuples(st.integers(1, 3), st.integers(0, 40), st.integers(1, 40)), max_size=8),
    st.integers(0, 90),
)
def test_p16_whatever_is_on_file_only_policies_of_the_day_answer(
    spans: list[tuple[int, int, int]], asked: int
) -> None:
    held = [
        policy(number, rank, FIRST + start * DAY, FIRST + (start + long) * DAY)
        for number, (rank, start, long) in enumerate(spans, 1)
    ]
    on = FIRST + asked * DAY
    found = in_force(held, on=on)
    assert {one.id for one in found} == {
        number for number, (_, start, long) in enumerate(spans, 1) if start <= asked < start + long
    }
    assert [one.rank for one in found] == sorted(one.rank for one in found)
