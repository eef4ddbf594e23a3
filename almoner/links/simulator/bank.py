"""The practice's bank: what it credits on a banking day, and the deposit slips that it reads."""

import csv
import io
import re
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

SLIP = re.compile(r"deposit-([A-Za-z0-9_.-]{1,50})\.csv")
_MOST_CENTS = 10**12
_HEADER = ("date", "kind", "trace", "payer", "cents")


@dataclass(frozen=True, slots=True)
class Credit:
    """One row of the statement: `eft`, `check` or `deposit`."""

    kind: str
    trace: str
    payer: str
    cents: int


@dataclass(frozen=True, slots=True)
class Slip:
    """A deposit slip as the practice wrote it."""

    number: str
    on: date
    cents: int


def read_slip(data: bytes) -> Slip | None:
    """The slip, or None where the file is none (the bank says nothing then)."""
    try:
        rows = list(csv.DictReader(io.StringIO(data[:4096].decode("ascii"))))
        number, on, cents = (
            rows[0]["id"].strip(),
            date.fromisoformat(rows[0]["on"].strip()),
            int(rows[0]["cents"]),
        )
    except (UnicodeDecodeError, ValueError, KeyError, IndexError, AttributeError, TypeError, csv.Error):
        return None
    return Slip(number, on, cents) if len(rows) == 1 and number and 0 < cents < _MOST_CENTS else None


def write_statement(on: date, credits_: Iterable[Credit]) -> bytes:
    """The bank's file for a day."""
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\n")
    writer.writerow(_HEADER)
    for credit in credits_:
        writer.writerow((on.isoformat(), credit.kind, credit.trace, credit.payer, credit.cents))
    return out.getvalue().encode("ascii")


def deposits_in(data: bytes) -> set[str]:
    """The ids of the deposits that a statement of ours already shows."""
    rows = csv.DictReader(io.StringIO(data.decode("ascii")))
    return {row["trace"] for row in rows if row["kind"] == "deposit"}
