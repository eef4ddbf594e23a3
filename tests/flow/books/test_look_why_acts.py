"""Every reason for which a flow moves money answers `why`: by which act, by whom, when, and what the file
at its place says.
"""

from dataclasses import replace
from datetime import date, datetime, time
from pathlib import Path

import pytest

from almoner.core.charge import SuperbillLine
from almoner.core.collect import Receipt
from almoner.core.collect.refund import Refund
from almoner.core.ledger import Posting, Reason
from almoner.core.party import Patient, Practice
from almoner.core.plan import Plan, reading
from almoner.core.schedule import Appointment
from almoner.flow.access import Actor
from almoner.flow.books import close
from almoner.flow.books.look_why import why
from almoner.flow.charge import charge
from almoner.flow.collect import absence, adjust, collect, collections, refund, returned, returned_fee
from almoner.flow.collect.adjust import Draft
from almoner.flow.collect.refund import Wish
from almoner.flow.remit import bank_rows, suspense, takebacks
from almoner.flow.remit.post import reverse
from almoner.flow.remit.takebacks import Onto, Pair
from almoner.flow.scrub import posting_rules
from almoner.store.commit import Cause, commit
from almoner.store.money.postings import postings_of
from almoner.store.money.why import Because
from almoner.store.session import books
from tests.flow.collect.test_adjust import denied
from tests.flow.collect.test_refund import overpaid
from tests.flow.cycle import Sent, faults, pay, sent_claim, take_in
from tests.flow.files import Payment, mirrored
from tests.flow.owing import owing, take
from tests.flow.remit.test_suspense import held
from tests.practices import DAY, House, add_patient, new_house, visit_of

ON = date(2026, 3, 16)
SECOND = ("CMA01", "CMA7788990")
LEVELS = {
    "WO": (Reason.RECOUPMENT, 1000),
    "L6": (Reason.INTEREST, -150),
    "50": (Reason.PENALTY, 200),
    "AP": (Reason.ADVANCE, -300),
    "CS": (Reason.PAYER_ADJUSTMENT, 50),
    "IR": (Reason.TAX, 60),
    "LE": (Reason.LEVY, 70),
    "72": (Reason.REFUND_ACKNOWLEDGED, 80),
    "ZZ": (Reason.PROVIDER_SUSPENSE, 90),
}


@pytest.fixture
def house(store: object) -> House:
    """A practice of the test's own."""
    assert store
    return new_house()


def who(house: House, role: str, name: str = "") -> Actor:
    return Actor(name or role, house.practice.id, frozenset({role}))


def posted(house: House, *reasons: Reason) -> list[Posting]:
    with books(house.practice.id) as session:
        return postings_of(session, **({"reason": [one.value for one in reasons]} if reasons else {}))


def told(house: House, *reasons: Reason) -> list[Because]:
    """What `why` answers of each posting of these reasons, asked by its own number."""
    with books(house.practice.id) as session:
        rows = session.rows(
            "SELECT id FROM posting WHERE practice_id = %s AND reason = ANY(%s) ORDER BY id",
            house.practice.id,
            [one.value for one in reasons],
        )
    answers = [why(house.actor, str(number)) for (number,) in rows]
    assert all(answer and answer.kind == "posting" for answer in answers)
    found = [row for answer in answers if answer for row in answer.rows]
    assert {row.reason for row in found} == {one.value for one in reasons}
    assert all((row.effective_on, bool(row.flow), bool(row.actor)) == (ON, True, True) for row in found)
    return found


def patient_number(house: House, sent: Sent) -> str:
    with books(house.practice.id) as session:
        return session.get(Patient, sent.claim.patient_id).number


def test_what_a_payer_decides_answers_with_its_segment(house: House) -> None:
    rule = posting_rules.PayerRule(holds=False, capitated=("99202-99215",))
    posting_rules.set_payer(house.actor, house.payers["MCR01"].id, rule, on=DAY, reason="agreed")
    two = sent_claim(house, covered=(("MCR01", "1EG4TE5MK73"), SECOND))
    pay(house, Payment("MCR01", "T1", [two.paid(8000, ("CO", "45", 5000), ("PR", "2", 2000))]), on=ON)
    owing(house, 5000, trace="T2")
    prepaid = sent_claim(house).paid(0, ("CO", "24", 15000))
    pay(house, Payment("MCR01", "T3", [prepaid], levels=(("CT", "MARCH", -50000),)), on=ON)
    odd = replace(sent_claim(house).paid(900, ("CO", "45", 14100)), control="STRANGE", payer_control="X")
    pay(house, Payment("MCR01", "T4", [odd]), on=ON)
    expected = {
        Reason.PAYMENT: "SVC*",
        Reason.CONTRACTUAL: "CAS*CO*45*",
        Reason.NEXT_PAYER: "CAS*PR*2*20",
        Reason.PATIENT_SHARE: "CAS*PR*1*50",
        Reason.CAPITATED: "CAS*CO*24*150",
        Reason.CAPITATION_PAID: "PLB*",
        Reason.SUSPENDED_CASH: "CLP*STRANGE*",
    }
    for reason, said in expected.items():
        rows = told(house, reason)
        assert all(row.said.startswith(said) for row in rows), reason
        assert {(row.flow, row.file) for row in rows} == {("post", "by hand: remittance.x12")}


def test_what_a_payer_moves_at_provider_level_answers_with_its_segment(house: House) -> None:
    sent = sent_claim(house)
    levels = tuple((code, f"R{code}", cents) for code, (_, cents) in LEVELS.items())
    pay(house, Payment("MCR01", "T1", [sent.paid(15000)], levels=levels), on=ON)
    for code, (reason, _) in LEVELS.items():
        (row,) = told(house, reason)
        assert f"{code}:R{code}*" in row.said
        assert row.carc == code
    (taken,) = {one.subject.remittance_id for one in posted(house, Reason.RECOUPMENT)}
    takebacks.place_takeback(house.actor, Pair(taken, 1), Onto(sent.claim.control), on=ON, why="their letter")
    (row,) = told(house, Reason.RECOUPMENT_PLACED)
    assert "their letter" in row.why
    assert row.line_control == sent.lines[0].control


def test_a_reversal_by_the_payer_and_by_us_answers_with_what_it_undoes(house: House) -> None:
    sent = sent_claim(house)
    first = sent.paid(9000, ("CO", "45", 6000))
    pay(house, Payment("MCR01", "T1", [first]), on=ON)
    second = pay(house, Payment("MCR01", "T2", [mirrored(first)], levels=(("WO", "PCN1", -9000),)), on=ON)
    back = [row for row in told(house, Reason.PAYMENT) if row.reverses]
    assert [row.said.partition("*-")[0] for row in back] == [f"CLP*{sent.claim.control}*22"]
    reverse(house.actor, second, on=ON, reason="the wrong file")
    again = [row for row in told(house, Reason.PAYMENT) if row.why == "the wrong file"]
    assert len(again) == 1
    assert again[0].reverses


def test_what_a_person_makes_of_suspended_cash_answers_with_who_and_why(house: House) -> None:
    for place, trace in enumerate(("T1", "T2", "T3")):
        odd = replace(
            sent_claim(house).paid(900, ("CO", "45", 14100)),
            control=f"STRANGE{place}",
            payer_control=f"X{place}",
        )
        pay(house, Payment("MCR01", trace, [odd]), on=ON)
    sent = sent_claim(house)
    first, second, third = (number for number, _, _ in held(house))
    suspense.place_on_claim(who(house, "biller"), first, sent.claim.control, on=ON)
    suspense.give_patient(who(house, "biller"), second, patient_number(house, sent), on=ON)
    asked = refund.ask_for_held(who(house, "biller"), third, on=ON, reason="paid twice")
    refund.decide_refund(who(house, "manager"), asked.id, is_approved=True, why="", on=ON)
    (placed,) = told(house, Reason.PAYMENT)
    assert (placed.flow, placed.actor, placed.said[:12]) == ("suspense", "biller", "CLP*STRANGE0")
    assert placed.why == f"placed on {sent.claim.control}"
    (given,) = told(house, Reason.SUSPENSE_TO_PATIENT)
    assert (given.actor, given.why, given.said[:12]) == ("biller", "a patient's own payment", "CLP*STRANGE1")
    (gone,) = [row for row in told(house, Reason.SUSPENSE_REFUNDED) if not row.reverses]
    assert (gone.flow, gone.actor) == ("refund", "manager")
    assert faults(house, on=ON) == []


def test_what_patients_and_the_bank_do_answers_with_who_and_the_row(house: House) -> None:
    alone = visit_of(house, add_patient(house), SuperbillLine("99213", 1, 15000, (1, 2)))
    charge.charge_visits(house.actor, [alone.id], on=ON)
    sent = owing(house, 5000)
    draft = Receipt(0, sent.claim.patient_id, "check", 6000, ON, "fay", reference="77")
    receipt = collect.take_receipt(who(house, "front_desk", "fay"), draft, on=ON)
    collect.lay_receipts(house.actor, [sent.claim.patient_id], on=ON)
    close.deposit_receipts(house.actor, on=ON)
    wish = Wish(1000, "paid too much")
    asked = refund.ask_for_patient(who(house, "biller"), receipt.id, wish, on=ON)
    through(house, asked)
    cheque = Receipt(0, sent.claim.patient_id, "check", 700, ON, "fay", reference="78")
    bounced = collect.take_receipt(house.actor, cheque, on=ON)
    close.deposit_receipts(house.actor, on=ON)
    returned_fee.set_fee(house.actor, 2000, on=ON, reason="the sign at the desk says so")
    returned.return_receipt(house.actor, bounced.id, 700, on=ON, reason="no cover")
    returned_fee.charge_fee(house.actor, bounced.id, on=ON)
    rows = "2026-03-16,eft,T1,MCR01,10000\n2026-03-16,eft,X,OTHER,400\n2026-03-16,deposit,F,FEE,-900\n"
    take_in(house, f"date,kind,trace,payer,cents\n{rows}".encode(), on=ON, name="bank.csv")
    (fee,) = (one for one in bank_rows.bank_rows(house.actor, on=ON).rows if one.row.cents < 0)
    bank_rows.take_bank_fee(house.actor, fee.task.id, on=ON)
    for reason, row in ((Reason.DEPOSIT_CASH, 1), (Reason.UNEXPLAINED_DEPOSIT, 2), (Reason.BANK_FEE, 3)):
        (found,) = told(house, reason)
        assert (found.file, found.element) == ("by hand: bank.csv", f"row {row}")
    assert {one.actor for one in told(house, Reason.RECEIPT) if one.cents == 6000} == {"fay"}
    (back,) = told(house, Reason.RETURNED_PAYMENT)
    assert back.why == "no cover"
    assert {row.flow for row in told(house, Reason.PATIENT_REFUND, Reason.REFUND_ISSUED)} == {"refund"}
    for reason in (
        Reason.SELF_PAY_CHARGE,
        Reason.CHARGE,
        Reason.ALLOCATION,
        Reason.DEPOSIT_RECEIPTS,
        Reason.RETURNED_FEE,
    ):
        rows_of = posted(house, reason)
        assert rows_of, reason
    assert faults(house, on=ON) == []


def through(house: House, asked: Refund) -> None:
    refund.decide_refund(who(house, "manager"), asked.id, is_approved=True, why="", on=ON)
    refund.issue_refund(who(house, "front_desk"), asked.id, method="check", number="5001", on=ON)


def test_a_payers_refund_answers_with_its_three_hands(house: House) -> None:
    sent = overpaid(house)
    asked = refund.ask_for_payer(who(house, "biller"), sent.claim.id, Wish(500, "overpaid"), on=ON)
    through(house, asked)
    refund.settle_refund(who(house, "biller"), asked.id, on=ON, reason="their letter of the day")
    by = {row.reason: (row.actor, row.why) for row in told(house, *REFUNDS)}
    assert by["payer_refund"][0] == "manager"
    assert by["refund_issued"][0] == "front_desk"
    assert by["refund_settled"] == ("biller", "their letter of the day")


REFUNDS = (Reason.PAYER_REFUND, Reason.REFUND_ISSUED, Reason.REFUND_SETTLED)


@pytest.mark.parametrize(
    ("reason_id", "reason"),
    [
        ("denial", Reason.DENIAL_WRITE_OFF),
        ("timely_filing", Reason.PAYER_WRITE_OFF),
        ("contractual", Reason.CONTRACTUAL_BY_HAND),
        ("paid_to_patient", Reason.BY_HAND_TO_PATIENT),
    ],
)
def test_what_a_person_gives_up_of_a_payer_answers_with_reason_and_note(
    reason_id: str, reason: Reason, house: House
) -> None:
    sent = denied(house)
    draft = Draft(reason_id, {(sent.lines[1].id, "payer_ar:1"): 2000}, "Nobody will.", claim_id=sent.claim.id)
    made = adjust.ask(who(house, "manager"), draft, on=ON)
    (row,) = told(house, reason)
    assert (row.flow, row.actor, row.why.endswith(": Nobody will.")) == ("adjust", "manager", True)
    adjust.take_back(who(house, "manager"), made.id, on=ON, why="It was decided anew.")
    done, back = told(house, reason)
    assert (back.why, bool(back.reverses), done.reverses) == ("It was decided anew.", True, "")


@pytest.mark.parametrize(
    ("reason_id", "reason"),
    [
        ("charity", Reason.CHARITY),
        ("courtesy", Reason.DISCOUNT),
        ("bad_debt", Reason.BAD_DEBT),
        ("small_balance", Reason.SMALL_BALANCE),
    ],
)
def test_what_a_person_gives_up_of_a_patient_answers_with_reason_and_note(
    reason_id: str, reason: Reason, house: House
) -> None:
    sent = owing(house, 900)
    places = {(sent.lines[0].id, "patient_ar"): 900}
    draft = Draft(reason_id, places, "As agreed.", patient_id=sent.claim.patient_id)
    adjust.ask(who(house, "manager"), draft, on=ON)
    (row,) = told(house, reason)
    assert (row.flow, row.actor, row.why.endswith(": As agreed.")) == ("adjust", "manager", True)
    if reason is Reason.BAD_DEBT:
        receipt = take(house, sent, 400)
        collections.lay_agency_money(who(house, "biller"), receipt.id, on=ON)
        (late,) = told(house, Reason.BAD_DEBT_RECOVERED)
        assert (late.actor, late.cents) == ("biller", 400)


def test_what_an_agency_does_answers_with_who_and_why(house: House) -> None:
    sent = owing(house, 5000)
    (made,) = collections.place_accounts(who(house, "biller"), [sent.claim.patient_id], "Harbor", on=ON)
    receipt = take(house, sent, 2000)
    collections.lay_agency_money(who(house, "biller"), receipt.id, on=ON)
    collections.write_off_batch(who(house, "manager"), made.batch_id, on=ON, reason="returned as lost")
    for reason in (Reason.COLLECTIONS_PLACED, Reason.COLLECTIONS_ALLOCATION):
        (row,) = told(house, reason)
        assert row.actor == "biller"
    (lost,) = told(house, Reason.COLLECTIONS_WRITTEN_OFF)
    assert (lost.actor, lost.why) == ("manager", "returned as lost")


def test_a_deferral_that_was_paid_back_in_money_names_who_settled_it(house: House) -> None:
    paid = sent_claim(house).paid(8000, ("CO", "45", 7000))
    pay(house, Payment("MCR01", "T1", [paid]), on=ON)
    levels = (("WO", "PCN1", -8000),)
    pair = Pair(pay(house, Payment("MCR01", "T2", [mirrored(paid)], levels=levels), on=ON), 1)
    asked = refund.ask_for_deferred(who(house, "biller"), pair, Wish(8000, "they asked for a check"), on=ON)
    refund.decide_refund(who(house, "manager"), asked.id, is_approved=True, why="", on=ON)
    refund.issue_refund(house.actor, asked.id, method="check", number="2001", on=ON)
    refund.settle_refund(who(house, "biller"), asked.id, on=ON, reason="they have it")
    (settled,) = told(house, Reason.DEFERRAL_REPAID)
    assert (settled.actor, settled.why) == ("biller", "they have it")


def test_the_fee_of_who_misses_a_visit_answers_with_who_noted_it(house: House) -> None:
    sent = sent_claim(house)
    with books(house.practice.id) as session:
        practice = session.get(Practice, house.practice.id)
        asking = replace(
            practice,
            version=practice.version + 1,
            absence_fee_cents=4000,
            first_absence_is_free=False,
            charges_everybody=True,
        )
        at = datetime.combine(ON, time(9))
        place = (house.provider.id, house.location.id)
        booked = Appointment(next(session.ids()), sent.claim.patient_id, *place, at, 20, "Follow-up")
        plan = Plan(on=ON, records=(asking, booked), reads=reading(practice))
        commit(session, plan, cause=Cause("setup", "ada"))
    assert absence.note_absence(who(house, "front_desk"), booked.id, on=ON).fee_cents == 4000
    (row,) = told(house, Reason.ABSENCE_FEE)
    assert (row.actor, row.cents, row.why) == ("front_desk", 4000, "the policy asks the fee")


def test_no_reason_is_left_out_of_these_walks() -> None:
    text = Path(__file__).read_text(encoding="utf-8")
    assert [one.name for one in Reason if f"Reason.{one.name}" not in text] == []
