"""What is owed by its age, and a month: its roll-forward, its close, and its journal."""

from collections.abc import Callable
from datetime import date, timedelta
from functools import partial

from django.http import HttpResponse, HttpResponseRedirect

from almoner.core.collect.month import first_of, next_month
from almoner.core.report.sheet import Sheet
from almoner.flow.books import ledger
from almoner.store.money.ledger import Aged
from almoner.web import asked
from almoner.web.door import Caller
from almoner.web.order import sorting
from almoner.web.reports import looked
from almoner.web.sheets import as_csv, as_workbook
from almoner.web.words import AGES


@looked.counted
def receivables(caller: Caller) -> HttpResponse:
    """Show what is owed by its age: now, or at the end of an earlier day."""
    on, known = _then(caller)
    found = ledger.receivables(caller.actor, on=on, today=caller.on, known=known)
    here = asked.address("/receivables", on=on.isoformat(), known=str(known or ""))
    sorted_as = sorting(caller.request, "owed", here)
    names = {
        "payer": lambda row: found.payers.get(row.payer_id, ""),
        "provider": lambda row: found.providers.get(row.provider_id, ""),
    }
    column = sorted_as.order.column
    rows = found.rows if column == "provider" else sorted_as.arranged(found.rows, AGED | names)
    providers = found.of_providers
    return caller.page(
        "receivables.html",
        frame=found.frame,
        found=found,
        known=known,
        rows=rows,
        providers=providers if column == "payer" else sorted_as.arranged(providers, AGED | names),
        sorting=sorted_as,
    )


def _of_age(place: int, row: Aged) -> int:
    return row.cents[place]


AGED: dict[str, Callable[[Aged], object]] = {
    "all": lambda row: row.total_cents,
    **{f"age_{place}": partial(_of_age, place) for place in range(len(AGES))},
}
"""What receivables can be sorted by beside their names; all of them are read."""


@looked.counted
def patients(caller: Caller) -> HttpResponse:
    """Show what patients owe by the kind of their responsibility."""
    on, known = _then(caller)
    found = ledger.responsibility(caller.actor, on=on, today=caller.on, known=known)
    return caller.page("receivables_patients.html", frame=found.frame, found=found, known=known)


def _then(caller: Caller) -> tuple[date, int]:
    """The day that is asked about, today at the latest, and as known at which audit entry; 0 is now."""
    on = min(asked.day(caller.request, "on") or caller.on, caller.on)
    return on, asked.number(caller.request, "known")


@looked.counted
def patients_csv(caller: Caller) -> HttpResponse:
    """Return what patients owe by kind as CSV."""
    return as_csv(*_patients(caller))


@looked.counted
def patients_book(caller: Caller) -> HttpResponse:
    """Return the same as a workbook."""
    return as_workbook(*_patients(caller))


def _patients(caller: Caller) -> tuple[Sheet, str]:
    on, known = _then(caller)
    found = ledger.responsibility_sheet(caller.actor, on=on, today=caller.on, known=known)
    return found, f"patients-owe-{on.isoformat()}"


@looked.counted
def aged_csv(caller: Caller) -> HttpResponse:
    """Return what is owed by its age as CSV."""
    return as_csv(*_aged(caller))


@looked.counted
def aged_book(caller: Caller) -> HttpResponse:
    """Return the same as a workbook."""
    return as_workbook(*_aged(caller))


def _aged(caller: Caller) -> tuple[Sheet, str]:
    on, known = _then(caller)
    found = ledger.receivables_sheet(caller.actor, on=on, today=caller.on, known=known)
    return found, f"receivables-{on.isoformat()}"


def month(caller: Caller) -> HttpResponse:
    """Show a month, the last whole one unless the address says another."""
    month_on = _month(caller)
    found = ledger.month(caller.actor, month_on=month_on, today=caller.on)
    said = "The month is closed." if caller.request.GET.get("done") == "closed" else ""
    return caller.page("month.html", frame=found.frame, found=found, said=said, day_long=timedelta(days=1))


def journal(caller: Caller) -> HttpResponse:
    """Return a month's journal for the general ledger as CSV."""
    return as_csv(*_journal(caller))


def journal_book(caller: Caller) -> HttpResponse:
    """Return the same as a workbook."""
    return as_workbook(*_journal(caller))


def _journal(caller: Caller) -> tuple[Sheet, str]:
    month_on = _month(caller)
    days = month_on, next_month(month_on)
    found = ledger.journal(caller.actor, since_on=days[0], until_on=days[1], on=caller.on)
    return found, f"journal-{month_on:%Y-%m}"


def close_it(caller: Caller) -> HttpResponse:
    """Close the month that the form names."""
    month_on = asked.day_in_form(caller.request, "month")
    if month_on is None:
        return HttpResponseRedirect("/month")
    ledger.close_books_of_month(caller.actor, month_on=month_on, on=caller.on)
    return HttpResponseRedirect(f"/month?month={first_of(month_on).isoformat()}&done=closed")


def _month(caller: Caller) -> date:
    asked_on = asked.day(caller.request, "month")
    return first_of(asked_on or first_of(caller.on) - timedelta(days=1))
