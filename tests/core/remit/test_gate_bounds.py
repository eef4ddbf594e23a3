"""Where one side of a rule of the gate ends: who may say what, and the cent from which it counts."""

from dataclasses import replace
from typing import Any

import pytest

from tests.core.remit.samples import Books, clp, contract_price, era, make_book, moves, svc
from tests.core.remit.test_gate import PAID, SHARE, WRITTEN_OFF, as_second, laid, posted


def test_a_first_payer_has_no_earlier_one_to_leave_anything_to() -> None:
    books = laid("OA 23 100")
    assert (posted(books), books.open_work(), books.claim().state) == ([], ["other_adjustment"], "denied")


def test_what_a_later_payer_leaves_to_an_earlier_one_is_no_work_and_anything_else_is() -> None:
    books = Books.of(as_second(16_00))
    rows = svc("HC:99213", "100", "16", "OA 23 84", control="L1")
    planned, plan = books.plan(era(clp("A1", "2", "100", "16"), rows))
    assert (moves(plan), planned.items) == ([("cash", "payer_ar:2", 16_00)], ())
    rows = svc("HC:99213", "100", "6", "OA 23 84", "OA 101 10", control="L1")
    planned, plan = books.plan(era(clp("A1", "2", "100", "6"), rows))
    assert moves(plan) == [("cash", "payer_ar:2", 6_00)]
    assert [(item.kind, item.cents) for item in planned.items] == [("other_adjustment", 10_00)]


@pytest.mark.parametrize(
    ("refused", "contract"), [("50 0.01", "19.99"), ("24 30", "-10"), ("96 0.01", "19.99")]
)
def test_a_cent_refused_keeps_the_contract_from_being_written_off(refused: str, contract: str) -> None:
    books = laid(f"CO {refused}", f"CO 45 {contract}", paid="80")
    assert posted(books) == [(*PAID, 80_00)]
    assert books.receivable() == {"payer_ar:1": 20_00}
    assert books.claim().state == "denied"


@pytest.mark.parametrize("refused", ["50 0", "50 -10"])
def test_nothing_or_less_refused_is_no_refusal(refused: str) -> None:
    rest = {"50 0": "20", "50 -10": "30"}[refused]
    books = laid(f"CO {refused}", f"CO 45 {rest}", paid="80")
    assert posted(books) == [(*PAID, 80_00), (*WRITTEN_OFF, int(rest) * 100)]
    assert books.claim().state == "paid"


def test_capitated_care_keeps_the_contract_only_where_it_is_none() -> None:
    book = replace(make_book(), is_capitated=True)
    books = laid("CO 24 30", "CO 45 20", paid="50", book=book)
    moved = [(*PAID, 50_00), ("capitation", "payer_ar:1", 30_00), (*WRITTEN_OFF, 20_00)]
    assert (posted(books), books.receivable(), books.open_work()) == (moved, {}, [])
    books = laid("CO 24 30", "CO 45 20", paid="50")
    assert (posted(books), books.open_work()) == ([(*PAID, 50_00)], ["denial"])


def test_what_the_plan_does_not_cover_is_the_patients_beside_a_payment_and_refused_under_a_contract() -> None:
    books = laid("PR 96 30", "CO 45 20", paid="50")
    assert posted(books) == [(*PAID, 50_00), (*SHARE, 30_00), (*WRITTEN_OFF, 20_00)]
    books = laid("CO 96 30", "CO 45 20", paid="50")
    assert (posted(books), books.open_work()) == ([(*PAID, 50_00)], ["denial"])


@pytest.mark.parametrize(("rows", "paid"), [(("PR 96 99.99",), "0.01"), (("PR 96 99.99", "PR 1 0.01"), "0")])
def test_a_cent_paid_or_shared_makes_what_is_not_covered_the_patients(
    rows: tuple[str, ...], paid: str
) -> None:
    books = laid(*rows, paid=paid)
    assert books.receivable() == {"patient_ar": 100_00 - round(float(paid) * 100)}
    assert books.open_work() == []


@pytest.mark.parametrize("nothing", ["PR 1 0", "CO 45 0", "CO 225 0", "CO 999 0"])
def test_an_adjustment_of_nothing_changes_nothing_of_a_refusal(nothing: str) -> None:
    books = laid("PR 96 100", nothing)
    assert (posted(books), books.open_work(), books.claim().state) == ([], ["coverage_review"], "denied")


def test_interest_is_income_from_a_cent_on_and_what_the_payer_keeps_of_it_is_asked_about() -> None:
    books = laid("OA 225 -0.01", "CO 45 20", paid="80.01")
    assert posted(books) == [(*PAID, 80_00), ("cash", "interest", 1), (*WRITTEN_OFF, 20_00)]
    books = laid("OA 225 1", "CO 45 19", paid="80")
    assert (books.open_work(), books.receivable()) == (["other_adjustment"], {"payer_ar:1": 1_00})


def visit_and_bundled(*first: str, **rules: Any) -> Books:
    """Books after a claim whose second line is bundled under a rule of the payer's contract."""
    books = Books.of(make_book(lines=[("L1", "99213", 100_00), ("L2", "93000", 40_00)]))
    books.desk = replace(books.desk, bundled_reasons=frozenset({"97"}), **rules)
    paid = first[0]
    rows = svc("HC:99213", "100", *first, control="L1")
    books.take(era(clp("A1", "1", "140", paid), rows, svc("HC:93000", "40", "0", "CO 97 40", control="L2")))
    return books


def test_a_bundled_line_that_may_not_be_written_off_is_kept_as_what_it_is() -> None:
    assert visit_and_bundled("80", "CO 45 20", write_off_hold=True).open_work() == ["write_off_hold"] * 2
    refused = visit_and_bundled("0", "CO 50 100")
    assert refused.open_work() == ["bundling_review", "denial"]
    assert refused.claim().state == "denied"


@pytest.mark.parametrize("first", [("0.01", "CO 45 99.99"), ("0", "CO 45 99.99", "PR 1 0.01")])
def test_a_cent_of_the_claim_paid_or_shared_lets_a_bundled_line_go(first: tuple[str, ...]) -> None:
    books = visit_and_bundled(*first)
    assert sum(one.cents for one in books.postings if one.carc == "97") == 40_00


def test_a_bundled_line_in_an_unpaid_claim_keeps_its_contract_too() -> None:
    books = Books.of(make_book(lines=[("L1", "99213", 100_00), ("L2", "93000", 40_00)]))
    books.desk = replace(books.desk, bundled_reasons=frozenset({"97"}))
    refused = svc("HC:99213", "100", "0", "CO 50 100", control="L1")
    bundled = svc("HC:93000", "40", "0", "CO 45 15", "CO 97 25", control="L2")
    books.take(era(clp("A1", "1", "140", "0"), refused, bundled))
    assert (posted(books), books.receivable()) == ([], {"payer_ar:1": 140_00})


OFF, ASKED = [("contractual", "payer_ar:2", 16_00)], ["underpayment"]


@pytest.mark.parametrize(
    ("rows", "moved", "work"),
    [
        (("OA 23 84", "CO 45 16"), OFF, []),
        (("OA 23 0.01", "CO 45 99.99"), OFF, []),
        (("OA 23 -0.01", "CO 45 100.01"), [], ASKED),
        (("CO 45 100",), [], ASKED),
        (("OA 23 84", "CO 50 16"), [], ["denial"]),
        (("OA 23 84", "OA 101 16"), [], ["other_adjustment"]),
        (("OA 23 100",), [], ["left_open"]),
    ],
)
def test_a_second_payer_that_pays_nothing_writes_off_only_beside_what_the_first_has_met(
    rows: tuple[str, ...], moved: list[tuple[str, str, int]], work: list[str]
) -> None:
    data = era(clp("A1", "2", "100", "0"), svc("HC:99213", "100", "0", *rows, control="L1"))
    _, plan = Books.of(as_second(16_00)).plan(data)
    assert (moves(plan), [task.what for task in plan.tasks]) == (moved, work)


def test_a_first_payer_meets_nothing_by_speaking_of_an_earlier_one() -> None:
    assert laid("OA 23 50", "CO 45 50").open_work() == ["underpayment"]


def test_a_cent_paid_meets_the_contract_as_far_as_the_payer_may_write_off() -> None:
    books = laid("CO 45 99.99", paid="0.01")
    assert posted(books) == [(*PAID, 1), (*WRITTEN_OFF, 80_00)]
    assert books.open_work() == ["variance"]
    (task,) = books.tasks.values()
    assert task.why.endswith(
        "No contract price is known, and without one at most 80.00% of the $100.00 charged is written off "
        "for this payer."
    )
    assert posted(laid("CO 45 100")) == []


def test_a_price_above_the_charge_leaves_nothing_to_write_off() -> None:
    book = make_book()
    priced = replace(book, prices={book.lines[0].id: contract_price(120_00)})
    books = laid("CO 45 0.01", paid="99.99", book=priced)
    assert (books.receivable(), [task.cents for task in books.tasks.values()]) == ({"payer_ar:1": 1}, [1])
