"""What the desk owes its patients before the service, each with its last day: the questions of Medicare, the
advance notice, the good-faith estimate. Reads only.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date, timedelta
from enum import StrEnum

from almoner.core.claim.edits.workdays import workday_after
from almoner.core.collect.estimate_notice import give_by
from almoner.flow.access import Actor, Permission, enter
from almoner.flow.patient.msp import questions
from almoner.store.lists import lists, lists_notices
from almoner.store.lists.lists import Frame
from almoner.store.lists.lists_notices import Needs
from almoner.store.session import Session

DAYS_AHEAD = 14


class Sort(StrEnum):
    """What is owed."""

    PAYER_QUESTIONS = "payer_questions"
    """Nobody has asked who pays before Medicare, or the answers are too old for that day."""
    PAYER_ORDER = "payer_order"
    """Answers wait for a person's confirmation of what they mean for the policies."""
    ADVANCE_NOTICE = "advance_notice"
    """A notice that Medicare may not pay waits for the patient's signature."""
    ESTIMATE = "estimate"
    """Who pays alone has no good-faith estimate in hand."""


@dataclass(frozen=True, slots=True)
class Due:
    """Something owed, and the last day on which it may be given."""

    sort: Sort
    due_on: date


@dataclass(frozen=True, slots=True)
class Owed:
    """A booking with what is owed for it."""

    needs: Needs
    due: tuple[Due, ...]

    @property
    def first_on(self) -> date:
        """The earliest last day."""
        return min(one.due_on for one in self.due)


@dataclass(frozen=True, slots=True)
class DueNotices:
    """The desk's list, what ends first on top."""

    frame: Frame
    rows: tuple[Owed, ...]
    until_on: date


def due_notices(actor: Actor, *, on: date) -> DueNotices:
    """Return what is owed for the bookings of the next two weeks."""
    with enter(actor, Permission.DOCUMENT_WRITE) as session:
        until_on = on + timedelta(days=DAYS_AHEAD)
        rows = owed(lists_notices.needs_of_days(session, on, until_on, on=on))
        ordered = sorted(rows, key=lambda row: (row.first_on, row.needs.starts_at))
        return DueNotices(lists.frame(session, on=on), tuple(ordered), until_on)


def owed(found: Iterable[Needs]) -> tuple[Owed, ...]:
    """Return the bookings for which something is owed, in their order."""
    rows = (Owed(one, due_of(one)) for one in found)
    return tuple(row for row in rows if row.due)


@dataclass(frozen=True, slots=True)
class OfDay:
    """What is owed for a day's bookings, by booking; `alarms` are later bookings whose good-faith estimate
    has to be given up to the next business day, or is late, what ends first on top.
    """

    due: Mapping[int, tuple[Due, ...]] = field(default_factory=dict)
    alarms: tuple[Owed, ...] = ()


def owed_on(session: Session, day: date, *, on: date) -> OfDay:
    """Return what is owed on a day (inside another flow's session)."""
    found = owed(lists_notices.needs_of_day(session, day, day + timedelta(days=DAYS_AHEAD), on=on))
    of_day = {one.needs.appointment_id: one.due for one in found if one.needs.starts_at.date() == day}
    last_on = workday_after(on, 1)
    ends = [
        one
        for one in found
        if one.needs.appointment_id not in of_day
        and any(due.sort is Sort.ESTIMATE and due.due_on <= last_on for due in one.due)
    ]
    return OfDay(of_day, tuple(sorted(ends, key=lambda one: (one.first_on, one.needs.starts_at))))


def due_of(needs: Needs) -> tuple[Due, ...]:
    """Return what is owed for one booking."""
    service_on = needs.starts_at.date()
    return tuple(
        Due(sort, due_on)
        for sort, is_owed, due_on in (
            (Sort.PAYER_QUESTIONS, needs.has_medicare and not _holds(needs, service_on), service_on),
            (Sort.PAYER_ORDER, needs.is_unconfirmed and _holds(needs, service_on), service_on),
            (Sort.ADVANCE_NOTICE, needs.waiting > 0, needs.first_on or service_on),
            (Sort.ESTIMATE, _lacks_estimate(needs), _estimate_by(needs)),
        )
        if is_owed
    )


def offers_of(needs: Needs) -> tuple[Sort, ...]:
    """Return what can be given for a booking and isn't owed: the advance notice where Medicare itself covers
    the day, the questions also where a plan in its place does, the estimate for everybody.
    """
    owed_now = {one.sort for one in due_of(needs)}
    return tuple(
        sort
        for sort, is_theirs in (
            (Sort.ADVANCE_NOTICE, needs.has_medicare_itself),
            (Sort.PAYER_QUESTIONS, needs.has_medicare),
            (Sort.ESTIMATE, True),
        )
        if is_theirs and sort not in owed_now
    )


def _holds(needs: Needs, service_on: date) -> bool:
    """True where the answers are young enough for the day of the service."""
    if needs.asked_on is None:
        return False
    return service_on <= needs.asked_on + timedelta(days=questions().again_days)


def _lacks_estimate(needs: Needs) -> bool:
    """True where nobody covers the day, and an estimate is owed by law or was begun, and is not in hand."""
    is_owed = give_by(needs.booked_on, needs.starts_at.date()) is not None
    return needs.policies == 0 and not needs.is_delivered and (is_owed or needs.has_estimate)


def _estimate_by(needs: Needs) -> date:
    service_on = needs.starts_at.date()
    return needs.estimate_due_on or give_by(needs.booked_on, service_on) or service_on
