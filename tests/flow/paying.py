"""A practice whose statements have links, and people who open and pay them."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

import pytest

from almoner.core.collect import Receipt
from almoner.core.collect.card import CardCharge
from almoner.core.collect.pay_link import PayLink
from almoner.flow.access import Actor, holder
from almoner.flow.clock import CLOCK, box_folder
from almoner.flow.collect import pay, pay_link, statement
from almoner.flow.collect.pay import Opening, Said, Wanted
from almoner.store.session import books
from tests.flow.owing import ON, owing
from tests.practices import House, new_house

BORN = Said(date(1958, 4, 11))
ALL = Wanted("all")
BACK = "/pay/bill/1"


@pytest.fixture
def house(store: object) -> Iterator[House]:
    """A practice of the test's own, on the day of its statements."""
    assert store
    made = new_house()
    pay.ATTEMPTS.forget(["address here"])
    set_day(made, ON)
    yield made
    pay.ATTEMPTS.forget(["address here"])


def set_day(house: House, on: date) -> None:
    folder = box_folder(house.actor)
    folder.mkdir(parents=True, exist_ok=True)
    (folder / CLOCK).write_text(on.isoformat(), encoding="ascii")


@dataclass(frozen=True)
class Bill:
    """A statement that was made, with its link and token."""

    patient_id: int
    link_id: int
    token: str


def stated(house: House, patient_id: int, *, on: date = ON) -> Bill:
    (made,) = statement.state_accounts(house.actor, [patient_id], on=on)
    with books(house.practice.id) as session:
        (link,) = session.find(PayLink, statement_id=made.id)
    return Bill(patient_id, link.id, pay_link.token_for(house.practice.id, link.id))


def open_bill(house: House, cents: int = 5000, *, trace: str = "T1") -> Bill:
    return stated(house, owing(house, cents, trace=trace).claim.patient_id)


def who(house: House) -> Actor:
    return holder(house.practice.id)


def link_of(house: House, bill: Bill) -> PayLink:
    with books(house.practice.id) as session:
        return session.get(PayLink, bill.link_id)


def answer(bill: Bill, said: Said = BORN) -> Opening:
    return pay.answer_link(bill.token, said, where="here").opening


def begin(house: House, bill: Bill, wanted: Wanted = ALL, *, on: date = ON) -> CardCharge:
    return pay.begin_payment(who(house), bill.link_id, wanted, on=on)


def look(house: House, bill: Bill, charge: CardCharge, *, on: date = ON) -> pay.Payment:
    return pay.look_at_payment(who(house), bill.link_id, charge.id, back=BACK, on=on)


def type_card(house: House, address: str, card: str = "4242") -> None:
    assert pay.pay_on_page(who(house), address.rpartition("/")[2], card) == BACK


def pay_it(house: House, bill: Bill, wanted: Wanted = ALL, card: str = "4242") -> CardCharge:
    charge = begin(house, bill, wanted)
    type_card(house, look(house, bill, charge).address, card)
    return look(house, bill, charge).charge


def receipts(house: House) -> list[Receipt]:
    with books(house.practice.id) as session:
        return session.find(Receipt)
