"""The screen of what goes back: refunds to decide, issue and follow, and the credits of both sides."""

from collections.abc import Callable

from django.http import HttpResponse, HttpResponseRedirect

from almoner.core.collect.credit import Fate
from almoner.flow.collect import card, credit, refund
from almoner.flow.collect.credit import PatientRow, RefundRow
from almoner.flow.refused import refusal
from almoner.flow.remit.takebacks import Pair
from almoner.web import asked
from almoner.web.door import Caller
from almoner.web.order import sorting

LONGEST = 200
FATES = [(fate.value, fate.value.replace("_", " ")) for fate in Fate if fate is not Fate.OPEN]


def refunds(caller: Caller) -> HttpResponse:
    """Show the refunds that are not at their end, and all credits."""
    sorted_as = sorting(caller.request, "refunds", "/refunds")
    found = credit.credits(caller.actor, on=caller.on, order=sorted_as.order)
    return caller.page(
        "refunds.html",
        frame=found.frame,
        found=found,
        refunds=sorted_as.arranged(found.refunds, REFUNDS),
        patients=sorted_as.arranged(found.patients, PATIENTS),
        sorting=sorted_as,
        said="It is done." if caller.request.GET.get("done") else "",
        fates=FATES,
    )


REFUNDS: dict[str, Callable[[RefundRow], object]] = {
    "since": lambda one: one.refund.asked_on,
    "whom": lambda one: one.to.casefold(),
    "amount": lambda one: one.refund.cents,
}
PATIENTS: dict[str, Callable[[PatientRow], object]] = {
    "since": lambda one: one.credit.since_on,
    "whom": lambda one: one.credit.patient.casefold(),
    "amount": lambda one: one.credit.cents,
}
"""What refunds and patients' credits can be sorted by, so many as are shown: of more the oldest."""


def decide(caller: Caller, refund_id: int) -> HttpResponse:
    """Approve or refuse a refund."""
    caller.check_token("refund", refund_id)
    is_approved = caller.request.POST.get("decision") == "approve"
    refund.decide_refund(caller.actor, refund_id, is_approved=is_approved, why=_reason(caller), on=caller.on)
    return _again()


def issue(caller: Caller, refund_id: int) -> HttpResponse:
    """Record how a refund left, or run it back to the card at the terminal."""
    caller.check_token("refund", refund_id)
    form = caller.request.POST
    if form.get("method") == "card":
        card.refund_card(caller.actor, card.terminal_of(caller.actor), refund_id, on=caller.on)
        return _again()
    method, number = str(form.get("method", ""))[:20], str(form.get("number", "")).strip()[:LONGEST]
    refund.issue_refund(caller.actor, refund_id, method=method, number=number, on=caller.on)
    return _again()


def clear(caller: Caller, refund_id: int) -> HttpResponse:
    """Record that the bank paid a refund out."""
    caller.check_token("refund", refund_id)
    refund.clear_refund(caller.actor, refund_id, on=caller.on)
    return _again()


def void(caller: Caller, refund_id: int) -> HttpResponse:
    """Take back a refund that was not paid out."""
    caller.check_token("refund", refund_id)
    refund.void_refund(caller.actor, refund_id, on=caller.on, reason=_reason(caller))
    return _again()


def settle(caller: Caller, refund_id: int) -> HttpResponse:
    """Record that a payer took a refund without an advice."""
    caller.check_token("refund", refund_id)
    refund.settle_refund(caller.actor, refund_id, on=caller.on, reason=_reason(caller))
    return _again()


def ask_for_payer(caller: Caller, claim_id: int) -> HttpResponse:
    """Ask that a payer's credit goes back to it."""
    caller.check_token("claim", claim_id)
    wish = refund.Wish(asked.cents_in_form(caller.request, "amount"), _reason(caller))
    refund.ask_for_payer(caller.actor, claim_id, wish, on=caller.on)
    return _again()


def ask_for_held(caller: Caller, task_id: int) -> HttpResponse:
    """Ask that cash in suspense goes back to its payer."""
    caller.check_token("suspense", task_id)
    refund.ask_for_held(caller.actor, task_id, on=caller.on, reason=_reason(caller))
    return _again()


def ask_for_deferred(caller: Caller) -> HttpResponse:
    """Ask that a payer's deferral is paid in money."""
    pair = Pair(asked.id_in_form(caller.request, "remittance"), asked.id_in_form(caller.request, "number"))
    wish = refund.Wish(asked.cents_in_form(caller.request, "amount"), _reason(caller))
    refund.ask_for_deferred(caller.actor, pair, wish, on=caller.on)
    return _again()


def identify(caller: Caller, claim_id: int) -> HttpResponse:
    """Record that a payer's overpayment was identified today."""
    caller.check_token("claim", claim_id)
    credit.identify_overpayment(caller.actor, claim_id, on=caller.on, note=_reason(caller))
    return _again()


def investigate(caller: Caller, overpayment_id: int) -> HttpResponse:
    """Begin or end the investigation of an overpayment."""
    caller.check_token("overpayment", overpayment_id)
    credit.investigate_overpayment(caller.actor, overpayment_id, on=caller.on)
    return _again()


def end(caller: Caller, overpayment_id: int) -> HttpResponse:
    """Close an overpayment."""
    caller.check_token("overpayment", overpayment_id)
    word = str(caller.request.POST.get("fate", ""))
    if word not in {value for value, _ in FATES}:
        raise refusal("CRE-03", "Say how it ended.", "Choose one of the list.")
    credit.end_overpayment(
        caller.actor, overpayment_id, fate=Fate(word), on=caller.on, reason=_reason(caller)
    )
    return _again()


def _again() -> HttpResponse:
    return HttpResponseRedirect("/refunds?done=1")


def _reason(caller: Caller) -> str:
    return str(caller.request.POST.get("reason", "")).strip()[: LONGEST + 1]
