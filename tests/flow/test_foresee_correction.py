"""What a correction would change is seen before it goes: the same fields that it then changes, and nothing is
written.
"""

import pytest

from almoner.core.claim import ClaimState
from almoner.core.claim.differences import differences
from almoner.flow import follow
from almoner.flow.follow import Correction
from almoner.flow.foresee_correction import foresee
from almoner.flow.refused import Refused
from tests.flow.cycle import sent_claim, standing
from tests.flow.test_follow import ON, denied, revision_of
from tests.practices import House, new_house


@pytest.fixture
def house(store: object) -> House:
    """A practice of the test's own."""
    assert store
    return new_house()


def test_what_is_foreseen_is_what_then_changes(house: House) -> None:
    sent, correction = denied(house), Correction(authorization="AUTH77")
    before = standing(house)
    seen = foresee(house.actor, sent.claim.id, correction, on=ON)
    assert standing(house) == before
    assert [(one.name, one.after) for one in seen.changes] == [
        ("Claim frequency", "7 replaces the original"),
        ("Payer's claim number", "PCN1"),
        ("Prior authorization", "AUTH77"),
    ]
    again = follow.correct(house.actor, sent.claim.id, correction, on=ON, reason="it was on file")
    assert again.state is ClaimState.READY
    assert differences(seen.revision, revision_of(house, again)) == seen.changes


def test_what_waits_for_its_payer_says_why_it_is_not_corrected(house: House) -> None:
    sent = sent_claim(house)
    seen = foresee(house.actor, sent.claim.id, Correction(), on=ON)
    assert (seen.changes, seen.findings) == ((), ())
    assert "cannot be corrected now" in seen.refused


def test_a_number_or_reason_that_cant_be_is_refused(house: House) -> None:
    sent = denied(house)
    wrong = foresee(house.actor, sent.claim.id, Correction(authorization="A" * 51), on=ON)
    assert "no such number" in wrong.refused
    with pytest.raises(Refused, match="for a reason"):
        follow.correct(house.actor, sent.claim.id, Correction(), on=ON, reason=" ")
