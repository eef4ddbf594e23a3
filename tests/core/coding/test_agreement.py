"""Agreement of people and machine, and weeks that differ from their past."""

from dataclasses import replace
from datetime import date, timedelta

import pytest

from almoner.core.coding.agreement import Agreement, agreement, drifts, family
from almoner.core.coding.decision import Act, CodingDecision, Sort, Suggested

WEEK = date(2026, 11, 23)


def decided(action: Act, on: date, *, seconds: int = 5, code: str = "E119") -> CodingDecision:
    seen = None if action is Act.ADD else Suggested(code, "confirm", 90)
    made = CodingDecision(1, 2, 3, 4, "0" * 64, Sort.DIAGNOSIS, code, action, "kim", on)
    return replace(made, suggestion=seen, seconds=seconds)


def many(accepted: int, rejected: int, on: date) -> list[CodingDecision]:
    return [decided(Act.ACCEPT, on)] * accepted + [decided(Act.REJECT, on)] * rejected


def test_agreement_counts_each_act_and_what_was_hardly_read() -> None:
    made = [*many(3, 1, WEEK), decided(Act.ACCEPT, WEEK, seconds=1), decided(Act.ADD, WEEK)]
    assert agreement(made, family) == (Agreement("E11", 4, 0, 1, 1, 1),)
    assert agreement(made, family)[0].accept_bp == 8000
    assert agreement(made, family)[0].quick_bp == 2500


@pytest.mark.parametrize(("before", "now"), [((180, 20), (15, 15)), ((100, 100), (29, 1))])
def test_a_week_far_from_its_past_is_an_alarm_up_or_down(
    before: tuple[int, int], now: tuple[int, int]
) -> None:
    made = many(*before, WEEK - timedelta(days=20)) + many(*now, WEEK)
    (found,) = drifts(made, family, week_on=WEEK)
    assert (found.now_bp > found.before_bp) is (now[0] / sum(now) > before[0] / sum(before))
    assert drifts(many(*before, WEEK - timedelta(days=20)) + many(9, 1, WEEK), family, week_on=WEEK) == ()


def test_a_week_like_its_past_is_none() -> None:
    made = many(180, 20, WEEK - timedelta(days=20)) + many(27, 3, WEEK)
    assert drifts(made, family, week_on=WEEK) == ()
