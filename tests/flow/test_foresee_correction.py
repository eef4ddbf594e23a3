"""What a correction would change is seen before it goes: the same fields that it then changes, and nothing is
written.
"""

from datetime import date

import pytest

from almoner.core.charge import ChargeLine
from almoner.core.chart import Accident
from almoner.core.claim import ClaimState
from almoner.core.claim.differences import differences
from almoner.core.coverage import Coverage
from almoner.flow import follow
from almoner.flow.correction import Correction
from almoner.flow.foresee_correction import foresee
from almoner.flow.mend_hold import LineMend
from almoner.flow.refused import Refused
from almoner.store.session import books
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


def test_facts_beside_the_codes_are_corrected_where_they_are_kept(house: House) -> None:
    sent = denied(house)
    revision = revision_of(house, sent.claim)
    (line,) = revision.lines
    other = house.provider.id
    correction = Correction(
        member_id="1EG4TE5MK99",
        place="22",
        referring_id=other,
        supervising_id=other,
        admitted_on=date(2026, 3, 1),
        accident=Accident("OA", date(2026, 2, 27)),
        lines=(LineMend(line.line_id, ("25",), "B"),),
    )
    seen = foresee(house.actor, sent.claim.id, correction, on=ON)
    names = [one.name for one in seen.changes]
    assert {"Member's number", "Place of service", "In hospital since", "Accident"} <= {*names}
    assert {"Referring provider", "Supervising provider", "Line 1, modifiers", "Line 1, place"} <= {*names}
    assert "Charged" not in names
    again = follow.correct(house.actor, sent.claim.id, correction, on=ON, reason="asked the payer")
    assert differences(seen.revision, revision_of(house, again)) == seen.changes
    with books(house.practice.id) as session:
        assert session.get(Coverage, again.coverage_id).member_id == "1EG4TE5MK99"
        kept = session.get(ChargeLine, line.line_id)
    assert (kept.pos, kept.modifiers, kept.charge_cents) == ("22", ("25",), line.charge_cents)


@pytest.mark.parametrize(
    ("wrong", "said"),
    [
        (Correction(place="x1"), "two digits"),
        (Correction(referring_id=10**12), "no such provider"),
        (Correction(lines=(LineMend(1, (), "A"),)), "not on this claim"),
    ],
)
def test_what_cant_be_is_refused_and_says_why(house: House, wrong: Correction, said: str) -> None:
    assert said in foresee(house.actor, denied(house).claim.id, wrong, on=ON).refused


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
