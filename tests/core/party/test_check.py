"""What a payer's record must hold before it may stand in the books."""

from dataclasses import replace

import pytest

from almoner.core.party.check import check_payer, check_practice
from tests.core.claim.samples import COMMERCIAL, PRACTICE


def test_a_payer_that_is_whole() -> None:
    assert check_payer(replace(COMMERCIAL, authorized_codes=("70553", "J1885"))) == []


@pytest.mark.parametrize("code", ["7055", "705533", "j1885", "7055 ", "٧0553"])
def test_a_code_to_be_authorized_has_its_shape(code: str) -> None:
    (found,) = check_payer(replace(COMMERCIAL, authorized_codes=("70553", code)))
    assert found.edit == "AUT-01"
    assert code not in found.message + found.mend


@pytest.mark.parametrize("change", [{"claim_payer_id": ""}, {"filing_days": 0}, {"answer_days": -1}])
def test_an_id_and_the_limits_are_needed(change: dict[str, object]) -> None:
    (found,) = check_payer(replace(COMMERCIAL, **change))  # type: ignore[arg-type]
    assert found.edit == "ENV-14"


@pytest.mark.parametrize("number", ["5512", "551234", "56001", "5512a", "٥٥123"])
def test_a_number_for_supplements_has_its_shape(number: str) -> None:
    assert check_payer(replace(COMMERCIAL, medigap_id="55123")) == []
    (found,) = check_payer(replace(COMMERCIAL, medigap_id=number))
    assert found.edit == "ENV-14"
    assert number not in found.message + found.mend


@pytest.mark.parametrize(
    "change", [{"tax_id": "\u0661\u0662\u0663456789"}, {"taxonomy": "\u0662\u0660\u0667Q00000X"}]
)
def test_digits_of_another_script_are_none(change: dict[str, str]) -> None:
    assert check_practice(PRACTICE) == []
    assert len(check_practice(replace(PRACTICE, **change))) == 1  # type: ignore[arg-type]


@pytest.mark.parametrize("code", ["\u0661\u0662\u0663456789", "\u00b2" * 9, "12345678", ""])
def test_a_zip_code_is_digits(code: str) -> None:
    address = replace(PRACTICE.address, zip=code)
    (found,) = check_practice(replace(PRACTICE, address=address))
    assert found.edit == "ENV-05"
