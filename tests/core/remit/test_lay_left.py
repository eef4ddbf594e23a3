"""A later payer that counts more as settled before than earlier payers did leaves money open: it is work."""

import pytest

from tests.core.remit.test_crossover import books_of, first, second, take


@pytest.mark.parametrize(("settled", "paid", "left"), [("90", "10", 6_00), ("84.01", "15.99", 1)])
def test_a_rest_that_the_later_payer_gives_no_reason_for_has_an_owner(
    settled: str, paid: str, left: int
) -> None:
    books = books_of()
    take(books, first(), of_second=False)
    take(books, second(f"OA 23 {settled}", paid=paid), of_second=True)
    assert books.receivable() == {"payer_ar:2": left}
    assert books.open_work() == ["left_open"]
    (task,) = (task for task in books.tasks.values() if task.what == "left_open")
    assert task.cents == left


def test_nothing_paid_and_all_called_settled_has_an_owner_too() -> None:
    books = books_of()
    take(books, first(), of_second=False)
    take(books, second("OA 23 100", paid="0"), of_second=True)
    assert books.receivable() == {"payer_ar:2": 16_00}
    assert books.open_work() == ["left_open"]
