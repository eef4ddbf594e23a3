"""Rows of the bank's list that nobody knows yet, and the forms that say what each is."""

from collections.abc import Callable

from django.http import HttpResponse, HttpResponseRedirect

from almoner.core.collect.bank_row import Asked, Keeper
from almoner.flow.remit import bank_rows, bank_undone
from almoner.web import asked
from almoner.web.door import Caller
from almoner.web.order import sorting

LONGEST = 301
LONGEST_TRACES = 600
SAID = {
    "settled": "The cards are in the bank.",
    "fee": "It is a fee of the bank.",
    "slip": "It is that slip.",
    "payments": "The payment is in the bank; its own page takes that back.",
    "back": "It is no fee: somebody is asked about it again.",
    "again": "It is taken back: somebody is asked about the row again.",
    "aside": "It is set aside, with its owner and its day.",
}


def rows(caller: Caller) -> HttpResponse:
    """List the rows with what may be said of each."""
    found = bank_rows.bank_rows(caller.actor, on=caller.on)
    sorted_as = sorting(caller.request, "bank", "/bank")
    return caller.page(
        "bank.html",
        frame=found.frame,
        found=found,
        said=SAID.get(asked.text(caller.request, "done"), ""),
        kind_of=bank_rows.row_kind,
        rows=sorted_as.arranged(found.rows, COLUMNS),
        sorting=sorted_as,
    )


COLUMNS: dict[str, Callable[[Asked], object]] = {
    "day": lambda one: one.row.posted_on,
    "who": lambda one: one.row.payer.casefold(),
    "due": lambda one: one.task.due_on,
    "amount": lambda one: one.row.cents,
}
"""What the rows can be sorted by; all that are shown are read."""


def settle(caller: Caller, task_id: int) -> HttpResponse:
    """Know a row as the settlement of the ticked card receipts."""
    caller.check_token("bank", task_id)
    chosen = asked.ids_in_form(caller.request, "receipt")
    bank_rows.settle_cards(caller.actor, task_id, chosen, on=caller.on)
    return HttpResponseRedirect("/bank?done=settled")


def slip(caller: Caller, task_id: int) -> HttpResponse:
    """Know a row as the chosen slip."""
    caller.check_token("bank", task_id)
    bank_rows.confirm_slip(caller.actor, task_id, asked.id_in_form(caller.request, "slip"), on=caller.on)
    return HttpResponseRedirect("/bank?done=slip")


def payments(caller: Caller, task_id: int) -> HttpResponse:
    """Know a row as the payments of the traces that the form names, with commas between them."""
    caller.check_token("bank", task_id)
    traces = asked.text_in_form(caller.request, "traces", longest=LONGEST_TRACES)
    bank_rows.know_as_payments(caller.actor, task_id, traces, on=caller.on)
    return HttpResponseRedirect("/bank?done=payments")


def payments_back(caller: Caller, task_id: int) -> HttpResponse:
    """Take back that a row was payments, named by one's deposit, for the reason that the form gives."""
    caller.check_token("banked", task_id)
    why = asked.text_in_form(caller.request, "why", longest=LONGEST)
    bank_undone.take_payments_back(caller.actor, task_id, on=caller.on, why=why)
    return HttpResponseRedirect("/bank?done=again")


def fee(caller: Caller, task_id: int) -> HttpResponse:
    """Know a row as a fee."""
    caller.check_token("bank", task_id)
    bank_rows.take_bank_fee(caller.actor, task_id, on=caller.on)
    return HttpResponseRedirect("/bank?done=fee")


def fee_back(caller: Caller, task_id: int) -> HttpResponse:
    """Take a fee back, named by its record, for the reason that the form gives."""
    caller.check_token("fee", task_id)
    why = asked.text_in_form(caller.request, "why", longest=LONGEST)
    bank_rows.take_fee_back(caller.actor, task_id, on=caller.on, why=why)
    return HttpResponseRedirect("/bank?done=back")


def settlement_back(caller: Caller, task_id: int) -> HttpResponse:
    """Take a settlement back, named by its record, for the reason that the form gives."""
    caller.check_token("settled", task_id)
    why = asked.text_in_form(caller.request, "why", longest=LONGEST)
    bank_undone.take_settlement_back(caller.actor, task_id, on=caller.on, why=why)
    return HttpResponseRedirect("/bank?done=again")


def slip_back(caller: Caller, task_id: int) -> HttpResponse:
    """Take back that a row was a slip, named by its record, for the reason that the form gives."""
    caller.check_token("echo", task_id)
    why = asked.text_in_form(caller.request, "why", longest=LONGEST)
    bank_undone.take_slip_back(caller.actor, task_id, on=caller.on, why=why)
    return HttpResponseRedirect("/bank?done=again")


def aside(caller: Caller, task_id: int) -> HttpResponse:
    """Leave a row with the owner, the reason and the day that the form gives."""
    caller.check_token("bank", task_id)
    owner = asked.text_in_form(caller.request, "owner", longest=40)
    why = asked.text_in_form(caller.request, "why", longest=LONGEST)
    due_on = asked.day_in_form(caller.request, "due_on") or caller.on
    bank_rows.set_row_aside(caller.actor, task_id, Keeper(owner, why, due_on), on=caller.on)
    return HttpResponseRedirect("/bank?done=aside")
