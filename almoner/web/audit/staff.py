"""Staff productivity: the page by person and kind of work, a person down to the days, its table as files."""

from datetime import date, timedelta

from django.http import HttpResponse

from almoner.core.report.productivity import DEFINITION
from almoner.core.report.sheet import Sheet
from almoner.flow.manage import productivity
from almoner.flow.manage.productivity import Span, Staff
from almoner.web import asked
from almoner.web.door import Caller
from almoner.web.order import sorting
from almoner.web.sheets import as_csv, as_workbook
from almoner.web.words import count

A_WEEK = timedelta(days=7)
LONGEST = 150
COLUMNS = {
    "person": lambda row: row.name,
    "acts": lambda row: row.acts,
    "days": lambda row: row.days,
    "pace": lambda row: row.tenths_a_day,
}
"""What people can be sorted by; all of them are read."""


def show(caller: Caller) -> HttpResponse:
    """Show what people did in the days that the address names, the last week unless it says others."""
    found = productivity.staff(caller.actor, _span(caller), on=caller.on)
    span = found.span
    days = {"since": span.since_on.isoformat(), "until": _last(span).isoformat()}
    sorted_as = sorting(caller.request, "staff", asked.address("/staff", **days, person=span.person))
    return caller.page(
        "staff.html",
        frame=found.frame,
        found=found,
        people=sorted_as.arranged(found.people, COLUMNS),
        sorting=sorted_as,
        last=_last(span),
        definition=DEFINITION,
        finding=finding(found),
        here_with=lambda person: asked.address("/staff", **days, person=person),
        entries_of=lambda first, last: asked.address("/audit", person=span.person, first=first, last=last),
        files=[asked.address(f"/staff.{sort}", **days, person=span.person) for sort in ("csv", "xlsx")],
    )


def table_csv(caller: Caller) -> HttpResponse:
    """Return the table as CSV."""
    return as_csv(*_table(caller))


def table_book(caller: Caller) -> HttpResponse:
    """Return the table as a workbook."""
    return as_workbook(*_table(caller))


def _table(caller: Caller) -> tuple[Sheet, str]:
    found = productivity.staff_sheet(caller.actor, _span(caller), on=caller.on)
    return found, f"staff-{caller.on.isoformat()}"


def _last(span: Span) -> date:
    return span.until_on - timedelta(days=1)


def _span(caller: Caller) -> Span:
    last = min(asked.day(caller.request, "until") or caller.on, caller.on)
    since_on = asked.day(caller.request, "since") or last - A_WEEK + timedelta(days=1)
    return Span(since_on, last + timedelta(days=1), asked.text(caller.request, "person", longest=LONGEST))


def finding(found: Staff) -> str:
    """Say in one sentence how much was done, and what most of it was; nobody is ranked."""
    acts = sum(one.acts for one in found.people)
    if not acts:
        return "Nobody saved anything in these days."
    whole = {kind: sum(one.by_kind.get(kind, 0) for one in found.people) for kind in found.kinds}
    most = max(found.kinds, key=lambda kind: whole[kind])
    return (
        f"{count(len(found.people), 'person', 'people')} saved {acts:,} {'act' if acts == 1 else 'acts'}; "
        f"{round(100 * whole[most] / acts)}% of them were {most.lower()}."
    )
