"""Money and charts stay with their patient, whatever a door hands in."""

from dataclasses import replace
from datetime import date

import pytest

from almoner.core.chart import Visit, VisitState
from almoner.core.collect import Receipt
from almoner.core.coverage import Coverage
from almoner.flow.collect import collect
from almoner.flow.patient import register
from almoner.flow.refused import Refused
from almoner.flow.visit import document
from almoner.store.session import books
from tests.practices import DAY, House, add_patient, visit_of


def test_a_receipt_is_for_a_visit_of_who_pays(house: House) -> None:
    one, other = add_patient(house), add_patient(house, last="Lind", first="Per")
    visit = visit_of(house, one)
    with pytest.raises(Refused, match="another patient"):
        collect.take_receipt(
            house.actor, Receipt(0, other.id, "cash", 500, DAY, "desk", visit_id=visit.id), on=DAY
        )
    taken = collect.take_receipt(
        house.actor, Receipt(0, one.id, "cash", 500, DAY, "desk", visit_id=visit.id), on=DAY
    )
    assert taken.visit_id == visit.id


def test_a_visit_and_a_policy_stay_their_patients(house: House) -> None:
    one = add_patient(house, ("MCR01", "1EG4TE5MK73"))
    other = add_patient(house, last="Lind", first="Per")
    draft = Visit(0, one.id, house.provider.id, house.location.id, DAY, "11", state=VisitState.CHARGED)
    (visit,) = document.begin_unbooked(house.actor, [draft], on=DAY)
    assert visit.state is VisitState.OPEN, "a visit begins at its beginning"
    with pytest.raises(Refused, match="patient"):
        document.describe(house.actor, replace(visit, patient_id=other.id), on=DAY)
    with books(house.practice.id) as session:
        (policy,) = session.find(Coverage, patient_id=one.id)
    moved = replace(policy, patient_id=other.id, until_on=date(2026, 12, 31))
    changed = register.change_coverage(house.actor, moved, on=DAY, reason="it ends")
    assert (changed.patient_id, changed.until_on) == (one.id, date(2026, 12, 31))
