"""Diagnosis codes are offered by words and by what is typed of a code, and one that is none is refused."""

from datetime import date

import pytest

from almoner.core.chart.entry import Entry
from almoner.core.chart.problem import ListedProblem
from almoner.core.chart.shape import Coding, Concept
from almoner.core.chart.systems import ICD10CM
from almoner.flow.refused import Refused
from almoner.flow.visit import chart, diagnoses
from tests.core.chart.entries import of
from tests.practices import DAY, House, add_patient, new_house


@pytest.fixture(scope="module")
def house(store: object) -> House:
    assert store
    return new_house()


def codes(house: House, text: str, on: date = DAY) -> list[str]:
    return [one.code for one in diagnoses.like(house.actor, text, on=on)]


def test_words_and_beginnings_find_codes_and_those_that_bill_come_first(house: House) -> None:
    assert codes(house, "type 2 diabetes without compl")[0] == "E11.9"
    begun = codes(house, "e11.62")
    assert "E11.620" in begun
    assert all(code.startswith("E11.62") for code in begun)
    found = diagnoses.like(house.actor, "E11", on=DAY)
    assert 0 < len(found) <= diagnoses.MOST
    assert [one.is_billable for one in found] == sorted((one.is_billable for one in found), reverse=True)
    assert codes(house, "e") == codes(house, "no such words at all") == []


@pytest.mark.parametrize("text", ["'; DROP TABLE", "%", "..", "\x00\x01", "E1" * 40, "ﬁ ſ", "0" * 80])
def test_any_text_is_answered(text: str, house: House) -> None:
    assert isinstance(codes(house, text), list)


def test_a_problem_gets_its_codes_title_and_a_code_that_is_none_is_refused(house: House) -> None:
    patient = add_patient(house)
    draft = of(ListedProblem, entry=Entry(patient.id), concept=Concept("", (Coding(ICD10CM, "E11.9"),)))
    (made,) = chart.record(house.actor, [draft], on=DAY)
    assert made.concept.words == "Type 2 diabetes mellitus without complications"
    for code in ("E11.X9", "Z99.99X", "A00.A"):
        wrong = of(ListedProblem, entry=Entry(patient.id), concept=Concept("x", (Coding(ICD10CM, code),)))
        with pytest.raises(Refused) as refused:
            chart.record(house.actor, [wrong], on=DAY)
        assert [one.edit for one in refused.value.findings] == ["CHT-22"]
