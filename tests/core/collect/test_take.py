"""Taking money: one receipt, one posting, and a clear word about what cannot be taken."""

from dataclasses import replace
from itertools import count

import pytest

from almoner.core.collect import Receipt, take
from almoner.core.collect.take import faults
from almoner.core.ledger import Posting, Reason, Subject
from tests.core.collect.samples import TODAY, receipt

DRAFT = replace(receipt(0, 2_500), visit_id=4)


def test_a_receipt_lies_in_the_drawer_and_on_no_line() -> None:
    plan = take(DRAFT, ids=count(90), on=TODAY)
    assert plan.records == (replace(DRAFT, id=90),)
    assert plan.postings == (
        Posting(
            debit="undeposited",
            credit="unapplied",
            cents=2_500,
            reason=Reason.RECEIPT,
            effective_on=TODAY,
            key="receipt:90",
            subject=Subject(patient_id=1, visit_id=4, receipt_id=90),
        ),
    )


def test_two_equal_receipts_of_a_day_are_two() -> None:
    ids = count(90)
    first, second = take(DRAFT, ids=ids, on=TODAY), take(DRAFT, ids=ids, on=TODAY)
    assert first.postings[0].key != second.postings[0].key


@pytest.mark.parametrize(
    ("draft", "word"),
    [
        (replace(DRAFT, cents=0), "0.00"),
        (replace(DRAFT, cents=-1), "0.00"),
        (replace(DRAFT, cents=10_000_001), "100,000.00"),
        (replace(DRAFT, method="barter"), "cash, check, card"),
        (replace(DRAFT, method="check"), "number"),
        (replace(DRAFT, taken_by=""), "who"),
    ],
)
def test_a_fault_is_named_and_nothing_is_taken(draft: Receipt, word: str) -> None:
    (fault,) = faults(draft)
    assert word in fault
    with pytest.raises(AssertionError):
        take(draft, ids=count(1), on=TODAY)


def test_a_good_draft_has_no_fault() -> None:
    assert faults(DRAFT) == []
    assert faults(replace(DRAFT, method="check", reference="1044")) == []
