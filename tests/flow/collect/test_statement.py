"""Statements: due while the patient owes, stated to the cent, once a cycle."""

from dataclasses import replace
from datetime import date, timedelta

import pytest

from almoner.core.collect.billing_mark import MarkSort
from almoner.core.collect.dunning import Keep
from almoner.core.party import Guarantor, Patient
from almoner.flow import mark
from almoner.flow.collect import asking, collect, statement
from almoner.flow.refused import Refused
from almoner.store.session import books
from tests.flow.cycle import Sent, balances, faults, supersede
from tests.flow.owing import ON, owing, take
from tests.practices import House, new_house

CONSENTS = frozenset({MarkSort.TEXT_CONSENT, MarkSort.EMAIL_CONSENT})
CYCLE = timedelta(days=asking.dunning().cycle_days)


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
    assert due(house, ON + CYCLE) == {patient_id: 5000}
    assert statement.statement_page(house.actor, patient_id).startswith(b"%PDF")
    assert "50.00" in statement.statement_page(house.actor, patient_id, is_text=True).decode()
    take(house, sent, 2000)
    collect.lay_receipts(house.actor, [patient_id], on=ON)
    later = ON + CYCLE
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


def registered(house: House, sent: Sent) -> Patient:
    with books(house.practice.id) as session:
        return session.get(Patient, sent.claim.patient_id)


def test_one_statement_goes_to_who_answers_for_several(house: House) -> None:
    parent, child = owing(house, 5000, trace="T1"), owing(house, 3000, trace="T2")
    whole = registered(house, parent)
    guarantor = Guarantor(whole.name, "01", whole.address, patient_id=whole.id)
    young = registered(house, child)
    supersede(house, replace(young, version=2, guarantor=guarantor))
    assert due(house, ON) == {whole.id: 8000}
    (made,) = statement.state_accounts(house.actor, [young.id, whole.id], on=ON)
    assert [(part.patient_id, part.due_cents) for part in made.parts] == [(whole.id, 5000), (young.id, 3000)]
    assert made.due_cents == 8000
    for patient_id in (whole.id, young.id):
        assert "80.00" in statement.statement_page(house.actor, patient_id, is_text=True).decode()
    assert faults(house, on=ON) == []


def test_a_letter_rises_until_somebody_pays_and_then_begins_anew(house: House) -> None:
    sent = owing(house, 5000)
    patient_id = sent.claim.patient_id
    levels = []
    for step in range(4):
        (made,) = statement.state_accounts(house.actor, [patient_id], on=ON + step * CYCLE)
        levels.append(made.level)
    assert levels == [1, 2, 3, 4]
    after = ON + 4 * CYCLE
    assert due(house, after) == {}
    run = statement.statement_run(house.actor, on=after)
    assert [(one.patient_id, one.kept.rule) for one in run.kept_back] == [(patient_id, Keep.DECIDE)]
    take(house, sent, 1000, on=after)
    collect.lay_receipts(house.actor, [patient_id], on=after)
    (again,) = statement.state_accounts(house.actor, [patient_id], on=after)
    assert (again.level, again.due_cents) == (1, 4000)


@pytest.mark.parametrize("sort", [sort for sort in MarkSort if sort not in CONSENTS])
def test_a_mark_keeps_the_statement_back_until_it_ends(house: House, sort: MarkSort) -> None:
    patient_id = owing(house, 5000).claim.patient_id
    standing = mark.set_mark(house.actor, patient_id, sort, on=ON, why="the patient called")
    assert statement.state_accounts(house.actor, [patient_id], on=ON) == []
    (back,) = statement.statement_run(house.actor, on=ON).kept_back
    assert (back.patient_id, back.kept.rule.value) == (patient_id, sort.value)
    assert back.kept.why
    with pytest.raises(Refused, match="stands already"):
        mark.set_mark(house.actor, patient_id, sort, on=ON, why="again")
    mark.end_mark(house.actor, standing.id, on=ON + timedelta(days=1))
    assert due(house, ON + timedelta(days=1)) == {patient_id: 5000}
    with pytest.raises(Refused, match="has ended"):
        mark.end_mark(house.actor, standing.id, on=ON + timedelta(days=1))


def test_a_text_goes_only_to_who_agreed(house: House) -> None:
    patient_id = owing(house, 5000).claim.patient_id
    agreed = mark.set_mark(house.actor, patient_id, MarkSort.TEXT_CONSENT, on=ON, why="signed on paper")
    (made,) = statement.state_accounts(house.actor, [patient_id], on=ON)
    assert made.ways == ("paper", "text")
    mark.end_mark(house.actor, agreed.id, on=ON + CYCLE, why="opted out")
    (made,) = statement.state_accounts(house.actor, [patient_id], on=ON + CYCLE)
    assert made.ways == ("paper",)
