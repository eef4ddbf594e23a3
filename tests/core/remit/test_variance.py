"""Underpayments against a contract price, and the cut that is none."""

from dataclasses import replace

import pytest

from tests.core.remit.samples import Books, clp, contract_price, era, make_book, svc


@pytest.mark.parametrize(
    ("adjustments", "paid", "said"),
    [
        (["CO 45 20", "PR 2 16"], "64", []),
        (["CO 45 30", "PR 2 14"], "56", [("FIN-05", 10_00)]),
        (["CO 45 20", "CO 253 1.28", "PR 2 16"], "62.72", [("FIN-09", 1_28)]),
        (["CO 45 25", "CO 253 1.20", "PR 2 15"], "58.80", [("FIN-05", 5_00)]),
        (["CO 45 20", "OA 100 16"], "64", []),
        (["CO 45 30", "OA 100 14"], "56", [("FIN-05", 10_00)]),
        (["CO 45 20.01", "PR 2 16"], "63.99", [("FIN-05", 1)]),
        (["CO 50 100"], "0", []),
        (["CO 45 10", "PR 2 18"], "72", []),
    ],
)
def test_a_line_against_its_contract_price(
    adjustments: list[str], paid: str, said: list[tuple[str, int]]
) -> None:
    book = make_book()
    books = Books.of(replace(book, prices={book.lines[0].id: contract_price(80_00)}))
    planned, _ = books.plan(
        era(clp("A1", "1", "100", paid), svc("HC:99213", "100", paid, *adjustments, control="L1"))
    )
    found = [each for each in planned.plan.findings if each.edit.startswith("FIN")]
    assert [(each.edit, each.cents) for each in found] == said
    assert all(each.line == 1 and each.because.row for each in found)


def test_without_a_price_nothing_is_said() -> None:
    planned, _ = Books.of(make_book()).plan(
        era(clp("A1", "1", "100", "10"), svc("HC:99213", "100", "10", "CO 45 90", control="L1"))
    )
    assert [each for each in planned.plan.findings if each.edit.startswith("FIN")] == []


def test_what_a_contract_leaves_is_written_off_once_over_all_reasons_of_a_line() -> None:
    book = make_book()
    books = Books.of(replace(book, prices={book.lines[0].id: contract_price(60_00)}))
    rows = svc("HC:99213", "100", "30", "CO 45 25", "CO 131 25", "CO 44 20", control="L1")
    books.take(era(clp("A1", "1", "100", "30"), rows))
    assert (books.total("contractual"), books.receivable()) == (40_00, {"payer_ar:1": 30_00})
    assert [(each.what, each.cents) for each in books.tasks.values()] == [("variance", 30_00)]
