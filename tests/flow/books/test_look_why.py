"""Every cent answers why: who, through which flow, for which reason, and what the file said at its place."""

from collections.abc import Sequence
from datetime import date

import pytest

from almoner.core.collect import Receipt
from almoner.core.ledger import Reason, Subject
from almoner.core.ledger.posting import Effect, post
from almoner.core.plan import Plan
from almoner.flow.books import close
from almoner.flow.books.look_why import why
from almoner.flow.collect import collect
from almoner.flow.remit.post import reverse
from almoner.store.commit import Cause, commit
from almoner.store.money.why import Because
from almoner.store.session import books
from tests.flow.cycle import Sent, pay, sent_claim, take_in
from tests.flow.files import Payment
from tests.practices import House, new_house

ON = date(2026, 3, 16)


@pytest.fixture
def house(store: object) -> House:
    """A practice of the test's own."""
    assert store
    return new_house()


def asked(house: House, name: object, kind: str) -> list[Because]:
    found = why(house.actor, str(name))
    assert found
    assert found.kind == kind
    return list(found.rows)


def said(rows: Sequence[Because]) -> list[tuple[str, str]]:
    return [(row.reason, row.said) for row in rows]


def paid(house: House) -> tuple[Sent, int]:
    sent = sent_claim(house)
    told = sent.paid(8000, ("CO", "45", 5000), ("PR", "1", 2000))
    levels = (("L6", "INTEREST", -150), ("ZZ", "ODD", 50))
    return sent, pay(house, Payment("MCR01", "T1", [told], levels=levels), on=ON)


def test_a_claim_answers_down_to_the_segments_of_the_payers_file(house: House) -> None:
    sent, _ = paid(house)
    rows = asked(house, sent.claim.control, "claim")
    assert said(rows) == [
        ("charge", ""),
        ("payment", "SVC*HC:99213*150*80**1"),
        ("patient_share", "CAS*PR*1*20"),
        ("contractual", "CAS*CO*45*50"),
    ]
    assert (rows[0].flow, rows[0].actor) == ("charge", house.actor.name)
    assert {row.file for row in rows[1:]} == {"by hand: remittance.x12"}
    for name, kind in (
        (sent.lines[0].control, "charge_line"),
        (sent.claim.id, "claim"),
        (sent.claim.patient_id, "patient"),
    ):
        assert said(asked(house, name, kind)) == said(rows)
    assert said(asked(house, rows[2].posting_id, "posting")) == [said(rows)[2]]


def test_a_payment_answers_with_its_provider_level_and_its_reversal_with_its_reason(house: House) -> None:
    sent, remittance_id = paid(house)
    rows = asked(house, remittance_id, "remittance")
    plb = f"PLB*{house.practice.npi}*20261231*L6:INTEREST*-1.5*ZZ:ODD*0.5"
    assert said(rows)[-2:] == [("interest", plb), ("provider_suspense", plb)]
    reverse(house.actor, remittance_id, on=ON, reason="the wrong practice")
    back = [row for row in asked(house, sent.claim.control, "claim") if row.reverses]
    assert {row.why for row in back} == {"the wrong practice"}
    assert [row.said for row in back] == ["SVC*HC:99213*150*80**1", "CAS*PR*1*20", "CAS*CO*45*50"]


def test_money_in_the_bank_answers_with_the_list_and_its_row(house: House) -> None:
    take_in(
        house,
        b"date,kind,trace,payer,cents\n2026-03-16,eft,T9,MCR01,100\n2026-03-16,eft,T1,MCR01,8100\n",
        on=ON,
        name="bank.csv",
    )
    _, remittance_id = paid(house)
    found = [row for row in asked(house, remittance_id, "remittance") if row.reason == "deposit_cash"]
    assert [(row.file, row.element) for row in found] == [("by hand: bank.csv", "row 2")]


def test_a_receipt_answers_with_who_took_it_and_why_it_was_taken_off(house: House) -> None:
    sent, _ = paid(house)
    draft = Receipt(0, sent.claim.patient_id, "cash", 500, ON, "frances")
    receipt = collect.take_receipt(house.actor, draft, on=ON)
    (laid,) = collect.lay_receipts(house.actor, [sent.claim.patient_id], on=ON)
    collect.take_off(house.actor, [laid.id], on=ON, reason="it was for the other visit")
    close.deposit_receipts(house.actor, on=ON)
    rows = asked(house, receipt.id, "receipt")
    assert [row.reason for row in rows] == ["receipt", "allocation", "allocation", "deposit_receipts"]
    assert rows[2].why == "it was for the other visit"
    assert {row.actor for row in rows} == {house.actor.name}


def test_every_reason_answers_with_its_accounts_its_flow_its_actor_and_its_why(house: House) -> None:
    sent = sent_claim(house)
    line, claim = sent.lines[0], sent.claim
    subject = Subject(
        patient_id=line.patient_id, line_id=line.id, claim_id=claim.id, payer_id=claim.payer_id, rank=1
    )
    postings = [
        post(Effect(reason, 700, subject, key=f"why:{reason.value}", to_rank=2), on=ON) for reason in Reason
    ]
    with books(house.practice.id) as session:
        commit(session, Plan(on=ON, postings=tuple(postings)), cause=Cause("adjust", "pat", "as agreed"))
    rows = [row for row in asked(house, line.control, "charge_line") if row.why == "as agreed"]
    assert [(row.reason, row.debit, row.credit) for row in rows] == [
        (one.reason.value, one.debit, one.credit) for one in postings
    ]
    assert {(row.flow, row.actor, row.cents) for row in rows} == {("adjust", "pat", 700)}
    for row in rows:
        (alone,) = asked(house, row.posting_id, "posting")
        assert alone == row
