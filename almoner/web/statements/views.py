"""The run of statements, the payment plans, and the debts at agencies."""

from datetime import date

from django.http import HttpResponse, HttpResponseRedirect

from almoner.core.report.sheet import Sheet
from almoner.flow.collect import collect, collections, payment_plan, returned_fee, statement
from almoner.flow.work import long_run
from almoner.flow.work.long_sorts import is_long
from almoner.web import asked
from almoner.web.door import Caller
from almoner.web.order import sorting
from almoner.web.sheets import as_csv, as_file, as_workbook

SAID = {
    "sent": "The statements were made. Take them for the printer.",
    "placed": "The debts were placed: download the agency's file.",
    "recalled": "The debts were taken back: the patients owe them here again.",
    "lost": "The debts were written off.",
    "fee": "What a returned check costs is decided.",
    "laid": "The agency's money was applied.",
    "applied": "The money is applied to what is owed; what is still owed is asked for.",
}


def run(caller: Caller) -> HttpResponse:
    """Show what a run of today would send, and what it keeps back and why."""
    after = asked.text(caller.request, "after", longest=400)
    found = statement.statement_run(caller.actor, on=caller.on, after=after)
    more = asked.address("/statements", after=found.after) if found.after else ""
    return caller.page("statements.html", frame=found.frame, found=found, more=more, said=_said(caller))


def send(caller: Caller) -> HttpResponse:
    """Make the statements that the form ticks; many of them go on when the page is left."""
    patients = asked.ids_in_form(caller.request, "patient")
    if is_long("statements", len(patients)):
        return HttpResponseRedirect(
            f"/runs/{long_run.begin_statements(caller.actor, patients, on=caller.on)}"
        )
    if patients:
        statement.state_accounts(caller.actor, patients, on=caller.on)
    return HttpResponseRedirect("/statements?done=sent" if patients else "/statements")


def apply(caller: Caller) -> HttpResponse:
    """Lay the money of the form's patients on what they owe, as each receipt was meant."""
    patients = asked.ids_in_form(caller.request, "patient")
    if is_long("receipts", len(patients)):
        return HttpResponseRedirect(f"/runs/{long_run.begin_receipts(caller.actor, patients, on=caller.on)}")
    collect.lay_receipts(caller.actor, patients, on=caller.on)
    return HttpResponseRedirect("/statements?done=applied")


def send_all(caller: Caller) -> HttpResponse:
    """Begin to make every statement that is due today; it goes on when the page is left."""
    return HttpResponseRedirect(f"/runs/{long_run.begin_statements(caller.actor, on=caller.on)}")


def for_the_printer(caller: Caller) -> HttpResponse:
    """Give the statements of a day, today unless the address says another, as one file of PDFs."""
    on = asked.day(caller.request, "on") or caller.on
    statements = statement.statements_of_day(caller.actor, on=on)
    return as_file(statements, f"statements-{on.isoformat()}.zip", "application/zip")


def plans(caller: Caller) -> HttpResponse:
    """Show the payment plans that stand."""
    found = payment_plan.open_plans(caller.actor, on=caller.on)
    sorted_as = sorting(caller.request, "plans", "/plans")
    rows = sorted_as.arranged(found.rows, _PLANS)
    return caller.page("plans.html", frame=found.frame, rows=rows, sorting=sorted_as)


_PLANS = {
    "patient": lambda row: row.name,
    "stands": lambda row: row.standing,
    "due": lambda row: row.next_on or date.max,
    "agreed": lambda row: row.plan.total_cents,
    "settled": lambda row: row.paid_cents,
    "owed": lambda row: row.due_cents,
}
"""What payment plans can be sorted by; all of them are read."""


def agencies(caller: Caller) -> HttpResponse:
    """Show whose final notice ran out, and what agencies have."""
    after = asked.text(caller.request, "after", longest=400)
    found = collections.at_agencies(caller.actor, on=caller.on, after=after)
    more = asked.address("/collections", after=found.after) if found.after else ""
    return caller.page("collections.html", frame=found.frame, found=found, more=more, said=_said(caller))


def place(caller: Caller) -> HttpResponse:
    """Hand the bills of the ticked guarantors to the agency that the form names."""
    patients = asked.ids_in_form(caller.request, "patient")
    agency = asked.text_in_form(caller.request, "agency")
    if is_long("debts", len(patients)):
        run_id = long_run.begin_debts(caller.actor, patients, agency, on=caller.on)
        return HttpResponseRedirect(f"/runs/{run_id}")
    collections.place_bills(caller.actor, patients, agency, on=caller.on)
    return HttpResponseRedirect("/collections?done=placed")


def recall(caller: Caller) -> HttpResponse:
    """Take a batch back."""
    batch_id = asked.id_in_form(caller.request, "batch")
    why = asked.text_in_form(caller.request, "why")
    if run_id := long_run.begin_ending(caller.actor, batch_id, on=caller.on, reason=why):
        return HttpResponseRedirect(f"/runs/{run_id}")
    collections.recall_batch(caller.actor, batch_id, on=caller.on, reason=why)
    return HttpResponseRedirect("/collections?done=recalled")


def write_off(caller: Caller) -> HttpResponse:
    """Write off what an agency gave back as lost."""
    batch_id = asked.id_in_form(caller.request, "batch")
    why = asked.text_in_form(caller.request, "why")
    if run_id := long_run.begin_ending(caller.actor, batch_id, on=caller.on, reason=why, is_lost=True):
        return HttpResponseRedirect(f"/runs/{run_id}")
    collections.write_off_batch(caller.actor, batch_id, on=caller.on, reason=why)
    return HttpResponseRedirect("/collections?done=lost")


def set_fee(caller: Caller) -> HttpResponse:
    """Decide what a returned check costs the patient."""
    cents, why = asked.exact_cents(caller.request, "amount"), asked.text_in_form(caller.request, "why")
    returned_fee.set_fee(caller.actor, cents, on=caller.on, reason=why)
    return HttpResponseRedirect("/collections?done=fee")


def file_of_batch(caller: Caller) -> HttpResponse:
    """Give the file of a batch for its agency as CSV."""
    return as_csv(*_batch(caller))


def book_of_batch(caller: Caller) -> HttpResponse:
    """Give the same as a workbook."""
    return as_workbook(*_batch(caller))


def _batch(caller: Caller) -> tuple[Sheet, str]:
    batch_id = asked.number(caller.request, "batch")
    return collections.placement_sheet(caller.actor, batch_id), f"placement-{batch_id}"


def _said(caller: Caller) -> str:
    return SAID.get(caller.request.GET.get("done", ""), "")
