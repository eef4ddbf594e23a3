"""Patients' money: laid on no more than is owed and from no more than was taken."""

import threading

import pytest
from django.db import connections

from almoner.core.collect import Allocation, Receipt
from almoner.core.plan import Plan
from almoner.flow.access import cause
from almoner.flow.collect import collect
from almoner.flow.refused import Refused
from almoner.store.commit import RefusedByStore, commit
from almoner.store.session import books
from tests.flow.cycle import balances, faults, standing, totals
from tests.flow.owing import ON, owing, take
from tests.practices import House, new_house


@pytest.fixture
def house(store: object) -> House:
    """A practice of the test's own."""
    assert store
    return new_house()


def laid(house: House) -> list[int]:
    with books(house.practice.id) as session:
        return [one.cents for one in session.find(Allocation)]


def test_money_is_laid_on_what_is_owed_and_the_rest_stays_free(house: House) -> None:
    sent = owing(house, 5000)
    take(house, sent, 2000)
    take(house, sent, 4500)
    collect.lay_receipts(house.actor, [sent.claim.patient_id], on=ON)
    assert laid(house) == [2000, 3000]
    assert balances(house, sent).get("patient_ar", 0) == 0
    assert totals(house)["unapplied"] == -1500
    assert collect.unapplied_patients(house.actor) == [sent.claim.patient_id]
    assert collect.lay_receipts(house.actor, [sent.claim.patient_id], on=ON) == []
    assert faults(house, on=ON) == []


def test_money_of_one_patient_is_never_laid_on_anothers_lines(house: House) -> None:
    one, other = owing(house, trace="T1"), owing(house, trace="T2")
    take(house, one, 9000)
    collect.lay_receipts(house.actor, [one.claim.patient_id, other.claim.patient_id], on=ON)
    assert balances(house, other)["patient_ar"] == 5000
    assert totals(house)["unapplied"] == -4000


def test_many_hands_at_once_lay_no_cent_twice(house: House) -> None:
    sent = owing(house, 5000)
    for _ in range(6):
        take(house, sent, 3000)
    failed: list[BaseException] = []

    def lay() -> None:
        try:
            collect.lay_receipts(house.actor, [sent.claim.patient_id], on=ON)
        except BaseException as error:  # noqa: BLE001 - the test tells what a thread met
            failed.append(error)
        finally:
            connections.close_all()

    threads = [threading.Thread(target=lay) for _ in range(6)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert failed == []
    assert sum(laid(house)) == 5000
    assert balances(house, sent).get("patient_ar", 0) == 0
    assert faults(house, on=ON) == []


def test_the_store_refuses_a_receipt_that_gives_more_than_it_has(house: House) -> None:
    sent = owing(house)
    receipt = take(house, sent, 1000)
    from dataclasses import replace

    overspent = replace(receipt, version=2, allocated_cents=1001)
    before = standing(house)
    with pytest.raises(RefusedByStore, match="overspent"), books(house.practice.id) as session:
        commit(session, Plan(on=ON, records=(overspent,)), cause=cause(house.actor, "test"))
    assert standing(house) == before


@pytest.mark.parametrize(
    ("method", "cents", "reference"), [("cash", 0, ""), ("gold", 5, ""), ("check", 5, "")]
)
def test_a_receipt_that_is_none_is_refused(house: House, method: str, cents: int, reference: str) -> None:
    sent = owing(house)
    draft = Receipt(0, sent.claim.patient_id, method, cents, ON, "frances", reference=reference)
    before = standing(house)
    with pytest.raises(Refused):
        collect.take_receipt(house.actor, draft, on=ON)
    assert standing(house) == before
