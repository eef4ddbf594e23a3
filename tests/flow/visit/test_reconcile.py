"""A list from outside waits beside the chart until a person has decided on each entry."""

from dataclasses import replace

import pytest

from almoner.core.chart.allergy import NONE_CONCEPT, Allergy
from almoner.core.chart.entry import Entry, Source
from almoner.core.chart.medication import Medication
from almoner.core.chart.problem import ListedProblem
from almoner.core.chart.reconcile import Reconciled
from almoner.core.chart.shape import Concept
from almoner.core.party import Patient
from almoner.flow.refused import Refused
from almoner.flow.visit import chart, look_chart, reconcile
from almoner.store.chart.chart import LAST
from almoner.store.commit import StalePlan
from almoner.store.proof.verify import verify
from almoner.store.session import books
from tests.core.chart.entries import of
from tests.flow.visit.test_chart import as_role, seen
from tests.practices import DAY, House, add_patient, new_house


@pytest.fixture(scope="module")
def house(store: object) -> House:
    assert store
    return new_house()


@pytest.fixture
def patient(house: House) -> Patient:
    return add_patient(house)


def outside(patient: Patient) -> list[Reconciled]:
    """A list that knows the diabetes by less, the drug by another name, and latex."""
    mine = Entry(patient.id)
    return [
        of(ListedProblem, entry=mine, concept=Concept("Diabetes")),
        of(Medication, entry=mine, concept=Concept("lisinopril")),
        of(Allergy, entry=mine, concept=Concept("Latex")),
    ]


def test_nothing_from_outside_stands_until_somebody_decides(house: House, patient: Patient) -> None:
    doctor = as_role(house, "provider")
    mine = Entry(patient.id)
    here = chart.record(doctor, [of(ListedProblem, entry=mine), of(Medication, entry=mine)], on=DAY)
    brought = reconcile.bring_in(doctor, outside(patient), Source.CCDA, on=DAY)
    shown = look_chart.chart(doctor, patient.id, on=DAY)
    assert (shown.waiting, shown.entries["allergy"]) == (3, ())
    assert len(look_chart.timeline(doctor, patient.id, on=DAY, before=LAST).events) == 2
    waiting = reconcile.waiting(doctor, patient.id, on=DAY)
    assert {(pair.left.id, pair.right.id) for pair in waiting.pairs} == {
        (here[0].id, brought[0].id),
        (here[1].id, brought[1].id),
    }
    assert [one.id for one in waiting.alone] == [brought[2].id]

    reconcile.keep_one(doctor, seen(here[0]), seen(brought[0]), on=DAY)
    reconcile.keep_one(doctor, seen(brought[1]), seen(here[1]), on=DAY)
    reconcile.accept(doctor, seen(brought[2]), on=DAY)
    decided = reconcile.waiting(doctor, patient.id, on=DAY)
    assert (decided.pairs, decided.alone) == ((), ())
    chart_now = look_chart.chart(doctor, patient.id, on=DAY).entries
    assert [one.id for one in chart_now["problem"]] == [here[0].id]
    assert [one.id for one in chart_now["medication"]] == [brought[1].id]
    assert [one.id for one in chart_now["allergy"]] == [brought[2].id]
    with books(house.practice.id) as session:
        gone = session.get(ListedProblem, brought[0].id)
        assert (gone.entry.replaced_by, gone.entry.source) == (here[0].id, Source.CCDA)
        assert session.find(Medication, id=here[1].id, state="replaced", replaced_by_id=brought[1].id)
    with pytest.raises(StalePlan):
        reconcile.keep_one(doctor, seen(here[0]), seen(brought[0]), on=DAY)
    assert verify(house.practice.id, on=DAY) == []


def test_twice_in_the_chart_is_shown_and_one_kept(house: House, patient: Patient) -> None:
    doctor = as_role(house, "provider")
    mine = Entry(patient.id)
    first, second = chart.record(doctor, [of(Allergy, entry=mine), of(Allergy, entry=mine)], on=DAY)
    (pair,) = reconcile.waiting(doctor, patient.id, on=DAY).pairs
    assert (pair.left.id, pair.right.id, pair.why) == (first.id, second.id, "the same code")
    reconcile.keep_one(doctor, seen(second), seen(first), on=DAY)
    assert reconcile.waiting(doctor, patient.id, on=DAY).pairs == ()


def test_what_contradicts_the_chart_is_not_taken_in(house: House, patient: Patient) -> None:
    doctor = as_role(house, "provider")
    mine = Entry(patient.id)
    none = of(Allergy, entry=mine, concept=NONE_CONCEPT, reactions=())
    chart.record(doctor, [none], on=DAY)
    (latex,) = reconcile.bring_in(doctor, outside(patient)[2:], Source.PATIENT, on=DAY)
    with pytest.raises(Refused) as refused:
        reconcile.accept(doctor, seen(latex), on=DAY)
    assert [finding.edit for finding in refused.value.findings] == ["CHT-17"]
    chart.mark_in_error(doctor, seen(latex), "no allergy, a rash from tape", on=DAY)
    assert reconcile.waiting(doctor, patient.id, on=DAY).alone == ()


def test_a_list_with_one_wrong_entry_is_refused_whole(house: House, patient: Patient) -> None:
    wrong = [
        *outside(patient),
        of(Allergy, entry=Entry(patient.id), concept=Concept("x" * 501), reactions=()),
    ]
    with pytest.raises(Refused):
        reconcile.bring_in(house.actor, wrong, Source.CCDA, on=DAY)
    assert reconcile.waiting(house.actor, patient.id, on=DAY).alone == ()
    other = add_patient(house, last="Osei")
    mixed = [outside(patient)[0], replace(outside(other)[0])]
    with pytest.raises(Refused):
        reconcile.bring_in(house.actor, mixed, Source.CCDA, on=DAY)
