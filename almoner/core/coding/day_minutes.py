"""The time that the notes of one provider's day state: its sum against the length of the day, and start and
stop times of two patients that overlap. Findings for a reviewer; nothing here stops a signature or a claim.
"""

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import combinations

from almoner.core.coding.day_card import DayLimits
from almoner.core.coding.headings import Headings
from almoner.core.coding.reading import read
from almoner.core.coding.visit_cues import Signs, VisitCues
from almoner.core.coding.visit_time import all_minutes
from almoner.core.rules import Because, Finding, Severity

_CLOCK = r"(\d{1,2}):(\d{2})\s*+([ap]\.?m\.?)?"
_FROM_TO = re.compile(
    rf"\b{_CLOCK}[^\d]{{0,60}}?(?:-|–|\bto\b|\buntil\b|\bstop\w*|\bend\w*)[^\d]{{0,24}}{_CLOCK}",
    re.IGNORECASE,
)
_OF_A_SERVICE = re.compile(
    r"psychotherap|session|visit|encounter|face to face|face-to-face|critical care|time in|\bstart|\bbegan"
    r"|crisis|counsel|prolonged",
    re.IGNORECASE,
)
_OF_STAFF = re.compile(r"infus|\bIV\b|nurse|staff|\bMA\b", re.IGNORECASE)
_NEAR = 80
_HALF, _DAY = 12 * 60, 24 * 60
_MORNING = 7 * 60
_LONGEST = 6 * 60
_RULE = Because("documentation", "the practice's card of a day's time")


@dataclass(frozen=True, slots=True)
class Stretch:
    """From one minute of the day until another."""

    since: int
    until: int

    @property
    def minutes(self) -> int:
        """Its length."""
        return self.until - self.since

    def overlap(self, other: "Stretch") -> int:
        """Return the minutes that both have."""
        return max(0, min(self.until, other.until) - max(self.since, other.since))


@dataclass(frozen=True, slots=True)
class Told:
    """What one visit's note states: whose it is, the minutes, and its start and stop times."""

    visit_id: int
    patient_id: int
    minutes: int
    stretches: tuple[Stretch, ...] = ()


@dataclass(frozen=True, slots=True)
class DayTime:
    """A provider's day: the stated minutes, the span that they are held against, and what was found.
    `is_impossible` where no day could hold them; `longest_id` is the visit that states most, 0 without any.
    """

    minutes: int
    span: int
    told: tuple[Told, ...]
    findings: tuple[Finding, ...]
    is_impossible: bool
    longest_id: int = 0


def told(visit_id: int, patient_id: int, text: str, words: tuple[Headings, VisitCues]) -> Told:
    """Read what a note states. Where no figure is stated, its start and stop times count."""
    headings, cues = words
    stretches = stretches_of(text)
    minutes = all_minutes(Signs(read(text, headings), cues)) or sum(one.minutes for one in stretches)
    return Told(visit_id, patient_id, minutes, stretches)


def stretches_of(text: str) -> tuple[Stretch, ...]:
    """Return the start and stop times of the clinician's services, each once; times without a half of the day
    are taken as office hours, from seven in the morning to seven in the evening.
    """
    found: list[Stretch] = []
    for match in _FROM_TO.finditer(text):
        around = text[max(0, match.start() - _NEAR) : match.end()]
        if not _OF_A_SERVICE.search(around) or _OF_STAFF.search(around):
            continue
        one = _stretch(match.groups())
        if one is not None and one not in found:
            found.append(one)
    return tuple(found)


def _stretch(parts: Sequence[str | None]) -> Stretch | None:
    since, until = _minute(*parts[:3], half=parts[2] or parts[5]), _minute(*parts[3:])
    if since is None or until is None:
        return None
    if parts[2] is None and since > until >= _HALF:
        since -= _HALF if since >= _HALF else 0  # 11:30 - 12:15 pm begins in the morning
    if since > until:
        until += _HALF if until < _HALF else 0
    one = Stretch(since, until)
    return one if 0 < one.minutes <= _LONGEST else None


def _minute(hour: str | None, minute: str | None, own: str | None, *, half: str | None = None) -> int | None:
    if hour is None or minute is None or int(hour) > 23 or int(minute) > 59:
        return None
    said = (own or half or "").lower()
    at = int(hour) * 60 + int(minute)
    if said.startswith("p") and at < _HALF:
        return at + _HALF
    if said.startswith("a") and int(hour) == 12:
        return at - _HALF
    return at + _HALF if not said and at < _MORNING else at


def day_time(notes: Iterable[Told], booked: Iterable[Stretch], limits: DayLimits) -> DayTime:
    """Return what the notes of a day state together. `booked` are the provider's bookings: the day's span
    runs from the first to the last of them and of the start and stop times, or is the card's least.
    """
    given = tuple(notes)
    total = sum(one.minutes for one in given)
    places = [*booked, *(each for one in given for each in one.stretches)]
    span = max((one.until for one in places), default=0) - min((one.since for one in places), default=0)
    span = max(span, limits.least_span_minutes)
    crossing = _crossing(given, limits.overlap_minutes)
    longest = max(given, key=lambda one: (one.minutes, one.visit_id), default=None)
    return DayTime(
        minutes=total,
        span=span,
        told=given,
        findings=tuple(_found(total, span, crossing, limits)),
        is_impossible=total > limits.most_minutes or crossing > 0,
        longest_id=longest.visit_id if longest else 0,
    )


def _found(total: int, span: int, crossing: int, limits: DayLimits) -> Iterator[Finding]:
    if total > limits.most_minutes:
        yield _finding("DAY-20", f"The notes of this day state {total} minutes, more than a day has.", _MEND)
    elif total * 100 > span * limits.span_percent:
        words = f"The notes of this day state {total} minutes; the day was {span} minutes long."
        yield _finding("DAY-21", words, _MEND)
    elif total >= limits.review_minutes:
        yield _finding("DAY-22", f"The notes of this day state {total} minutes in all.", _LOOK)
    if crossing:
        whose = "two patients" if crossing == 1 else f"{crossing} pairs of patients"
        yield _finding("DAY-23", f"Start and stop times of {whose} overlap.", _MEND)


_MEND = "Its author corrects by an addendum what was stated wrongly; else look again at the codes by time."
_LOOK = "Look whether each figure is the clinician's own time on that day."


def _crossing(given: Sequence[Told], least: int) -> int:
    """How many pairs of visits of different patients have times that overlap."""
    return sum(
        one.patient_id != other.patient_id
        and any(a.overlap(b) > least for a in one.stretches for b in other.stretches)
        for one, other in combinations(given, 2)
    )


def _finding(edit: str, message: str, mend: str) -> Finding:
    return Finding(edit, "documentation", Severity.WARN, 0, message, mend, _RULE)
