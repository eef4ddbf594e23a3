"""Why something is still open, and what an account holds: the work about it and the payer's own words."""

from dataclasses import replace
from datetime import date

import pytest

from almoner.core.charge import SuperbillLine
from almoner.core.collect import Receipt
from almoner.flow.access import AccessDenied, Actor
from almoner.flow.books.look_why import Told, why
from almoner.flow.collect import collect
from tests.flow.cycle import Sent, pay, sent_claim
from tests.flow.files import Decided, Payment, Served
from tests.practices import House, new_house

ON = date(2026, 3, 16)


@pytest.fixture
def house(store: object) -> House:
    """A practice of the test's own."""
    assert store
    return new_house()


def told(house: House, name: object) -> Told:
    found = why(house.actor, str(name))
    assert found
    return found


def part_refused(house: House) -> Sent:
    """A claim of two lines: one is paid, the other refused."""
    sent = sent_claim(house, SuperbillLine("99213", 1, 13000, (1, 2)), SuperbillLine("81002", 1, 2000, (1,)))
    one, two = sent.lines
    lines = (Served(one, 9000, (("CO", "45", 4000),)), Served(two, 0, (("CO", "50", 2000),)))
    pay(house, Payment("MCR01", "T1", [Decided(sent.claim, lines)]), on=ON)
    return sent


def test_a_line_that_was_refused_answers_with_the_payers_reason(house: House) -> None:
    sent = part_refused(house)
    paid, refused = sent.lines
    assert told(house, paid.control).work == ()
    for name in (refused.control, sent.claim.control, "T1"):
        (work,) = told(house, name).work
        assert (work.what, work.cents, work.owner) == ("denial", 2000, "biller")
        (place,) = work.places
        assert (place.cents, place.carc, place.line_control) == (2000, "CO-50", refused.control)
        assert place.said == "CAS*CO*50*20"
        assert place.file == "by hand: remittance.x12"


def test_a_payment_answers_to_its_trace_and_a_claim_to_the_payers_number(house: House) -> None:
    sent = sent_claim(house)
    remittance_id = pay(house, Payment("MCR01", "EFT778", [sent.paid(15000)]), on=ON)
    assert told(house, "EFT778") == told(house, remittance_id)
    assert told(house, "EFT778").kind == "remittance"
    assert told(house, "PCN1") == told(house, sent.claim.control)
    assert why(house.actor, "EFT779") is None


def test_unapplied_money_answers_with_the_receipts_that_are_not_laid(house: House) -> None:
    sent = sent_claim(house)
    pay(house, Payment("MCR01", "T1", [sent.paid(10000, ("PR", "1", 5000))]), on=ON)
    patient_id = sent.claim.patient_id
    whole = collect.take_receipt(house.actor, Receipt(0, patient_id, "cash", 3000, ON, "desk"), on=ON)
    left = collect.take_receipt(house.actor, Receipt(0, patient_id, "cash", 4000, ON, "desk"), on=ON)
    collect.lay_receipts(house.actor, [patient_id], on=ON)
    found = told(house, "unapplied")
    assert found.kind == "account"
    assert {row.receipt_id for row in found.rows} == {left.id}, f"{whole.id} is laid as a whole"
    sums = sum(row.cents * ((row.debit == "unapplied") - (row.credit == "unapplied")) for row in found.rows)
    assert sums == -2000
    assert all(row.patient for row in found.rows)


def test_cash_in_suspense_answers_with_its_owner_and_its_segment_until_it_has_gone(house: House) -> None:
    sent = sent_claim(house)
    odd = replace(sent.paid(900, ("CO", "45", 14100)), control="STRANGE", payer_control="X")
    first, second = sent.paid(9000, ("CO", "45", 6000)), replace(sent.paid(8000), payer_control="PCN2")
    pay(house, Payment("MCR01", "T1", [odd, first]), on=ON)
    second = replace(second, lines=(Served(sent.lines[0], 8000, (("CO", "45", 7000),)),))
    pay(house, Payment("MCR01", "T2", [second]), on=ON)
    found = told(house, "suspense")
    assert [(row.cents, row.said.split("*")[1]) for row in found.rows] == [
        (900, "STRANGE"),
        (8000, sent.claim.control),
    ]
    assert sorted((one.what, one.cents, one.owner) for one in found.work) == [
        ("second_adjudication", 8000, "biller"),
        ("unknown_claim", 900, "biller"),
    ]
    assert {place.said for one in found.work for place in one.places} == {"CAS*CO*45*141", "CAS*CO*45*70"}


def test_a_receivable_answers_with_the_lines_that_are_open(house: House) -> None:
    sent = part_refused(house)
    for name in ("payer_ar", "payer_ar:1"):
        rows = told(house, name).rows
        assert {row.line_control for row in rows} == {sent.lines[1].control}
        assert [row.cents for row in rows] == [2000]
    assert told(house, "payer_ar:2").rows == ()
    assert told(house, "suspense").rows == ()


def test_who_may_not_read_the_ledger_is_told_of_no_account(house: House) -> None:
    desk = Actor("frances", house.practice.id, frozenset({"front_desk"}))
    sent = sent_claim(house)
    with pytest.raises(AccessDenied):
        why(desk, "payer_ar")
    coder = Actor("cora", house.practice.id, frozenset({"biller"}))
    assert why(coder, sent.claim.control)
