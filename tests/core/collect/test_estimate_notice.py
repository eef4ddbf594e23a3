"""The clocks of good-faith estimates (CK9), and when a bill may be disputed by one."""

from datetime import date, timedelta

import pytest

from almoner.core.collect.estimate_notice import dispute_faults, give_by, give_when_asked_by

MONDAY = date(2026, 3, 2)
BILLED = date(2026, 4, 1)


@pytest.mark.parametrize(
    ("booked", "service", "due"),
    [
        (MONDAY, date(2026, 3, 4), None),
        (MONDAY, date(2026, 3, 5), date(2026, 3, 3)),
        (MONDAY, date(2026, 3, 13), date(2026, 3, 3)),
        (MONDAY, date(2026, 3, 16), date(2026, 3, 5)),
        (date(2026, 3, 6), date(2026, 3, 11), date(2026, 3, 9)),
        (date(2026, 7, 2), date(2026, 7, 20), date(2026, 7, 8)),
        (MONDAY, MONDAY, None),
    ],
)
def test_ck9_an_estimate_is_given_within_one_or_three_business_days(
    booked: date, service: date, due: date | None
) -> None:
    assert give_by(booked, service) == due


def test_ck9_one_that_is_asked_for_within_three_business_days() -> None:
    assert give_when_asked_by(date(2026, 3, 5)) == date(2026, 3, 10)


@pytest.mark.parametrize(
    ("estimated", "billed", "first_on", "days", "fault"),
    [
        (10_000, 50_000, BILLED, 0, ""),
        (10_000, 50_000, BILLED, 120, ""),
        (10_000, 49_999, BILLED, 0, "less than 400.00"),
        (10_000, 50_000, BILLED, 121, "120 days"),
        (10_000, 50_000, None, 0, "Nothing was billed"),
    ],
)
def test_a_bill_is_disputed_from_400_dollars_over_and_within_120_days(
    estimated: int, billed: int, first_on: date | None, days: int, fault: str
) -> None:
    found = dispute_faults(estimated, billed, first_on, on=BILLED + timedelta(days=days))
    assert (found[0] if found else "").find(fault) >= 0
    assert bool(found) is bool(fault)
