"""How far back claims are remembered: no card of what ships asks beyond it."""

from datetime import date, timedelta

from almoner.core.claim.memory import FIRST_ON, spans
from tests.test_policy import POLICY

DAY = date(2026, 3, 2)
SPANS = spans(POLICY.cards, first_on=DAY)


def since(code: str) -> date:
    return min(span.since_on for span in SPANS if span.low <= code <= span.high)


def test_near_days_are_remembered_whole() -> None:
    assert since("J1885") == DAY - timedelta(days=100)
    assert since("J1885") < DAY - timedelta(days=92), "the longest global period and the day before"


def test_meetings_are_remembered_for_three_years() -> None:
    for code in ("99213", "99396", "27447", "92014"):
        assert date(2023, 2, 1) < since(code) < date(2023, 3, 2)


def test_what_is_given_once_or_rarely_is_never_forgotten() -> None:
    for code in ("G0438", "G0402", "G0439", "G0121", "77067", "G0103"):
        assert since(code) == FIRST_ON


def test_the_first_days_of_the_calendar_are_no_edge() -> None:
    assert min(span.since_on for span in spans(POLICY.cards, first_on=date(1900, 1, 1))) == FIRST_ON
    assert min(span.since_on for span in spans((), first_on=date(1, 1, 1))) == FIRST_ON
