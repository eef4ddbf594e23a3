"""The day by which work wants an act: business days, where no practice says others."""

from datetime import date

import pytest

from almoner.core.remit import Desk
from almoner.core.remit.desk import business_days_after, due_of
from tests.core.remit.samples import table

MONDAY, FRIDAY, SATURDAY = date(2026, 3, 16), date(2026, 3, 20), date(2026, 3, 21)


@pytest.mark.parametrize(
    ("on", "days", "due"),
    [
        (FRIDAY, 2, date(2026, 3, 24)),
        (SATURDAY, 2, date(2026, 3, 24)),
        (MONDAY, 4, FRIDAY),
        (FRIDAY, 4, date(2026, 3, 26)),
    ],
)
def test_a_weekend_is_no_business_day(on: date, days: int, due: date) -> None:
    assert business_days_after(on, days) == due


def test_money_that_waits_has_four_business_days_unless_the_practice_says_others() -> None:
    assert due_of(Desk(reasons=table()), "unknown_claim", on=MONDAY) == FRIDAY
    desk = Desk(reasons=table(), due_days={"unknown_claim": 1})
    assert due_of(desk, "unknown_claim", on=MONDAY) == date(2026, 3, 17)
