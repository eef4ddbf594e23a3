"""The codes of a day: shared between days that have the same ones, and only between those."""

from datetime import date

from almoner.core.coding.day_codes import day_codes
from tests.core.coding.test_suggest_shipped import tools


def test_days_with_the_same_codes_share_them() -> None:
    tables = tools().tables
    october, november = day_codes(tables, date(2025, 10, 1)), day_codes(tables, date(2025, 11, 3))
    assert october is november
    assert day_codes(tables, date(2026, 10, 1)) is not october


def test_days_on_both_sides_of_a_turn_have_their_own_codes() -> None:
    tables = tools().tables
    before, after = day_codes(tables, date(2026, 9, 30)), day_codes(tables, date(2026, 10, 1))
    assert (before.is_billable("M72.2"), after.is_billable("M72.2")) == (True, False)
    assert (before.is_billable("M72.21"), after.is_billable("M72.21")) == (False, True)
