"""P36: what nobody booked is charged, claimed and sent like any other service."""

from dataclasses import replace

import pytest

from almoner.core.charge import Superbill, SuperbillLine
from almoner.core.chart import Problem, Visit
from almoner.core.claim import ClaimState
from almoner.flow.charge import charge
from almoner.flow.claim import claim, submit
from almoner.flow.code import code
from almoner.flow.visit import document
from almoner.store.session import books
from tests.flow.cycle import MEDICARE, faults
from tests.practices import DAY, House, add_patient, new_house


@pytest.fixture
def house(store: object) -> House:
    assert store
    return new_house()


def test_p36_a_laboratory_claim_without_a_booking_is_sent(house: House) -> None:
    patient = add_patient(house, MEDICARE)
    draft = Visit(0, patient.id, house.provider.id, house.location.id, DAY, "11", reason="Blood draw")
    (visit,) = document.begin_unbooked(house.actor, [draft], on=DAY)
    document.describe(house.actor, replace(visit, problems=(Problem("Diabetes", "E119"),)), on=DAY)
    document.sign_notes(house.actor, {visit.id: "Blood drawn for a metabolic panel; diabetes."}, on=DAY)
    lines = (SuperbillLine("36415", 1, 900, (1,)),)
    code.decide_codes(house.actor, [Superbill(0, visit.id, 0, ("E119",), lines, "", DAY)], on=DAY)
    charge.charge_visits(house.actor, [visit.id], on=DAY)
    (made,) = claim.build_claims(house.actor, [visit.id], on=DAY)
    assert (made.visit_ids, visit.appointment_id) == ((visit.id,), 0)
    submit.submit_ready(house.actor, on=DAY)
    with books(house.practice.id) as session:
        assert session.get(type(made), made.id).state is ClaimState.SENT
    assert faults(house) == []
