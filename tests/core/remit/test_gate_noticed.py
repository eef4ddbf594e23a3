"""What an advance notice makes of a refusal: the patient's where they signed it, never where there is none,
and asked again where the payer gives it to the practice.
"""

from dataclasses import replace

import pytest

from almoner.core.remit import Book
from tests.core.remit.samples import Books, clp, era, make_book, svc

SHARE, WRITTEN_OFF = ("patient_ar", "payer_ar:1"), ("contractual", "payer_ar:1")


def book(modifier: str, *, is_signed: bool) -> Book:
    """A claim of one line of 100.00 with a modifier, about which a notice was signed or not."""
    made = make_book(lines=(("L1", ":".join(filter(None, ("99213", modifier))), 100_00),))
    return replace(made, noticed=frozenset({made.lines[0].id})) if is_signed else made


def laid(of: Book, *adjustments: str, paid: str = "0") -> Books:
    books = Books.of(of)
    code = ":".join(("HC", "99213", *of.lines[0].modifiers))
    books.take(era(clp("A1", "1", "100", paid), svc(code, "100", paid, *adjustments, control="L1")))
    return books


def posted(books: Books) -> list[tuple[str, str, int]]:
    return [(each.debit, each.credit, each.cents) for each in books.postings]


@pytest.mark.parametrize("modifier", ["GA", "GX"])
@pytest.mark.parametrize("carc", ["50", "96", "119"])
def test_what_was_signed_for_is_the_patients_and_the_rest_may_be_written_off(
    modifier: str, carc: str
) -> None:
    books = laid(book(modifier, is_signed=True), f"PR {carc} 80", "CO 45 20")
    assert posted(books) == [(*SHARE, 80_00), (*WRITTEN_OFF, 20_00)]
    assert books.denials == {}
    assert books.open_work() == []


@pytest.mark.parametrize(("modifier", "is_signed"), [("GA", False), ("", True), ("25", True), ("", False)])
def test_without_a_signed_notice_or_its_modifier_a_refusal_waits(modifier: str, *, is_signed: bool) -> None:
    books = laid(book(modifier, is_signed=is_signed), "PR 50 100")
    assert posted(books) == []
    assert [one.carc for one in books.denials.values()] == ["50"]


def test_a_notice_is_about_no_other_reason() -> None:
    books = laid(book("GA", is_signed=True), "PR 29 100")
    assert posted(books) == []
    assert [one.carc for one in books.denials.values()] == ["29"]


@pytest.mark.parametrize("carc", ["50", "96"])
def test_a_line_that_says_to_be_without_a_notice_is_never_the_patients(carc: str) -> None:
    books = laid(book("GZ", is_signed=True), f"PR {carc} 80", "CO 45 20")
    assert posted(books) == []
    assert {one.carc: one.cents for one in books.denials.values()} == {carc: 100_00}


@pytest.mark.parametrize("carc", ["50", "96"])
def test_where_such_a_line_is_paid_in_part_the_rest_is_not_written_off(carc: str) -> None:
    books = laid(book("GZ", is_signed=False), f"PR {carc} 30", "CO 45 20", paid="50")
    assert [(debit, cents) for debit, _, cents in posted(books)] == [("cash", 50_00)]


def test_a_share_of_such_a_line_is_the_patients_all_the_same() -> None:
    assert posted(laid(book("GZ", is_signed=False), "PR 1 100")) == [(*SHARE, 100_00)]


def test_what_the_payer_gives_the_practice_though_it_was_signed_for_is_asked_again() -> None:
    books = laid(book("GA", is_signed=True), "CO 50 100")
    assert posted(books) == []
    assert books.open_work() == ["coverage_review"]


def test_a_refusal_of_the_patients_group_keeps_the_rest_from_being_written_off() -> None:
    books = laid(book("", is_signed=False), "PR 50 30", "CO 45 20", paid="50")
    assert [(debit, cents) for debit, _, cents in posted(books)] == [("cash", 50_00)]
    assert {one.carc: one.cents for one in books.denials.values()} == {"50": 50_00}
