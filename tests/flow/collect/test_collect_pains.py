"""Complaints about other systems' patient money, each by its number: a failing build names it."""

from dataclasses import replace

import pytest

from almoner.core.collect import Receipt
from almoner.core.plan import Plan
from almoner.flow.access import cause
from almoner.flow.books import close
from almoner.flow.collect import collect
from almoner.flow.follow import follow
from almoner.flow.follow.correction import Correction
from almoner.flow.remit import post
from almoner.store.commit import RefusedByStore, commit
from almoner.store.money.postings import account_totals
from almoner.store.session import books
from tests.flow.cycle import Sent, balances, faults, pay
from tests.flow.files import Payment
from tests.flow.owing import ON, owing, take
from tests.practices import DAY, House, new_house


@pytest.fixture
def house(store: object) -> House:
    """A practice of the test's own."""
    assert store
    return new_house()


def rows(house: House) -> dict[str, int]:
    """How many postings, receipts and records there are, none of which may ever become fewer."""
    with books(house.practice.id) as session:
        return {
            table: session.value(f"SELECT count(*) FROM {table} WHERE practice_id = %s", house.practice.id)
            for table in ("posting", "receipt", "allocation", "record")
        }


def test_p6_an_edited_payment_is_a_reversal_and_a_new_posting(house: House) -> None:
    sent = owing(house, 5000)
    before, kept = balances(house, sent), rows(house)
    second = pay(house, Payment("MCR01", "T2", [], levels=(("CS", "1", 700),)), on=ON)
    changed = rows(house)
    post.reverse(house.actor, second, on=ON, reason="another practice's")
    assert balances(house, sent) == before
    assert rows(house)["posting"] == changed["posting"] + 1 == kept["posting"] + 2, "nothing was taken away"
    assert faults(house, on=ON) == []


def test_p6_the_database_refuses_a_receipt_that_gives_more_than_it_has(house: House) -> None:
    sent = owing(house, 5000)
    receipt = take(house, sent, 2000)
    plan = Plan(on=ON, records=(replace(receipt, version=2, allocated_cents=2001),))
    with pytest.raises(RefusedByStore), books(house.practice.id) as session:
        commit(session, plan, cause=cause(house.actor, "test"))
    assert collect.lay_receipts(house.actor, [sent.claim.patient_id], on=ON)[0].cents == 2000
    assert faults(house, on=ON) == []


def test_p7_a_claim_that_is_opened_again_loses_no_payment(house: House) -> None:
    sent = owing(house, 5000)
    take(house, sent, 5000)
    collect.lay_receipts(house.actor, [sent.claim.patient_id], on=ON)
    before, held = rows(house), balances(house, sent)
    follow.correct(house.actor, sent.claim.id, Correction(authorization="A1"), on=ON, reason="asked for")
    after = rows(house)
    assert all(after[table] >= count for table, count in before.items())
    assert (after["posting"], after["receipt"]) == (before["posting"], before["receipt"])
    assert balances(house, sent) == held


def test_p22_copays_however_paid_are_one_sum_in_report_and_ledger(house: House) -> None:
    sent: Sent = owing(house, 5000)
    for method, cents in (("cash", 1000), ("card", 1500), ("check", 2500)):
        draft = Receipt(
            0,
            sent.claim.patient_id,
            method,
            cents,
            ON,
            "desk",
            reference="9",
            visit_id=sent.claim.visit_ids[0],
        )
        collect.take_receipt(house.actor, draft, on=ON)
    told = close.figures(house.actor, on=ON)
    with books(house.practice.id) as session:
        drawer = account_totals(session)["undeposited"]
    assert told.receipts.record_cents == told.receipts.posting_cents == drawer == 5000
    laid = collect.lay_receipts(house.actor, [sent.claim.patient_id], on=ON)
    assert sum(one.cents for one in laid) == 5000
    assert balances(house, sent).get("patient_ar", 0) == 0
    close.close_books(house.actor, on=DAY)
    assert close.close_books(house.actor, on=ON).receipt_cents == 5000
