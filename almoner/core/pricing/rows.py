"""Rows of a table that somebody brings as a file: read from CSV within bounds, their columns found by name.

Promises that a fault names its row, its field and its mend, and never repeats what the file says.
"""

import csv
import io
import re
from collections.abc import Callable, Hashable, Mapping, Sequence
from dataclasses import dataclass
from typing import Protocol, TypeVar

MOST_ROWS = 20_000
MOST_BYTES = 2_000_000
MOST_CENTS = 100_000_000
"""A million dollars for a unit is a typing error."""
MOST_FAULTS = 20
_LONGEST_LINE = 400
_AMOUNT = re.compile(r"[0-9]{1,15}(\.[0-9]{1,4})?")
MORE = "There may be more."

Row = tuple[int, Sequence[str]]
"""The number of a row and its cells."""


class Keyed(Protocol):
    """What a row says, by what no other row of the file may say too."""

    @property
    def key(self) -> Hashable: ...


K = TypeVar("K", bound=Keyed)


@dataclass(frozen=True, slots=True)
class Fault:
    """What is wrong in a row (0: in the file) and field, by which rule, and what mends it."""

    row: int
    field: str
    rule: str
    mend: str

    @property
    def place(self) -> str:
        """`Row 2, fee`, or `The file`."""
        at = f"Row {self.row}" if self.row else "The file"
        return f"{at}, {self.field}" if self.field else at

    def __str__(self) -> str:
        return f"{self.place}: {self.rule}"


def csv_rows(content: bytes) -> tuple[list[Row], list[Fault]]:
    """Return the rows of a CSV file with their numbers, or what keeps it from being read."""
    if len(content) > MOST_BYTES:
        return [], [_file(f"it is larger than {MOST_BYTES:,} bytes.", "Leave out what isn't asked for.")]
    try:
        text = content.decode("utf-8-sig")
    except UnicodeDecodeError:
        return [], [_file("it is not UTF-8 text.", "Save it as CSV UTF-8, or as a workbook.")]
    if "\0" in text:
        return [], [_file("it is not text.", "Save it as CSV UTF-8, or as a workbook.")]
    lines = text.splitlines()
    if len(lines) > MOST_ROWS + 1:
        return [], [_file(f"it has more than {MOST_ROWS:,} rows.", "Leave out what you don't bill.")]
    long = next((number for number, line in enumerate(lines, 1) if len(line) > _LONGEST_LINE), 0)
    if long:
        return [], [Fault(long, "", f"it is longer than {_LONGEST_LINE} characters.", "Shorten it.")]
    try:
        return list(enumerate(csv.reader(io.StringIO("\n".join(lines)), strict=True), 1)), []
    except csv.Error:
        return [], [_file("it is no CSV: a quotation mark is not closed.", "Close it.")]


def _file(rule: str, mend: str) -> Fault:
    return Fault(0, "", rule, mend)


def columns(
    rows: Sequence[Row], names: Mapping[str, frozenset[str]], optional: frozenset[str]
) -> tuple[dict[str, int], list[Fault]]:
    """Return at which place each field stands by the first row; optional ones that lack have none."""
    if not rows:
        return {}, [_file("it is empty.", "Choose the file that has the rows.")]
    number, header = rows[0]
    told = [cell.strip().casefold().replace("_", " ") for cell in header]
    found: dict[str, int] = {}
    for field, known in names.items():
        at = [place for place, name in enumerate(told) if name in known]
        if len(at) > 1 or (not at and field not in optional):
            wanted = ", ".join(f"{name} (if you need it)" if name in optional else name for name in names)
            why = "stands twice" if at else "is missing"
            return {}, [
                Fault(number, field, f"this column {why}.", f"The first row names each once: {wanted}.")
            ]
        if at:
            found[field] = at[0]
    return found, []


def read_each(
    rows: Sequence[Row],
    found_columns: tuple[dict[str, int], list[Fault]],
    read: Callable[[int, Sequence[str], Mapping[str, int]], K | Fault],
    twice: tuple[str, str],
) -> tuple[tuple[K, ...], list[Fault]]:
    """Return what the rows below the first say, and their faults: empty rows are passed over, `twice` is the
    rule and mend where two say the same, and reading ends where there are too many faults.
    """
    places, faults = found_columns
    found: dict[Hashable, K] = {}
    for number, row in rows[1:] if places else ():
        if not any(cell.strip() for cell in row):
            continue
        one = read(number, row, places)
        if isinstance(one, Fault):
            faults.append(one)
        elif one.key in found:
            faults.append(Fault(number, "code", *twice))
        else:
            found[one.key] = one
        if len(faults) == MOST_FAULTS:
            faults.append(Fault(0, "", MORE, "Mend these first."))
            break
    return tuple(found.values()), faults


def cells(row: Sequence[str], places: Mapping[str, int], optional: frozenset[str]) -> dict[str, str] | str:
    """Return the cells of a row by field, without blanks around them; else the field that it is too short
    for. A workbook leaves the last empty ones out.
    """
    short = next((name for name, place in places.items() if place >= len(row) and name not in optional), "")
    return short or {name: row[place].strip() if place < len(row) else "" for name, place in places.items()}


def amount(typed: str, places: int) -> int | None:
    """Return an amount such as `$1,250.50` or `120%` in units of so many decimal places; None where it is
    none, or says more places than that.
    """
    plain = typed.removeprefix("$").removesuffix("%").strip().replace(",", "")
    if not _AMOUNT.fullmatch(plain):
        return None
    whole, _, part = plain.partition(".")
    part = part.rstrip("0")
    return int(whole + part.ljust(places, "0")) if len(part) <= places else None
