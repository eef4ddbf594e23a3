"""A value is what it is in CSV: no text begins a formula, money is exact, nothing is nothing."""

import csv
import io
from datetime import date
from decimal import Decimal

from hypothesis import given
from hypothesis import strategies as st

from almoner.core.report.sheet import FORMULA, Cents, Column, Sheet, plain, to_csv


def written(*cells: object, is_dollars: bool = False) -> list[str]:
    columns = tuple(Column(f"c{place}", is_dollars=is_dollars) for place in range(len(cells)))
    rows = list(csv.reader(io.StringIO(to_csv(Sheet("T", (), columns, [cells])).decode())))  # type: ignore[list-item]
    return rows[1]


def test_each_kind_of_value() -> None:
    cells = ("a", 7, -7, Decimal("12.30"), date(2026, 3, 1), Cents(-123456), None)
    assert written(*cells) == ["a", "7", "-7", "12.30", "2026-03-01", "-123456", ""]
    assert written(Cents(-123456), Cents(5), is_dollars=True) == ["-1234.56", "0.05"]


def test_a_column_has_a_heading() -> None:
    assert [Column("debit_cents").title, Column("x", "Paid").title] == ["Debit", "Paid"]


@given(st.text(max_size=20).filter(lambda text: "\r" not in text and "\x00" not in text))
def test_no_text_begins_a_formula_and_every_other_stays(text: str) -> None:
    (cell, _) = written(text, 1)
    assert not cell.startswith(FORMULA)
    assert cell.removeprefix("'") == text.removeprefix("'")
    assert plain(text) == text or text.startswith(FORMULA)
