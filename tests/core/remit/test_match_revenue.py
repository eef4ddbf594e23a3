"""Matching the lines of institutional claims: by our number, by revenue code alone, by both codes."""

from dataclasses import replace

import pytest

from almoner.core.remit.desk import Book
from tests.core.remit.samples import Books, clp, era, make_book, svc
from tests.core.remit.test_match import held

VISIT, DRAWN = ("L1", "99213:CG", 100_00), ("L2", "36415", 40_00)


def institutional(*lines: tuple[str, str, int], codes: tuple[str, ...]) -> Book:
    book = make_book("A1", lines)
    return replace(book, revenue_codes={line.id: code for line, code in zip(book.lines, codes, strict=True)})


def paid(book: Book, *services: list[str], all_paid: str = "140") -> dict[str, int]:
    """What each of our lines was paid, by its number."""
    books = Books.of(book)
    books.take(era(clp("A1", "1", "140", all_paid), *services))
    controls = {line.id: line.control for line in book.lines}
    return {controls[one.subject.line_id]: one.cents for one in books.postings if one.debit == "cash"}


@pytest.mark.parametrize(
    ("first", "second"),
    [
        ("NU:0521", "NU:0300"),
        ("NU:521", "NU:300"),
        ("HC:99213:CG", "HC:36415"),
        ("NU:0521", "HC:36415"),
    ],
)
def test_a_line_is_known_by_its_revenue_code_or_its_procedure(first: str, second: str) -> None:
    book = institutional(VISIT, DRAWN, codes=("0521", "0300"))
    services = (svc(second, "40", "40"), svc(first, "100", "100"))
    assert paid(book, *services) == {"L1": 100_00, "L2": 40_00}


def test_our_number_goes_before_both() -> None:
    alike = (("L1", "99213", 70_00), ("L2", "99213", 70_00))
    book = institutional(*alike, codes=("0521", "0521"))
    services = (
        svc("NU:0521", "70", "60", "CO 45 10", control="L2"),
        svc("NU:0521", "70", "70", control="L1"),
    )
    assert paid(book, *services, all_paid="130") == {"L2": 60_00, "L1": 70_00}


def test_two_procedures_alike_are_told_apart_by_their_revenue_codes() -> None:
    alike = (("L1", "99213", 70_00), ("L2", "99213", 70_00))
    book = institutional(*alike, codes=("0521", "0900"))
    first, second = svc("HC:99213", "70", "60", "CO 45 10"), svc("HC:99213", "70", "70")
    told = [[f"{first[0]}*0900", *first[1:]], [f"{second[0]}*0521", *second[1:]]]
    assert paid(book, *told, all_paid="130") == {"L2": 60_00, "L1": 70_00}


def test_a_revenue_code_that_we_did_not_send_is_nobody_s() -> None:
    book = institutional(VISIT, DRAWN, codes=("0521", "0300"))
    data = era(clp("A1", "1", "140", "140"), svc("NU:0521", "100", "100"), svc("NU:0450", "40", "40"))
    assert "never sent" in held(Books.of(book), data)


def test_a_professional_claim_has_none_and_is_matched_as_before() -> None:
    book = make_book("A1", (VISIT, DRAWN))
    assert paid(book, svc("HC:99213:CG", "100", "100"), svc("HC:36415", "40", "40")) == {
        "L1": 100_00,
        "L2": 40_00,
    }


@pytest.mark.parametrize("named", ["NU:0300", "NU:300"])
def test_a_line_of_another_claim_that_the_payer_merged_is_known_by_its_revenue_code(named: str) -> None:
    first = institutional(("L1", "99213", 100_00), codes=("0521",))
    other = make_book("A2", [("M1", "36415", 40_00)])
    other = replace(other, revenue_codes={other.lines[0].id: "0300"})
    books = Books.of(first, other)
    services = (svc("NU:0521", "100", "90", "CO 45 10", control="L1"), svc(named, "40", "40", control="M1"))
    books.take(era(clp("A1", "1", "140", "130"), *services))
    posted = {one.subject.claim_id: one.cents for one in books.postings if one.debit == "cash"}
    assert posted == {first.claim.id: 90_00, other.claim.id: 40_00}
