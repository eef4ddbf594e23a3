"""What the practice charges: dated lists of fees for everybody, for a place, for a payer, or for both; and
which of them prices a line.

Promises that the most specific list that has the code prices it: payer and place, payer, place, everybody.
"""

import csv
import io
import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import date
from decimal import Decimal, InvalidOperation
from typing import ClassVar

MOST_ROWS = 20_000
MOST_BYTES = 2_000_000
MOST_CENTS = 100_000_000
"""A million dollars for a unit is a typing error."""
_MOST_FAULTS = 20
_LONGEST_LINE = 400
_CODE = re.compile(r"[A-Z0-9]{5}")
_MODIFIER = re.compile(r"[A-Z0-9]{2}")
_AMOUNT = re.compile(r"[0-9]{1,9}(\.[0-9]{1,2})?")
_CODES = frozenset({"code", "cpt", "hcpcs", "procedure"})
_MODIFIERS = frozenset({"modifier", "mod"})
_FEES = frozenset({"fee", "charge", "amount", "price"})


@dataclass(frozen=True, slots=True)
class Fee:
    """The charge of one unit, in cents; `modifier` is empty for the code alone."""

    code: str
    cents: int
    modifier: str = ""

    @property
    def key(self) -> str:
        """`99213`, or `9330626` for a code with a modifier."""
        return self.code + self.modifier


@dataclass(frozen=True, slots=True)
class FeeSchedule:
    """One version of a list of fees (FHIR ChargeItemDefinition), half-open in days; 0 is any payer or place.

    Its fees never change; only its last day is written down later, when the next version begins.
    """

    kind: ClassVar[str] = "fee_schedule"
    id: int
    name: str
    since_on: date
    fees: tuple[Fee, ...]
    loaded_by: str
    loaded_on: date
    version: int = 1
    payer_id: int = 0
    location_id: int = 0
    until_on: date | None = None

    @property
    def scope(self) -> tuple[int, int]:
        """For which payer and place it is."""
        return self.payer_id, self.location_id

    def holds(self, on: date) -> bool:
        """True on a day of the version."""
        return self.since_on <= on and (self.until_on is None or on < self.until_on)

    def overlaps(self, other: "FeeSchedule") -> bool:
        """True where both would price a line of one day for the same payer and place."""
        if self.scope != other.scope:
            return False
        last = min(self.until_on or date.max, other.until_on or date.max)
        return max(self.since_on, other.since_on) < last


@dataclass(frozen=True, slots=True)
class Charged:
    """What a unit of a line costs, and the version of the list that says so."""

    cents: int
    schedule_id: int


def charged(
    schedules: Iterable[FeeSchedule], code: str, modifiers: Sequence[str], *, is_alone: bool = True
) -> Charged | None:
    """Return the fee of a unit by the most specific list that has the code; a modifier of the line before the
    code alone, which counts where `is_alone`. `schedules` are those that hold on the day for payer and place.
    """
    for one in sorted(schedules, key=lambda one: (not one.payer_id, not one.location_id)):
        fees = {fee.key: fee.cents for fee in one.fees if fee.code == code}
        for key in (*(code + modifier for modifier in modifiers), *([code] if is_alone else ())):
            if key in fees:
                return Charged(fees[key], one.id)
    return None


def make_room(new: FeeSchedule, standing: Iterable[FeeSchedule]) -> tuple[list[FeeSchedule], list[str]]:
    """Return the versions that end where a new one begins, and why it can't stand, each as one sentence.

    Only one that was open to the end and began before makes room; every other overlap is refused.
    """
    ended: list[FeeSchedule] = []
    faults: list[str] = []
    if new.until_on is not None and new.until_on <= new.since_on:
        faults.append("The last day is not after the first one.")
    for one in standing:
        if not new.overlaps(one):
            continue
        if one.until_on is None and one.since_on < new.since_on:
            ended.append(replace(one, version=one.version + 1, until_on=new.since_on))
        else:
            faults.append(f"The list from {one.since_on} holds on days of the new one.")
    return ended, faults


def read_fees(content: bytes) -> tuple[tuple[Fee, ...], list[str]]:
    """Return the fees of a file (columns code, modifier, fee in dollars), and its faults by row.
    A file with a fault gives no fee at all.
    """
    if len(content) > MOST_BYTES:
        return (), [f"The file is larger than {MOST_BYTES:,} bytes."]
    try:
        text = content.decode("utf-8-sig")
    except UnicodeDecodeError:
        return (), ["The file is not UTF-8 text: save it as CSV UTF-8."]
    if "\0" in text:
        return (), ["The file is not text."]
    return _rows(text)


def _rows(text: str) -> tuple[tuple[Fee, ...], list[str]]:
    lines = text.splitlines()
    if len(lines) > MOST_ROWS + 1:
        return (), [f"The file has more than {MOST_ROWS:,} rows."]
    if any(len(line) > _LONGEST_LINE for line in lines):
        return (), [f"A row is longer than {_LONGEST_LINE} characters."]
    try:
        table = list(csv.reader(io.StringIO("\n".join(lines)), strict=True))
    except csv.Error:
        return (), ["The file is no CSV: a quotation mark is not closed."]
    if not table:
        return (), ["The file is empty."]
    places = _places([cell.strip().casefold() for cell in table[0]])
    if places is None:
        return (), ["The first row names the columns: code, modifier (if you need it), fee; each once."]
    return _fees(table[1:], places)


def _places(names: Sequence[str]) -> tuple[int, int, int] | None:
    found = []
    for wanted in (_CODES, _MODIFIERS, _FEES):
        at = [place for place, name in enumerate(names) if name in wanted]
        if len(at) > 1 or (not at and wanted is not _MODIFIERS):
            return None
        found.append(at[0] if at else -1)
    return found[0], found[1], found[2]


def _fees(rows: Sequence[Sequence[str]], places: tuple[int, int, int]) -> tuple[tuple[Fee, ...], list[str]]:
    found: dict[str, Fee] = {}
    faults: list[str] = []
    for number, row in enumerate(rows, 2):
        if not any(cell.strip() for cell in row):
            continue
        fee = _fee(row, places)
        if isinstance(fee, str):
            faults.append(f"Row {number}: {fee}")
        elif fee.key in found:
            faults.append(f"Row {number}: the code stands twice with this modifier.")
        else:
            found[fee.key] = fee
        if len(faults) == _MOST_FAULTS:
            faults.append("There may be more.")
            break
    if not found and not faults:
        faults.append("The file has no row.")
    return (() if faults else tuple(found.values())), faults


def _fee(row: Sequence[str], places: tuple[int, int, int]) -> Fee | str:
    if len(row) <= max(places):
        return "a column is missing."
    code, modifier, typed = (row[place].strip().upper() if place >= 0 else "" for place in places)
    if not _CODE.fullmatch(code):
        return "a procedure code has five letters and digits."
    if modifier and not _MODIFIER.fullmatch(modifier):
        return "a modifier has two letters or digits."
    plain = typed.removeprefix("$").replace(",", "")
    if not _AMOUNT.fullmatch(plain):
        return "a fee is an amount in dollars such as 125.00."
    try:
        cents = int(Decimal(plain) * 100)
    except InvalidOperation:
        return "a fee is an amount in dollars such as 125.00."
    return Fee(code, cents, modifier) if cents <= MOST_CENTS else "the fee is above a million dollars."
