"""The worklist of credits and their clocks on the books, and what is tended without anybody."""

from datetime import timedelta

import pytest

from almoner.core.collect.credit import Fate, Overpayment
from almoner.core.party import PayerKind
from almoner.core.plan import Task, TaskState
from almoner.flow.collect import collect, credit, refund
from almoner.flow.collect.refund import Wish
from almoner.flow.manage import kpi
from almoner.flow.refused import Refused
from almoner.store.session import books
from tests.flow.collect.test_refund import approver, asker, issuer, overpaid, through
from tests.flow.cycle import balances, faults, pay, totals
from tests.flow.files import Payment
from tests.flow.owing import ON, owing, take
from tests.practices import House, new_house


@pytest.fixture
def house(store: object) -> House:
    """A practice of the test's own."""
    assert store
    return new_house()


def tasks(house: House, what: str) -> list[Task]:
    with books(house.practice.id) as session:
        return session.find(Task, what=what, state=TaskState.OPEN)


def test_the_clocks_that_ship() -> None:
    medicare, other = credit.clocks().of("medicare"), credit.clocks().of("commercial")
    assert (medicare.days, medicare.suspends_days, other.suspends_days) == (60, 180, 0)
    kinds = {kind.value for kind in PayerKind}
    assert set(credit.clocks().by_kind) <= kinds


def test_credits_after_a_night_are_those_that_all_postings_show(house: House) -> None:
    first = overpaid(house)
    kpi.keep_board(house.actor, on=ON)
    second = overpaid(house, 2)
    told = credit.credits(asker(house), on=ON).payers
    assert {one.credit.claim_id for one in told} == {first.claim.id, second.claim.id}
    with books(house.practice.id, alias="owner") as session:
        assert session.value("SELECT count(*) FROM kept_owed WHERE practice_id = %s", house.practice.id)
        session.rows("DELETE FROM kept_owed WHERE practice_id = %s", house.practice.id)
    assert credit.credits(asker(house), on=ON).payers == told


def test_c60_a_payers_credit_is_listed_identified_and_returned_in_time(house: House) -> None:
    sent = overpaid(house)
    (row,) = credit.credits(asker(house), on=ON).payers
    assert (row.credit.claim_id, row.credit.cents, row.credit.rank, row.overpayment) == (
        sent.claim.id,
        500,
        2,
        None,
    )
    found = credit.identify_overpayment(asker(house), sent.claim.id, on=ON)
    assert (found.cents, found.due_on) == (500, ON + timedelta(days=60))
    with pytest.raises(Refused, match="identified already"):
        credit.identify_overpayment(asker(house), sent.claim.id, on=ON)
    with pytest.raises(Refused, match="still stands in credit"):
        credit.end_overpayment(asker(house), found.id, fate=Fate.REFUNDED, on=ON, reason="returned")
    asked = refund.ask_for_payer(asker(house), sent.claim.id, Wish(500, "overpaid"), on=ON)
    through(house, asked)
    listed = credit.credits(asker(house), on=ON)
    assert [one.refund.id for one in listed.refunds] == [asked.id]
    assert (listed.payers[0].credit.refund_cents, listed.payer_cents) == (500, 500)
    refund.settle_refund(asker(house), asked.id, on=ON, reason="their letter")
    listed = credit.credits(asker(house), on=ON)
    assert (listed.payers, [one.id for one in listed.gone]) == ((), [found.id])
    credit.end_overpayment(asker(house), found.id, fate=Fate.REFUNDED, on=ON, reason="check 5001")
    assert tasks(house, "overpayment") == []
    assert faults(house, on=ON) == []


def test_an_investigation_is_on_record_and_moves_the_task(house: House) -> None:
    sent = overpaid(house)
    found = credit.identify_overpayment(asker(house), sent.claim.id, on=ON)
    with books(house.practice.id) as session:
        kind = session.get(Overpayment, found.id).suspends_days
    begun = credit.investigate_overpayment(asker(house), found.id, on=ON)
    assert (begun.investigated_since_on, begun.suspended_days) == (ON, kind)
    over = credit.investigate_overpayment(asker(house), found.id, on=ON + timedelta(days=1))
    assert over.investigated_until_on == ON + timedelta(days=1)
    with pytest.raises(Refused, match="second one"):
        credit.investigate_overpayment(asker(house), found.id, on=ON + timedelta(days=2))
    assert tasks(house, "overpayment")[0].due_on == over.due_on


def test_a_claim_without_a_credit_has_no_overpayment(house: House) -> None:
    with pytest.raises(Refused, match="no credit"):
        credit.identify_overpayment(asker(house), owing(house).claim.id, on=ON)


def test_rv6_a_patients_credit_is_tended_listed_and_its_review_closes(house: House) -> None:
    sent = owing(house, 5000)
    receipt = take(house, sent, 5000)
    collect.lay_receipts(house.actor, [sent.claim.patient_id], on=ON)
    back = sent.paid(-10000, ("PR", "1", -5000), status="22")
    pay(house, Payment("MCR01", "T9", [back, sent.paid(13000, ("PR", "1", 2000))]), on=ON)
    assert len(tasks(house, "refund_review")) == 1
    (row,) = credit.credits(asker(house), on=ON).patients
    assert (row.credit.line_cents, row.credit.free_cents) == (3000, 0)
    credit.tend_credits(house.actor, on=ON)
    (row,) = credit.credits(asker(house), on=ON).patients
    assert (row.credit.line_cents, row.credit.free_cents, row.may_escheat) == (0, 3000, False)
    assert balances(house, sent).get("patient_ar", 0) == 0
    assert len(tasks(house, "refund_review")) == 1, "the money still waits for a person"
    asked = refund.ask_for_patient(asker(house), receipt.id, Wish(3000, "paid too much"), on=ON)
    through(house, asked)
    credit.tend_credits(house.actor, on=ON)
    assert tasks(house, "refund_review") == []
    assert credit.credits(asker(house), on=ON).patients == ()
    assert faults(house, on=ON) == []


def test_a_refund_that_nobody_cashes_becomes_somebodys_once(house: House) -> None:
    sent = owing(house, 5000)
    receipt = take(house, sent, 1000)
    asked = refund.ask_for_patient(asker(house), receipt.id, Wish(1000, "moved away"), on=ON)
    refund.decide_refund(approver(house), asked.id, is_approved=True, why="", on=ON)
    refund.issue_refund(issuer(house), asked.id, method="check", number="5001", on=ON)
    late = ON + timedelta(days=181)
    credit.tend_credits(house.actor, on=ON + timedelta(days=180))
    assert tasks(house, "stale_refund") == []
    for _ in range(2):
        credit.tend_credits(house.actor, on=late)
    assert [one.cents for one in tasks(house, "stale_refund")] == [1000]
    (row,) = credit.credits(asker(house), on=late).refunds
    assert row.is_stale


def test_old_free_money_may_be_the_states(house: House) -> None:
    take(house, owing(house, 5000), 1000)
    listed = credit.credits(asker(house), on=ON + timedelta(days=1096))
    assert [one.may_escheat for one in listed.patients] == [True]
    assert totals(house)["unapplied"] == -1000
