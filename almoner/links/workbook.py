"""Workbooks (XLSX) of the tables that leave the practice.

Promises that a cell is the value that it was given: texts are texts whatever they begin with, money and
numbers are numbers with two decimals, days are dates. The same table gives the same bytes. Nothing is written
to the disk on the way.
"""

import io
from datetime import date, datetime
from decimal import Decimal
from typing import Any

from almoner.core.report.sheet import Cell, Cents, Sheet

LONGEST_TEXT = 32_767
MOST_ROWS = 1_000_000
"""A worksheet ends soon after; the flows' own limits are lower."""
WIDEST, NARROWEST, LOOKED_AT = 48, 9, 200
_OPTIONS = {
    "in_memory": True,
    "strings_to_formulas": False,
    "strings_to_numbers": False,
    "strings_to_urls": False,
}
_CREATED = datetime(2000, 1, 1)  # noqa: DTZ001 - no instant: the same table is the same file


def workbook(sheet: Sheet) -> bytes:
    """Return a workbook of one sheet: title, what defines it, and the rows under a heading that stays."""
    from xlsxwriter import Workbook  # it takes a while to load

    assert len(sheet.rows) <= MOST_ROWS, "the flow has limited the rows"
    out = io.BytesIO()
    with Workbook(out, _OPTIONS) as book:
        book.set_properties({"title": sheet.title, "created": _CREATED})
        _fill(book, sheet)
    return out.getvalue()


def _fill(book: Any, sheet: Sheet) -> None:
    page = book.add_worksheet(sheet.title[:31].translate(str.maketrans("[]:*?/\\", "       ")))
    bold = book.add_format({"bold": True})
    formats = {
        "money": book.add_format({"num_format": "#,##0.00"}),
        "day": book.add_format({"num_format": "yyyy-mm-dd"}),
    }
    page.write_string(0, 0, sheet.title, bold)
    for number, line in enumerate(sheet.about, 1):
        page.write_string(number, 0, line[:LONGEST_TEXT])
    top = len(sheet.about) + 2
    for place, column in enumerate(sheet.columns):
        page.write_string(top, place, column.title, bold)
    for number, row in enumerate(sheet.rows, top + 1):
        for place, cell in enumerate(row):
            _write(page, (number, place), cell, formats)
    page.freeze_panes(top + 1, 0)
    page.autofilter(top, 0, top + len(sheet.rows), len(sheet.columns) - 1)
    for place, column in enumerate(sheet.columns):
        shown = [column.title, *(str(_shown(row[place])) for row in sheet.rows[:LOOKED_AT])]
        page.set_column(place, place, min(max(NARROWEST, *map(len, shown)) + 2, WIDEST))


def _write(page: Any, at: tuple[int, int], cell: Cell, formats: dict[str, Any]) -> None:
    if isinstance(cell, Cents):
        page.write_number(*at, Decimal(cell.cents) / 100, formats["money"])
    elif isinstance(cell, Decimal):
        page.write_number(*at, cell, formats["money"])
    elif isinstance(cell, int):
        page.write_number(*at, cell)
    elif isinstance(cell, date):
        page.write_datetime(*at, cell, formats["day"])
    elif cell:
        page.write_string(*at, cell[:LONGEST_TEXT])


def _shown(cell: Cell) -> object:
    return cell.cents if isinstance(cell, Cents) else "" if cell is None else cell
