"""The last day of a filing limit, also of a service on a leap day, and each side of it."""

from dataclasses import replace
from datetime import date, timedelta

import pytest

from almoner.core.claim.edits.filing_limit import prepare
from almoner.core.claim.edits.kind import Hit, Prepared, Unjudged
from almoner.core.claim.facts import Facts
from almoner.core.rules.card import parse
from tests.core.claim import samples

CARD = """
[[card]]
id = "late"
edit = "TIM-01"
kind = "filing_limit"
severity = "hold"
since = 2012-01-01
source = "here"
message = "Late."
mend = "Send it."
params = {{ {params} }}
"""
LEAP = date(2028, 2, 29)


def prepared(params: str) -> Prepared:
    (card,) = parse("card", CARD.format(params=params))
    return prepare(card)


def told(params: str, served_on: date, on: date, *, filing_days: int = 0) -> list[Hit | Unjudged]:
    revision = samples.revision(samples.folder())
    lines = tuple(replace(one, service_on=served_on) for one in revision.lines)
    facts = Facts(revision=replace(revision, lines=lines), on=on, filing_days=filing_days)
    return list(prepared(params).judge(facts))


@pytest.mark.parametrize(
    ("params", "served_on", "filing_days", "last"),
    [
        ('limit = "contract", days = 90', date(2026, 3, 2), 0, date(2026, 5, 31)),
        ('limit = "contract"', date(2026, 3, 2), 180, date(2026, 8, 29)),
        ('limit = "contract"', date(2026, 12, 31), 1, date(2027, 1, 1)),
        ('limit = "contract", days = 1', LEAP, 0, date(2028, 3, 1)),
        ('limit = "calendar_year"', date(2026, 3, 2), 0, date(2027, 3, 2)),
        ('limit = "calendar_year"', LEAP, 0, date(2029, 2, 28)),
        ('limit = "calendar_year"', date(2027, 2, 28), 0, date(2028, 2, 28)),
    ],
)
def test_the_last_day_is_in_time_and_the_next_is_late(
    params: str, served_on: date, filing_days: int, last: date
) -> None:
    late, day = [Hit(row=f"filing limit: last day {last}")], timedelta(days=1)
    assert told(params, served_on, last, filing_days=filing_days) == []
    assert told(params, served_on, last + day, filing_days=filing_days) == late
    warning = f"{params}, warn_days = 5"
    warned = [told(warning, served_on, last - left * day, filing_days=filing_days) for left in (5, 4, 0, -1)]
    assert warned == [[], late, late, []]


def test_a_payer_without_days_has_no_limit() -> None:
    assert told('limit = "contract"', date(2020, 1, 1), LEAP) == []
    assert told('limit = "contract"', LEAP, LEAP + timedelta(days=2), filing_days=1) != []


@pytest.mark.parametrize(
    ("params", "asks"),
    [
        ('limit = "contract"', True),
        ('limit = "contract", days = 9', False),
        ('limit = "calendar_year"', False),
    ],
)
def test_the_payers_days_are_asked_for_where_the_card_has_none(params: str, *, asks: bool) -> None:
    assert ("filing_days" in prepared(params).needs) is asks
