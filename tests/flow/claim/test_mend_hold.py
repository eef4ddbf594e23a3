"""What stops a claim is mended where it is shown, and the claim goes at once when nothing else stops it."""

from dataclasses import replace
from datetime import timedelta

import pytest

from almoner.core.charge import ChargeLine
from almoner.core.chart import Visit
from almoner.core.claim import Claim, ClaimRevision, ClaimState
from almoner.core.coverage import Coverage
from almoner.core.party import Provider
from almoner.core.party.identifiers import npi
from almoner.core.plan import TaskState
from almoner.flow.access import AccessDenied, Actor
from almoner.flow.claim.mend_hold import HoldMend, LineMend, mend
from almoner.flow.refused import Refused
from almoner.store.commit import StalePlan
from almoner.store.session import books
from tests.flow.cycle import faults, standing, supersede
from tests.flow.releases import pairs
from tests.flow.scrub.test_gate import built, stands
from tests.practices import DAY, House, new_house

NEEDS_MARK = ("99213", "36415", 1)


@pytest.fixture
def house(store: object) -> House:
    assert store
    return new_house()


def lines_of(house: House, claim: Claim) -> list[ChargeLine]:
    with books(house.practice.id) as session:
        return session.find(ChargeLine, visit_id=claim.visit_ids[0], order="sequence")


def told(house: House, claim: Claim) -> ClaimRevision:
    with books(house.practice.id) as session:
        return session.get(ClaimRevision, session.get(Claim, claim.id).revision_id)


def test_a_modifier_frees_the_claim_and_changes_no_fee(house: House) -> None:
    with pairs("2026", NEEDS_MARK):
        held = built(house)
        assert held.state is ClaimState.HELD
        drawn = lines_of(house, held)[1]
        wanted = HoldMend(held.revision_id, (LineMend(drawn.id, ("59", ""), "b"),))
        freed = mend(house.actor, held.id, wanted, on=DAY)
        assert freed.state is ClaimState.READY
        assert freed.total_cents == held.total_cents
        after = lines_of(house, held)[1]
        assert after == replace(drawn, version=2, modifiers=("59",), diagnoses=("I10",))
        line = told(house, held).lines[1]
        assert (line.modifiers, line.pointers) == (("59",), (2,))
        assert stands(house, held.id)[3] == [], "its task is done"
        assert faults(house) == []


def test_p39_what_still_stops_it_holds_it_with_its_owner(house: House) -> None:
    with pairs("2026", NEEDS_MARK):
        held = built(house)
        first = lines_of(house, held)[0]
        wanted = HoldMend(held.revision_id, (LineMend(first.id, (), "BA"),))
        still = mend(house.actor, held.id, wanted, on=DAY)
        assert (still.state, still.revision_number) == (ClaimState.HELD, 2)
        (asked,) = (task,) = stands(house, held.id)[3]
        assert (task.owner, task.state) == ("biller", TaskState.OPEN)
        wanted = HoldMend(still.revision_id, (LineMend(first.id, (), "AB"),))
        mend(house.actor, held.id, wanted, on=DAY + timedelta(days=9))
        (task,) = stands(house, held.id)[3]
        assert (task.id, task.due_on) == (asked.id, asked.due_on), "P39: nobody gains time by saving"
        assert faults(house) == []


def test_numbers_are_mended_on_their_own_records(house: House) -> None:
    with pairs("2026", NEEDS_MARK):
        held = built(house)
        wanted = HoldMend(
            held.revision_id, member_id=" 1EG4TE5MK74 ", authorization="A-55", referral_number="R-1"
        )
        mend(house.actor, held.id, wanted, on=DAY)
        revision = told(house, held)
        assert revision.payer.member_id == "1EG4TE5MK74"
        assert (revision.authorization, revision.referral_number) == ("A-55", "R-1")
        with books(house.practice.id) as session:
            assert session.get(Coverage, held.coverage_id).member_id == "1EG4TE5MK74"
            assert session.get(Visit, held.visit_ids[0]).referral.authorization_number == "A-55"
        assert faults(house) == []


def test_an_npi_that_fails_its_check_is_mended_once_for_all(house: House) -> None:
    broken = replace(house.provider, version=house.provider.version + 1, npi="1234567890")
    supersede(house, broken)
    held, other = built(house), built(house)
    assert held.state is ClaimState.HELD
    good = npi("144512399")
    freed = mend(house.actor, held.id, HoldMend(held.revision_id, npis=((broken.id, good),)), on=DAY)
    assert freed.state is ClaimState.READY
    with books(house.practice.id) as session:
        assert session.get(Provider, broken.id).npi == good
    again = mend(house.actor, other.id, HoldMend(other.revision_id), on=DAY)
    assert again.state is ClaimState.READY, "nothing was left to change"


@pytest.mark.parametrize(
    ("wanted", "why"),
    [
        (HoldMend(1, member_id=" "), "member's number"),
        (HoldMend(1, authorization="x" * 51), "no such number"),
        (HoldMend(1, npis=((7, "1234567893"),)), "not on this claim"),
        (HoldMend(1, npis=((0, "1234567890"),)), "not on this claim"),
        (HoldMend(1, (LineMend(7, (), "A"),)), "A line is not on this claim"),
        (HoldMend(1, (LineMend(0, ("5",), "A"),)), "two letters or digits"),
        (HoldMend(1, (LineMend(0, ("59", "59"), "A"),)), "two letters or digits"),
        (HoldMend(1, (LineMend(0, (), ""),)), "by their letters"),
        (HoldMend(1, (LineMend(0, (), "AC"),)), "by their letters"),
        (HoldMend(1, (LineMend(0, (), "AA"),)), "by their letters"),
    ],
)
def test_what_cannot_be_is_refused_and_nothing_stands(house: House, wanted: HoldMend, why: str) -> None:
    with pairs("2026", NEEDS_MARK):
        held = built(house)
        first = lines_of(house, held)[0].id
        lines = tuple(replace(one, line_id=one.line_id or first) for one in wanted.lines)
        before = standing(house)
        with pytest.raises(Refused, match=why):
            mend(house.actor, held.id, replace(wanted, revision_id=held.revision_id, lines=lines), on=DAY)
        assert standing(house) == before


def test_a_claim_that_somebody_built_anew_since_is_not_mended_over_them(house: House) -> None:
    with pairs("2026", NEEDS_MARK):
        held = built(house)
        theirs = HoldMend(held.revision_id, authorization="A-THEIRS")
        assert mend(house.actor, held.id, theirs, on=DAY).state is ClaimState.HELD
        before = standing(house)
        with pytest.raises(StalePlan):
            mend(house.actor, held.id, HoldMend(held.revision_id, authorization="A-MINE"), on=DAY)
        assert standing(house) == before


def test_a_wrong_npi_is_refused_beside_a_right_member_id(house: House) -> None:
    with pairs("2026", NEEDS_MARK):
        held = built(house)
        wanted = HoldMend(held.revision_id, member_id="1EG4", npis=((house.provider.id, "1234567890"),))
        before = standing(house)
        with pytest.raises(Refused, match="check digit"):
            mend(house.actor, held.id, wanted, on=DAY)
        assert standing(house) == before


def test_a_claim_that_is_ready_is_not_mended_here(house: House) -> None:
    ready = built(house)
    with pytest.raises(Refused, match="not held as it was shown"):
        mend(house.actor, ready.id, HoldMend(ready.revision_id, member_id="1EG4"), on=DAY)
    coder = Actor("cleo", house.practice.id, frozenset({"coder"}))
    with pytest.raises(AccessDenied):
        mend(coder, ready.id, HoldMend(ready.revision_id), on=DAY)
