"""What an earlier payer decided, as facts for the next payer's claim (837P 2320, 2330 and 2430)."""

from collections.abc import Container, Iterable
from dataclasses import dataclass, replace
from datetime import date

PATIENT = "PR"


@dataclass(frozen=True, slots=True)
class PriorAdjustment:
    """One adjustment of an earlier payer; the sign is the payer's."""

    group: str
    carc: str
    cents: int
    quantity: str = ""


@dataclass(frozen=True, slots=True)
class PriorAmount:
    """An amount of an outpatient result, by its place in the segment (`MOA02`, `MOA08`, `MOA09`)."""

    place: str
    cents: int


@dataclass(frozen=True, slots=True)
class PriorLine:
    """How an earlier payer decided one line, or that part of it which it decided under one code. Over the
    parts of a line charge = paid + adjustments, to the cent.

    `counted` are the units that it paid for where it says so, `decided_on` its day where that isn't the
    claim's, `bundled_into` the id of the line within which it paid this one (837P SVD06).
    """

    line_id: int
    code: str
    modifiers: tuple[str, ...]
    paid_cents: int
    units: int
    adjustments: tuple[PriorAdjustment, ...]
    counted: str = ""
    decided_on: date | None = None
    bundled_into: int = 0

    @property
    def share_cents(self) -> int:
        """What it left to the patient."""
        return share_cents(self.adjustments)

    @property
    def told_cents(self) -> int:
        """What it paid and adjusted together: the charge, or a part of it."""
        return self.paid_cents + sum([one.cents for one in self.adjustments])


@dataclass(frozen=True, slots=True)
class PriorPayer:
    """One earlier payer's decision on the whole claim."""

    payer_id: int
    payer_control: str
    decided_on: date
    paid_cents: int
    lines: tuple[PriorLine, ...]
    adjustments: tuple[PriorAdjustment, ...] = ()
    remarks: tuple[str, ...] = ()
    outpatient: tuple[PriorAmount, ...] = ()

    @property
    def amounts(self) -> tuple[object, ...]:
        """What the decision says of money, to tell whether two say the same; no numbers, no days."""
        return (
            self.paid_cents,
            _sorted(self.adjustments),
            tuple(sorted((line.line_id, line.paid_cents, _sorted(line.adjustments)) for line in self.lines)),
        )

    def without(self, line_ids: Container[int]) -> "PriorPayer":
        """The decision on the other lines alone, with what was paid for them."""
        kept = tuple(line for line in self.lines if line.line_id not in line_ids)
        if len(kept) == len(self.lines):
            return self
        gone = sum(line.paid_cents for line in self.lines if line.line_id in line_ids)
        return replace(self, paid_cents=self.paid_cents - gone, lines=kept)


def share_cents(adjustments: Iterable[PriorAdjustment]) -> int:
    """Return what adjustments leave to the patient (group PR)."""
    return sum([one.cents for one in adjustments if one.group == PATIENT])


def _sorted(adjustments: tuple[PriorAdjustment, ...]) -> tuple[tuple[str, str, int], ...]:
    return tuple(sorted((one.group, one.carc, one.cents) for one in adjustments))
