"""A workbook holds the very values: read again by zip and XML alone, no text is a formula or a number."""

import io
import re
import zipfile
from datetime import date, timedelta
from decimal import Decimal
from xml.etree import ElementTree

import pytest

from almoner.core.report.sheet import Cell, Cents, Column, Sheet
from almoner.links.workbook import workbook

SPACE = {"x": "http://schemas.openxmlformats.org/spreadsheetml/2006/main"}
COLUMNS = (Column("claim"), Column("paid_cents"), Column("on"))
EVIL = ("=1+1", "+1", "-1", "@SUM(A1)", "\tx", "007", "1E5", "https://x.example/", "{=A1}", "'q", "<b>&")


def made(*rows: tuple[Cell, ...]) -> Sheet:
    return Sheet("Sheet [1]: all", ("As of 2026-03-01",), COLUMNS, rows)


class Read:
    """What a workbook says: texts and numbers by place, and the formats of the numbers."""

    def __init__(self, content: bytes) -> None:
        with zipfile.ZipFile(io.BytesIO(content)) as parts:
            assert parts.testzip() is None
            self.names = parts.namelist()
            self.page = parts.read("xl/worksheets/sheet1.xml").decode()
            texts = ElementTree.fromstring(parts.read("xl/sharedStrings.xml"))
            styles = ElementTree.fromstring(parts.read("xl/styles.xml"))
        said = ["".join(one.itertext()) for one in texts.findall("x:si", SPACE)]
        formats = [each.get("numFmtId") for each in styles.findall("x:cellXfs/x:xf", SPACE)]
        codes = {
            each.get("numFmtId"): each.get("formatCode") for each in styles.findall(".//x:numFmt", SPACE)
        }
        codes["4"] = "#,##0.00"
        self.texts: dict[str, str] = {}
        self.numbers: dict[str, tuple[str, str | None]] = {}
        for cell in ElementTree.fromstring(self.page).findall(".//x:c", SPACE):
            place, value = str(cell.get("r")), str(cell.findtext("x:v", "", SPACE))
            if cell.get("t") == "s":
                self.texts[place] = said[int(value)]
            else:
                style = formats[int(cell.get("s", "0"))]
                self.numbers[place] = (value, codes.get(str(style)))


@pytest.mark.parametrize("text", EVIL)
def test_a_text_stays_a_text_whatever_it_begins_with(text: str) -> None:
    read = Read(workbook(made((text, None, None))))
    assert read.texts["A5"] == text
    assert "<f" not in read.page
    assert "<hyperlink" not in read.page
    assert read.numbers == {}


@pytest.mark.parametrize("cents", [0, 1, -1, 10, 123_456_789_012, -99])
def test_money_is_a_number_to_the_cent_with_two_decimals(cents: int) -> None:
    read = Read(workbook(made((None, Cents(cents), None))))
    value, shown = read.numbers["B5"]
    assert (Decimal(value), shown) == (Decimal(cents) / 100, "#,##0.00")


def test_counts_decimals_and_days() -> None:
    on = date(2026, 3, 1)
    read = Read(workbook(made((7, Decimal("12.34"), on))))
    assert read.numbers["A5"] == ("7", None)
    assert read.numbers["B5"] == ("12.34", "#,##0.00")
    value, shown = read.numbers["C5"]
    assert (date(1899, 12, 30) + timedelta(days=int(value)), shown) == (on, "yyyy-mm-dd")


def test_the_heading_stays_and_above_it_stands_what_it_is() -> None:
    read = Read(workbook(made(("A1", Cents(1), None))))
    assert [read.texts[place] for place in ("A1", "A2", "A4", "B4", "C4")] == [
        "Sheet [1]: all",
        "As of 2026-03-01",
        "Claim",
        "Paid",
        "On",
    ]
    assert re.search(r'<pane ySplit="4" topLeftCell="A5" [^>]*state="frozen"', read.page)
    assert not [name for name in read.names if "vba" in name or "external" in name]


def test_the_same_table_is_the_same_file_and_long_texts_end() -> None:
    sheet = made(("x" * 40_000, Cents(1), date(2026, 3, 1)))
    content = workbook(sheet)
    assert content == workbook(sheet)
    assert len(Read(content).texts["A5"]) == 32_767
