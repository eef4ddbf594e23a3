"""The manager's home with its charts, the rows behind a mark, and both as files."""

import re
from datetime import date
from urllib.parse import urlencode

from django.http import HttpResponse

from almoner.core.report.kpi_listed import BOARD
from almoner.core.report.sheet import Sheet
from almoner.flow.manage import home
from almoner.flow.manage.kpi import MOST_ROWS
from almoner.store.lists.lists_marks import MARKS, Mark
from almoner.web import asked, words_reports
from almoner.web.door import Caller
from almoner.web.home import charts, told
from almoner.web.reports import looked
from almoner.web.sheets import as_csv, as_workbook

_CATEGORY = re.compile(r"[a-z_]{1,40}")
_REASON = re.compile(r"[A-Z]{2}-[A-Z0-9]{1,5}")
CHARTS = frozenset({"owed", "denied", "paid", "cash", "providers"})


@looked.counted
def show(caller: Caller) -> HttpResponse:
    """Show what needs somebody, the five figures, and the charts."""
    found = home.home(caller.actor, looked.when(caller), today=caller.on)
    on = found.board.asked
    return caller.page(
        "home.html",
        frame=found.board.frame,
        found=found,
        board=found.board,
        exceptions=told.exceptions(found, on=caller.on),
        first=[found.board.of(name) for name in BOARD],
        lines={name: charts.line(trend) for name, trend in found.trends.items()},
        ages=charts.ages(found),
        denied=charts.denied(found),
        paid=charts.paid(found),
        cash=charts.cash(found),
        most_laid=max((one.laid_cents for one in found.providers), default=0),
        rows_of=lambda of, provider_id: charts.rows_at(of, on, provider=str(provider_id)),
        says=told.findings(found),
        then=urlencode(looked.then(on)),
        periods=looked.SHOWN,
        goal=told.goal,
        short=told.SHORT,
        wants=told.WANTS,
        tell=words_reports,
    )


def rows(caller: Caller) -> HttpResponse:
    """Show the rows behind a mark."""
    after = min(asked.number(caller.request, "after"), MOST_ROWS)
    when = looked.when(caller, is_chosen=False)
    found = home.rows(caller.actor, _mark(caller), when, today=caller.on, after=after)
    query = caller.request.GET.copy()
    query.pop("after", None)
    return caller.page(
        "home_rows.html",
        frame=found.frame,
        found=found,
        title_of=told.TITLES[found.mark.of],
        query=query.urlencode(),
        here_after=after,
        back=asked.address("/home", on=_but_today(caller, found.asked.on), back=found.asked.period.value),
        tell=words_reports,
    )


def _but_today(caller: Caller, on: date) -> str:
    return on.isoformat() if on != caller.on else ""


def rows_csv(caller: Caller) -> HttpResponse:
    """Return the rows behind a mark as CSV."""
    return as_csv(_rows(caller), "rows")


def rows_book(caller: Caller) -> HttpResponse:
    """Return the same as a workbook."""
    return as_workbook(_rows(caller), "rows")


@looked.counted
def chart_csv(caller: Caller) -> HttpResponse:
    """Return a chart's table as CSV."""
    return as_csv(*_chart(caller))


@looked.counted
def chart_book(caller: Caller) -> HttpResponse:
    """Return the same as a workbook."""
    return as_workbook(*_chart(caller))


def _chart(caller: Caller) -> tuple[Sheet, str]:
    of = asked.one_of(caller.request, "of", CHARTS) or "owed"
    when = looked.when(caller)
    return home.chart_sheet(caller.actor, of, when, today=caller.on), f"{of}-{caller.on.isoformat()}"


def _rows(caller: Caller) -> Sheet:
    when = looked.when(caller, is_chosen=False)
    return home.rows_sheet(caller.actor, _mark(caller), when, today=caller.on)


def _mark(caller: Caller) -> Mark:
    request = caller.request
    reason = asked.text(request, "reason", longest=8)
    others = asked.text(request, "but").split(",")
    categories = asked.text(request, "categories").split(",")
    return Mark(
        asked.one_of(request, "of", frozenset(MARKS)) or "owed",
        asked.number(request, "payer") if asked.text(request, "payer") else None,
        asked.day(request, "since"),
        asked.day(request, "until"),
        reason if _REASON.fullmatch(reason) else "",
        tuple(one for one in others if _REASON.fullmatch(one)),
        tuple(one for one in categories if _CATEGORY.fullmatch(one)),
        asked.number(request, "provider") if asked.text(request, "provider") else None,
    )
