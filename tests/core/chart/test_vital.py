"""Vital signs: units, what a living person can have, and the index that follows."""

from decimal import Decimal

import pytest

from almoner.core.chart.shape import Absence, Amount, Coding, Concept, Value
from almoner.core.chart.systems import LOINC
from almoner.core.chart.vital import SORTS, Part, VitalSign, body_mass_index, measured, normal, sort_of
from tests.core.chart.entries import DAY, MINE, TODAY


def sign(name: str, number: str, unit: str = "") -> VitalSign:
    return VitalSign(1, MINE, SORTS[name].concept, TODAY, measured(name, Decimal(number), unit))


def pressure(systolic: Value, diastolic: Value) -> VitalSign:
    parts = tuple(
        Part(Concept(words, (Coding(LOINC, code),)), value)
        for (code, words), value in zip(
            SORTS["blood_pressure"].parts.items(), (systolic, diastolic), strict=True
        )
    )
    return VitalSign(1, MINE, SORTS["blood_pressure"].concept, TODAY, parts=parts)


@pytest.mark.parametrize(
    ("name", "number", "unit"),
    [("weight", "7000", "kg"), ("weight", "-1", "kg"), ("temperature", "98.6", "°C"), ("oxygen", "101", "%"),
     ("height", "1.75", "cm"), ("pulse", "0", "")],
)  # fmt: skip
def test_what_nobody_alive_has_is_found(name: str, number: str, unit: str) -> None:
    assert [one.edit for one in sign(name, number, unit).against(on=DAY)] == ["CHT-14"]


@pytest.mark.parametrize(
    ("name", "number", "unit"),
    [("weight", "72.50", "kg"), ("weight", "160", "lb"), ("temperature", "98.6", "°F"),
     ("temperature", "37", ""),
     ("oxygen", "97", "%"), ("height", "69", "in"), ("pain", "3", "")],
)  # fmt: skip
def test_what_a_person_may_have_is_kept(name: str, number: str, unit: str) -> None:
    assert sign(name, number, unit).against(on=DAY) == []


def test_another_measurements_unit_is_found() -> None:
    wrong = VitalSign(1, MINE, SORTS["weight"].concept, TODAY, Value(Amount(Decimal(70), "cm", "cm")))
    assert [one.edit for one in wrong.against(on=DAY)] == ["CHT-14"]


def test_a_pressure_is_one_measurement_of_two_parts() -> None:
    whole = pressure(measured("blood_pressure", Decimal(132)), measured("blood_pressure", Decimal(78)))
    assert whole.against(on=DAY) == []
    assert whole.words == "132/78 mmHg"
    half = pressure(measured("blood_pressure", Decimal(132)), Value(absent=Absence.NOT_PERFORMED))
    assert half.against(on=DAY) == []
    assert half.words == "Systolic 132 mmHg, Diastolic not there: not performed"
    none = pressure(measured("blood_pressure", Decimal(0)), measured("blood_pressure", Decimal(78)))
    assert [one.edit for one in none.against(on=DAY)] == ["CHT-14"]
    both = VitalSign(
        1, MINE, whole.concept, TODAY, measured("blood_pressure", Decimal(90)), parts=whole.parts
    )
    assert [one.edit for one in both.against(on=DAY)] == ["CHT-09"]


@pytest.mark.parametrize(
    ("name", "number", "unit", "wanted"),
    [("temperature", "98.6", "[degF]", "37.0"), ("height", "10", "[in_i]", "25.40"),
     ("weight", "2500", "g", "2.5"),
     ("weight", "72.50", "kg", "72.50")],
)  # fmt: skip
def test_amounts_are_compared_in_one_unit(name: str, number: str, unit: str, wanted: str) -> None:
    found = normal(SORTS[name], Amount(Decimal(number), "", unit))
    assert found is not None
    assert abs(found - Decimal(wanted)) < Decimal("1e-20")
    assert normal(SORTS[name], Amount(Decimal(1), "", "furlong")) is None


def test_the_index_follows_from_height_and_weight_in_any_units() -> None:
    found = body_mass_index(sign("height", "175", "cm"), sign("weight", "72.5", "kg"))
    assert found is not None
    assert found.words == "23.7 kg/m2"
    imperial = body_mass_index(sign("height", "68.9", "in"), sign("weight", "159.8", "lb"))
    assert imperial is not None
    assert imperial.words == "23.7 kg/m2"
    nothing = VitalSign(1, MINE, SORTS["height"].concept, TODAY, Value(absent=Absence.ASKED_DECLINED))
    assert body_mass_index(nothing, sign("weight", "70", "kg")) is None


def test_a_sort_is_known_by_any_of_its_codes() -> None:
    assert sort_of(Concept("", (Coding(LOINC, "2708-6"),))) is SORTS["oxygen"]
    assert sort_of(Concept("Weight")) is None
