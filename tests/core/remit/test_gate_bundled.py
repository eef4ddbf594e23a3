"""Z7: a line that is bundled into a paid one, with and without a rule of the payer's contract (2.10)."""

from dataclasses import replace
from typing import Any

import pytest

from tests.core.remit.samples import Books, clp, era, make_book, svc


@pytest.mark.parametrize("carc", ["97", "B15"])
def test_z7_a_bundled_line_in_a_paid_claim_stays_open(carc: str) -> None:
    books = Books.of(make_book(lines=[("L1", "99213", 100_00), ("L2", "93000", 40_00)]))
    books.take(
        era(
            clp("A1", "1", "140", "80"),
            svc("HC:99213", "100", "80", "CO 45 20", control="L1"),
            svc("HC:93000", "40", "0", f"CO {carc} 40", control="L2"),
        )
    )
    assert [one.cents for one in books.postings] == [80_00, 20_00]
    assert books.receivable() == {"payer_ar:1": 40_00}
    assert books.open_work() == ["bundling_review"]
    assert books.claim().state == "denied"


def visit_and(
    second: str, *, status: str = "1", first: tuple[str, ...] = ("80", "CO 45 20"), **rules: Any
) -> Books:
    """Books after a claim of a visit and a lesser line, under rules of the payer's contract."""
    books = Books.of(make_book(lines=[("L1", "99213", 100_00), ("L2", "93000", 40_00)]))
    books.desk = replace(books.desk, bundled_reasons=frozenset({"97"}), **rules)
    books.take(
        era(
            clp("A1", status, "140", first[0]),
            svc("HC:99213", "100", *first, control="L1"),
            svc("HC:93000", "40", "0", *second.split(", "), control="L2"),
        )
    )
    return books


@pytest.mark.parametrize("second", ["CO 97 40", "CO 45 15, CO 97 25"])
def test_z7_a_bundled_line_is_written_off_under_a_listed_rule(second: str) -> None:
    books = visit_and(second)
    assert (books.receivable(), books.open_work(), books.claim().state) == ({}, [], "paid")
    assert sum(one.cents for one in books.postings if one.debit == "contractual") == 60_00


def test_z7_what_the_patient_owes_for_the_other_line_pays_the_claim_too() -> None:
    books = visit_and("CO 97 40", first=("0", "CO 45 20", "PR 1 80"))
    assert books.receivable() == {"patient_ar": 80_00}


@pytest.mark.parametrize(
    ("second", "rules"),
    [
        ("CO 236 40", {}),
        ("PI 97 40", {}),
        ("CO 97 30, CO 50 10", {}),
        ("CO 97 40", {"status": "4"}),
        ("CO 97 40", {"first": ("0", "CO 50 100")}),
        ("CO 97 40", {"write_off_hold": True}),
    ],
)
def test_z7_without_the_rule_or_a_paid_claim_or_beside_a_refusal_it_stays_open(
    second: str, rules: dict[str, Any]
) -> None:
    books = visit_and(second, **rules)
    assert books.receivable()["payer_ar:1"] >= 40_00
    assert not any(one.carc == "97" for one in books.postings)
    assert books.open_work()


def test_z7_a_reversal_takes_the_bundled_write_off_back() -> None:
    books = visit_and("CO 97 40")
    books.take(
        era(
            clp("A1", "22", "-140", "-80"),
            svc("HC:99213", "-100", "-80", "CO 45 -20", control="L1"),
            svc("HC:93000", "-40", "0", "CO 97 -40", control="L2"),
            trace="T2",
            check="-80",
        )
    )
    assert books.receivable() == {"payer_ar:1": 140_00}


def test_z7_what_is_bundled_in_a_claim_that_pays_nothing_is_refused_whatever_else_is_settled() -> None:
    book = replace(make_book(), is_capitated=True)
    books = Books.of(book)
    books.desk = replace(books.desk, bundled_reasons=frozenset({"97"}))
    rows = svc("HC:99213", "100", "0", "CO 24 60", "CO 97 40", control="L1")
    planned = books.take(era(clp("A1", "1", "100", "0"), rows))
    assert [(item.kind, item.cents, item.is_refused) for item in planned.items] == [
        ("bundling_review", 40_00, True)
    ]
    assert (books.receivable(), books.claim().state) == ({"payer_ar:1": 40_00}, "denied")
