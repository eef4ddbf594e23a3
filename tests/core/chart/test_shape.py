"""Moments are as precise as they were told, amounts stay as typed, and a value says one thing."""

from datetime import date
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as some

from almoner.core.chart.check import is_moment
from almoner.core.chart.shape import Absence, Amount, Coding, Concept, Moment, Value
from almoner.core.chart.systems import ICD10CM, SNOMED


@pytest.mark.parametrize(
    ("written", "first", "last"),
    [
        ("2024", date(2024, 1, 1), date(2024, 12, 31)),
        ("2024-02", date(2024, 2, 1), date(2024, 2, 29)),
        ("2023-12", date(2023, 12, 1), date(2023, 12, 31)),
        ("2024-03-02", date(2024, 3, 2), date(2024, 3, 2)),
        ("2024-03-02T23:59:00-05:00", date(2024, 3, 2), date(2024, 3, 2)),
    ],
)
def test_a_moment_is_an_interval_of_its_precision(written: str, first: date, last: date) -> None:
    moment = Moment(written)
    assert is_moment(moment)
    assert (moment.first_on, moment.last_on) == (first, last)


@pytest.mark.parametrize(
    "written",
    ["", "24", "2024-13", "2024-02-30", "0000", "9999", "1492", "2024-03-02T25:00:00Z", "2024-03-02T10:00",
     "2024-3-2", "2024-03-02T10:00:00", "today", "2024-03-02 ", "٢٠٢٤", "2024-03-02T10:00:00+99:00"],
)  # fmt: skip
def test_what_is_no_moment_is_known(written: str) -> None:
    assert not is_moment(Moment(written))


@given(some.text(max_size=40))
def test_any_text_is_a_moment_or_not(written: str) -> None:
    moment = Moment(written)
    if is_moment(moment):
        assert moment.first_on <= moment.last_on


@given(some.dates(date(1900, 1, 1), date(2200, 1, 1)))
def test_a_day_is_itself(on: date) -> None:
    moment = Moment.of(on)
    assert is_moment(moment)
    assert moment.first_on == moment.last_on == on


def test_two_concepts_are_one_by_a_code_or_by_words_where_no_system_knows_both() -> None:
    coded = Concept("Type 2 diabetes", (Coding(ICD10CM, "E11.9"),))
    assert coded.means_the_same(Concept("DM2", (Coding(ICD10CM, "E11.9"), Coding(SNOMED, "44054006"))))
    assert coded.means_the_same(Concept("type 2  Diabetes"))
    assert not coded.means_the_same(Concept("Type 2 diabetes", (Coding(ICD10CM, "E11.65"),)))
    assert not Concept().means_the_same(Concept())


def test_an_amount_stays_as_it_was_typed() -> None:
    assert Amount(Decimal("72.50"), "kg", "kg").words == "72.50 kg"
    assert Amount(Decimal(5), "mg/dL", "mg/dL", "<").words == "<5 mg/dL"


def test_a_value_says_one_thing() -> None:
    assert Value().count == 0
    assert Value(text="positive").count == 1
    assert Value(text="positive", absent=Absence.UNKNOWN).count == 2
    assert Value(absent=Absence.NOT_ASKED).words == "not there: not asked"
