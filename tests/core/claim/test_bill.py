"""Which claims are institutional ones, and what they say beside what every claim says."""

from dataclasses import replace
from datetime import date
from itertools import count

import pytest

from almoner.core.charge import SuperbillLine
from almoner.core.claim import ClaimState
from almoner.core.claim.build import build, parts, rebuild
from almoner.core.claim.revision import InstitutionalBill
from almoner.core.party.institutional import Institutional
from tests.core.claim import samples
from tests.core.claim.clinic_samples import (
    BY_COMMERCIAL,
    BY_MEDICARE,
    CLINIC_NPI,
    SEEN,
    behind,
    house,
    rural,
    told,
)


def bill_of(revision: object) -> InstitutionalBill:
    found = getattr(revision, "bill", None)
    assert isinstance(found, InstitutionalBill)
    return found


def test_a_claim_is_institutional_where_the_payer_takes_it_so_on_the_day() -> None:
    claim, revision = samples.built(rural())
    assert claim.is_institutional
    assert bill_of(revision).bill_type == "71"
    for other in (
        rural(house=house()),
        rural(house=house(replace(BY_MEDICARE, since_on=date(2026, 3, 3)))),
        rural(house=house(replace(BY_MEDICARE, until_on=samples.DOS))),
        rural(house=house(replace(BY_MEDICARE, state="asked"))),
        rural(house=house(BY_COMMERCIAL)),
        rural(seen=replace(SEEN, location_id=1)),
    ):
        professional, plain = samples.built(other)
        assert not professional.is_institutional
        assert plain.bill is None
        assert not any(line.revenue_code for line in plain.lines)


def test_the_payer_s_own_numbers_and_the_place_s_stand_on_it() -> None:
    revision = samples.revision(rural())
    assert (revision.payer.claim_payer_id, revision.payer.claim_filing) == ("MCA01", "MA")
    assert (revision.billing.npi, revision.billing.last) == (CLINIC_NPI, "Harbor Rural Health")
    assert (revision.billing.taxonomy, revision.facility) == ("261QR1300X", None)
    plain = samples.revision(rural(2))
    assert (plain.payer.claim_payer_id, plain.billing.npi) == ("CMA01", samples.GROUP_NPI)
    assert plain.facility is not None
    assert plain.facility.npi == CLINIC_NPI


def test_what_the_visit_tells_goes_before_what_the_place_tells_of_all() -> None:
    plain, own = (bill_of(samples.revision(one)) for one in (rural(), told(priority="3", status="30")))
    assert (plain.priority, plain.origin, plain.status) == ("", "1", "01")
    assert (own.priority, own.origin, own.status) == ("3", "1", "30")


def test_nothing_is_guessed() -> None:
    bare = Institutional(bill_type="71", since_on=date(2026, 3, 3))
    revision = samples.revision(rural(terms=bare))
    assert (bill_of(revision).bill_type, bill_of(revision).origin) == ("", "")
    assert [line.revenue_code for line in revision.lines] == ["", ""]


def test_the_payer_behind_is_asked_as_it_takes_claims_itself() -> None:
    assert samples.built(behind())[0].is_institutional
    alone = replace(behind(), house=house(BY_MEDICARE))
    claim, revision = samples.built(alone)
    assert not claim.is_institutional
    assert revision.others[0].payer.claim_payer_id == "MCA01"


@pytest.mark.parametrize("is_now", [True, False])
def test_what_goes_again_has_the_form_of_what_it_replaces(*, is_now: bool) -> None:
    before, after = rural(), rural(house=house())
    first, then = (after, before) if is_now else (before, after)
    claim, _ = samples.built(first)
    decided = replace(claim, state=ClaimState.PAID, payer_control="2026061000123")
    following, revision = rebuild(decided, then, frequency="7", ids=count(9000), on=samples.TODAY)
    assert following.is_institutional is not is_now
    assert (revision.bill is None) is is_now
    held = replace(claim, state=ClaimState.HELD)
    again, _ = rebuild(held, then, frequency="1", ids=count(9000), on=samples.TODAY)
    assert again.is_institutional is is_now


def test_an_institutional_claim_has_more_room() -> None:
    lines = tuple(SuperbillLine("85025", 1, 100, (1,)) for _ in range(60))
    whole = rural(codes=samples.superbill(lines))
    assert len(build(whole, ids=count(1), on=samples.TODAY)) == 1
    assert len(build(replace(whole, house=house()), ids=count(1), on=samples.TODAY)) == 2
    assert len(list(parts(whole.diagnoses, whole.lines))) == 2
