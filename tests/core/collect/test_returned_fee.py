"""The fee for a returned check: what may be asked, for what, and that it is taken back exactly."""

from dataclasses import replace
from datetime import date

import pytest

from almoner.core.charge import ChargeLine
from almoner.core.collect.receipt import Receipt
from almoner.core.collect.returned_fee import (
    Limit,
    charge,
    charge_faults,
    fee_faults,
    read_limits,
    standing_fee,
    waive,
)
from almoner.core.ledger import Account, Reason, Subject
from almoner.core.ledger.posting import Effect, balance, post
from almoner.core.report.statement_lines import statement_lines

ON = date(2026, 3, 16)
LINE = ChargeLine(7, 3, 4, 1, 5, 6, 1, "L1", "99213", 1, 15000, ("E119",), date(2026, 3, 2), "11")
BOUNCED = Receipt(
    9, 1, "check", 5000, ON, "desk", version=4, deposit_id=8, returned_cents=5000, returned_on=ON
)


def test_the_limits_are_read_by_state_and_refused_where_they_are_none() -> None:
    found = read_limits('[[state]]\nstate = "NY"\nmost_cents = 2000\nsource = "a law"')
    assert found == {"NY": Limit(2000, "a law")}
    unknown = read_limits('[[state]]\nstate = "OH"\nsource = "it limits an agency"\nterms = "x"')
    assert unknown == {"OH": Limit(None, "it limits an agency", "x")}
    for broken in (
        "",
        "state = [1]",
        '[[state]]\nstate = "NY"\nmost_cents = 2000\nsource = ""',
        '[[state]]\nstate = "NY"\nsource = "a"\n[[state]]\nstate = "NY"\nsource = "b"',
        "[[state]]",
        'state = "NY"',
        '[[state]]\nstate = "NY"\nmost_cents = 20.0\nsource = "a law"',
    ):
        with pytest.raises(ValueError, match="returned fee"):
            read_limits(broken)


@pytest.mark.parametrize(
    ("cents", "limit", "count"),
    [
        (0, None, 0),
        (2000, Limit(2000, "x"), 0),
        (2001, Limit(2000, "x"), 1),
        (2001, Limit(None, "x"), 0),
        (10001, Limit(None, "x"), 1),
        (-1, None, 1),
        (10001, None, 1),
    ],
)
def test_a_fee_stays_within_the_states_limit(cents: int, limit: Limit | None, count: int) -> None:
    assert len(fee_faults(cents, limit)) == count


def test_it_is_asked_once_of_a_check_that_came_back() -> None:
    assert charge_faults(BOUNCED, []) == []
    assert charge_faults(replace(BOUNCED, method="card"), []) == ["The fee is for a check."]
    assert charge_faults(replace(BOUNCED, returned_cents=0), []) == ["The bank has not returned it."]
    assert charge_faults(replace(BOUNCED, deposit_id=0), []) == ["The bank has not returned it."]
    (fee,) = charge(BOUNCED, LINE, 2000, nth=0, on=ON).postings
    assert charge_faults(BOUNCED, [fee]) == ["Its fee was charged already."]


def test_it_is_the_patients_and_other_income_and_is_taken_back_exactly() -> None:
    plan = charge(BOUNCED, LINE, 2000, nth=0, on=ON)
    (fee,) = plan.postings
    assert (fee.debit, fee.credit, fee.cents, fee.reason) == (
        "patient_ar",
        "revenue",
        2000,
        Reason.RETURNED_FEE,
    )
    assert (fee.subject.line_id, fee.subject.receipt_id, fee.subject.patient_id) == (7, 9, 1)
    assert plan.reads == {("receipt", 9): 4}
    (back,) = waive(fee, on=ON).postings
    assert balance([fee, back], Account.PATIENT_AR) == 0
    assert standing_fee([fee, back]) is None
    (again,) = charge(BOUNCED, LINE, 2000, nth=2, on=ON).postings
    assert standing_fee([fee, back, again]) == again


@pytest.mark.parametrize(
    ("paid", "expected"),
    [
        (0, [(15000, 0, 15000), (2000, 0, 2000)]),
        (15000, [(15000, 15000, 0), (2000, 0, 2000)]),
        (16500, [(15000, 15000, 0), (2000, 1500, 500)]),
        (17000, [(15000, 15000, 0), (2000, 2000, 0)]),
        (18000, [(15000, 16000, -1000), (2000, 2000, 0)]),
    ],
)
def test_the_bill_shows_it_as_a_line_of_its_own(paid: int, expected: list[tuple[int, int, int]]) -> None:
    subject = Subject(1, line_id=7)
    postings = [post(Effect(Reason.SELF_PAY_CHARGE, 15000, subject, "charge"), on=ON)]
    postings += charge(BOUNCED, LINE, 2000, nth=0, on=ON).postings
    if paid:
        postings.append(post(Effect(Reason.ALLOCATION, paid, subject, "alloc"), on=ON))
    shown = statement_lines(LINE, postings, {})
    assert [(one.charge_cents, one.patient_paid_cents, one.owed_cents) for one in shown] == expected
    for one in shown:
        parts = one.insurance_paid_cents + one.adjusted_cents + one.patient_paid_cents + one.with_payer_cents
        assert one.charge_cents == parts + one.owed_cents
    assert shown[1].label == "Fee for a returned check"


def test_a_fee_that_was_forgiven_shows_as_taken_off() -> None:
    subject = Subject(1, line_id=7)
    postings = [post(Effect(Reason.SELF_PAY_CHARGE, 15000, subject, "charge"), on=ON)]
    postings += charge(BOUNCED, LINE, 2000, nth=0, on=ON).postings
    postings.append(post(Effect(Reason.ALLOCATION, 15000, subject, "alloc"), on=ON))
    postings.append(post(Effect(Reason.DISCOUNT, 2000, subject, "act"), on=ON))
    own, fee = statement_lines(LINE, postings, {})
    assert (own.owed_cents, fee.adjusted_cents, fee.owed_cents, own.why) == (0, 2000, 0, "")
