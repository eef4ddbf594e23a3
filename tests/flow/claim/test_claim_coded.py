"""Coded visits become claims in one act, whatever was done of it before."""

from dataclasses import replace

import pytest

from almoner.core.charge import ChargeLine
from almoner.core.chart import Visit, VisitState
from almoner.core.claim import Claim, ClaimState
from almoner.flow.access import AccessDenied
from almoner.flow.charge import charge
from almoner.flow.claim.claim_coded import Made, claim_coded
from almoner.store.session import books
from tests.flow.claim.test_mend_hold import NEEDS_MARK
from tests.flow.cycle import MEDICARE
from tests.flow.releases import pairs
from tests.flow.scrub.test_gate import DRAWN
from tests.practices import DAY, House, add_patient, new_house, visit_of

pytestmark = pytest.mark.usefixtures("store")


@pytest.fixture
def house() -> House:
    """A practice of its own: what others left coded is not counted."""
    return new_house()


def test_what_is_coded_and_what_is_charged_both_get_their_claims(house: House) -> None:
    with pairs("2026", NEEDS_MARK):
        half = visit_of(house, add_patient(house, MEDICARE, first="Grace"))
        charge.charge_visits(house.actor, [half.id], on=DAY)
        visit_of(house, add_patient(house, MEDICARE, first="Helen"), *DRAWN)
        assert claim_coded(house.actor, on=DAY) == Made(visits=1, claims=2, held=1)
    with books(house.practice.id) as session:
        assert {one.state for one in session.find(Visit)} == {VisitState.BILLED}
        assert sorted(one.state for one in session.find(Claim)) == [ClaimState.HELD, ClaimState.READY]
        lines = session.find(ChargeLine)
    assert claim_coded(house.actor, on=DAY) == Made(0, 0, 0)
    with books(house.practice.id) as session:
        assert len(session.find(ChargeLine)) == len(lines)


def test_who_may_not_build_claims_builds_none(house: House) -> None:
    visit_of(house, add_patient(house, MEDICARE))
    with pytest.raises(AccessDenied):
        claim_coded(replace(house.actor, roles=frozenset({"front_desk"})), on=DAY)
    with books(house.practice.id) as session:
        assert session.find(Claim) == []
