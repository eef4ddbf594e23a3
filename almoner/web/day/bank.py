"""Rows of the bank's list that nobody knows yet, and the forms that say what each is."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date

from django.http import HttpResponse, HttpResponseRedirect

from almoner.core.collect import Deposit
from almoner.core.collect.bank_row import Asked, Keeper
from almoner.core.ledger import Account
from almoner.core.remit import Remittance, RemittanceState
from almoner.flow.remit import bank_rows, bank_undone
from almoner.flow.remit.bank_rows import BankRows
from almoner.web import asked
from almoner.web.door import Caller
from almoner.web.order import sorting
from almoner.web.words import money
from almoner.web.words_ledger import account

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
        found_for={one.task.id: fits_of(one, found) for one in found.rows},
        ledger_of=ledger_of,
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


@dataclass(frozen=True, slots=True)
class Fit:
    """What of our records has the amount of a row: its name, number, day and page; what the ledger has of it;
    and the form that says that the row is it, with what the form names.
    """

    name: str
    number: str
    on: date
    page: str
    ledger: str
    verb: str
    field: str
    value: str


def fits_of(row: Asked, found: BankRows) -> list[Fit]:
    """Return the slips or payments of a row's very amount, of which a person says which it is."""
    kind, cents = bank_rows.row_kind(row.row), row.row.cents
    if kind == "slip":
        return [_slip(one) for one in found.slips if one.cents == cents]
    if kind == "money" and row.deposit:
        return [_payment(one) for one in found.unpaid if one.amount_cents == cents]
    return []


def _slip(one: Deposit) -> Fit:
    ledger = f"{account(Account.BANK)} {money(one.cents)}, from the drawer"
    page = f"/deposits/{one.id}.pdf"
    return Fit("Our slip", one.trace, one.deposited_on, page, ledger, "slip", "slip", str(one.id))


def _payment(one: Remittance) -> Fit:
    is_posted = one.state is RemittanceState.POSTED
    ledger = (
        f"{account(Account.CASH)} {money(one.amount_cents)}" if is_posted else "The payment is not posted"
    )
    page = f"/remittances/{one.id}"
    return Fit(one.payer_name, one.trace, one.paid_on, page, ledger, "payments", "traces", one.trace)


def ledger_of(row: Asked, fits: list[Fit]) -> list[str]:
    """Return what the ledger has of a row as it stands, and of the one record that fits it."""
    held = f"{account(Account.BANK)} {money(row.row.cents)}, held in suspense" if row.held else ""
    lines = [held, fits[0].ledger if len(fits) == 1 else ""]
    return [one for one in lines if one] or ["Nothing yet"]


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
