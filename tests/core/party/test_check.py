"""What a payer's record must hold before it may stand in the books."""

from dataclasses import replace

import pytest

from almoner.core.party.check import check_payer
from tests.core.claim.samples import COMMERCIAL


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
