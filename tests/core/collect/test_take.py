"""Taking money: one receipt, one posting, and a clear word about what cannot be taken."""

from dataclasses import replace
from itertools import count

import pytest

from almoner.core.collect import Receipt, Target, take
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
        (replace(DRAFT, method="transfer"), "trace"),
        (replace(DRAFT, reference="4242 4242-4242 4242"), "never kept"),
        (replace(DRAFT, note="card 4242424242424242"), "never kept"),
        (replace(DRAFT, note="x" * 101), "100"),
        (replace(DRAFT, reference="a\nb"), "printable"),
        (replace(DRAFT, card_last_four="42424"), "last four"),
        (replace(DRAFT, visit_id=0, target=Target.VISIT), "names the visit"),
        (replace(DRAFT, target=Target.PLAN), "names the plan"),
        (replace(DRAFT, plan_id=7), "names the plan"),
    ],
)
def test_a_fault_is_named_and_nothing_is_taken(draft: Receipt, word: str) -> None:
    (fault,) = faults(draft)
    assert word in fault.said
    with pytest.raises(AssertionError):
        take(draft, ids=count(1), on=TODAY)


def test_a_draft_brings_nothing_that_only_a_later_act_may_say() -> None:
    odd = replace(DRAFT, allocated_cents=1, refunded_cents=2, returned_cents=3, deposit_id=4, version=5)
    (made,) = take(odd, ids=count(90), on=TODAY).records
    assert made == replace(DRAFT, id=90)


def test_a_good_draft_has_no_fault() -> None:
    assert faults(DRAFT) == []
    assert faults(replace(DRAFT, method="check", reference="1044")) == []
