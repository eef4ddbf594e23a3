"""The indicators with their definitions, one of them down to its items, both as CSV, and the month's cost."""

from datetime import date

from django.http import HttpResponse, HttpResponseRedirect

from almoner.core.report.kpi_cost import CollectionCost
from almoner.core.report.kpi_listed import BOARD, UNMEASURED
from almoner.core.report.sheet import Sheet
from almoner.flow.manage import kpi, kpi_sheets
from almoner.web import asked, words_reports
from almoner.web.door import Caller
from almoner.web.reports import looked
from almoner.web.sheets import as_csv, as_workbook


@looked.counted
def board(caller: Caller) -> HttpResponse:
    """Show what needs eyes and every indicator: as usual, or as of a day."""
    found = kpi.board(caller.actor, looked.when(caller), today=caller.on)
    said = "The month's cost is entered." if caller.request.GET.get("done") == "cost" else ""
    return caller.page(
        "reports.html",
        frame=found.frame,
        found=found,
        first=[found.of(name) for name in BOARD],
        urgent=[one for one in found.measured if one.needs_eyes],
        unmeasured=UNMEASURED,
        tell=words_reports,
        said=said,
        periods=looked.SHOWN,
    )


def indicator(caller: Caller, indicator_id: str) -> HttpResponse:
    """Show one indicator: its definition, its variants, and the items behind the chosen figure."""
    place = _place(caller, indicator_id)
    found = kpi.detail(caller.actor, place, looked.when(caller), today=caller.on)
    shown = asked.number(caller.request, "after")
    return caller.page("report.html", frame=found.frame, found=found, tell=words_reports, here_after=shown)


@looked.counted
def board_csv(caller: Caller) -> HttpResponse:
    """Return every figure as CSV."""
    return as_csv(*_board(caller))


@looked.counted
def board_book(caller: Caller) -> HttpResponse:
    """Return every figure as a workbook."""
    return as_workbook(*_board(caller))


def _board(caller: Caller) -> tuple[Sheet, str]:
    wanted = looked.when(caller)
    found = kpi_sheets.board_sheet(caller.actor, wanted, today=caller.on)
    return found, f"indicators-{(wanted.on or caller.on).isoformat()}"


def items_csv(caller: Caller, indicator_id: str) -> HttpResponse:
    """Return the items behind a figure as CSV."""
    return as_csv(*_items(caller, indicator_id))


def items_book(caller: Caller, indicator_id: str) -> HttpResponse:
    """Return the items behind a figure as a workbook."""
    return as_workbook(*_items(caller, indicator_id))


def _items(caller: Caller, indicator_id: str) -> tuple[Sheet, str]:
    wanted, place = looked.when(caller), _place(caller, indicator_id)
    found = kpi_sheets.items_sheet(caller.actor, place, wanted, today=caller.on)
    return found, f"indicator-{(wanted.on or caller.on).isoformat()}"


def enter_cost(caller: Caller) -> HttpResponse:
    """Enter what the revenue cycle cost in a month."""
    month_on = asked.day_in_form(caller.request, "month") or date.max
    draft = CollectionCost(
        id=0,
        month_on=month_on.replace(day=1),
        cents=asked.cents_in_form(caller.request, "cost"),
        technology_cents=asked.cents_in_form(caller.request, "technology"),
        entered_by=caller.actor.name,
    )
    kpi.enter_month_cost(caller.actor, draft, on=caller.on)
    return HttpResponseRedirect("/reports?done=cost")


def _place(caller: Caller, indicator_id: str) -> kpi.Place:
    request = caller.request
    return kpi.Place(
        indicator_id,
        asked.text(request, "variant"),
        is_base=asked.text(request, "of") == "base",
        after=min(asked.number(request, "after"), kpi.MOST_ROWS),
        payer_id=asked.number(request, "payer") if asked.text(request, "payer") else None,
    )
