"""The funnel: what was booked, seen, written, coded, charged and billed, each step the sum of its parts.

Promises that every case stands in exactly one place, that each step adds up, and that what stopped on the way
has an owner or is named an orphan.
"""

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum

WAITS = timedelta(days=5)
"""How long the next step may wait with who does it by nature; then it is somebody's task or nobody's."""
LATE_AFTER = timedelta(days=3)
"""A charge later than this after the service counts as late in the charge lag."""


class Place(StrEnum):
    """Where a booking or visit stands, in the order of the cycle; what comes after CHARGED is an end."""

    BOOKED = "booked"
    ARRIVED = "arrived"
    DRAFT = "draft"
    SIGNED = "signed"
    CODED = "coded"
    CHARGED = "charged"
    ON_CLAIM = "on_claim"
    SELF_PAY = "self_pay"
    TAKEN_BACK = "taken_back"
    NOT_BILLABLE = "not_billable"
    NO_SHOW = "no_show"
    CANCELLED = "cancelled"


ENDS = frozenset(
    {
        Place.ON_CLAIM,
        Place.SELF_PAY,
        Place.TAKEN_BACK,
        Place.NOT_BILLABLE,
        Place.NO_SHOW,
        Place.CANCELLED,
    }
)
NATURAL_OWNER = {
    Place.BOOKED: "front_desk",
    Place.ARRIVED: "provider",
    Place.DRAFT: "provider",
    Place.SIGNED: "coder",
    Place.CODED: "biller",
    Place.CHARGED: "biller",
}
"""Whose the next step is while it is not late."""
_BY_VISIT = {"open": Place.DRAFT, "signed": Place.SIGNED, "coded": Place.CODED}
_BY_BOOKING = {"no_show": Place.NO_SHOW, "cancelled": Place.CANCELLED, "booked": Place.BOOKED}


@dataclass(frozen=True, slots=True, kw_only=True)
class Case:
    """A booking with its visit, or one of the two alone; ids are 0 and states empty for what is not there.

    `cents` are the charges where they stand, else what such a visit comes to; `is_estimate` says which.
    `is_taken_back` is true where it was charged and every line of it is taken back.
    """

    on: date
    patient_id: int
    provider_id: int
    location_id: int
    appointment_id: int = 0
    booking: str = ""
    visit_id: int = 0
    visit: str = ""
    lines: int = 0
    has_claim: bool = False
    is_self_pay: bool = False
    is_cleared: bool = False
    task_owner: str = ""
    cents: int = 0
    is_estimate: bool = False
    is_taken_back: bool = False

    @property
    def place(self) -> Place:
        """Where it stands. A charge stands whatever was said before of there being none."""
        if self.is_taken_back:
            return Place.TAKEN_BACK
        if self.has_claim:
            return Place.ON_CLAIM
        if self.lines:
            return Place.SELF_PAY if self.is_self_pay and self.visit == "billed" else Place.CHARGED
        if self.is_cleared:
            return Place.NOT_BILLABLE
        if self.visit_id:
            return _BY_VISIT.get(self.visit, Place.CHARGED)
        return _BY_BOOKING.get(self.booking, Place.ARRIVED)

    @property
    def is_gap(self) -> bool:
        """True while it has come to no end."""
        return self.place not in ENDS

    def owner(self, on: date) -> str:
        """Return whose the next step is: the open task's, else who does it until it is late, else nobody."""
        if not self.is_gap:
            return ""
        if self.task_owner:
            return self.task_owner
        return NATURAL_OWNER[self.place] if on <= self.on + WAITS else ""

    @property
    def contradicts(self) -> str:
        """What stands without that on which it should rest, in words; empty where nothing does."""
        if self.has_claim and not self.lines:
            return "a claim without a charge"
        if self.lines and self.visit == "open":
            return "a charge without a signed note"
        if self.visit_id and not self.lines and self.visit in {"charged", "billed"}:
            return "billed without a charge"
        if self.visit_id and self.booking in {"no_show", "cancelled"}:
            return "a visit of a booking that nobody came to"
        return ""


@dataclass(frozen=True, slots=True)
class Step:
    """One step: what came to it, and what became of that; the parts add up to the total."""

    name: str
    total: int
    parts: tuple[tuple[str, int], ...]

    @property
    def closes(self) -> bool:
        """True when nothing is lost between this step and the next."""
        return sum(count for _, count in self.parts) == self.total


_AFTER_BOOKING = [one for one in Place if one not in {Place.BOOKED, Place.NO_SHOW, Place.CANCELLED}]
_CHARGED = (Place.CHARGED, Place.ON_CLAIM, Place.SELF_PAY, Place.TAKEN_BACK)
_STEPS: tuple[tuple[str, tuple[tuple[str, tuple[Place, ...]], ...]], ...] = (
    (
        "Booked or walked in",
        (
            ("came", tuple(_AFTER_BOOKING)),
            ("did not come", (Place.NO_SHOW,)),
            ("cancelled", (Place.CANCELLED,)),
            ("still to come", (Place.BOOKED,)),
        ),
    ),
    (
        "Came",
        (
            (
                "with a note",
                (Place.DRAFT, Place.SIGNED, Place.CODED, *_CHARGED),
            ),
            ("nothing to bill", (Place.NOT_BILLABLE,)),
            ("no note yet", (Place.ARRIVED,)),
        ),
    ),
    (
        "Notes",
        (
            ("signed", (Place.SIGNED, Place.CODED, *_CHARGED)),
            ("draft", (Place.DRAFT,)),
        ),
    ),
    (
        "Signed",
        (
            ("coded", (Place.CODED, *_CHARGED)),
            ("waits for codes", (Place.SIGNED,)),
        ),
    ),
    (
        "Coded",
        (
            ("charged", _CHARGED),
            ("waits for its charge", (Place.CODED,)),
        ),
    ),
    (
        "Charged",
        (
            ("on a claim", (Place.ON_CLAIM,)),
            ("the patient pays", (Place.SELF_PAY,)),
            ("taken back", (Place.TAKEN_BACK,)),
            ("waits for its claim", (Place.CHARGED,)),
        ),
    ),
)


def steps(cases: Iterable[Case]) -> tuple[Step, ...]:
    """Return the steps of the funnel, each with what became of what came to it."""
    counted = Counter(one.place for one in cases)
    found = []
    total = sum(counted.values())
    for name, parts in _STEPS:
        became = tuple((part, sum(counted[place] for place in places)) for part, places in parts)
        found.append(Step(name, total, became))
        total = became[0][1]
    return tuple(found)


def orphans(cases: Iterable[Case], *, on: date) -> tuple[Case, ...]:
    """Return what stopped on the way without anybody's being it, or stands on nothing."""
    return tuple(one for one in cases if one.contradicts or (one.is_gap and not one.owner(on)))


def gaps(cases: Iterable[Case], *, on: date) -> tuple[Case, ...]:
    """Return what was due by a day and has come to no end: the missing charges, the largest amount first.
    Who is booked for that very day is still to come, and nothing of theirs is missing before it is over.
    """
    last_on = {Place.BOOKED: on - timedelta(days=1)}
    due = (one for one in cases if one.is_gap and one.on <= last_on.get(one.place, on))
    return tuple(sorted(due, key=lambda one: (-one.cents, one.on, one.visit_id, one.appointment_id)))


@dataclass(frozen=True, slots=True)
class Lag:
    """Days from one step to another: how many were measured, the middle one, nine of ten, and the share of
    those over the limit in hundredths of a percent.
    """

    name: str
    count: int
    median: int
    nine_of_ten: int
    over_bp: int


def lag(name: str, days: Sequence[int], *, limit: timedelta = LATE_AFTER) -> Lag:
    """Return the lag of measured days; none measured is all zeros."""
    ordered = sorted(days)
    if not ordered:
        return Lag(name, 0, 0, 0, 0)
    over = sum(one > limit.days for one in ordered)
    return Lag(
        name,
        len(ordered),
        ordered[(len(ordered) - 1) // 2],
        ordered[min(len(ordered) - 1, -(-len(ordered) * 9 // 10) - 1)],
        over * 10_000 // len(ordered),
    )
