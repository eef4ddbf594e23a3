"""One rule tried on a claim of the practice's: what it would say, and that nothing is changed by asking."""

from dataclasses import replace
from datetime import timedelta

import pytest

from almoner.core.claim import Claim, ClaimState
from almoner.core.claim.judgement import Judgement
from almoner.core.party import PayerRoutes
from almoner.flow.access import AccessDenied, Actor
from almoner.flow.charge import charge
from almoner.flow.claim import claim, submit
from almoner.flow.policy import cards_in_force
from almoner.flow.refused import Refused
from almoner.flow.scrub import what_if
from almoner.flow.setup import setup
from almoner.store.session import NotFound, books
from tests.flow.cycle import MEDICARE, standing
from tests.practices import DAY, House, add_patient, new_house, visit_of


@pytest.fixture
def house(store: object) -> House:
    assert store
    return new_house()


def built(house: House) -> Claim:
    visit = visit_of(house, add_patient(house, MEDICARE))
    charge.charge_visits(house.actor, [visit.id], on=DAY)
    (made,) = claim.build_claims(house.actor, [visit.id], on=DAY)
    return made


def biller(house: House) -> Actor:
    return Actor("dana", house.practice.id, frozenset({"biller"}))


def test_a_rule_says_of_a_claim_what_it_says_at_the_gate_and_changes_nothing(house: House) -> None:
    made = built(house)
    silent = what_if.try_on(biller(house), "payer-reachable", made.control.lower(), on=DAY)
    assert silent.tried
    assert (silent.tried.claim, silent.tried.verdict.findings) == (made, ())
    changed = replace(house.payers["MCR01"], routes=PayerRoutes(claims="asked"))
    setup.keep(house.actor, changed, on=DAY, reason="not agreed yet")
    before = standing(house)
    found = what_if.try_on(biller(house), "payer-reachable", made.control, on=DAY)
    assert found.tried
    assert found.tried.verdict.is_stopping
    (heard,) = found.tried.verdict.findings
    assert standing(house) == before
    assert submit.submit_ready(house.actor, on=DAY + timedelta(days=1)) is None
    with books(house.practice.id) as session:
        assert session.get(Claim, made.id).state is ClaimState.HELD
        (judged,) = session.find(Judgement, claim_id=made.id)
    assert heard in judged.findings


def test_a_rule_for_others_says_why_it_is_silent(house: House) -> None:
    made = built(house)
    other = next(
        one for one in cards_in_force() if one.scope.payer_kinds == {"commercial"} and one.holds(DAY)
    )
    found = what_if.try_on(biller(house), other.id, made.control, on=DAY)
    assert found.tried
    assert found.tried.why_silent


def test_what_is_not_there_is_said(house: House) -> None:
    with pytest.raises(NotFound):
        what_if.rule(biller(house), "no-such-card", on=DAY)
    for control in ("", "A0NOBODY"):
        with pytest.raises(Refused, match="No claim has this number"):
            what_if.try_on(biller(house), "eligibility-fresh", control, on=DAY)
    with pytest.raises(AccessDenied):
        what_if.try_on(
            Actor("ada", house.practice.id, frozenset({"admin"})), "eligibility-fresh", "A1", on=DAY
        )
