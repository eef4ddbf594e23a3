"""The arithmetic of indicators, their spans, and the definitions as a whole."""

from datetime import date

import pytest

from almoner.core.report.kpi import Asked, How, Period, Span, Total, Variant, figure, months_before, rounded

ASKED = Asked(on=date(2026, 6, 30), entry_id=9)
DAYS = ASKED.days


def test_spans_end_with_the_day_and_begin_on_the_same_day_of_a_month() -> None:
    assert (ASKED.until_on, ASKED.since_on) == (date(2026, 7, 1), date(2026, 4, 1))
    assert (ASKED.cohort_on, ASKED.year_on) == (date(2026, 1, 1), date(2025, 7, 1))
    assert ASKED.weeks_on == date(2026, 6, 3)
    assert DAYS == {Span.PERIOD: 91, Span.YEAR: 365, Span.WEEKS: 28, Span.DAY: 1, Span.COHORT: 90}


@pytest.mark.parametrize(
    ("period", "days", "since", "cohort"),
    [
        (Period.DAYS_30, 30, date(2026, 6, 1), date(2026, 5, 2)),
        (Period.DAYS_90, 90, date(2026, 4, 2), date(2026, 1, 2)),
        (Period.MONTHS, 91, date(2026, 4, 1), date(2026, 1, 1)),
        (Period.YEAR, 365, date(2025, 7, 1), date(2024, 7, 1)),
    ],
)
def test_a_period_moves_its_spans_and_no_others(period: Period, days: int, since: date, cohort: date) -> None:
    asked = Asked(ASKED.on, 9, period)
    assert (asked.since_on, asked.cohort_on, asked.days[Span.PERIOD]) == (since, cohort, days)
    assert (asked.year_on, asked.weeks_on) == (ASKED.year_on, ASKED.weeks_on)
    assert asked.first_on == min(asked.year_on, cohort), "money is looked at from the earliest"
    assert 7 * period.weeks <= days, "every week of the chart lies within"
    assert asked.says(Span.PERIOD) == f"{period.words} up to the day"
    assert asked.says(Span.YEAR) == Span.YEAR.value


@pytest.mark.parametrize(
    ("on", "months", "expected"),
    [
        (date(2026, 3, 31), 1, date(2026, 2, 28)),
        (date(2024, 3, 31), 1, date(2024, 2, 29)),
        (date(2026, 1, 15), 3, date(2025, 10, 15)),
        (date(2026, 12, 1), 12, date(2025, 12, 1)),
    ],
)
def test_months_go_back_to_a_day_that_there_is(on: date, months: int, expected: date) -> None:
    assert months_before(on, months) == expected


def test_a_share_counts_hundredths_of_a_percent() -> None:
    found = figure(
        Variant("", "", ("a", "b"), ("c",)), {"a": Total(1, 1), "b": Total(1, 1), "c": Total(3, 3)}, DAYS
    )
    assert (found.numerator, found.denominator, found.hundredths) == (2, 3, 6667)
    assert (found.text, found.exact) == ("66.7", "66.67")


def test_days_of_divide_by_the_average_day() -> None:
    totals = {"ar": Total(1, 30_000), "charges": Total(1, 91_000)}
    found = figure(Variant("", "", ("ar",), ("charges",), How.DAYS_OF), totals, DAYS)
    assert found.text == "30.0"


def test_lags_are_average_median_and_p90_of_their_items() -> None:
    totals = {"lag": Total(count=3, sum=10, median=2, p90=7)}
    texts = [
        figure(Variant("", "", ("lag",), how=how), totals, DAYS).text
        for how in (How.MEAN, How.MEDIAN, How.P90)
    ]
    assert texts == ["3.3", "2.0", "7.0"]


def test_without_a_base_there_is_no_figure() -> None:
    assert figure(Variant("", "", ("a",), ("b",)), {"a": Total(1, 5)}, DAYS).hundredths is None
    assert figure(Variant("", "", ("a",), ("b",)), {"a": Total(1, 5), "b": Total(1, -5)}, DAYS).text == ""
    assert figure(Variant("", "", ("a",), how=How.MEDIAN), {}, DAYS).exact == ""


def test_halves_round_away_from_zero() -> None:
    assert [rounded(above, 2) for above in (1, -1, 3, -3, 4)] == [1, -1, 2, -2, 2]
    found = figure(Variant("", "", ("a",), ("b",)), {"a": Total(1, -1), "b": Total(1, 8)}, DAYS)
    assert (found.text, found.exact) == ("-12.5", "-12.50")
