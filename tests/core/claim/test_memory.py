"""How far back claims are remembered: no card of what ships asks beyond it."""

from datetime import date, timedelta

from almoner.core.claim.memory import memory
from tests.test_policy import POLICY

DAY = date(2026, 3, 2)
KEPT = memory(POLICY.cards, first_on=DAY)


def is_meeting(code: str) -> bool:
    return any(low <= code <= high for low, high in KEPT.meetings)


def test_near_days_are_remembered_whole() -> None:
    assert DAY - KEPT.near_on > timedelta(days=92), "the longest global period and the day before"


def test_meetings_are_remembered_for_three_years() -> None:
    assert date(2023, 2, 1) < KEPT.met_on < date(2023, 3, 2)
    assert all(is_meeting(code) for code in ("99213", "99396", "27447", "92014"))
    assert not any(is_meeting(code) for code in ("J1885", "85025"))


def test_what_is_given_once_or_rarely_is_never_forgotten() -> None:
    assert {"G0438", "G0402", "G0439", "G0121", "77067", "G0103"} <= set(KEPT.rare)


def test_the_first_days_of_the_calendar_are_no_edge() -> None:
    assert memory((), first_on=date(1, 1, 1)).met_on == date(1, 1, 1)
    assert memory((), first_on=date(1900, 1, 5)).near_on == date(1900, 1, 1)
