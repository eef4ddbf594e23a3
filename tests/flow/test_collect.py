"""Patients' money: laid on no more than is owed and from no more than was taken, and stated to the cent."""

import threading
from datetime import date, timedelta

import pytest
from django.db import connections

from almoner.core.collect import Allocation, Receipt
from almoner.core.plan import Plan
from almoner.flow import collect
from almoner.flow.access import cause
from almoner.flow.refused import Refused
from almoner.store.commit import RefusedByStore, commit
from almoner.store.session import books
from tests.flow.cycle import Sent, balances, faults, pay, sent_claim, standing, totals
from tests.flow.files import Payment
from tests.practices import House, new_house

ON = date(2026, 3, 16)


@pytest.fixture
def house(store: object) -> House:
    """A practice of the test's own."""
    assert store
    return new_house()


def owing(house: House, cents: int = 5000, *, trace: str = "T1", on: date = ON) -> Sent:
    """A patient who owes a share of a decided claim."""
    sent = sent_claim(house)
    pay(house, Payment("MCR01", trace, [sent.paid(15000 - cents, ("PR", "1", cents))]), on=on)
    return sent


def take(house: House, sent: Sent, cents: int, *, on: date = ON) -> Receipt:
    draft = Receipt(0, sent.claim.patient_id, "cash", cents, on, house.actor.name)
    return collect.take_receipt(house.actor, draft, on=on)


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


def due(house: House, on: date) -> dict[int, int]:
    return {one.patient_id: one.owed_cents for one in collect.statements_due(house.actor, on=on)}


def test_whoever_owes_is_due_however_long_ago_it_moved(house: House) -> None:
    sent = owing(house, 5000)
    for days in (0, 60, 400):
        assert due(house, ON + timedelta(days=days)) == {sent.claim.patient_id: 5000}


def test_a_statement_says_what_is_owed_and_comes_once_a_cycle(house: House) -> None:
    sent = owing(house, 5000)
    patient_id = sent.claim.patient_id
    (statement,) = collect.state_accounts(house.actor, [patient_id], on=ON)
    assert statement.owed_cents == balances(house, sent)["patient_ar"] == 5000
    assert collect.state_accounts(house.actor, [patient_id], on=ON) == [], "run twice, it is sent once"
    assert due(house, ON + timedelta(days=27)) == {}
    assert due(house, ON + collect.STATEMENT_EVERY) == {patient_id: 5000}
    assert collect.statement_page(house.actor, patient_id).startswith(b"%PDF")
    assert "50.00" in collect.statement_page(house.actor, patient_id, is_text=True).decode()
    take(house, sent, 2000)
    collect.lay_receipts(house.actor, [patient_id], on=ON)
    later = ON + collect.STATEMENT_EVERY
    (second,) = collect.state_accounts(house.actor, [patient_id], on=later)
    assert second.owed_cents == balances(house, sent)["patient_ar"] == 3000


def test_a_patient_without_a_statement_has_none_to_print(house: House) -> None:
    with pytest.raises(Refused, match="No statement was made yet"):
        collect.statement_page(house.actor, owing(house, 5000).claim.patient_id)


def test_who_owes_nothing_or_has_money_to_lay_is_not_due(house: House) -> None:
    paid, free = owing(house, trace="T1"), owing(house, trace="T2")
    take(house, paid, 5000)
    collect.lay_receipts(house.actor, [paid.claim.patient_id], on=ON)
    take(house, free, 1000)
    assert due(house, ON) == {}
    assert collect.state_accounts(house.actor, [paid.claim.patient_id], on=ON) == []
