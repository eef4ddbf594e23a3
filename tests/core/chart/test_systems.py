"""A code has its system's shape, check digit included."""

import pytest
from hypothesis import given
from hypothesis import strategies as some

from almoner.core.chart.allergy import NONE_KNOWN
from almoner.core.chart.history import TOPICS
from almoner.core.chart.systems import (
    CPT,
    CVX,
    HCPCS,
    ICD10CM,
    LOINC,
    NDC,
    RXNORM,
    SNOMED,
    is_code,
    written,
)
from almoner.core.chart.vital import SORTS

RIGHT = [
    (SNOMED, "44054006"), (SNOMED, NONE_KNOWN), (SNOMED, "8517006"), (LOINC, "4548-4"), (LOINC, "85354-9"),
    (RXNORM, "314077"), (ICD10CM, "E11.9"), (ICD10CM, "S93.401A"), (ICD10CM, "I10"), (CPT, "99213"),
    (CPT, "0001A"), (HCPCS, "J3301"), (CVX, "08"), (NDC, "00003029305"), (NDC, "0003-0293-05"),
    ("urn:oid:1.2.3", "anything goes"),
]  # fmt: skip
WRONG = [
    (SNOMED, "44054007"), (SNOMED, "4405400"), (LOINC, "4548-5"), (LOINC, "4548"), (ICD10CM, "E119"),
    (ICD10CM, "11.9"), (CPT, "9921"), (HCPCS, "3301J"), (CVX, "8"), (NDC, "123"), ("no uri", "x"), ("", ""),
    ("urn:oid:1.2.3", ""), ("urn:oid:1.2.3", " x"), ("urn:oid:1.2.3", "x" * 101), (SNOMED, "٤٤٠٥٤٠٠٦"),
]  # fmt: skip


@pytest.mark.parametrize(("system", "code"), RIGHT)
def test_a_right_code_is_known(system: str, code: str) -> None:
    assert is_code(system, code)


@pytest.mark.parametrize(("system", "code"), WRONG)
def test_a_wrong_code_is_known(system: str, code: str) -> None:
    assert not is_code(system, code)


@given(some.sampled_from(["44054006", "4548-4", "85354-9", "716186003"]), some.data())
def test_one_wrong_digit_is_noticed(code: str, data: some.DataObject) -> None:
    system = LOINC if "-" in code else SNOMED
    places = [place for place, sign in enumerate(code) if sign.isdigit()]
    place = data.draw(some.sampled_from(places))
    other = data.draw(some.sampled_from([digit for digit in "0123456789" if digit != code[place]]))
    assert not is_code(system, code[:place] + other + code[place + 1 :])


def test_our_own_codes_are_right() -> None:
    concepts = [*TOPICS.values(), *(sort.concept for sort in SORTS.values())]
    codings = [one for concept in concepts for one in concept.codings]
    assert len(codings) > 15
    assert all(is_code(one.system, one.code) for one in codings)
    assert all(is_code(LOINC, part) for sort in SORTS.values() for part in sort.parts)


def test_a_code_is_kept_in_capitals_and_a_diagnosis_with_its_dot() -> None:
    assert written(ICD10CM, " e119 ") == "E11.9"
    assert written(ICD10CM, "I10") == "I10"
    assert written(CPT, "0001a") == "0001A"
