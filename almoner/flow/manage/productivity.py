"""Who did how much of which work, from the audit trail, down to a person's days."""

from dataclasses import dataclass
from datetime import date, timedelta

from almoner.core.report.productivity import DEFINITION, Line, by_day, by_person, kinds_of
from almoner.core.report.sheet import Cell, Column, Sheet
from almoner.flow.access import Actor, Permission, enter, office
from almoner.store.lists import lists
from almoner.store.lists.lists import Frame
from almoner.store.lists.lists_acts import acts_between

LONGEST = timedelta(days=31)


@dataclass(frozen=True, slots=True)
class Span:
    """The days [since_on, until_on), at least one and at most a month, and one person or all (nothing)."""

    since_on: date
    until_on: date
    person: str = ""

    @property
    def bounded(self) -> "Span":
        """Return it within its bounds."""
        since_on = min(self.since_on, self.until_on - timedelta(days=1))
        return Span(max(since_on, self.until_on - LONGEST), self.until_on, self.person)


@dataclass(frozen=True, slots=True)
class Staff:
    """The kinds of work done in the days, a line a person, and a line a day of the chosen person."""

    frame: Frame
    span: Span
    kinds: tuple[str, ...]
    people: tuple[Line, ...]
    days: tuple[Line, ...]


def staff(actor: Actor, span: Span, *, on: date) -> Staff:
    """Return what people did in some days, at most a month."""
    with enter(actor, Permission.AUDIT_READ) as session:
        asked, nobody = span.bounded, office(actor.practice_id).name
        found = acts_between(session, asked.since_on, asked.until_on, without=nobody)
        own = [one for one in found if asked.person and one.person == asked.person]
        return Staff(
            frame=lists.frame(session, on=on),
            span=asked,
            kinds=kinds_of(found),
            people=by_person(found),
            days=by_day(own),
        )


def staff_sheet(actor: Actor, span: Span, *, on: date) -> Sheet:
    """Return the same as a table: a row a person, or a row a day of one who is named."""
    found = staff(actor, span, on=on)
    last_on = found.span.until_on - timedelta(days=1)
    about = (DEFINITION, f"Days {found.span.since_on} to {last_on}")
    lines = found.days if found.span.person else found.people
    names = ("day" if found.span.person else "person", "acts", "days", *found.kinds)
    rows: list[tuple[Cell, ...]] = [
        (one.name, one.acts, one.days, *(one.by_kind.get(kind, 0) for kind in found.kinds)) for one in lines
    ]
    return Sheet("Staff", about, tuple(Column(name) for name in names), rows)
