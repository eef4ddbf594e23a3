"""What the practice charges: dated lists of fees for everybody, for a place, for a payer, or for both; and
which of them prices a line.

Promises that the most specific list that has the code prices it: payer and place, payer, place, everybody.
"""

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import ClassVar

from almoner.core.pricing.dated import overlaps
from almoner.core.pricing.rows import (
    MOST_CENTS,
    MOST_ROWS,
    Fault,
    Row,
    amount,
    cells,
    columns,
    read_each,
)

CODE = re.compile(r"[A-Z0-9]{5}")
MODIFIER = re.compile(r"[A-Z0-9]{2}")
_NAMES: Mapping[str, frozenset[str]] = {
    "code": frozenset({"code", "cpt", "hcpcs", "procedure"}),
    "modifier": frozenset({"modifier", "mod"}),
    "fee": frozenset({"fee", "charge", "amount", "price"}),
}
_OPTIONAL = frozenset({"modifier"})


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
    ended_ids: tuple[int, ...] = ()
    """The lists that it ended where it begins."""

    @property
    def scope(self) -> tuple[int, int]:
        """For which payer and place it is."""
        return self.payer_id, self.location_id

    def holds(self, on: date) -> bool:
        """True on a day of the version."""
        return self.since_on <= on and (self.until_on is None or on < self.until_on)

    def overlaps(self, other: "FeeSchedule") -> bool:
        """True where both would price a line of one day for the same payer and place."""
        return overlaps(self, other)

    def ending(self, until_on: date | None) -> "FeeSchedule":
        """Return the next version, with another last day."""
        return replace(self, version=self.version + 1, until_on=until_on)


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


@dataclass(frozen=True, slots=True)
class FeeChange:
    """What a new list says of a code against the one that it takes the place of; None: not listed."""

    key: str
    was_cents: int | None
    will_be_cents: int | None


def changes(new: FeeSchedule, standing: FeeSchedule | None) -> tuple[FeeChange, ...]:
    """Return the codes whose fee comes, goes or changes, by code."""
    before = {fee.key: fee.cents for fee in standing.fees} if standing else {}
    after = {fee.key: fee.cents for fee in new.fees}
    return tuple(
        FeeChange(key, before.get(key), after.get(key))
        for key in sorted(before.keys() | after.keys())
        if before.get(key) != after.get(key)
    )


def read_fees(rows: Sequence[Row]) -> tuple[tuple[Fee, ...], list[Fault]]:
    """Return the fees of a file's rows (columns code, modifier, fee in dollars), and its faults by row.
    A file with a fault gives no fee at all.
    """
    if len(rows) > MOST_ROWS + 1:
        return (), [Fault(0, "", f"it has more than {MOST_ROWS:,} rows.", "Leave out what you don't bill.")]
    twice = ("the code stands twice with this modifier.", "Keep one of the rows.")
    found, faults = read_each(rows, columns(rows, _NAMES, _OPTIONAL), _fee, twice)
    if not found and not faults:
        faults.append(Fault(0, "", "it has no row.", "Give a row for each code."))
    return (() if faults else found), faults


def _fee(number: int, row: Sequence[str], places: Mapping[str, int]) -> Fee | Fault:
    told = cells(row, places, _OPTIONAL)
    if isinstance(told, str):
        return Fault(number, told, "a column is missing.", "Give every row as many cells as the first.")
    code, modifier = told["code"].upper(), told.get("modifier", "").upper()
    if not CODE.fullmatch(code):
        return Fault(number, "code", "a procedure code has five letters and digits.", "Give it as 99213.")
    if modifier and not MODIFIER.fullmatch(modifier):
        return Fault(number, "modifier", "a modifier has two letters or digits.", "Give it as 25, or none.")
    cents = amount(told["fee"], 2)
    if cents is None:
        return Fault(number, "fee", "a fee is an amount in dollars.", "Give it as 125.00.")
    if cents > MOST_CENTS:
        return Fault(number, "fee", "the fee is above a million dollars.", "Give the fee of one unit.")
    return Fee(code, cents, modifier)
