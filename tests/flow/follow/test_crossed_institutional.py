"""An institutional claim that Medicare sent on itself, and one whose charges are taken back: as any claim,
with the lines named by revenue code and the condition that says why it goes again.
"""

from collections.abc import Sequence
from dataclasses import replace
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import pytest

from almoner.core.charge import ChargeLine
from almoner.core.chart.institutional import InstitutionalVisit
from almoner.core.claim import Claim, ClaimState
from almoner.core.remit import Remittance
from almoner.flow.claim import mend_hold, submit
from almoner.flow.claim.mend_hold import HoldMend
from almoner.flow.follow import follow, take_back
from almoner.flow.remit.post import post
from almoner.store.session import books
from tests.flow.clinic import MEDICARE, Clinic, new_clinic
from tests.flow.cycle import Sent, balances, faults, pay, take_in
from tests.flow.files import Decided, Payment, Served, paying
from tests.flow.follow.test_crossed import AFTER, SECOND, told, work
from tests.flow.follow.test_follow import ON

Reasons = tuple[tuple[str, str, int], ...]


@pytest.fixture
def clinic(store: object, tmp_path: Path) -> Clinic:
    assert store
    made = new_clinic(tmp_path)
    made.enroll("MCR01")
    made.enroll("CMA01")
    return made


def decided(sent: Sent, paid: Sequence[int], reasons: Sequence[Reasons], **odd: Any) -> Decided:
    """What a payer says of each line."""
    lines = zip(sent.lines, paid, reasons, strict=True)
    return Decided(sent.claim, tuple(Served(*each) for each in lines), **odd)


def crossed(clinic: Clinic) -> Sent:
    """Medicare has decided on a visit and its laboratory line, and sent the claim on."""
    first = clinic.bill(MEDICARE, SECOND)
    clinic.submit()
    told = decided(
        first, (8000, 2000), ((("CO", "45", 5000), ("PR", "2", 2000)), ()), status="19", payer_control="DCN1"
    )
    pay(clinic.house, Payment("MCR01", "T1", [told]), on=ON)
    assert first.claim.is_institutional
    return first


def by_revenue_code(clinic: Clinic, payment: Payment, *, on: date) -> None:
    """Post a payment whose payer names our lines by revenue code alone."""
    content = paying(clinic.house, payment)
    for code, revenue in (b"HC:99213:CG", b"NU:0521"), (b"HC:36415", b"NU:0300"):
        assert code in content
        content = content.replace(code, revenue)
    for remittance_id in take_in(clinic.house, content, on=on).remittance_ids:
        post(clinic.house.actor, remittance_id, on=on)


def test_the_second_payer_s_answer_by_revenue_code_ends_the_crossover(clinic: Clinic) -> None:
    first = crossed(clinic)
    assert balances(clinic.house, first)["payer_ar:2"] == 2000
    assert work(clinic.house) == ["crossover_watch"]
    told = decided(
        first,
        (1500, 0),
        ((("OA", "23", 13000), ("PR", "3", 500)), (("OA", "23", 2000),)),
        status="2",
        payer_control="S1",
    )
    by_revenue_code(clinic, Payment("CMA01", "S1", [told]), on=ON)
    assert work(clinic.house) == []
    assert balances(clinic.house, first) == {
        "cash": 11500,
        "contractual": 5000,
        "patient_ar": 500,
        "revenue": -17000,
    }
    assert faults(clinic.house, on=AFTER) == []


def test_where_nobody_answers_our_own_goes_in_the_second_payer_s_form(clinic: Clinic) -> None:
    first = crossed(clinic)
    follow.watch(clinic.house.actor, on=AFTER)
    (later,) = follow.bill_next(clinic.house.actor, first.claim.id, on=AFTER)
    assert (later.rank, later.is_institutional, later.state) == (2, True, ClaimState.READY)
    assert told(clinic.house, later) == {"MCR01": (10000, "DCN1")}
    assert submit.submit_ready(clinic.house.actor, on=AFTER) is not None
    (bill,) = [one for one in clinic.files("837I") if later.control in one]
    assert "SVD*MCR01*80*HC:99213:CG*0521*1~" in bill
    assert "SVD*MCR01*20*HC:36415*0300*1~" in bill
    assert "REF*F8*DCN1~" in bill
    answer = decided(
        replace(first, claim=later),
        (1500, 0),
        ((("OA", "23", 13000), ("PR", "3", 500)), (("OA", "23", 2000),)),
        status="2",
        payer_control="S1",
    )
    by_revenue_code(clinic, Payment("CMA01", "S1", [answer]), on=AFTER)
    assert balances(clinic.house, first)["patient_ar"] == 500
    assert faults(clinic.house, on=AFTER) == []


def paid(clinic: Clinic) -> Sent:
    """A clinic's visit that Medicare has paid."""
    sent = clinic.bill()
    clinic.submit()
    whole = decided(sent, (15000, 2000), ((), ()), payer_control="DCN1")
    pay(clinic.house, Payment("MCR01", "T1", [whole]), on=ON)
    assert clinic.now(sent.claim).state is ClaimState.PAID
    return sent


def stops(clinic: Clinic, made: Claim) -> list[str]:
    return [one.edit for one in clinic.revision(made).findings if one.is_stopping]


def taken_back(clinic: Clinic, line: ChargeLine) -> None:
    take_back.take_back(clinic.house.actor, line.id, on=ON, reason="of another patient")


def said(clinic: Clinic, sent: Sent, *conditions: str) -> Claim:
    """Say conditions of the visit where the claim is held."""
    held = clinic.now(sent.claim)
    wanted = HoldMend(held.revision_id, institutional=InstitutionalVisit(conditions=conditions))
    return mend_hold.mend(clinic.house.actor, held.id, wanted, on=ON)


def test_a_replacement_after_a_take_back_waits_for_what_changed(clinic: Clinic) -> None:
    sent = paid(clinic)
    taken_back(clinic, sent.lines[1])
    assert clinic.revision(sent.claim).frequency == "7"
    assert stops(clinic, sent.claim) == ["INS-18"]
    assert said(clinic, sent, "D6").state is ClaimState.HELD
    assert said(clinic, sent, "D1").state is ClaimState.READY
    assert faults(clinic.house, on=ON) == []


def test_a_void_after_a_take_back_says_why_and_d1_is_no_reason_of_a_void(clinic: Clinic) -> None:
    sent = paid(clinic)
    taken_back(clinic, sent.lines[1])
    said(clinic, sent, "D1")
    submit.submit_ready(clinic.house.actor, on=ON)
    whole = replace(sent, lines=sent.lines[:1])
    again = decided(whole, (15000,), ((),), payer_control="DCN2")
    first = decided(sent, (-15000, -2000), ((), ()), status="22", payer_control="DCN1")
    pay(clinic.house, Payment("MCR01", "T2", [first, again]), on=ON + timedelta(days=1))
    taken_back(clinic, sent.lines[0])
    assert clinic.revision(sent.claim).frequency == "8"
    assert stops(clinic, sent.claim) == ["INS-26"], "D1 was told of the replacement"
    (finding,) = [one for one in clinic.revision(sent.claim).findings if one.is_stopping]
    assert "D1 (charges)" in finding.mend
    assert said(clinic, sent, "D6").state is ClaimState.READY
    assert submit.submit_ready(clinic.house.actor, on=ON) is not None
    void = clinic.files("837I")[-1]
    assert "71:A:8**" in void
    assert "HI*BG:D6~" in void
    with books(clinic.house.practice.id) as session:
        assert len(session.find(Remittance)) == 2
