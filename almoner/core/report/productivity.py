"""What people did, from the audit trail: acts by person, kind of work and day. Promises that only what was
saved counts: no reading, no keys and no time.
"""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from types import MappingProxyType

DEFINITION = (
    "An act is a sealed entry of the audit trail that a person caused: one each time that something was "
    "saved, however many records it wrote, on the day that it was for. What the worker does by itself is "
    "nobody's. What people read, which keys they press and how long they take isn't recorded, so that two "
    "people are comparable only where they do the same work."
)

WORK: Mapping[str, str] = MappingProxyType(
    {
        **dict.fromkeys(("register", "authorize", "estimate", "disclosure"), "Front desk"),
        **dict.fromkeys(("document", "chart"), "Chart and notes"),
        **dict.fromkeys(("code", "calibrate"), "Codes"),
        **dict.fromkeys(("charge", "take_back", "takeback"), "Charges"),
        **dict.fromkeys(("claim", "submit", "verify"), "Claims"),
        **dict.fromkeys(("follow", "hand_over", "variance"), "Follow-up"),
        **dict.fromkeys(("receive", "post", "suspense", "reconcile"), "Payers' payments"),
        **dict.fromkeys(("collect", "refund", "credit"), "Patients' money"),
        **dict.fromkeys(("adjust",), "Write-offs"),
        **dict.fromkeys(("close",), "Closing"),
        **dict.fromkeys(("setup", "fees", "access", "kpi"), "Set-up"),
    }
)
"""The kind of work that each flow of the audit trail is; every other is `OTHER`."""
OTHER = "Other"


@dataclass(frozen=True, slots=True)
class Acts:
    """How often a person caused entries of a flow on a day."""

    on: date
    person: str
    flow: str
    count: int

    @property
    def kind(self) -> str:
        """Which kind of work it is."""
        return WORK.get(self.flow, OTHER)


@dataclass(frozen=True, slots=True)
class Line:
    """What was done under a name, a person's or a day's: how many acts on how many days, and by kind."""

    name: str
    acts: int
    days: int
    by_kind: Mapping[str, int]

    @property
    def tenths_a_day(self) -> int:
        """Acts of an average day on which there were any, in tenths."""
        return (20 * self.acts + self.days) // (2 * self.days)


def kinds_of(found: Iterable[Acts]) -> tuple[str, ...]:
    """Return the kinds of work that were done, in the order of the work."""
    done = {one.kind for one in found}
    return tuple(kind for kind in dict.fromkeys((*WORK.values(), OTHER)) if kind in done)


def by_person(found: Iterable[Acts]) -> tuple[Line, ...]:
    """Return a line a person, by name."""
    grouped: dict[str, list[Acts]] = defaultdict(list)
    for one in found:
        grouped[one.person].append(one)
    return tuple(_line(name, grouped[name]) for name in sorted(grouped))


def by_day(found: Iterable[Acts]) -> tuple[Line, ...]:
    """Return a line a day, the latest first."""
    grouped: dict[date, list[Acts]] = defaultdict(list)
    for one in found:
        grouped[one.on].append(one)
    return tuple(_line(on.isoformat(), grouped[on]) for on in sorted(grouped, reverse=True))


def _line(name: str, own: list[Acts]) -> Line:
    by_kind: dict[str, int] = defaultdict(int)
    for one in own:
        by_kind[one.kind] += one.count
    return Line(name, sum(by_kind.values()), len({one.on for one in own}), dict(by_kind))
