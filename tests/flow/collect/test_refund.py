"""Refunds on the books: three hands, exact postings, and what the database itself refuses."""

from dataclasses import replace

import pytest

from almoner.core.collect import Receipt
from almoner.core.collect.refund import Refund, RefundState
from almoner.core.plan import Plan, Task, TaskState
from almoner.flow.access import AccessDenied, Actor, cause
from almoner.flow.books import close
from almoner.flow.collect import collect, refund, returned
from almoner.flow.collect.refund import Wish
from almoner.flow.follow import follow
from almoner.flow.refused import Refused
from almoner.flow.remit import post, suspense
from almoner.store.commit import RefusedByStore, commit
from almoner.store.session import books
from tests.flow.cycle import MEDICARE, Sent, balances, faults, pay, sent_claim, standing, take_in, totals
from tests.flow.files import Payment
from tests.flow.owing import ON, owing
from tests.practices import House, new_house


@pytest.fixture
def house(store: object) -> House:
    """A practice of the test's own."""
    assert store
    return new_house()


def who(house: House, name: str, role: str) -> Actor:
    return Actor(name, house.practice.id, frozenset({role}))


def asker(house: House) -> Actor:
    return who(house, "bea", "biller")


def approver(house: House) -> Actor:
    return who(house, "max", "manager")


def issuer(house: House) -> Actor:
    return who(house, "fay", "front_desk")


def paid(house: House, cents: int = 6000, *, owed: int = 5000) -> Receipt:
    """A check of a patient that was laid as far as was owed, and deposited."""
    sent = owing(house, owed)
    draft = Receipt(0, sent.claim.patient_id, "check", cents, ON, "desk", reference="1044")
    made = collect.take_receipt(house.actor, draft, on=ON)
    collect.lay_receipts(house.actor, [sent.claim.patient_id], on=ON)
    close.deposit_receipts(house.actor, on=ON)
    return made


def now(house: House, refund_id: int) -> Refund:
    with books(house.practice.id) as session:
        return session.get(Refund, refund_id)


def open_work(house: House) -> list[str]:
    with books(house.practice.id) as session:
        return [one.what for one in session.find(Task, state=TaskState.OPEN, subject_kind="refund")]


def through(house: House, asked: Refund) -> None:
    refund.decide_refund(approver(house), asked.id, is_approved=True, why="", on=ON)
    refund.issue_refund(issuer(house), asked.id, method="check", number="5001", on=ON)


def test_a_patients_money_goes_back_through_three_hands(house: House) -> None:
    receipt = paid(house)
    bank = totals(house)["bank"]
    asked = refund.ask_for_patient(asker(house), receipt.id, Wish(1000, "paid too much"), on=ON)
    assert open_work(house) == ["refund_approval"]
    refund.decide_refund(approver(house), asked.id, is_approved=True, why="", on=ON)
    assert (totals(house)["refunds_payable"], totals(house).get("unapplied", 0)) == (-1000, 0)
    assert open_work(house) == ["refund_issue"]
    assert faults(house, on=ON) == []
    refund.issue_refund(issuer(house), asked.id, method="check", number="5001", on=ON)
    assert (totals(house)["bank"], totals(house).get("refunds_payable", 0)) == (bank - 1000, 0)
    refund.clear_refund(asker(house), asked.id, on=ON)
    done = now(house, asked.id)
    assert (done.state, done.asked_by, done.decided_by, done.issued_by) == (
        RefundState.CLEARED,
        "bea",
        "max",
        "fay",
    )
    assert open_work(house) == []
    assert faults(house, on=ON) == []


def test_the_banks_list_shows_that_a_refund_was_paid_out(house: House) -> None:
    asked = refund.ask_for_patient(asker(house), paid(house).id, Wish(1000, "paid too much"), on=ON)
    through(house, asked)
    before = totals(house)
    content = b"date,kind,trace,payer,cents\n2026-03-20,check,5001,,-1000\n"
    take_in(house, content, on=ON, name="bank.csv")
    assert now(house, asked.id).state is RefundState.CLEARED
    assert totals(house) == before
    assert faults(house, on=ON) == []


def test_no_hand_does_two_of_the_three(house: House) -> None:
    receipt = paid(house)
    both = Actor("max", house.practice.id, frozenset({"biller", "manager"}))
    asked = refund.ask_for_patient(both, receipt.id, Wish(1000, "paid too much"), on=ON)
    with pytest.raises(Refused, match="another person"):
        refund.decide_refund(both, asked.id, is_approved=True, why="", on=ON)
    with pytest.raises(AccessDenied):
        refund.decide_refund(asker(house), asked.id, is_approved=True, why="", on=ON)
    refund.decide_refund(who(house, "mia", "manager"), asked.id, is_approved=True, why="", on=ON)
    with pytest.raises(Refused, match="another person"):
        refund.issue_refund(who(house, "mia", "manager"), asked.id, method="ach", number="T", on=ON)
    with pytest.raises(AccessDenied):
        refund.issue_refund(asker(house), asked.id, method="ach", number="T", on=ON)


def test_the_database_itself_keeps_the_hands_apart(house: House) -> None:
    asked = refund.ask_for_patient(asker(house), paid(house).id, Wish(1000, "paid too much"), on=ON)
    by_asker = replace(asked, version=2, state=RefundState.REFUSED, decided_by="bea", decided_on=ON)
    by_nobody = replace(asked, version=2, state=RefundState.APPROVED)
    by_approver = replace(
        asked, version=2, state=RefundState.ISSUED, decided_by="max", issued_by="max", number="1"
    )
    for broken, why in (
        (by_asker, "has_other_approver"),
        (by_nobody, "is_decided"),
        (by_approver, "has_other_issuer"),
    ):
        with pytest.raises(RefusedByStore, match=why), books(house.practice.id) as session:
            commit(session, Plan(on=ON, records=(broken,)), cause=cause(house.actor, "test"))


def test_no_more_goes_back_than_is_free_and_unasked(house: House) -> None:
    receipt = paid(house)
    before = standing(house)
    for cents in (0, -1, 1001):
        with pytest.raises(Refused):
            refund.ask_for_patient(asker(house), receipt.id, Wish(cents, "paid too much"), on=ON)
    assert standing(house) == before
    refund.ask_for_patient(asker(house), receipt.id, Wish(600, "paid too much"), on=ON)
    with pytest.raises(Refused):
        refund.ask_for_patient(asker(house), receipt.id, Wish(401, "paid too much"), on=ON)


def test_a_refund_that_was_refused_or_voided_leaves_the_money_free(house: House) -> None:
    receipt = paid(house)
    bank = totals(house)["bank"]
    asked = refund.ask_for_patient(asker(house), receipt.id, Wish(1000, "paid too much"), on=ON)
    with pytest.raises(Refused, match="Say why"):
        refund.decide_refund(approver(house), asked.id, is_approved=False, why="", on=ON)
    refund.decide_refund(approver(house), asked.id, is_approved=False, why="a visit is coming", on=ON)
    again = refund.ask_for_patient(asker(house), receipt.id, Wish(1000, "they insist"), on=ON)
    through(house, again)
    refund.void_refund(approver(house), again.id, on=ON, reason="the check was lost")
    assert (totals(house)["bank"], totals(house)["unapplied"]) == (bank, -1000)
    assert open_work(house) == []
    assert faults(house, on=ON) == []
    with pytest.raises(Refused):
        refund.void_refund(approver(house), again.id, on=ON, reason="again")


def test_c104_a_bounced_check_that_was_refunded_is_disputed_and_not_taken_twice(house: House) -> None:
    receipt = paid(house)
    through(house, refund.ask_for_patient(asker(house), receipt.id, Wish(1000, "paid too much"), on=ON))
    before = totals(house)
    assert not returned.return_receipt(asker(house), receipt.id, 6000, on=ON, reason="NSF")
    assert totals(house) == before
    assert returned.return_receipt(asker(house), receipt.id, 5000, on=ON, reason="chargeback")
    assert faults(house, on=ON) == []


def test_p34_receipts_less_refunds_are_what_the_bank_and_the_lines_hold(house: House) -> None:
    receipt = paid(house)
    through(house, refund.ask_for_patient(asker(house), receipt.id, Wish(1000, "paid too much"), on=ON))
    with books(house.practice.id) as session:
        gross = sum(one.cents for one in session.find(Receipt))
        back = sum(one.cents for one in session.find(Refund) if one.issued_on)
    assert gross - back == totals(house)["bank"] == 5000


def overpaid(house: House, nth: int = 1) -> Sent:
    """A claim of a second payer that paid 25.00 where 20.00 were left; `nth` tells its payments apart."""
    sent = sent_claim(house, covered=(MEDICARE, ("CMA01", "CMA7788990")))
    first = sent.paid(8000, ("CO", "45", 5000), ("PR", "2", 2000))
    pay(house, Payment("MCR01", f"T{nth}", [first]), on=ON)
    (later,) = follow.bill_next(house.actor, sent.claim.id, on=ON)
    second = Sent(later, sent.lines)
    answer = replace(second.paid(2500, ("OA", "23", 12500)), status="2", payer_control=f"S{nth}")
    pay(house, Payment("CMA01", f"S{nth}", [answer]), on=ON)
    return second


def test_a_payers_money_goes_back_and_the_claim_is_even_again(house: House) -> None:
    sent = overpaid(house)
    bank = totals(house).get("bank", 0)
    with pytest.raises(Refused):
        refund.ask_for_payer(asker(house), sent.claim.id, Wish(501, "overpaid"), on=ON)
    asked = refund.ask_for_payer(asker(house), sent.claim.id, Wish(500, "overpaid"), on=ON)
    assert asked.payer_id == sent.claim.payer_id
    with pytest.raises(Refused):
        refund.ask_for_payer(asker(house), sent.claim.id, Wish(1, "again"), on=ON)
    with pytest.raises(Refused, match="waits for no payer"):
        refund.settle_refund(asker(house), asked.id, on=ON, reason="they took it")
    through(house, asked)
    assert (totals(house)["refunds_in_transit"], totals(house)["bank"]) == (500, bank - 500)
    assert balances(house, sent)["payer_ar:2"] == -500
    refund.settle_refund(asker(house), asked.id, on=ON, reason="their letter of the day")
    assert balances(house, sent).get("payer_ar:2", 0) == 0
    assert totals(house).get("refunds_in_transit", 0) == 0
    assert faults(house, on=ON) == []


def acknowledged(house: House, cents: int, trace: str) -> None:
    """The payer takes its payment back, and what was refunded off that again (PLB WO and 72)."""
    levels = (("WO", "S1", cents), ("72", "5001", -cents))
    pay(house, Payment("CMA01", trace, [], levels=levels), on=ON)


def test_pl3_a_payers_advice_that_acknowledges_a_refund_settles_it(house: House) -> None:
    sent = overpaid(house)
    asked = refund.ask_for_payer(asker(house), sent.claim.id, Wish(500, "overpaid"), on=ON)
    through(house, asked)
    assert refund.acknowledge_refunds(asker(house), on=ON) == 0
    acknowledged(house, 500, "S2")
    assert totals(house).get("refunds_in_transit", 0) == 0
    assert refund.acknowledge_refunds(asker(house), on=ON) == 1
    assert not now(house, asked.id).is_in_transit
    assert refund.acknowledge_refunds(asker(house), on=ON) == 0


def held_task(house: House) -> int:
    """A payment of a claim that is none of ours lies in suspense; return the task that owns it."""
    sent = sent_claim(house)
    told = replace(sent.paid(9000, ("CO", "45", 6000)), control="STRANGE", payer_control="OTHER")
    pay(house, Payment("MCR01", "S1", [told]), on=ON)
    (item,) = suspense.suspense(house.actor, on=ON).items
    return item.held.task.id


def test_cash_in_suspense_goes_back_to_its_payer_whole(house: House) -> None:
    task_id = held_task(house)
    cash = totals(house)["cash"]
    asked = refund.ask_for_held(asker(house), task_id, on=ON, reason="not our claim")
    assert (asked.cents, asked.payer_id > 0, totals(house)["suspense"]) == (9000, True, -9000)
    with pytest.raises(Refused):
        refund.ask_for_held(asker(house), task_id, on=ON, reason="again")
    through(house, asked)
    assert "suspense" not in totals(house)
    assert (totals(house)["cash"], totals(house)["bank"]) == (cash, -9000)
    assert suspense.suspense(house.actor, on=ON).items == ()
    assert not now(house, asked.id).is_in_transit
    with pytest.raises(Refused, match="Void that refund"):
        post.reverse(house.actor, asked.remittance_id, on=ON, reason="wrong payment")
    assert faults(house, on=ON) == []


def test_a_voided_refund_lies_in_suspense_again_with_an_owner(house: House) -> None:
    task_id = held_task(house)
    asked = refund.ask_for_held(asker(house), task_id, on=ON, reason="not our claim")
    through(house, asked)
    refund.void_refund(approver(house), asked.id, on=ON, reason="the claim was found")
    (item,) = suspense.suspense(house.actor, on=ON).items
    assert (item.held.cents, item.held.task.id != task_id) == (9000, True)
    assert totals(house)["suspense"] == -9000
    assert faults(house, on=ON) == []
    again = refund.ask_for_held(asker(house), item.held.task.id, on=ON, reason="it was not")
    through(house, again)
    assert "suspense" not in totals(house)
    assert faults(house, on=ON) == []


def test_what_was_placed_meanwhile_does_not_go_back(house: House) -> None:
    task_id = held_task(house)
    asked = refund.ask_for_held(asker(house), task_id, on=ON, reason="not our claim")
    other = sent_claim(house)
    suspense.place_on_claim(house.actor, task_id, other.claim.control, on=ON)
    with pytest.raises(Refused):
        refund.decide_refund(approver(house), asked.id, is_approved=True, why="", on=ON)
    refund.decide_refund(approver(house), asked.id, is_approved=False, why="it was placed", on=ON)
    assert faults(house, on=ON) == []
