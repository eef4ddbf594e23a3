"""What a request says of an institutional claim, and that without it the claim is a professional one."""

from datetime import date
from typing import Any

import pytest

from almoner.core.chart.institutional import Occurrence, ValueCode
from almoner.core.claim.request import facts
from almoner.core.claim.request_block import BadRequest
from almoner.core.claim.revision import InstitutionalBill
from almoner.core.claim.scrub import situation
from almoner.flow.scrub.bundles import base_claim
from tests.test_policy import SCRUBBER

ON = date(2026, 3, 5)


def bill(**changes: Any) -> InstitutionalBill:
    request = base_claim("clinic_visit")
    request["institutional"] |= changes
    found = facts(request, on=ON).revision.bill
    assert found is not None
    return found


def test_a_request_says_its_bill() -> None:
    told = bill(
        reasons=["R10.9"],
        conditions=["D9"],
        occurrences=[{"code": "05", "on": "2026-03-01"}],
        values=[{"code": "A2", "cents": 2500}],
        until="2026-03-03",
    )
    assert (told.bill_type, told.origin, told.status, told.attending.npi) == ("71", "1", "01", "1444444446")
    assert (told.since_on, told.until_on) == (date(2026, 3, 2), date(2026, 3, 3))
    assert (told.reasons, told.conditions) == (("R109",), ("D9",))
    assert told.occurrences == (Occurrence("05", date(2026, 3, 1)),)
    assert told.values == (ValueCode("A2", 2500),)


def test_without_the_block_it_is_a_professional_claim() -> None:
    asked = facts(base_claim("office_visit"), on=ON)
    assert asked.revision.bill is None
    assert situation(asked.revision).form == "professional"
    assert situation(facts(base_claim("clinic_visit"), on=ON).revision).form == "institutional"


@pytest.mark.parametrize("wrong", [{"occurrences": [{"code": "05"}]}, {"reasons": "R109"}, {"bill_type": 71}])
def test_what_can_not_be_read_is_refused_by_its_path(wrong: dict[str, Any]) -> None:
    with pytest.raises(BadRequest, match="institutional"):
        bill(**wrong)


def test_a_clinic_s_clean_claim_has_no_finding_and_no_silence() -> None:
    verdict = SCRUBBER.scrub(facts(base_claim("clinic_visit"), on=ON))
    assert verdict.findings == ()
    assert verdict.not_judged == ()


@pytest.mark.parametrize(
    ("line", "edit"),
    [({"dx": []}, "ENV-10"), ({"pos": "ZZ"}, "ENV-15"), ({"code": "99221"}, "COD-05")],
)
def test_rules_of_professional_claims_are_silent(line: dict[str, Any], edit: str) -> None:
    said = {}
    for name in ("office_visit", "clinic_visit"):
        request = base_claim(name)
        request["lines"][1] |= line
        said[name] = {one.edit for one in SCRUBBER.scrub(facts(request, on=ON)).findings}
    assert edit not in said["clinic_visit"]
    assert edit in said["office_visit"]
