"""A form that is sent twice acts once: money is taken, given up, promised, given back, deposited one time."""

from collections.abc import Callable
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

from almoner.core.collect import Receipt
from almoner.core.collect.card import CardCharge
from almoner.core.collect.payment_plan import Every
from almoner.core.ledger import Account
from almoner.core.plan import Plan
from almoner.flow.access import Actor, cause
from almoner.flow.books import close
from almoner.flow.collect import adjust, card, collect, payment_plan, refund, returned
from almoner.flow.collect.payment_plan import Agreement
from almoner.flow.collect.refund import Wish
from almoner.flow.refused import Refused
from almoner.links.card_simulator import SimulatedTerminal
from almoner.store.commit import AlreadyDone, RefusedByStore, commit
from almoner.store.once import Once
from almoner.store.session import books
from tests.flow.cycle import Sent, faults, standing, totals
from tests.flow.owing import ON, owing
from tests.practices import House, new_house

SAID = "a" * 64


@pytest.fixture
def house(store: object) -> House:
    """A practice of the test's own."""
    assert store
    return new_house()


def by_form(actor: Actor, key: str = "a-form-of-its-own-1", said: str = SAID) -> Actor:
    """The same actor, who sends a form."""
    return replace(actor, once=Once(key, said))


def cash(sent: Sent, cents: int = 2000) -> Receipt:
    return Receipt(0, sent.claim.patient_id, "cash", cents, ON, "desk")


Act = Callable[[Sent, Actor], object]


def take(sent: Sent, actor: Actor) -> object:
    return collect.take_receipt(actor, cash(sent), on=ON)


def write_off(sent: Sent, actor: Actor) -> object:
    (line,) = sent.lines
    wanted = {(line.id, Account.PATIENT_AR.value): 1000}
    draft = adjust.Draft("courtesy", wanted, "waited two hours", patient_id=sent.claim.patient_id)
    return adjust.ask(actor, draft, on=ON)


def agree(sent: Sent, actor: Actor) -> object:
    agreed = Agreement(0, 5, ON, Every.MONTH, "Helen Okafor")
    return payment_plan.agree_plan(actor, sent.claim.patient_id, agreed, on=ON)


def give_back(sent: Sent, actor: Actor) -> object:
    with books(actor.practice_id) as session:
        (receipt,) = session.find(Receipt, patient_id=sent.claim.patient_id)
    return refund.ask_for_patient(actor, receipt.id, Wish(500, "moves away"), on=ON)


def deposit(sent: Sent, actor: Actor) -> object:
    assert sent.claim.patient_id
    return close.deposit_receipts(actor, on=ON)


@pytest.mark.parametrize("act", [take, write_off, agree, give_back, deposit])
def test_the_second_post_of_a_form_gets_what_the_first_made(house: House, act: Act) -> None:
    sent = owing(house, 5000)
    collect.take_receipt(house.actor, cash(sent, 3000), on=ON)
    first = act(sent, by_form(house.actor))
    assert first is not None
    before = standing(house)
    assert act(sent, by_form(house.actor)) == first
    assert standing(house) == before
    assert faults(house, on=ON) == []


def test_two_forms_are_two_acts(house: House) -> None:
    sent = owing(house, 5000)
    first = take(sent, by_form(house.actor))
    assert take(sent, by_form(house.actor, "a-form-of-its-own-2")) != first
    assert totals(house)["undeposited"] == 4000


def test_a_form_that_says_something_else_by_now_is_refused(house: House) -> None:
    sent = owing(house, 5000)
    take(sent, by_form(house.actor))
    with pytest.raises(Refused, match="said something else"):
        collect.take_receipt(by_form(house.actor, said="b" * 64), cash(sent, 30), on=ON)
    with pytest.raises(Refused, match="something else"):
        write_off(sent, by_form(house.actor))
    assert totals(house)["undeposited"] == 2000


def test_a_card_is_charged_once_by_a_form(house: House, tmp_path: Path) -> None:
    fare = card.Fare(owing(house, 5000).claim.patient_id, 2500)
    terminal = SimulatedTerminal(tmp_path)
    first = card.charge_card(by_form(house.actor), terminal, fare, on=ON)
    assert card.charge_card(by_form(house.actor), terminal, fare, on=ON) == first
    with books(house.practice.id) as session:
        assert len(session.find(CardCharge)) == len(session.find(Receipt)) == 1
    assert len(list(tmp_path.glob("*.json"))) == 1


def test_a_payment_on_a_plan_and_a_return_are_one(house: House) -> None:
    sent = owing(house, 5000)
    plan = payment_plan.agree_plan(
        house.actor, sent.claim.patient_id, Agreement(0, 5, ON, Every.MONTH, "Helen Okafor"), on=ON
    )
    draft = Receipt(0, 0, "check", 1000, ON, "desk", reference="1044")
    paid = payment_plan.pay_plan(by_form(house.actor), plan.id, draft, on=ON)
    assert payment_plan.pay_plan(by_form(house.actor), plan.id, draft, on=ON) == paid
    close.deposit_receipts(house.actor, on=ON)
    back = by_form(house.actor, "another-form-of-its-own")
    for _ in range(2):
        assert returned.return_receipt(back, paid.id, 1000, on=ON, reason="NSF")
    assert faults(house, on=ON) == []


def test_the_store_refuses_a_second_entry_and_a_key_of_another_shape(house: House) -> None:
    sent = owing(house, 5000)
    first = by_form(house.actor)
    take(sent, first)
    kept = Plan(on=date(2026, 3, 16), records=(replace(cash(sent), id=10**12),))
    with pytest.raises(AlreadyDone, match="form_sent_pkey"), books(house.practice.id) as session:
        commit(session, kept, cause=cause(first, "test"))
    for odd in ("short", "x" * 65, "no blanks in a key"):
        with pytest.raises(RefusedByStore), books(house.practice.id) as session:
            commit(session, kept, cause=cause(by_form(house.actor, odd), "test"))
