"""A workbook is read with shared and inline texts, numbers, days and gaps; bad ones are refused."""

import zipfile
from pathlib import Path

import pytest

from almoner.store.shipped.code_files.source import sources
from almoner.store.shipped.code_files.tally import CodeFileError

SPACE = 'xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"'
SHEET = f"""<worksheet {SPACE}><sheetData>
<row r="1"><c r="A1" t="s"><v>0</v></c><c r="C1" t="inlineStr"><is><t>fee</t></is></c></row>
<row r="3"><c r="A3"><v>99213</v></c><c r="B3" s="1"><v>46023</v></c><c r="C3"><v>120.5</v></c></row>
</sheetData></worksheet>"""


def workbook(path: Path, sheet: str) -> Path:
    """A workbook with one sheet, a shared text and a style that shows a day."""
    with zipfile.ZipFile(path, "w") as archive:
        archive.writestr("xl/workbook.xml", "<workbook/>")
        archive.writestr("xl/sharedStrings.xml", f"<sst {SPACE}><si><t>co</t><t>de</t></si></sst>")
        styles = f'<styleSheet {SPACE}><cellXfs><xf numFmtId="0"/><xf numFmtId="14"/></cellXfs></styleSheet>'
        archive.writestr("xl/styles.xml", styles)
        archive.writestr("xl/worksheets/sheet1.xml", sheet)
    return path


def test_rows_with_their_numbers(tmp_path: Path) -> None:
    (source,) = sources(workbook(tmp_path / "a.xlsx", SHEET))
    assert source.is_workbook
    assert list(source.rows()) == [(1, ["code", "", "fee"]), (3, ["99213", "2026-01-01", "120.5"])]


@pytest.mark.parametrize(
    "sheet", ['<!DOCTYPE x [<!ENTITY a "b">]><worksheet/>', "<worksheet", SHEET.replace("<v>0<", "<v>7<")]
)
def test_a_bad_workbook_is_refused(tmp_path: Path, sheet: str) -> None:
    (source,) = sources(workbook(tmp_path / "a.xlsx", sheet))
    with pytest.raises(CodeFileError, match="workbook"):
        list(source.rows())
