"""Which contractor and locality a ZIP lies in: five digits, and nine where five don't settle it."""

import re
from collections.abc import Iterator
from itertools import groupby

from almoner.core.rules.tables import Line
from almoner.store.shipped.code_files.days import quarter
from almoner.store.shipped.code_files.layout import header_of
from almoner.store.shipped.code_files.loaded import Asked, Loaded, span_of
from almoner.store.shipped.code_files.source import Source
from almoner.store.shipped.code_files.tally import NotThisLayout, Tally

COLUMNS = ("state", "contractor", "locality", "rural", "lab_locality", "lab_rural", "needs_plus4", "part_b")
_FIXED = re.compile(r"[A-Z]{2}\d{5}\d{5}[0-9A-Z]{2}")
_HEADERS = ("state", "zip code", "carrier", "locality", "rural ind", "lab cb locality", "rural ind2")
Entry = tuple[str, tuple[str, ...]]


def load_zip(source: Source, asked: Asked, tally: Tally) -> list[Loaded]:
    """The fixed-width files (80 places) or their twin in columns. Of nine digits those are kept whose
    five lie in more than one place; for the others the five say all."""
    period: list[str] = []
    entries = _entries(source, tally, period)
    lines: list[Line] = []
    is_nine = False
    for zip5, group in groupby(entries, key=lambda entry: entry[0][:5]):
        rows = list(group)
        is_nine = is_nine or len(rows[0][0]) == 9
        if len({values for _, values in rows}) == 1:
            lines.append(Line(zip5, values=rows[0][1]))
        else:
            lines += [Line(code, values=values) for code, values in rows]
    if not lines:
        raise NotThisLayout(f"{source.name} holds no fixed places of ZIP (state, ZIP, carrier, locality)")
    told = period[0] if period else ""
    text = (
        quarter(int(told[:4]), int(told[4])).since_on.isoformat()
        if re.fullmatch(r"20\d\d[1-4]", told)
        else ""
    )
    part = asked.part or ("nine" if is_nine else "five")
    span = span_of(source, asked, text=text)
    return [Loaded("zip", span, COLUMNS, lines, part, is_partial=asked.is_partial)]


def _entries(source: Source, tally: Tally, period: list[str]) -> Iterator[Entry]:
    is_fixed = not source.is_workbook and _FIXED.match(source.head) is not None
    for number, entry in _fixed(source, period) if is_fixed else _columns(source, period):
        if entry is None:
            tally.refuse(number, "a row is state, five digits of ZIP, carrier and locality")
            continue
        tally.accepted += 1
        yield entry


def _fixed(source: Source, period: list[str]) -> Iterator[tuple[int, Entry | None]]:
    for number, line in source.lines():
        if not line.strip():
            continue
        if not _FIXED.match(line):
            yield number, None
            continue
        if not period:
            period.append(line[75:80].strip())
        is_nine = re.fullmatch(r"\d{4}", line[21:25]) is not None
        places = (line[:2], line[7:12], line[12:14], line[14:15], line[15:17], line[17:18], line[20:21])
        values = (*(place.strip() for place in places), line[31:32] if is_nine else line[22:23])
        yield number, (line[2:7] + (line[21:25] if is_nine else ""), values)


def _columns(source: Source, period: list[str]) -> Iterator[tuple[int, Entry | None]]:
    places: list[int] = []
    for number, cells in source.rows():
        headers = [header_of(cell) for cell in cells]
        if not places:
            if "zip code" in headers and "carrier" in headers:
                wanted = (*_HEADERS, "plus 4 flag", "part b payment indicator", "plus four", "year qtr")
                places = [headers.index(name) if name in headers else -1 for name in wanted]
            continue
        found = [cells[at] if 0 <= at < len(cells) else "" for at in places]
        state, zip5, carrier, locality, *rest = found
        if not (re.fullmatch(r"[A-Z]{2}", state) and zip5.isdigit() and carrier.isdigit()):
            yield number, None
            continue
        if not period:
            period.append(rest[-1])
        values = (state, carrier.zfill(5), locality.zfill(2), *rest[:5])
        yield number, (zip5.zfill(5) + rest[5], values)
