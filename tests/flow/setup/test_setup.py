"""The set-up: records that are added and superseded with a reason, checked, with a history that tells what
changed; and what an enrollment or a route that isn't agreed stops.
"""

from dataclasses import replace
from datetime import date, datetime, time

import pytest

from almoner.core.claim import Claim, ClaimState
from almoner.core.party import Enrollment, Location, Payer, PayerPlan, PayerRoutes, Practice
from almoner.core.schedule import Appointment
from almoner.flow.access import ROLES, AccessDenied, Actor, Permission
from almoner.flow.charge import charge
from almoner.flow.claim import claim
from almoner.flow.exchange import verify
from almoner.flow.patient import register
from almoner.flow.refused import Refused
from almoner.flow.setup import setup
from almoner.store.commit import StalePlan
from almoner.store.session import NotFound, books
from tests.flow.cycle import MEDICARE, faults
from tests.practices import DAY, OFFICE, House, add_patient, new_house, visit_of


@pytest.fixture
def house(store: object) -> House:
    assert store
    return new_house()


def manager(house: House) -> Actor:
    return Actor("moira", house.practice.id, frozenset({"manager"}))


def test_a_change_is_a_version_with_its_reason(house: House) -> None:
    wanted = replace(house.practice, phone="5185550177", submitter_id="ANOTHER")
    made = setup.keep(manager(house), wanted, on=DAY, reason="the line moved")
    assert isinstance(made, Practice)
    assert (made.version, made.phone) == (2, "5185550177")
    assert made.submitter_id == house.practice.submitter_id, "it never changes"
    found = setup.one(manager(house), "practice", made.id, on=DAY)
    newest, first = found.versions
    assert [(one.path, one.before, one.after) for one in newest.changes] == [
        ("phone", "5185550100", "5185550177")
    ]
    assert (newest.by, newest.why, first.changes) == ("moira", "the line moved", ())
    assert faults(house, on=DAY) == []


def test_what_says_nothing_new_is_no_version(house: House) -> None:
    assert setup.keep(manager(house), house.location, on=DAY, reason="") == house.location
    with pytest.raises(Refused, match="no reason"):
        setup.keep(manager(house), replace(house.location, name="Annex"), on=DAY, reason=" ")


def test_who_saw_an_older_version_changes_nothing(house: House) -> None:
    setup.keep(manager(house), replace(house.location, name="Annex"), on=DAY, reason="named anew")
    with pytest.raises(StalePlan):
        setup.keep(manager(house), replace(house.location, name="Other"), on=DAY, reason="named anew")


def test_what_fails_a_check_is_refused_by_field(house: House) -> None:
    with pytest.raises(Refused) as refused:
        setup.keep(manager(house), replace(house.practice, npi="1234567890", tax_id="1"), on=DAY, reason="x")
    assert [one.edit for one in refused.value.findings] == ["ENV-01", "ENV-04"]
    with pytest.raises(Refused, match="Another provider has this NPI"):
        setup.keep(manager(house), replace(house.provider, id=0), on=DAY, reason="")
    with pytest.raises(NotFound):
        setup.keep(manager(house), PayerPlan(0, 77, "Gold"), on=DAY, reason="")


def test_two_agreed_enrollments_share_no_day(house: House) -> None:
    payer = house.payers["MCR01"]
    more = Enrollment(0, house.provider.id, payer.id, date(2026, 6, 1), True)
    with pytest.raises(Refused, match="covers some of these days"):
        setup.keep(manager(house), more, on=DAY, reason="")
    asked = setup.keep(manager(house), replace(more, state="asked"), on=DAY, reason="")
    assert isinstance(asked, Enrollment)
    with pytest.raises(Refused, match="ends before it begins"):
        setup.keep(manager(house), replace(asked, until_on=date(2026, 1, 1)), on=DAY, reason="x")
    found = setup.set_up(manager(house), on=DAY)
    assert len(found.enrollments) == len(house.payers) + 1
    assert found.lacking == ()
    assert found.payers_of(house.provider.id, DAY) == len(house.payers)


def test_a_new_place_is_added_once_and_another_practice_is_apart(house: House) -> None:
    made = setup.keep(manager(house), Location(0, "Annex", "11", OFFICE), on=DAY, reason="")
    assert made.version == 1
    assert made.id
    other = new_house(name="Next door")
    with pytest.raises(NotFound):
        setup.one(manager(other), "places", made.id, on=DAY)
    with pytest.raises(NotFound):
        setup.one(manager(house), "nothing", made.id, on=DAY)


def built(house: House) -> Claim:
    visit = visit_of(house, add_patient(house, MEDICARE))
    charge.charge_visits(house.actor, [visit.id], on=DAY)
    (made,) = claim.build_claims(house.actor, [visit.id], on=DAY)
    return made


def test_an_enrollment_that_is_only_asked_for_holds_the_claim(house: House) -> None:
    assert built(house).state is ClaimState.READY
    with books(house.practice.id) as session:
        (held,) = session.find(Enrollment, payer_id=house.payers["MCR01"].id)
    setup.keep(manager(house), replace(held, state="asked"), on=DAY, reason="the payer lost it")
    assert built(house).state is ClaimState.HELD


def closed(house: House, routes: PayerRoutes) -> Payer:
    changed = replace(house.payers["MCR01"], routes=routes)
    made = setup.keep(manager(house), changed, on=DAY, reason="not agreed yet")
    assert isinstance(made, Payer)
    return made


def test_no_claim_goes_over_a_route_that_is_not_open(house: House) -> None:
    closed(house, PayerRoutes(claims="asked"))
    assert built(house).state is ClaimState.HELD


def test_nobody_is_asked_over_a_route_that_is_not_open(house: House) -> None:
    patient = add_patient(house, MEDICARE)
    at = datetime.combine(DAY, time(9))
    booked = Appointment(0, patient.id, house.provider.id, house.location.id, at, 20, "")
    register.book(house.actor, [booked], on=DAY)
    closed(house, PayerRoutes(eligibility="closed"))
    assert verify.ask_about_day(house.actor, DAY, on=DAY) == 0
    with books(house.practice.id) as session:
        (payer,) = session.find(Payer, claim_payer_id="MCR01")
    setup.keep(manager(house), replace(payer, routes=PayerRoutes()), on=DAY, reason="agreed")
    assert verify.ask_about_day(house.actor, DAY, on=DAY) == 1


@pytest.mark.parametrize("role", sorted(ROLES))
def test_who_may(house: House, role: str) -> None:
    actor = Actor("ann", house.practice.id, frozenset({role}))
    if Permission.SETUP_WRITE in ROLES[role]:
        assert setup.set_up(actor, on=DAY).practice == house.practice
        return
    with pytest.raises(AccessDenied):
        setup.set_up(actor, on=DAY)
