"""A remittance that did not simply post has a way on: corrected, confirmed, set aside, taken up again."""

from dataclasses import replace
from datetime import date

import pytest

from almoner.core.collect import Receipt
from almoner.core.plan import Task, TaskState
from almoner.core.remit import Remittance, RemittanceState
from almoner.flow.collect import collect, credit
from almoner.flow.refused import Refused
from almoner.flow.remit.post import post, reverse
from almoner.flow.remit.undone import set_aside, take_up_again
from almoner.store.session import books
from tests.flow.cycle import Sent, balances, faults, pay, sent_claim, take_in, totals
from tests.flow.files import Payment, paying
from tests.practices import House, new_house

ON = date(2026, 3, 16)


@pytest.fixture
def house(store: object) -> House:
    assert store
    return new_house()


def payment(sent: Sent, *, paid: int = 8000, amount: int | None = None) -> Payment:
    return Payment("MCR01", "T1", [sent.paid(paid, ("CO", "45", 15000 - paid))], amount=amount)


def received(house: House, what: Payment, *, trace: str = "T1") -> int:
    (remittance_id,) = take_in(house, paying(house, replace(what, trace=trace)), on=ON).remittance_ids
    return remittance_id


def work(house: House) -> list[str]:
    """The open work about payments."""
    with books(house.practice.id) as session:
        found = session.find(Task, state=TaskState.OPEN, subject_kind=Remittance.kind)
    return sorted(task.what for task in found)


def state_of(house: House, remittance_id: int) -> RemittanceState:
    with books(house.practice.id) as session:
        return session.get(Remittance, remittance_id).state


def test_a_corrected_payment_posts_and_ends_the_one_that_did_not_balance(house: House) -> None:
    sent = sent_claim(house)
    wrong = received(house, payment(sent, amount=9000))
    post(house.actor, wrong, on=ON)
    assert work(house) == ["unbalanced_remittance"]
    right = received(house, payment(sent))
    assert post(house.actor, right, on=ON).state is RemittanceState.POSTED
    assert state_of(house, wrong) is RemittanceState.DUPLICATE
    assert work(house) == []
    assert totals(house)["cash"] == 8000
    assert faults(house, on=ON) == []


def test_a_suspect_payment_posts_for_a_person_with_a_reason(house: House) -> None:
    first, second = sent_claim(house), sent_claim(house)
    pay(house, payment(first), on=ON)
    held = received(house, payment(second, paid=7000))
    post(house.actor, held, on=ON)
    assert work(house) == ["suspect_remittance"]
    with pytest.raises(Refused, match="reason"):
        post(house.actor, held, on=ON)
    made = post(house.actor, held, on=ON, reason="the payer counts its traces anew each year")
    assert made.state is RemittanceState.POSTED
    assert (totals(house)["cash"], work(house)) == (15000, [])
    assert faults(house, on=ON) == []


def test_a_suspect_payment_is_set_aside_for_a_reason(house: House) -> None:
    sent = sent_claim(house)
    posted = pay(house, payment(sent), on=ON)
    held = received(house, payment(sent, paid=7000))
    post(house.actor, held, on=ON)
    with pytest.raises(Refused, match="reason"):
        set_aside(house.actor, held, on=ON, reason=" ")
    set_aside(house.actor, held, on=ON, reason="the payer's list shows one payment")
    assert (state_of(house, held), work(house)) == (RemittanceState.DUPLICATE, [])
    with pytest.raises(Refused, match="waits for a person"):
        set_aside(house.actor, posted, on=ON, reason="no")
    assert faults(house, on=ON) == []


def test_an_undone_payment_has_an_owner_until_it_is_taken_up_again(house: House) -> None:
    sent = sent_claim(house)
    first = pay(house, payment(sent), on=ON)
    reverse(house.actor, first, on=ON, reason="the wrong file")
    assert (totals(house).get("cash", 0), work(house)) == (0, ["undone_payment"])
    assert faults(house, on=ON) == []
    again = take_up_again(house.actor, first, on=ON, reason="it was the right file")
    with pytest.raises(Refused, match="not come again"):
        take_up_again(house.actor, first, on=ON, reason="once more")
    assert post(house.actor, again.id, on=ON).state is RemittanceState.POSTED
    assert balances(house, sent) == {"cash": 8000, "contractual": 7000, "revenue": -15000}
    assert (state_of(house, first), work(house)) == (RemittanceState.REVERSED, [])
    assert faults(house, on=ON) == []


def test_what_stands_is_not_taken_up_again(house: House) -> None:
    sent = sent_claim(house)
    first = pay(house, payment(sent), on=ON)
    with pytest.raises(Refused, match="undone"):
        take_up_again(house.actor, first, on=ON, reason="no")


def test_what_a_patient_paid_on_a_share_that_was_undone_is_reviewed_and_freed(house: House) -> None:
    sent = sent_claim(house)
    remittance_id = received(house, Payment("MCR01", "T1", [sent.paid(13000, ("PR", "2", 2000))]))
    post(house.actor, remittance_id, on=ON)
    patient_id = sent.claim.patient_id
    collect.take_receipt(house.actor, Receipt(0, patient_id, "cash", 2000, ON, "desk"), on=ON)
    collect.lay_receipts(house.actor, [patient_id], on=ON)
    reverse(house.actor, remittance_id, on=ON, reason="the wrong file")
    assert balances(house, sent)["patient_ar"] == -2000
    assert [(one.what, one.cents) for one in reviews(house)] == [("refund_review", 2000)]
    assert faults(house, on=ON) == []
    credit.tend_credits(house.actor, on=ON)
    assert (balances(house, sent).get("patient_ar", 0), totals(house)["unapplied"]) == (0, -2000)
    assert faults(house, on=ON) == []


def reviews(house: House) -> list[Task]:
    with books(house.practice.id) as session:
        return session.find(Task, state=TaskState.OPEN, what="refund_review")
