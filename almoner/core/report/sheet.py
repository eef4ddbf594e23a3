"""A table that leaves the practice for a spreadsheet: what it is, its columns, and its rows as values.

Promises that a value is what it is wherever it opens: a text never begins a formula, money is exact cents.
"""

import csv
import io
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from almoner.core.money import dollars

FORMULA = ("=", "+", "-", "@", "\t", "\r")
"""How a text begins that a spreadsheet would take for a formula."""


@dataclass(frozen=True, slots=True)
class Cents:
    """An amount of money in a cell."""

    cents: int


Cell = str | int | Decimal | date | Cents | None
"""A text, a count, a number with decimals, a day, money, or nothing."""


@dataclass(frozen=True, slots=True)
class Column:
    """One column: its name in CSV, and its heading in a workbook. `is_dollars`: CSV says money as `12.30`;
    else as whole cents.
    """

    name: str
    heading: str = ""
    is_dollars: bool = False

    @property
    def title(self) -> str:
        """What stands above it in a workbook."""
        return self.heading or self.name.removesuffix("_cents").replace("_", " ").capitalize()


@dataclass(frozen=True, slots=True)
class Sheet:
    """A table with what it says: `about` are lines that define it (of what, as of when, as known when)."""

    title: str
    about: tuple[str, ...]
    columns: tuple[Column, ...]
    rows: Sequence[Sequence[Cell]]


def to_csv(sheet: Sheet) -> bytes:
    """Return the names of the columns and the rows as CSV, in UTF-8 with the line ends of RFC 4180."""
    out = io.StringIO(newline="")
    rows = csv.writer(out, lineterminator="\r\n")
    rows.writerow(column.name for column in sheet.columns)
    for row in sheet.rows:
        rows.writerow(_written(cell, column) for cell, column in zip(row, sheet.columns, strict=True))
    return out.getvalue().encode()


def _written(cell: Cell, column: Column) -> str:
    if isinstance(cell, Cents):
        return dollars(cell.cents).replace(",", "") if column.is_dollars else str(cell.cents)
    if isinstance(cell, date):
        return cell.isoformat()
    if isinstance(cell, str):
        return plain(cell)
    return "" if cell is None else str(cell)


def plain(text: str) -> str:
    """Return a text so that no spreadsheet takes it for a formula."""
    return f"'{text}" if text.startswith(FORMULA) else text
