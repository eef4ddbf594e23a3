"""P45: what was done stands in the chart and in its course, billed or not."""

from dataclasses import replace

import pytest

from almoner.core.charge import ChargeLine
from almoner.core.chart.entry import Entry
from almoner.core.chart.procedure import PerformedProcedure
from almoner.flow.access import Actor
from almoner.flow.visit import chart, look_chart
from almoner.store.chart.chart import LAST
from almoner.store.session import books
from tests.core.chart.entries import one_of_each
from tests.practices import DAY, House, add_patient, new_house


@pytest.fixture
def house(store: object) -> House:
    assert store
    return new_house()


def test_p45_a_procedure_that_nobody_bills_is_in_every_view_of_the_chart(house: House) -> None:
    patient = add_patient(house)
    doctor = Actor("provider", house.practice.id, frozenset({"provider"}))
    (draft,) = [one for one in one_of_each() if isinstance(one, PerformedProcedure)]
    (done,) = chart.record(
        doctor, [replace(draft, entry=Entry(patient.id, author_id=house.provider.id))], on=DAY
    )
    with books(house.practice.id) as session:
        assert session.find(ChargeLine) == []
    seen = look_chart.chart(doctor, patient.id, on=DAY)
    assert [one.id for one in seen.entries[PerformedProcedure.kind]] == [done.id]
    course = look_chart.timeline(doctor, patient.id, on=DAY, before=LAST)
    assert done.id in [one.record.id for one in course.events]
    kept = look_chart.history(doctor, patient.id, PerformedProcedure.kind, done.id, on=DAY)
    assert kept.entry == done
