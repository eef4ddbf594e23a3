"""The words of a receipt: they add up, name the card by four digits, and say when it is void."""

from dataclasses import replace

import pytest

from almoner.core.report.receipt_slip import WIDTH, LaidOn, receipt_slip, slip_text
from tests.core.collect.samples import TODAY, receipt
from tests.core.report.samples import PATIENT, PRACTICE

TAKEN = replace(receipt(9, 5_000, spent=3_000), refunded_cents=500)
LAID = [LaidOn(TODAY, "Office visit", 3_000)]


def test_it_says_what_was_taken_and_where_it_lies() -> None:
    slip = receipt_slip(TAKEN, PRACTICE, PATIENT, LAID)
    assert (slip.taken, slip.how) == ("$50.00", "in cash")
    assert slip.rows == (
        (f"{TODAY:%m/%d/%Y}  Office visit", "30.00"),
        ("Kept for later services", "15.00"),
        ("Given back", "5.00"),
    )


@pytest.mark.parametrize(
    ("changes", "how"),
    [
        ({"method": "check", "reference": "1044"}, "by check 1044"),
        ({"method": "card", "card_last_four": "4242", "reference": "SIM1"}, "by card that ends in 4242"),
        ({"method": "payer", "reference": "Row 1"}, "with a payer's payment"),
    ],
)
def test_it_says_how(changes: dict[str, str], how: str) -> None:
    assert receipt_slip(replace(TAKEN, **changes), PRACTICE, PATIENT, []).how == how  # type: ignore[arg-type]


def test_a_void_and_a_return_are_told() -> None:
    void = replace(receipt(9, 5_000), returned_cents=5_000, returned_on=TODAY)
    assert "void" in receipt_slip(void, PRACTICE, PATIENT, []).note
    assert "owed again" in receipt_slip(replace(void, deposit_id=4), PRACTICE, PATIENT, []).note


def test_the_text_keeps_its_width() -> None:
    text = slip_text(
        receipt_slip(TAKEN, PRACTICE, PATIENT, [LaidOn(TODAY, "A long name of a service " * 6, 1)])
    )
    assert "Received $50.00 in cash." in text
    assert max(map(len, text.splitlines())) <= WIDTH
