"""Results: the flag that a range gives, the way a value goes, and who took notice."""

from dataclasses import replace
from decimal import Decimal

import pytest

from almoner.core.chart.result import Flag, Range, Result, flag_of, read_all, trend
from almoner.core.chart.shape import Amount, Value
from tests.core.chart.entries import DAY, MINE, of, percent

EXPECTED = (Range(percent("4.0"), percent("5.6")),)


@pytest.mark.parametrize(
    ("number", "flag"),
    [
        ("3.9", Flag.LOW),
        ("4.0", Flag.NORMAL),
        ("5.6", Flag.NORMAL),
        ("5.60", Flag.NORMAL),
        ("5.7", Flag.HIGH),
    ],
)
def test_a_range_gives_its_flag(number: str, flag: Flag) -> None:
    assert flag_of(Value(percent(number)), EXPECTED) is flag


def test_a_flag_is_not_guessed() -> None:
    assert flag_of(Value(text="7.9"), EXPECTED) is Flag.NONE
    assert flag_of(Value(Amount(Decimal("7.9"), "mmol/mol", "mmol/mol")), EXPECTED) is Flag.NONE
    assert flag_of(Value(Amount(Decimal("7.9"), "%", "%", "<")), EXPECTED) is Flag.NONE
    assert flag_of(Value(percent("7.9")), (Range(text="see comment"),)) is Flag.NONE
    assert flag_of(Value(percent("7.9")), (Range(high=percent("5.6")),)) is Flag.HIGH


def test_a_trend_compares_like_with_like() -> None:
    assert trend(Value(percent("7.9")), Value(percent("8.4"))) == "down"
    assert trend(Value(percent("8.4")), Value(percent("7.9"))) == "up"
    assert trend(Value(percent("7.90")), Value(percent("7.9"))) == "same"
    assert trend(Value(percent("7.9")), Value(Amount(Decimal(63), "mmol/mol"))) == ""
    assert trend(Value(percent("7.9")), None) == ""


def test_who_read_a_result_is_said_once() -> None:
    fresh = of(Result, id=5)
    wrong = of(Result, id=6, entry=replace(MINE, fault="another's"))
    plan = read_all([fresh, wrong], by="adeyemi", on=DAY)
    (made,) = plan.records
    assert isinstance(made, Result)
    assert (made.id, made.version, made.read_by, made.read_on) == (5, 2, "adeyemi", DAY)
    assert read_all([made], by="lindqvist", on=DAY).is_empty


def test_a_range_says_itself() -> None:
    assert EXPECTED[0].words == "4.0 to 5.6 %"
    assert Range(high=percent("5.6")).words == "up to 5.6 %"
    assert Range(low=percent("4.0")).words == "from 4.0 %"
    assert Range(text="negative").words == "negative"
