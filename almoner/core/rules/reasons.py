"""What the numbers of a remittance mean to us: adjustment groups, CARC and RARC as a dated value that a step
is given.

Promises that a number which is unknown, or not in force on the day, has no meaning: nothing may be derived
from it.
"""

import csv
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum


class Standing(StrEnum):
    """What a CARC may do to money. The group has the last word on it."""

    WRITE_OFF = "write_off"
    """On the write-off list: leaves the receivable under CO, and only through the gate."""
    SHARE = "share"
    """Deductible, coinsurance, copay and their kin."""
    NON_COVERED = "non_covered"
    """Outside the plan; under PR the patient may owe it."""
    DENIAL = "denial"
    """Refused."""
    BUNDLED = "bundled"
    """Refused as part of another service."""
    DUPLICATE = "duplicate"
    """Refused as already received."""
    PRIOR_PAYER = "prior_payer"
    """What an earlier payer did; moves nothing."""
    CAPITATED = "capitated"
    """Prepaid under a capitated contract, else a denial."""
    MEMBER_PAID = "member_paid"
    """The payer sent the money to the patient."""
    INTEREST = "interest"
    """Interest: the patient's under PR; with a negative sign elsewhere, what the payer adds for paying
    late.
    """
    REVIEW = "review"
    """A known reduction that a person looks at."""


REFUSALS = frozenset({Standing.DENIAL, Standing.BUNDLED, Standing.DUPLICATE})
"""A write-off never stands on a line beside one of these."""

DEMANDS_REMARK = frozenset({"16", "96", "226", "227", "234", "252", "A1"})
"""CARCs that only say "see the remark": their RARC gives category and next step."""


SHARES = {
    "1": "deductible",
    "2": "coinsurance",
    "3": "copay",
    "66": "deductible",
    "85": "interest",
    "100": "paid_to_patient",
    "241": "copay",
    "247": "deductible",
    "248": "coinsurance",
}
"""Kinds of the patient's share by CARC; those of another standing follow from it."""


@dataclass(frozen=True, slots=True)
class ReasonCode:
    """One number with our label, in force on [since_on, until_on). `standing` is None for groups and
    remarks.
    """

    kind: str
    code: str
    label: str
    category: str
    next_step: str
    standing: Standing | None = None
    since_on: date | None = None
    until_on: date | None = None

    def covers(self, on: date) -> bool:
        """True on the days on which the number is in force; an unknown start is long ago."""
        return (self.since_on is None or self.since_on <= on) and (
            self.until_on is None or on < self.until_on
        )


@dataclass(frozen=True, slots=True)
class Reasons:
    """The table, looked up by day."""

    codes: Mapping[tuple[str, str], ReasonCode] = field(default_factory=dict)

    def carc(self, code: str, on: date) -> ReasonCode | None:
        """Return a CARC as it stands on a day, or None where it is unknown then."""
        return self._at("carc", code, on)

    def rarc(self, code: str, on: date) -> ReasonCode | None:
        """Return a remark as it stands on a day, or None where it is unknown then."""
        return self._at("rarc", code, on)

    def label(self, kind: str, code: str) -> str:
        """Return our words for a number of any day, or nothing."""
        row = self.codes.get((kind, code))
        return row.label if row else ""

    def carcs_of(self, category: str) -> tuple[str, ...]:
        """Return the CARCs of a category, of any day, in order."""
        found = (row.code for row in self.codes.values() if row.kind == "carc" and row.category == category)
        return tuple(sorted(found))

    def share_kind(self, carc: str) -> str:
        """Return what kind of share a CARC makes of an amount that is the patient's: deductible, coinsurance,
        copay, non_covered, interest, paid_to_patient or other.
        """
        row = self.codes.get(("carc", carc))
        is_outside = row is not None and row.standing is Standing.NON_COVERED
        return SHARES.get(carc) or ("non_covered" if is_outside else "other")

    def _at(self, kind: str, code: str, on: date) -> ReasonCode | None:
        row = self.codes.get((kind, code))
        return row if row is not None and row.covers(on) else None


def read_reasons(lines: Iterable[str]) -> Reasons:
    """Read the table from the lines of `policy/codes/adjustments.csv`.

    Raises ValueError, naming the line, where a row has no code, an unknown standing or a date that is none.
    """
    codes: dict[tuple[str, str], ReasonCode] = {}
    for number, row in enumerate(csv.DictReader(lines), 2):
        try:
            code = _row(row)
        except (KeyError, ValueError) as error:
            raise ValueError(f"adjustment codes, line {number}: {error}") from error
        codes[code.kind, code.code] = code
    return Reasons(codes)


def _row(row: Mapping[str, str]) -> ReasonCode:
    if not row["code"]:
        raise ValueError("the code is missing")
    if None in row.values():
        raise ValueError("a column is missing")
    return ReasonCode(
        kind=row["kind"],
        code=row["code"],
        label=row["label"],
        category=row["category"],
        next_step=row["next_step"],
        standing=Standing(row["standing"]) if row["standing"] else None,
        since_on=_day(row["since_on"]),
        until_on=_day(row["until_on"]),
    )


def _day(text: str) -> date | None:
    return date.fromisoformat(text) if text else None
