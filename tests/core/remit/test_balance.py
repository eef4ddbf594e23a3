"""The balance equations: each failure is named, nothing is invented, and the cash of a failing claim waits in
suspense.
"""

import pytest

from almoner.core.remit import RemittanceState
from almoner.core.remit.balance import faults, is_share_stated
from tests.core.remit.samples import Books, cas, clp, era, make_book, moves, read_one, svc


def test_a_claim_that_balances_has_no_fault() -> None:
    data = era(clp("A1", "1", "100", "64", "16"), svc("HC:99213", "100", "64", "CO 45 20", "PR 2 16"))
    assert faults(read_one(data).advices[0]) == []


@pytest.mark.parametrize(
    ("segments", "equation"),
    [
        ([clp("A1", "1", "100", "67.5"), *svc("HC:99213", "100", "67.5", "CO 45 20")], "BQ1"),
        ([clp("A1", "1", "100", "64"), cas("CO 45 20")], "BQ2"),
        ([clp("A1", "1", "100", "80"), *svc("HC:99213", "90", "70", "CO 45 20")], "BQ3"),
        ([clp("A1", "1", "100", ""), *svc("HC:99213", "100", "80", "CO 45 20")], "cannot be read"),
        ([clp("A1", "1", "100", "80"), *svc("HC:99213", "100", "8O", "CO 45 20")], "cannot be read"),
    ],
)
def test_each_failing_equation_is_named(segments: list[str], equation: str) -> None:
    (advice,) = read_one(era(segments, check="0")).advices
    assert any(equation in fault for fault in faults(advice))


def test_a_line_short_by_twelve_fifty_goes_to_suspense_and_is_explained() -> None:
    books = Books.of(make_book())
    planned = books.take(
        era(clp("A1", "1", "100", "67.50"), svc("HC:99213", "100", "67.50", "CO 45 20", control="L1"))
    )
    assert moves(planned.plan) == [("cash", "suspense", 67_50)]
    (held,) = planned.suspense
    assert (held.claim, held.cents) == ("A1", 67_50)
    assert "12.50" in held.why
    assert books.open_work() == ["unbalanced_claim"]
    assert books.claim().state == "suspended"


@pytest.mark.parametrize("check", ["79.99", "80.01", "0", "8O", ""])
def test_a_check_that_is_not_its_parts_posts_nothing(check: str) -> None:
    books = Books.of(make_book())
    segments = [clp("A1", "1", "100", "80"), *svc("HC:99213", "100", "80", "CO 45 20", control="L1")]
    planned = books.take(era(segments, check=check))
    assert planned.plan.postings == ()
    assert [remittance.state for remittance in books.remittances.values()] == [RemittanceState.UNBALANCED]
    assert books.open_work() == ["unbalanced_remittance"]
    assert books.claim().state == "accepted"


def test_an_unreadable_claim_amount_holds_the_whole_check() -> None:
    planned = Books.of(make_book()).take(era(clp("A1", "1", "100", "x"), check="80"))
    assert planned.plan.postings == ()


def test_a_stated_share_that_differs_is_only_a_finding() -> None:
    books = Books.of(make_book())
    segments = [clp("A1", "1", "100", "80", "5"), *svc("HC:99213", "100", "80", "CO 45 20", control="L1")]
    planned = books.take(era(segments))
    assert [finding.edit for finding in planned.plan.findings] == ["BQ5"]
    assert books.claim().state == "paid"


@pytest.mark.parametrize(
    ("segments", "told"),
    [
        (
            [clp("A1", "1", "100", "70"), cas("CO 45 10"), *svc("HC:99213", "100", "80", "CO 45 20")],
            [],
        ),
        (
            [clp("A1", "1", "100", "72"), cas("CO 45 10"), *svc("HC:99213", "100", "80", "CO 45 20")],
            [
                "claim: $100.00 less adjustments $30.00 is $70.00, paid is $72.00, off by -$2.00 (BQ2)",
                "the lines pay $80.00 less $10.00 of the claim, the claim pays $72.00 (BQ3)",
            ],
        ),
        (
            [clp("A1", "1", "100", "80"), *svc("HC:99213", "90", "70", "CO 45 20")],
            [
                "the lines charge $90.00, the claim $100.00 (BQ3)",
                "the lines pay $70.00 less $0.00 of the claim, the claim pays $80.00 (BQ3)",
            ],
        ),
        (
            [clp("A1", "1", "90", "70"), cas("CO 45 -10"), *svc("HC:99213", "100", "60", "CO 45 40")],
            [
                "claim: $90.00 less adjustments $30.00 is $60.00, paid is $70.00, off by -$10.00 (BQ2)",
                "the lines charge $100.00, the claim $90.00 (BQ3)",
            ],
        ),
        (
            [
                clp("A1", "1", "200", "150"),
                *svc("HC:99213", "100", "80", "CO 45 20"),
                *svc("HC:99214", "100", "70", "CO 45 20"),
            ],
            [
                "line 2: $100.00 less adjustments $20.00 is $80.00, paid is $70.00, off by $10.00 (BQ1)",
                "claim: $200.00 less adjustments $40.00 is $160.00, paid is $150.00, off by $10.00 (BQ2)",
            ],
        ),
    ],
)
def test_a_failing_equation_is_told_with_its_amounts(segments: list[str], told: list[str]) -> None:
    (advice,) = read_one(era(segments, check="0")).advices
    assert faults(advice) == told


def test_the_line_whose_amount_cannot_be_read_is_named() -> None:
    good, bad = svc("HC:99213", "100", "80", "CO 45 20"), svc("HC:99213", "100", "8O", "CO 45 20")
    (advice,) = read_one(era([clp("A1", "1", "200", "160"), *good, *bad], check="0")).advices
    assert faults(advice) == ["an amount of line 2 cannot be read"]


@pytest.mark.parametrize(
    ("status", "patient", "is_stated"),
    [
        ("1", "26", True),
        ("1", "16", False),
        ("1", "10", False),
        ("1", "6", False),
        ("1", "", False),
        ("1", "x", True),
        ("22", "5", True),
    ],
)
def test_a_stated_share_is_that_of_the_claim_and_its_lines_together(
    status: str, patient: str, *, is_stated: bool
) -> None:
    lines = svc("HC:99213", "100", "64", "CO 45 20", "PR 2 16")
    (advice,) = read_one(era(clp("A1", status, "100", "54", patient), cas("PR 1 10"), lines)).advices
    assert is_share_stated(advice) == is_stated
