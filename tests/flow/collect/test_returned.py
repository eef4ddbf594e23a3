"""Money taken off lines and taken back, on the books: the accounts, the day's close and `verify` agree."""

from dataclasses import replace
from datetime import timedelta

import pytest

from almoner.core.collect import Allocation, Receipt, Target
from almoner.core.plan import Plan, Task, TaskState
from almoner.flow.access import cause
from almoner.flow.books import close
from almoner.flow.collect import collect, returned
from almoner.flow.refused import Refused
from almoner.store.commit import RefusedByStore, commit
from almoner.store.session import books
from tests.flow.cycle import balances, faults, pay, standing, take_in, totals
from tests.flow.files import Payment
from tests.flow.owing import ON, owing
from tests.practices import House, new_house


@pytest.fixture
def house(store: object) -> House:
    """A practice of the test's own."""
    assert store
    return new_house()


def check(house: House, patient_id: int, cents: int, number: str = "1044") -> Receipt:
    draft = Receipt(0, patient_id, "check", cents, ON, "desk", reference=number)
    return collect.take_receipt(house.actor, draft, on=ON)


def now(house: House, receipt_id: int) -> Receipt:
    with books(house.practice.id) as session:
        return session.get(Receipt, receipt_id)


def laid(house: House) -> list[Allocation]:
    with books(house.practice.id) as session:
        return [one for one in session.find(Allocation) if one.undone_on is None]


def ties(house: House) -> None:
    """The day's figures tie."""
    figures = close.figures(house.actor, on=ON)
    for name in ("receipts", "allocations", "slips", "drawer", "unapplied"):
        tie = getattr(figures, name)
        assert tie.record_cents == tie.posting_cents, name
    assert faults(house, on=ON) == []


def test_money_is_taken_off_and_laid_where_a_person_says(house: House) -> None:
    sent = owing(house, 5000)
    receipt = check(house, sent.claim.patient_id, 4000)
    (one,) = collect.lay_receipts(house.actor, [sent.claim.patient_id], on=ON)
    collect.take_off(house.actor, [one.id], on=ON, reason="meant for another visit")
    assert now(house, receipt.id).free_cents == 4000
    assert balances(house, sent)["patient_ar"] == 5000
    ties(house)
    with pytest.raises(Refused, match="no line any more"):
        collect.take_off(house.actor, [one.id], on=ON, reason="again")
    with pytest.raises(Refused, match="Say why"):
        collect.take_off(house.actor, [one.id], on=ON, reason=" ")
    part = collect.Part(sent.lines[0].id, 1500)
    collect.lay_by_hand(house.actor, receipt.id, [part], on=ON)
    assert [one.cents for one in laid(house)] == [1500]
    assert (balances(house, sent)["patient_ar"], totals(house)["unapplied"]) == (3500, -2500)
    ties(house)


@pytest.mark.parametrize("cents", [[0], [-5], [4001], [3000, 3000], []])
def test_nothing_is_laid_that_is_not_owed_or_not_there(house: House, cents: list[int]) -> None:
    sent, other = owing(house, 5000), owing(house, 5000, trace="T2")
    receipt = check(house, sent.claim.patient_id, 4000)
    before = standing(house)
    parts = [collect.Part(sent.lines[0].id, one) for one in cents]
    with pytest.raises(Refused):
        collect.lay_by_hand(house.actor, receipt.id, parts, on=ON)
    with pytest.raises(Refused):
        collect.lay_by_hand(house.actor, receipt.id, [collect.Part(other.lines[0].id, 100)], on=ON)
    assert standing(house) == before


def test_rv6_what_a_corrected_claim_leaves_overpaid_becomes_free_money(house: House) -> None:
    sent = owing(house, 5000)
    receipt = check(house, sent.claim.patient_id, 5000)
    collect.lay_receipts(house.actor, [sent.claim.patient_id], on=ON)
    back = sent.paid(-10000, ("PR", "1", -5000), status="22")
    again = sent.paid(13000, ("PR", "1", 2000))
    pay(house, Payment("MCR01", "T9", [back, again]), on=ON)
    assert balances(house, sent)["patient_ar"] == -3000
    assert collect.free_overpaid(house.actor, [sent.claim.patient_id], on=ON) == 1
    assert balances(house, sent).get("patient_ar", 0) == 0
    assert now(house, receipt.id).free_cents == 3000
    assert [one.cents for one in laid(house)] == [2000]
    ties(house)
    assert collect.free_overpaid(house.actor, [sent.claim.patient_id], on=ON) == 0


def test_a_receipt_is_voided_in_the_drawer_and_never_after(house: House) -> None:
    sent = owing(house, 5000)
    wrong, right = (check(house, sent.claim.patient_id, 4000, number) for number in ("1", "2"))
    collect.lay_receipts(house.actor, [sent.claim.patient_id], on=ON)
    returned.void_receipt(house.actor, wrong.id, on=ON, reason="typed twice")
    assert now(house, wrong.id).is_voided
    assert totals(house)["undeposited"] == 4000
    ties(house)
    deposit = close.deposit_receipts(house.actor, on=ON)
    assert deposit is not None
    assert (deposit.cents, deposit.receipt_ids) == (4000, (right.id,))
    ties(house)
    for receipt_id, why in ((right.id, "bank already"), (wrong.id, "taken back already")):
        with pytest.raises(Refused, match=why):
            returned.void_receipt(house.actor, receipt_id, on=ON, reason="again")


def test_a_void_on_a_later_day_counts_against_that_day(house: House) -> None:
    sent = owing(house, 5000)
    receipt = check(house, sent.claim.patient_id, 4000)
    later = ON + timedelta(days=1)
    returned.void_receipt(house.actor, receipt.id, on=later, reason="the check was torn up")
    for day, cents in ((ON, 4000), (later, -4000)):
        tie = close.figures(house.actor, on=day).receipts
        assert (tie.record_cents, tie.posting_cents) == (cents, cents)


def test_a_bounced_check_is_owed_again_and_somebodys(house: House) -> None:
    sent = owing(house, 5000)
    receipt = check(house, sent.claim.patient_id, 6000)
    collect.lay_receipts(house.actor, [sent.claim.patient_id], on=ON)
    with pytest.raises(Refused, match="not been to the bank"):
        returned.return_receipt(house.actor, receipt.id, 6000, on=ON, reason="NSF")
    close.deposit_receipts(house.actor, on=ON)
    bank = totals(house)["bank"]
    assert returned.return_receipt(house.actor, receipt.id, 6000, on=ON, reason="NSF")
    assert balances(house, sent)["patient_ar"] == 5000
    assert totals(house).get("unapplied", 0) == 0
    assert totals(house).get("bank", 0) == bank - 6000
    with books(house.practice.id) as session:
        assert [one.cents for one in session.find(Task, what="returned_payment")] == [6000]
    ties(house)
    with pytest.raises(Refused, match="in the books already"):
        returned.return_receipt(house.actor, receipt.id, 6000, on=ON, reason="NSF")


def test_a_won_chargeback_can_be_laid_and_lost_again(house: House) -> None:
    sent = owing(house, 5000)
    draft = Receipt(0, sent.claim.patient_id, "card", 5000, ON, "desk", reference="auth77")
    receipt = collect.take_receipt(house.actor, draft, on=ON)
    close.deposit_receipts(house.actor, on=ON)
    for _ in range(2):
        returned.return_receipt(house.actor, receipt.id, 5000, on=ON, reason="chargeback")
        assert now(house, receipt.id).free_cents == 0
        returned.win_receipt_back(house.actor, receipt.id, on=ON, reason="the card's bank agreed")
        assert now(house, receipt.id).free_cents == 5000
        ties(house)


def test_the_store_refuses_more_gone_than_was_taken(house: House) -> None:
    receipt = check(house, owing(house, 5000).claim.patient_id, 1000)
    for broken in (
        replace(receipt, version=2, allocated_cents=500, refunded_cents=501),
        replace(receipt, version=2, refunded_cents=500, returned_cents=501, returned_on=ON),
        replace(receipt, version=2, returned_cents=500),
    ):
        with pytest.raises(RefusedByStore), books(house.practice.id) as session:
            commit(session, Plan(on=ON, records=(broken,)), cause=cause(house.actor, "test"))


def test_p20_a_deposit_before_the_visit_waits_visibly_for_a_person(house: House) -> None:
    sent = owing(house, 5000)
    kept = Receipt(0, sent.claim.patient_id, "cash", 3000, ON, "desk", target=Target.NOTHING)
    receipt = collect.take_receipt(house.actor, kept, on=ON)
    assert collect.unapplied_patients(house.actor) == []
    assert collect.lay_receipts(house.actor, [sent.claim.patient_id], on=ON) == []
    assert totals(house)["unapplied"] == -3000
    collect.lay_by_hand(house.actor, receipt.id, [collect.Part(sent.lines[0].id, 3000)], on=ON)
    assert balances(house, sent)["patient_ar"] == 2000
    ties(house)


def listed(house: House, *rows: str) -> None:
    """The bank's list of the day comes in."""
    content = "\n".join(("date,kind,trace,payer,cents", *rows, "")).encode()
    take_in(house, content, on=ON, name="bank.csv")


def bank_tasks(house: House) -> list[str]:
    with books(house.practice.id) as session:
        return [one.what for one in session.find(Task, state=TaskState.OPEN, what="bank_row")]


def test_the_banks_list_returns_a_check_by_its_number_and_amount(house: House) -> None:
    sent = owing(house, 5000)
    receipt = check(house, sent.claim.patient_id, 5000)
    collect.lay_receipts(house.actor, [sent.claim.patient_id], on=ON)
    close.deposit_receipts(house.actor, on=ON)
    listed(house, "2026-03-16,check,1044,,-4999", "2026-03-16,check,1045,,-5000")
    assert bank_tasks(house) == ["bank_row", "bank_row"]
    assert now(house, receipt.id).returned_cents == 0
    listed(house, "2026-03-17,check,1044,,-5000")
    assert now(house, receipt.id).returned_cents == 5000
    assert balances(house, sent)["patient_ar"] == 5000
    before = totals(house)
    listed(house, "2026-03-17,check,1044,,-5000", "2026-03-18,eft,X9,,100")
    unexplained = {"bank": before.get("bank", 0) + 100, "suspense": before.get("suspense", 0) - 100}
    assert totals(house) == before | unexplained, "the same row in another list is known"
    assert bank_tasks(house) == ["bank_row"] * 3
    ties(house)


def test_the_banks_list_confirms_a_return_that_a_person_recorded(house: House) -> None:
    sent = owing(house, 5000)
    receipt = check(house, sent.claim.patient_id, 5000)
    close.deposit_receipts(house.actor, on=ON)
    returned.return_receipt(house.actor, receipt.id, 5000, on=ON, reason="NSF")
    before = totals(house)
    listed(house, "2026-03-17,check,1044,,-5000")
    assert (totals(house), bank_tasks(house)) == (before, [])


def test_two_checks_of_one_number_and_amount_are_a_persons(house: House) -> None:
    for trace in ("T1", "T2"):
        check(house, owing(house, 5000, trace=trace).claim.patient_id, 5000)
    close.deposit_receipts(house.actor, on=ON)
    before = totals(house)
    listed(house, "2026-03-17,check,1044,,-5000")
    assert (totals(house), bank_tasks(house)) == (before, ["bank_row"])
