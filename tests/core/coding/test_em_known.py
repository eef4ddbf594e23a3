"""New or known: less than three years since the last meeting, to the day."""

from datetime import date

import pytest

from almoner.core.coding import is_known


@pytest.mark.parametrize(
    ("met_on", "on", "known"),
    [
        (date(2023, 6, 1), date(2026, 5, 31), True),
        (date(2023, 6, 1), date(2026, 6, 1), False),
        (date(2023, 6, 1), date(2026, 6, 2), False),
        (date(2026, 5, 31), date(2026, 6, 1), True),
        (date(2026, 6, 1), date(2026, 6, 1), False),
        (date(2026, 6, 2), date(2026, 6, 1), False),
        (date(2024, 2, 29), date(2027, 2, 28), True),
        (date(2024, 2, 29), date(2027, 3, 1), False),
    ],
)
def test_three_years_to_the_day(*, met_on: date, on: date, known: bool) -> None:
    assert is_known([met_on], on=on) is known


def test_any_meeting_is_enough_and_none_is_new() -> None:
    assert is_known([date(2010, 1, 1), date(2025, 1, 1)], on=date(2026, 6, 1))
    assert not is_known([], on=date(2026, 6, 1))
