"""A slip for the bank's counter: its rows are its sum, each check by its number, and nobody's name."""

from dataclasses import replace
from datetime import date

import pytest

from almoner.core.collect import Deposit, DepositKind, Receipt
from almoner.core.money import cents
from almoner.core.report.deposit_slip import deposit_slip
from tests.core.report.samples import PATIENT, PRACTICE

ON = date(2026, 3, 5)
CASH = Receipt(11, PATIENT.id, "cash", 2000, ON, "ann")
CHECK = Receipt(12, PATIENT.id, "check", 4550, ON, "ann", reference="1043")
INSIDE = [CHECK, CASH, replace(CASH, id=13, cents=500), replace(CHECK, id=14, cents=100, reference="77\n")]
SLIP = Deposit(9, DepositKind.SLIP, "S9", 7150, ON, receipt_ids=(11, 12, 13, 14))


def test_cash_is_one_sum_and_each_check_has_its_number() -> None:
    page = deposit_slip(SLIP, INSIDE, PRACTICE)
    assert page.rows == (("Cash", "25.00"), ("Check 1043", "45.50"), ("Check 77", "1.00"))
    assert (page.taken, page.heading, dict(page.facts)["Checks"]) == ("$71.50", "Deposit slip", "2")


def test_its_rows_sum_to_it_and_a_slip_that_is_not_its_receipts_is_our_mistake() -> None:
    card = Receipt(15, PATIENT.id, "card", 900, ON, "ann", reference="SIM1", card_last_four="4242")
    inside = [*INSIDE, card, replace(card, id=16, method="transfer", cents=50)]
    page = deposit_slip(replace(SLIP, cents=8100), inside, PRACTICE)
    assert sum(cents(amount) for _, amount in page.rows) == 8100
    assert [name for name, _ in page.rows][-2:] == ["Cards", "Transfers"]
    with pytest.raises(AssertionError):
        deposit_slip(SLIP, INSIDE[:-1], PRACTICE)


def test_it_names_nobody() -> None:
    said = str(deposit_slip(SLIP, INSIDE, PRACTICE))
    assert PATIENT.name.last not in said
    assert PATIENT.number not in said
