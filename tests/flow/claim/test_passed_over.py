"""A payer that covers nothing of a claim is not asked: the next one is told so, and owes the charge."""

from dataclasses import replace
from datetime import date

import pytest

from almoner.core.charge import ChargeLine
from almoner.core.claim import Claim, ClaimRevision, ClaimState
from almoner.core.claim.state import Event, after
from almoner.core.plan import Plan
from almoner.flow.access import cause
from almoner.flow.charge import charge
from almoner.flow.claim import claim, submit
from almoner.flow.claim.passed_over import pass_over
from almoner.flow.refused import Refused
from almoner.store.commit import commit
from almoner.store.session import books
from tests.flow.cycle import MEDICARE, Sent, balances, faults, pay
from tests.flow.files import Payment
from tests.practices import DAY, House, add_patient, new_house, visit_of

SECOND, THIRD = ("CMA01", "CMA7788990"), ("CMB01", "CMB5544")
ON = date(2026, 3, 16)
WHY = "Medicare never covers this; the plan asks for no refusal."


@pytest.fixture
def house(store: object) -> House:
    assert store
    return new_house()


def ready(house: House, *covered: tuple[str, str]) -> Sent:
    """A claim that waits to be sent."""
    visit = visit_of(house, add_patient(house, *covered))
    charge.charge_visits(house.actor, [visit.id], on=DAY)
    (built,) = claim.build_claims(house.actor, [visit.id], on=DAY)
    with books(house.practice.id) as session:
        return Sent(built, tuple(session.find(ChargeLine, visit_id=visit.id)))


def sent_bytes(house: House) -> bytes:
    """Send what is ready, and return the file."""
    assert submit.submit_ready(house.actor, on=DAY) is not None
    with books(house.practice.id) as session:
        (content,) = session.rows(
            "SELECT content FROM interchange_bytes WHERE practice_id = %s", house.practice.id
        )
    return bytes(content[0]).replace(b"\n", b"")


def revision(house: House, built: Claim) -> ClaimRevision:
    with books(house.practice.id) as session:
        return session.get(ClaimRevision, built.revision_id)


def test_the_next_payer_is_told_that_the_first_was_not_asked(house: House) -> None:
    first = ready(house, MEDICARE, SECOND)
    (second,) = pass_over(house.actor, first.claim.id, on=DAY, reason=WHY)
    assert (second.rank, second.state, second.prior_claim_id) == (2, ClaimState.READY, 0)
    (other,) = revision(house, second).others
    assert (other.is_passed_over, other.prior) == (True, None)
    assert balances(house, first) == {"payer_ar:2": 15000, "revenue": -15000}
    assert faults(house) == []
    content = sent_bytes(house)
    assert b"AMT*A8*150~" in content
    assert b"AMT*D*" not in content
    answer = replace(Sent(second, first.lines).paid(12000, ("CO", "45", 2000), ("PR", "3", 1000)), status="2")
    pay(house, Payment("CMA01", "S1", [answer]), on=ON)
    assert balances(house, first) == {
        "cash": 12000,
        "contractual": 2000,
        "patient_ar": 1000,
        "revenue": -15000,
    }
    assert faults(house, on=ON) == []


def test_it_stays_said_when_the_claim_is_built_anew(house: House) -> None:
    first = ready(house, MEDICARE, SECOND)
    (second,) = pass_over(house.actor, first.claim.id, on=DAY, reason=WHY)
    with books(house.practice.id) as session:
        held = after(session.get(Claim, second.id), Event.HELD, on=DAY)
        commit(session, Plan(on=DAY, records=(held,)), cause=cause(house.actor, "test"))
    again = claim.recheck(house.actor, second.id, on=DAY)
    assert again.state is ClaimState.READY
    assert revision(house, again).others[0].is_passed_over


def test_two_payers_may_be_passed_over(house: House) -> None:
    first = ready(house, MEDICARE, SECOND, THIRD)
    (second,) = pass_over(house.actor, first.claim.id, on=DAY, reason=WHY)
    (third,) = pass_over(house.actor, second.id, on=DAY, reason=WHY)
    assert [one.is_passed_over for one in revision(house, third).others] == [True, True]
    assert balances(house, first) == {"payer_ar:3": 15000, "revenue": -15000}
    assert faults(house) == []


@pytest.mark.parametrize("reason", ["", " ", "x" * 501])
def test_it_wants_a_reason(house: House, reason: str) -> None:
    first = ready(house, MEDICARE, SECOND)
    with pytest.raises(Refused, match="reason"):
        pass_over(house.actor, first.claim.id, on=DAY, reason=reason)


def test_it_is_refused_where_nobody_is_next_or_the_payer_has_it(house: House) -> None:
    alone = ready(house, MEDICARE)
    with pytest.raises(Refused, match="behind"):
        pass_over(house.actor, alone.claim.id, on=DAY, reason=WHY)
    first = ready(house, MEDICARE, SECOND)
    submit.submit_ready(house.actor, on=DAY)
    with pytest.raises(Refused, match="has the claim"):
        pass_over(house.actor, first.claim.id, on=DAY, reason=WHY)
