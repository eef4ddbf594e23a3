"""The first filled sheet of an XLSX workbook as rows of texts, read with the standard library and bounded:
a workbook is an archive of XML from outside."""

import re
import xml.etree.ElementTree as ET
import zipfile
import zlib
from collections.abc import Iterator
from datetime import date, timedelta
from typing import IO

from almoner.store.shipped.code_files.tally import CodeFileError

_MOST_XML = 400 << 20
_MOST_COLUMNS = 1_000
_DAMAGE = (
    *(zipfile.BadZipFile, zlib.error, EOFError, ET.ParseError),
    *(LookupError, ValueError, NotImplementedError, RuntimeError),
)
_DAMAGED = "the workbook is damaged: save it again, or save the sheet as CSV"
_DAY_FORMATS = {*range(14, 23), *range(45, 48)}
_SPACE = "{http://schemas.openxmlformats.org/spreadsheetml/2006/main}"


def sheet_rows(file: IO[bytes], *, most_bytes: int = _MOST_XML) -> Iterator[tuple[int, list[str]]]:
    """Each row with its number. Days are written YYYY-MM-DD, numbers as they stand. `most_bytes` bounds what
    a part of the workbook unpacks to."""
    try:
        with zipfile.ZipFile(file) as archive:
            if any(info.file_size > most_bytes for info in archive.infolist()):
                raise CodeFileError("the workbook is too large: save the sheet as CSV")
            yield from _first_filled(archive)
    except _DAMAGE:
        raise CodeFileError(_DAMAGED) from None


def _first_filled(archive: zipfile.ZipFile) -> Iterator[tuple[int, list[str]]]:
    texts, days = _shared(archive), _day_styles(archive)
    for name in _sheets(archive):
        rows = _rows(_open(archive, name), texts, days)
        first = next(rows, None)
        if first is not None:
            yield first
            yield from rows
            return


def _open(archive: zipfile.ZipFile, name: str) -> IO[bytes]:
    with archive.open(name) as member:
        start = member.read(4096)
    if b"<!DOCTYPE" in start or b"<!ENTITY" in start:
        raise CodeFileError("the workbook defines entities, which no workbook needs: save it again")
    return archive.open(name)


def _sheets(archive: zipfile.ZipFile) -> list[str]:
    names = [name for name in archive.namelist() if re.fullmatch(r"xl/worksheets/sheet\d+\.xml", name)]
    return sorted(names, key=lambda name: int(re.sub(r"\D", "", name)))


def _shared(archive: zipfile.ZipFile) -> list[str]:
    if "xl/sharedStrings.xml" not in archive.namelist():
        return []
    texts = []
    for _, node in ET.iterparse(_open(archive, "xl/sharedStrings.xml")):  # noqa: S314 - entities are refused
        if node.tag == f"{_SPACE}si":
            texts.append("".join(part.text or "" for part in node.iter(f"{_SPACE}t")))
            node.clear()
    return texts


def _day_styles(archive: zipfile.ZipFile) -> set[int]:
    """The numbers of the styles that show a day."""
    if "xl/styles.xml" not in archive.namelist():
        return set()
    root = ET.parse(_open(archive, "xl/styles.xml")).getroot()  # noqa: S314 - entities are refused
    formats = set(_DAY_FORMATS)
    for node in root.iter(f"{_SPACE}numFmt"):
        shape = re.sub(r'"[^"]*"|\[[^\]]*\]', "", node.get("formatCode", "")).lower()
        if "yy" in shape or ("d" in shape and "m" in shape):
            formats.add(int(node.get("numFmtId", "0")))
    cells = root.find(f"{_SPACE}cellXfs")
    styles = list(cells) if cells is not None else []
    return {number for number, style in enumerate(styles) if int(style.get("numFmtId", "0")) in formats}


def _rows(file: IO[bytes], texts: list[str], days: set[int]) -> Iterator[tuple[int, list[str]]]:
    number = 0
    for _, node in ET.iterparse(file):  # noqa: S314 - entities are refused
        if node.tag != f"{_SPACE}row":
            continue
        number = int(node.get("r", number + 1))
        cells: list[str] = []
        for cell in node.iter(f"{_SPACE}c"):
            place = _column(cell.get("r", "")) or len(cells)
            if place >= _MOST_COLUMNS:
                raise CodeFileError(f"row {number} has more than {_MOST_COLUMNS} columns")
            cells += [""] * (place - len(cells))
            cells.append(_text(cell, texts, days).strip())
        node.clear()
        if any(cells):
            yield number, cells


def _column(place: str) -> int:
    """The number of a column from 0, of a place like AB12."""
    total = 0
    for char in place:
        if not char.isalpha():
            break
        total = total * 26 + ord(char.upper()) - 64
    return max(total - 1, 0)


def _text(cell: ET.Element, texts: list[str], days: set[int]) -> str:
    kind = cell.get("t", "n")
    if kind == "inlineStr":
        return "".join(part.text or "" for part in cell.iter(f"{_SPACE}t"))
    value = cell.findtext(f"{_SPACE}v") or ""
    if kind == "s":
        return texts[int(value)] if value else ""
    if kind == "n" and int(cell.get("s", "0")) in days and re.fullmatch(r"\d{3,6}(\.\d+)?", value):
        return (date(1899, 12, 30) + timedelta(days=int(value.partition(".")[0]))).isoformat()
    return value.removesuffix(".0") if kind == "n" else value
