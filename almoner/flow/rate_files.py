"""The rows of a list of fees or rates that somebody brings: of a CSV file, or of a workbook's first sheet."""

import csv
import io
import re
from decimal import Context

from almoner.core.pricing.rows import MOST_BYTES, MOST_ROWS, Fault, Row, csv_rows
from almoner.store.shipped.code_files.tally import CodeFileError
from almoner.store.shipped.code_files.workbook import sheet_rows

_LONG = re.compile(r"[0-9]+\.[0-9]{9,40}")
_DIGITS = Context(prec=15)
MOST_UNPACKED = 32 << 20
"""What one part of a workbook may unpack to: its rows are bounded, and it is read while somebody waits."""


def rows_of(content: bytes) -> tuple[list[Row], list[Fault]]:
    """Return the rows of a file with their numbers, or what keeps it from being read."""
    if not content.startswith(b"PK\x03\x04"):
        return csv_rows(content)
    if len(content) > MOST_BYTES:
        return [], [
            Fault(0, "", f"it is larger than {MOST_BYTES:,} bytes.", "Leave out what isn't asked for.")
        ]
    found: list[Row] = []
    try:
        for row in sheet_rows(io.BytesIO(content), most_bytes=MOST_UNPACKED):
            found.append((row[0], [_LONG.sub(_shortened, cell) for cell in row[1]]))
            if len(found) > MOST_ROWS + 1:
                return [], [
                    Fault(0, "", f"it has more than {MOST_ROWS:,} rows.", "Leave out what you don't bill.")
                ]
    except CodeFileError:
        rule = "the workbook is damaged, too large, or holds what no list needs."
        return [], [Fault(0, "", rule, "Save the sheet as CSV UTF-8.")]
    return found, []


def _shortened(number: re.Match[str]) -> str:
    """A workbook keeps 1.1 as 1.1000000000000001: of its numbers fifteen digits count."""
    return f"{_DIGITS.create_decimal(number[0]).normalize():f}"


def as_csv(rows: list[Row]) -> str:
    """Return rows as the text of a CSV file, each at its number, to be sent again by a form."""
    out = io.StringIO(newline="")
    writer = csv.writer(out, lineterminator="\n")
    at = 1
    for number, cells in rows:
        out.write("\n" * (number - at))
        writer.writerow(cells)
        at = number + 1
    return out.getvalue()
