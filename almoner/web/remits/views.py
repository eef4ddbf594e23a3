"""The list of payments, one payment, and posting it."""

from django.http import HttpResponse, HttpResponseRedirect

from almoner.core.remit import RemittanceState
from almoner.flow.remit import look_remits, post, posting_report, undone
from almoner.flow.work import long_run
from almoner.web import asked, words
from almoner.web.door import Caller
from almoner.web.order import sorting
from almoner.web.sheets import as_file, as_workbook
from almoner.web.undo import ways

S = RemittanceState
VIEWS: dict[str, tuple[str, ...]] = {
    "open": (S.RECEIVED, S.UNBALANCED, S.SUSPECT),
    "posted": (S.POSTED,),
    "aside": (S.DAMAGED, S.DUPLICATE, S.MISROUTED, S.REFUSED, S.REVERSED),
}


SAID = {
    "posted": "Posted.",
    "held": "It waits for its deposit and posts when that has come.",
    "reversed": "Taken back as a unit.",
    "aside": "Set aside: it never posts.",
    "again": "It waits to be posted once more.",
    "brought": "Imported. Nothing is posted yet: look at the plan.",
    "entered": "Entered. Nothing is posted yet: look at the plan.",
}


def remittances(caller: Caller) -> HttpResponse:
    """List payments, those that wait to be posted first of all."""
    view = asked.one_of(caller.request, "view", frozenset({*VIEWS, "all"})) or "open"
    after = asked.number(caller.request, "after")
    sorted_as = sorting(caller.request, "remittances", asked.address("/remittances", view=view))
    found = look_remits.remittances(
        caller.actor, on=caller.on, states=VIEWS.get(view, ()), order=sorted_as.order, after=after
    )
    return caller.page(
        "remittances.html",
        frame=found.frame,
        found=found,
        view=view,
        after=after,
        sorting=sorted_as,
    )


def remittance(caller: Caller, remittance_id: int) -> HttpResponse:
    """Show one payment with its plan, or what was posted of it."""
    first = asked.number(caller.request, "first")
    payment = look_remits.remittance(caller.actor, remittance_id, on=caller.on, first=first)
    said = SAID.get(caller.request.GET.get("done", ""), "")
    shown = words.status(words.REMITTANCE, payment.remittance.state)
    return caller.page(
        "remittance.html",
        frame=payment.frame,
        payment=payment,
        shown=shown,
        said=said,
        most=look_remits.MOST,
    )


def post_it(caller: Caller, remittance_id: int) -> HttpResponse:
    """Post a payment: all of it, or nothing; one of a trace that came before needs a reason."""
    reason = _reason(caller)
    if run_id := long_run.begin_posting(caller.actor, remittance_id, on=caller.on, reason=reason):
        return HttpResponseRedirect(f"/runs/{run_id}")
    made = post.post(caller.actor, remittance_id, on=caller.on, reason=reason)
    if made.state is S.POSTED:
        ways.offer(caller, "payment", remittance_id, said="Posted.", back="/remittances")
    return _back(remittance_id, "held" if made.state is S.RECEIVED else "posted")


def post_clean(caller: Caller) -> HttpResponse:
    """Begin to post every payment that needs nobody's eyes; it goes on when the page is left."""
    return HttpResponseRedirect(f"/runs/{long_run.begin_payments(caller.actor, on=caller.on)}")


def reverse(caller: Caller, remittance_id: int) -> HttpResponse:
    """Take a posted payment back as a unit, for a reason."""
    reason = _reason(caller)
    if run_id := long_run.begin_reversal(caller.actor, remittance_id, on=caller.on, reason=reason):
        return HttpResponseRedirect(f"/runs/{run_id}")
    post.reverse(caller.actor, remittance_id, on=caller.on, reason=reason)
    return _back(remittance_id, "reversed")


def set_aside(caller: Caller, remittance_id: int) -> HttpResponse:
    """Say that a payment is in the books already."""
    undone.set_aside(caller.actor, remittance_id, on=caller.on, reason=_reason(caller))
    return _back(remittance_id, "aside")


def take_up(caller: Caller, remittance_id: int) -> HttpResponse:
    """Let a payment that was taken back wait to be posted once more."""
    fresh = undone.take_up_again(caller.actor, remittance_id, on=caller.on, reason=_reason(caller))
    return _back(fresh.id, "again")


def report_csv(caller: Caller, remittance_id: int) -> HttpResponse:
    """Return the posting report as CSV."""
    content = posting_report.report_csv(caller.actor, remittance_id, on=caller.on)
    return as_file(content, f"payment-{remittance_id}.csv", "text/csv; charset=utf-8")


def report_book(caller: Caller, remittance_id: int) -> HttpResponse:
    """Return the posting report as a workbook."""
    found = posting_report.report_sheet(caller.actor, remittance_id, on=caller.on)
    return as_workbook(found, f"payment-{remittance_id}")


def report_pdf(caller: Caller, remittance_id: int) -> HttpResponse:
    """Return the posting report as PDF."""
    page = posting_report.report_pdf(caller.actor, remittance_id, caller.practice_name, on=caller.on)
    return HttpResponse(page, content_type="application/pdf")


def _reason(caller: Caller) -> str:
    return asked.text_in_form(caller.request, "reason")


def _back(remittance_id: int, done: str) -> HttpResponse:
    return HttpResponseRedirect(f"/remittances/{remittance_id}?done={done}")
