"""The fee for a missed visit: asked by the policy alone, once for a booking, and its own line of the bill."""

from dataclasses import replace
from datetime import date, datetime, time, timedelta

import pytest

from almoner.core.charge import ChargeLine
from almoner.core.collect.absence_fee import (
    NO_CHARGE,
    Missed,
    asked_cents,
    fee_back,
    fee_of,
    fees_of,
    is_late,
    standing_fee,
    why_no_fee,
)
from almoner.core.ledger import Account, Reason, Subject
from almoner.core.ledger.posting import Effect, balance, post
from almoner.core.party import Address, Payer, PayerKind, Practice
from almoner.core.report.statement_lines import statement_lines
from almoner.core.schedule import Appointment, VisitType

ON = date(2026, 3, 16)
HOME = Address("1 Elm", "Albany", "NY", "122080000")
LINE = ChargeLine(7, 3, 4, 1, 5, 6, 1, "L1", "99213", 1, 15000, ("E119",), date(2026, 3, 2), "11")
PRACTICE = replace(
    Practice(1, "P", "", "", "", "EI", HOME, "", "", ""), absence_fee_cents=4000, first_absence_is_free=False
)
PAYER = Payer(5, "A", PayerKind.COMMERCIAL, "CI", "A", "A", "A", HOME, 90, 30)
BOOKING = Appointment(9, 1, 5, 6, datetime.combine(ON, time(9)), 20, "Check")
MISSED = Missed(BOOKING, VisitType(2, "Check", 20, ON), (PAYER,), 0, LINE)


@pytest.mark.parametrize(
    ("missed", "practice", "why"),
    [
        (MISSED, PRACTICE, ""),
        (replace(MISSED, payers=()), PRACTICE, ""),
        (replace(MISSED, type=None), PRACTICE, ""),
        (MISSED, replace(PRACTICE, absence_fee_cents=0), "The practice asks no fee."),
        (
            replace(MISSED, type=replace(VisitType(2, "Check", 20, ON), has_absence_fee=False)),
            PRACTICE,
            "A visit of this type has no fee.",
        ),
        (
            replace(MISSED, payers=(PAYER, replace(PAYER, payer_kind=PayerKind.MEDICAID))),
            PRACTICE,
            "The patient's payer allows no fee.",
        ),
        (
            replace(MISSED, payers=(replace(PAYER, bars_absence_fee=True),)),
            PRACTICE,
            "The patient's payer allows no fee.",
        ),
        (
            replace(MISSED, payers=(PAYER, replace(PAYER, payer_kind=PayerKind.MEDICARE))),
            PRACTICE,
            "Medicare allows the fee where everybody is asked alike, which Set-up does not say.",
        ),
        (
            replace(MISSED, payers=(replace(PAYER, payer_kind=PayerKind.MEDICARE),)),
            replace(PRACTICE, charges_everybody=True),
            "",
        ),
        (MISSED, replace(PRACTICE, first_absence_is_free=True), "The first missed visit is free."),
        (replace(MISSED, missed_before=1), replace(PRACTICE, first_absence_is_free=True), ""),
        (replace(MISSED, beside=None), PRACTICE, NO_CHARGE),
    ],
)
def test_the_policy_decides(missed: Missed, practice: Practice, why: str) -> None:
    assert why_no_fee(missed, practice) == why


@pytest.mark.parametrize(("hours", "before"), [(24, 23), (2, -1)])
def test_late_is_within_the_hours_of_notice(hours: int, before: int) -> None:
    at = BOOKING.starts_at - timedelta(hours=before)
    assert is_late(BOOKING, replace(PRACTICE, cancel_notice_hours=hours), at=at)


@pytest.mark.parametrize(("hours", "before"), [(0, -1), (24, 25), (24, 24)])
def test_nobody_is_late_before_them_or_where_no_notice_is_asked(hours: int, before: int) -> None:
    at = BOOKING.starts_at - timedelta(hours=before)
    assert not is_late(BOOKING, replace(PRACTICE, cancel_notice_hours=hours), at=at)


def test_the_fee_of_its_type_goes_before_the_practice_s() -> None:
    own = replace(MISSED, type=VisitType(2, "Check", 20, ON, absence_fee_cents=9000))
    assert (asked_cents(own, PRACTICE), asked_cents(MISSED, PRACTICE)) == (9000, 4000)
    assert why_no_fee(own, replace(PRACTICE, absence_fee_cents=0)) == ""


def test_a_fee_is_the_patients_own_and_is_taken_back_exactly() -> None:
    fee = fee_of(MISSED, 4000, nth=0, on=ON)
    assert (fee.debit, fee.credit) == (Account.PATIENT_AR.value, Account.REVENUE.value)
    assert (fee.subject.claim_id, fee.subject.line_id) == (0, LINE.id)
    back = fee_back(fee, on=ON)
    assert balance([fee, back], Account.PATIENT_AR) == 0
    assert standing_fee(9, [fee]) == fee
    assert standing_fee(9, [fee, back]) is None
    again = fee_of(MISSED, 4000, nth=1, on=ON)
    assert again.key != fee.key
    assert standing_fee(9, [fee, back, again]) == again
    other = fee_of(replace(MISSED, booking=replace(BOOKING, id=90)), 4000, nth=0, on=ON)
    assert fees_of(9, [fee, back, other]) == [fee]


def test_each_fee_is_a_line_of_the_bill_with_its_reason() -> None:
    subject = Subject(patient_id=1, line_id=7)
    own = post(Effect(Reason.SELF_PAY_CHARGE, 15000, subject, key="c"), on=ON)
    check = post(Effect(Reason.RETURNED_FEE, 2000, subject, key="r"), on=ON)
    missed = fee_of(MISSED, 4000, nth=0, on=ON)
    paid = post(Effect(Reason.ALLOCATION, 18000, subject, key="a"), on=ON)
    service, returned, absence = statement_lines(LINE, [own, check, missed, paid], {})
    assert (service.owed_cents, service.patient_paid_cents) == (0, 15000)
    assert (returned.owed_cents, returned.patient_paid_cents) == (0, 2000)
    assert (absence.label, absence.owed_cents, absence.patient_paid_cents) == (
        "Fee for a missed visit",
        3000,
        1000,
    )
    assert "did not come" in absence.why
    assert len(statement_lines(LINE, [own, missed, fee_back(missed, on=ON)], {})) == 1
