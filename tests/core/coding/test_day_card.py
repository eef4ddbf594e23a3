"""The card of a day's time holds by versions, and a text that is no such card is refused with its place."""

from datetime import date

import pytest

from almoner.core.coding.day_card import DayCardError, read_day_card
from almoner.store.shipped.coding_cards import shipped_day_card

VERSION = """[[version]]
from = {day}
review_minutes = {review}
span_percent = 100
least_span_minutes = 480
overlap_minutes = 5
most_minutes = 1440
due_days = 5
"""
ONE = VERSION.format(day="2026-01-01", review=720)


def test_each_day_has_the_version_that_began_last() -> None:
    card = read_day_card(ONE + VERSION.format(day="2026-07-01", review=600), "day.toml")
    assert card.on(date(2026, 6, 30)).review_minutes == 720
    assert card.on(date(2026, 7, 1)).review_minutes == 600
    assert card.on(date(2025, 1, 1)).review_minutes == 720


@pytest.mark.parametrize(
    ("text", "why"),
    [
        ("", "one or more"),
        ("x = ", "day.toml"),
        (ONE + "more = 1\n", "gives from"),
        (ONE.replace("due_days = 5\n", ""), "gives from"),
        (ONE.replace("720", "-1"), "whole numbers"),
        (ONE.replace("720", "true"), "whole numbers"),
        (ONE.replace("2026-01-01", '"soon"'), "a day"),
        (ONE + ONE, "begins after"),
    ],
)
def test_another_text_is_refused(text: str, why: str) -> None:
    with pytest.raises(DayCardError, match=why):
        read_day_card(text, "day.toml")


def test_the_shipped_card_looks_at_twelve_hours() -> None:
    assert shipped_day_card().on(date(2026, 3, 2)).review_minutes == 720
