"""Statements: due while the patient owes, stated to the cent, once a cycle."""

from datetime import date, timedelta

import pytest

from almoner.flow import collect, statement
from almoner.flow.refused import Refused
from tests.flow.cycle import balances
from tests.flow.owing import ON, owing, take
from tests.practices import House, new_house


@pytest.fixture
def house(store: object) -> House:
    """A practice of the test's own."""
    assert store
    return new_house()


def due(house: House, on: date) -> dict[int, int]:
    return {one.patient_id: one.owed_cents for one in statement.statements_due(house.actor, on=on)}


def test_whoever_owes_is_due_however_long_ago_it_moved(house: House) -> None:
    sent = owing(house, 5000)
    for days in (0, 60, 400):
        assert due(house, ON + timedelta(days=days)) == {sent.claim.patient_id: 5000}


def test_a_statement_says_what_is_owed_and_comes_once_a_cycle(house: House) -> None:
    sent = owing(house, 5000)
    patient_id = sent.claim.patient_id
    (first,) = statement.state_accounts(house.actor, [patient_id], on=ON)
    assert first.owed_cents == balances(house, sent)["patient_ar"] == 5000
    assert statement.state_accounts(house.actor, [patient_id], on=ON) == [], "run twice, it is sent once"
    assert due(house, ON + timedelta(days=27)) == {}
    assert due(house, ON + statement.STATEMENT_EVERY) == {patient_id: 5000}
    assert statement.statement_page(house.actor, patient_id).startswith(b"%PDF")
    assert "50.00" in statement.statement_page(house.actor, patient_id, is_text=True).decode()
    take(house, sent, 2000)
    collect.lay_receipts(house.actor, [patient_id], on=ON)
    later = ON + statement.STATEMENT_EVERY
    (second,) = statement.state_accounts(house.actor, [patient_id], on=later)
    assert second.owed_cents == balances(house, sent)["patient_ar"] == 3000


def test_a_patient_without_a_statement_has_none_to_print(house: House) -> None:
    with pytest.raises(Refused, match="No statement was made yet"):
        statement.statement_page(house.actor, owing(house, 5000).claim.patient_id)


def test_who_owes_nothing_or_has_money_to_lay_is_not_due(house: House) -> None:
    paid, free = owing(house, trace="T1"), owing(house, trace="T2")
    take(house, paid, 5000)
    collect.lay_receipts(house.actor, [paid.claim.patient_id], on=ON)
    take(house, free, 1000)
    assert due(house, ON) == {}
    assert statement.state_accounts(house.actor, [paid.claim.patient_id], on=ON) == []
