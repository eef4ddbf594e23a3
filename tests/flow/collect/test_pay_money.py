"""Paying by a link: money becomes receipts once, never twice, and is laid on what was asked for."""

from dataclasses import replace
from datetime import timedelta

import pytest

from almoner.core.collect.billing_mark import MarkSort
from almoner.core.collect.card import CardState
from almoner.core.collect.payment_plan import Every
from almoner.core.party import Guarantor, Patient
from almoner.flow import mark
from almoner.flow.books import close
from almoner.flow.collect import collect, pay, pay_link, payment_plan
from almoner.flow.collect.card import settle_charges, terminal_of
from almoner.flow.collect.pay import Opening, Wanted
from almoner.flow.collect.payment_plan import Agreement
from almoner.flow.refused import Refused
from almoner.store.once import Once
from almoner.store.session import NotFound, books
from tests.flow.cycle import balances, faults, supersede, totals
from tests.flow.owing import ON, owing, take
from tests.flow.paying import (
    ALL,
    answer,
    begin,
    house,
    look,
    open_bill,
    pay_it,
    receipts,
    stated,
    type_card,
    who,
)
from tests.practices import DAY, House

__all__ = ["house"]


def test_all_is_paid_by_one_charge_and_laid_on_the_bill(house: House) -> None:
    sent = owing(house, 5000)
    bill = stated(house, sent.claim.patient_id)
    seen = pay.see_bill(who(house), bill.link_id, on=ON)
    assert (seen.owed.all_cents, seen.owed.instalment_cents, seen.waiting) == (5000, 0, None)
    assert "deductible" in seen.owed.lines[0].why
    charge = pay_it(house, bill)
    (receipt,) = receipts(house)
    assert (charge.state, charge.fares[0].receipt_id) == (CardState.APPROVED, receipt.id)
    assert (receipt.cents, receipt.free_cents, receipt.taken_by) == (5000, 0, "pay page")
    assert balances(house, sent).get("patient_ar", 0) == 0
    seen = pay.see_bill(who(house), bill.link_id, on=ON)
    assert (seen.owed.all_cents, [one.id for one in seen.paid]) == (0, [charge.id])
    with pytest.raises(Refused, match="Nothing is owed"):
        begin(house, bill)
    assert pay.receipt_of(who(house), bill.link_id, receipt.id).startswith(b"%PDF")
    assert faults(house, on=ON) == []


def test_a_part_is_paid_and_more_than_is_owed_is_refused(house: House) -> None:
    bill = open_bill(house)
    for wanted in (Wanted("other", 5001), Wanted("other"), Wanted("instalment"), Wanted("everything")):
        with pytest.raises(Refused, match="at most what is owed"):
            begin(house, bill, wanted)
    assert pay_it(house, bill, Wanted("other", 1234)).cents == 1234
    assert pay.see_bill(who(house), bill.link_id, on=ON).owed.all_cents == 3766


def test_a_double_click_charges_once_and_a_second_payment_waits_for_the_first(house: House) -> None:
    bill = open_bill(house)
    once = replace(who(house), once=Once("k" * 22, "0" * 64))
    first = pay.begin_payment(once, bill.link_id, ALL, on=ON)
    assert pay.begin_payment(once, bill.link_id, ALL, on=ON) == first
    with pytest.raises(Refused, match="under way"):
        begin(house, bill)
    address = look(house, bill, first).address
    assert look(house, bill, first).address == address, "loaded again, it is the same page"
    type_card(house, address)
    type_card(house, address, "0002")
    assert look(house, bill, first).charge.state is CardState.APPROVED
    assert [one.cents for one in receipts(house)] == [5000]


def test_a_declined_card_takes_nothing_and_may_be_tried_again(house: House) -> None:
    bill = open_bill(house)
    declined = pay_it(house, bill, card="9995")
    assert (declined.state, declined.declined_why) == (CardState.DECLINED, "insufficient funds")
    assert receipts(house) == []
    assert pay_it(house, bill).state is CardState.APPROVED


def test_what_is_given_up_cannot_be_paid_any_more_and_what_was_paid_is_not_given_up(house: House) -> None:
    bill = open_bill(house)
    charge = begin(house, bill)
    address = look(house, bill, charge).address
    assert pay.give_up_payment(who(house), bill.link_id, charge.id, on=ON).state is CardState.DECLINED
    type_card(house, address)
    assert receipts(house) == []
    second = begin(house, bill)
    type_card(house, look(house, bill, second).address)
    assert pay.give_up_payment(who(house), bill.link_id, second.id, on=ON).state is CardState.APPROVED
    assert len(receipts(house)) == 1


def test_who_never_comes_back_has_paid_all_the_same(house: House) -> None:
    bill = open_bill(house)
    charge = begin(house, bill)
    type_card(house, look(house, bill, charge).address)
    assert settle_charges(house.actor, terminal_of(house.actor), on=ON) == 1
    assert settle_charges(house.actor, terminal_of(house.actor), on=ON) == 0
    assert [(one.cents, one.free_cents) for one in receipts(house)] == [(5000, 0)]


def test_a_page_that_nobody_paid_is_closed_before_it_is_given_up(house: House) -> None:
    bill = open_bill(house)
    charge = begin(house, bill)
    address = look(house, bill, charge).address
    terminal, next_day = terminal_of(house.actor), ON + timedelta(days=1)
    assert settle_charges(house.actor, terminal, on=next_day) == 0, "it may still be paid"
    assert settle_charges(house.actor, terminal, on=next_day + timedelta(days=1)) == 1
    type_card(house, address)
    assert look(house, bill, charge).charge.state is CardState.DECLINED
    assert receipts(house) == []


def test_one_payment_for_several_patients_is_a_receipt_each_and_comes_back_each(house: House) -> None:
    parent, child = owing(house, 5000, trace="T1"), owing(house, 3000, trace="T2")
    with books(house.practice.id) as session:
        whole, young = (session.get(Patient, one.claim.patient_id) for one in (parent, child))
    supersede(
        house,
        replace(young, version=2, guarantor=Guarantor(whole.name, "01", whole.address, patient_id=whole.id)),
    )
    bill = stated(house, whole.id)
    assert answer(bill) is Opening.OPEN
    charge = pay_it(house, bill, Wanted("other", 6000))
    assert [(part.patient_id, part.cents) for part in charge.fares] == [(whole.id, 5000), (young.id, 1000)]
    assert sorted(one.cents for one in receipts(house)) == [1000, 5000]
    assert {one.reference for one in receipts(house)} == {charge.reference}
    terminal = terminal_of(house.actor)
    for place, one in enumerate(receipts(house)):
        assert terminal.refund(f"r{place}", charge.reference, one.cents).is_approved
    assert not terminal.refund("r9", charge.reference, 1).is_approved
    assert faults(house, on=ON) == []


def test_an_instalment_goes_to_the_plan(house: House) -> None:
    sent = owing(house, 6000)
    agreed = Agreement(0, 3, ON, Every.MONTH, "Helen Okafor")
    plan = payment_plan.agree_plan(house.actor, sent.claim.patient_id, agreed, on=ON)
    bill = stated(house, sent.claim.patient_id)
    assert pay.see_bill(who(house), bill.link_id, on=ON).owed.instalment_cents == 2000
    charge = pay_it(house, bill, Wanted("instalment"))
    (receipt,) = receipts(house)
    assert (charge.cents, receipt.plan_id, receipt.free_cents) == (2000, plan.id, 0)
    assert [one.paid_cents for one in payment_plan.open_plans(house.actor, on=ON).rows] == [2000]
    seen = pay.see_bill(who(house), bill.link_id, on=ON).owed
    assert (seen.all_cents, seen.instalment_cents) == (4000, 0)


def test_money_that_we_hold_and_money_of_the_desk_is_not_asked_for_again(house: House) -> None:
    sent = owing(house, 5000)
    bill = stated(house, sent.claim.patient_id)
    take(house, sent, 2000)
    seen = pay.see_bill(who(house), bill.link_id, on=ON).owed
    assert (seen.all_cents, seen.held_cents) == (3000, 2000)
    collect.lay_receipts(house.actor, [sent.claim.patient_id], on=ON)
    assert pay_it(house, bill).cents == 3000
    assert balances(house, sent).get("patient_ar", 0) == 0


@pytest.mark.parametrize("sort", [MarkSort.BANKRUPTCY, MarkSort.DISPUTE, MarkSort.CONFIDENTIAL])
def test_what_may_not_be_collected_is_neither_shown_nor_payable(house: House, sort: MarkSort) -> None:
    bill = open_bill(house)
    mark.set_mark(house.actor, bill.patient_id, sort, on=ON, why="the court wrote")
    seen = pay.see_bill(who(house), bill.link_id, on=ON)
    assert (seen.owed.parts, seen.owed.lines, seen.owed.is_in_part) == ((), (), True)
    with pytest.raises(Refused, match="Nothing is owed"):
        begin(house, bill)


def test_revoked_in_the_middle_it_shows_nothing_any_more_but_keeps_the_money(house: House) -> None:
    bill = open_bill(house)
    charge = begin(house, bill)
    type_card(house, look(house, bill, charge).address)
    pay_link.revoke_link(house.actor, bill.link_id, on=ON, reason="the patient called")
    for asked in (
        lambda: pay.see_bill(who(house), bill.link_id, on=ON),
        lambda: look(house, bill, charge),
        lambda: begin(house, bill),
    ):
        with pytest.raises(NotFound):
            asked()
    assert settle_charges(house.actor, terminal_of(house.actor), on=ON) == 1
    assert [one.cents for one in receipts(house)] == [5000]


def test_a_payment_of_another_link_is_not_there(house: House) -> None:
    mine, theirs = open_bill(house), open_bill(house, trace="T2")
    charge = pay_it(house, theirs)
    with pytest.raises(NotFound):
        look(house, mine, charge)
    with pytest.raises(NotFound):
        pay.receipt_of(who(house), mine.link_id, charge.fares[0].receipt_id)
    with pytest.raises(NotFound):
        pay.give_up_payment(who(house), mine.link_id, charge.id, on=ON)


def test_after_the_day_is_closed_the_money_is_of_the_next_one(house: House) -> None:
    bill = open_bill(house)
    for day in range((ON - DAY).days + 1):
        close.close_books(house.actor, on=DAY + timedelta(days=day))
    charge = pay_it(house, bill)
    assert charge.asked_on == ON + timedelta(days=1)
    assert [one.received_on for one in receipts(house)] == [ON + timedelta(days=1)]
    assert totals(house)["undeposited"] == 5000


def test_a_link_begins_ten_payments_a_day_at_most(house: House) -> None:
    bill = open_bill(house)
    for _ in range(pay.MOST_A_DAY):
        pay_it(house, bill, Wanted("other", 100), card="0002")
    with pytest.raises(Refused, match="many payments"):
        begin(house, bill)


def test_without_a_processor_the_bill_is_seen_and_no_card_is_asked_for(
    house: House, monkeypatch: pytest.MonkeyPatch
) -> None:
    bill = open_bill(house)
    monkeypatch.setenv("ALMONER_MAILBOX", "/somewhere")
    assert pay.see_bill(who(house), bill.link_id, on=ON).owed.all_cents == 5000
    charge = begin(house, bill)
    seen = look(house, bill, charge)
    assert (seen.address, seen.charge.state) == ("", CardState.ASKED)
