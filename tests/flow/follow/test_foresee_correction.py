"""What a correction would change is seen before it goes: the same fields that it then changes, and nothing is
written.
"""

from dataclasses import replace
from datetime import date

import pytest

from almoner.core.charge import ChargeLine
from almoner.core.chart import Accident, Visit
from almoner.core.claim import ClaimRevision, ClaimState
from almoner.core.claim.differences import differences
from almoner.core.coverage import Coverage, Subscriber
from almoner.core.party import Address, PersonName
from almoner.core.party.identifiers import npi
from almoner.flow.claim.mend_hold import LineMend
from almoner.flow.follow import follow
from almoner.flow.follow.correction import Cleared, Correction, Holder
from almoner.flow.follow.foresee_correction import foresee
from almoner.flow.refused import Refused
from almoner.store.session import books
from tests.flow.cycle import faults, sent_claim, standing, supersede
from tests.flow.follow.test_follow import ON, denied, revision_of
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


def test_what_the_policy_says_is_corrected_on_the_policy_and_may_be_cleared(house: House) -> None:
    sent = denied(house)
    spouse = Subscriber(PersonName("Okafor", "Emeka"), date(1956, 7, 8), "M", house.practice.address)
    correction = Correction(group_number="GRP-9", holder=Holder("01", spouse))
    seen = foresee(house.actor, sent.claim.id, correction, on=ON)
    after = {one.name: one.after for one in seen.changes}
    assert after["Group number"] == "GRP-9"
    assert after["Relation to the insured"] == "01"
    assert after["Insured"].startswith("Okafor, Emeka, 07/08/1956 M")
    assert "Patient" not in after
    again = follow.correct(house.actor, sent.claim.id, correction, on=ON, reason="the card says so")
    assert differences(seen.revision, revision_of(house, again)) == seen.changes
    with books(house.practice.id) as session:
        policy = session.get(Coverage, again.coverage_id)
        told = session.get(ClaimRevision, sent.claim.revision_id)
    assert (policy.version, policy.group_number, policy.subscriber) == (2, "GRP-9", spouse)
    assert told.payer.group_number == "", "what was sent stays as it was sent"


def test_a_wrong_day_is_taken_off(house: House) -> None:
    sent = denied(house)
    hurt = Accident("AA", date(2026, 2, 27), "NY")
    with books(house.practice.id) as session:
        visit = session.get(Visit, sent.claim.visit_ids[0])
    wrong = replace(visit, version=visit.version + 1, admitted_on=date(2026, 3, 1), accident=hurt)
    supersede(house, wrong)
    cleared = frozenset({Cleared.ADMITTED, Cleared.ACCIDENT, Cleared.GROUP})
    again = follow.correct(house.actor, sent.claim.id, Correction(cleared=cleared), on=ON, reason="mistyped")
    told = revision_of(house, again)
    assert (told.admitted_on, told.accident) == (None, None)
    with books(house.practice.id) as session:
        kept = session.get(Visit, visit.id)
    assert (kept.version, kept.admitted_on, kept.accident) == (wrong.version + 1, None, None)


def test_who_gave_the_service_becomes_only_who_signed_for_it(house: House) -> None:
    sent = denied(house)
    with books(house.practice.id) as session:
        visit = session.get(Visit, sent.claim.visit_ids[0])
        other_id = next(session.ids())
    first = replace(house.provider, version=2, user=house.actor.name)
    other = replace(house.provider, id=other_id, name=PersonName("Osei", "Kwame"), npi=npi("187654321"))
    supersede(house, first, other)
    wanted = Correction(rendering_id=other_id)
    assert "doesn't say that they gave" in foresee(house.actor, sent.claim.id, wanted, on=ON).refused
    with pytest.raises(Refused, match="sign a correction of the note"):
        follow.correct(house.actor, sent.claim.id, wanted, on=ON, reason="booked under another")
    supersede(house, replace(first, version=3, user=""), replace(other, version=2, user=house.actor.name))
    again = follow.correct(house.actor, sent.claim.id, wanted, on=ON, reason="booked under another")
    rendering = revision_of(house, again).rendering
    assert rendering is not None
    assert (rendering.last, rendering.npi) == ("Osei", other.npi)
    with books(house.practice.id) as session:
        lines = session.find(ChargeLine, visit_id=visit.id)
        assert session.get(Visit, visit.id).provider_id == other_id
    assert {one.provider_id for one in lines} == {house.provider.id}, "money stays counted as charged"
    assert faults(house, on=ON) == []


NAMELESS = Subscriber(PersonName("", "B"), date(1956, 7, 8), "U", Address("1", "A", "NY", "12208"))


@pytest.mark.parametrize(
    "holder",
    [
        Holder("01"),
        Holder("18", replace(NAMELESS, name=PersonName("A", "B"))),
        Holder("99"),
        Holder("01", NAMELESS),
    ],
)
def test_a_holder_that_no_claim_could_tell_is_refused(house: House, holder: Holder) -> None:
    claim_id = denied(house).claim.id
    assert foresee(house.actor, claim_id, Correction(holder=holder), on=ON).refused
    long = Correction(group_number="G" * 51)
    assert "no such group number" in foresee(house.actor, claim_id, long, on=ON).refused
