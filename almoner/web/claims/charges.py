"""A visit's charges, and one of them taken back after a look at what that changes."""

from django.http import HttpResponse, HttpResponseRedirect

from almoner.core.ledger import Account, account_name
from almoner.flow.follow import look_charges, take_back
from almoner.flow.follow.take_back import Fate
from almoner.flow.refused import Refused
from almoner.web import asked
from almoner.web.door import Caller

FATE = {
    Fate.REBUILT: "It is built anew without this line; nobody has decided on it.",
    Fate.WITHDRAWN: "It is withdrawn; its payer has not got it.",
    Fate.REPLACED: "A replacement (7) without this line is built and waits to be sent.",
    Fate.VOIDED: "A void (8) is built and waits to be sent; nothing else is on the claim.",
}
SAID = {"taken": "The charge is taken back.", "gone": "No charge stands of what this task was about."}


def of_visit(caller: Caller, visit_id: int) -> HttpResponse:
    """List a visit's charges with those that were taken back."""
    found = look_charges.visit_charges(caller.actor, visit_id, on=caller.on)
    said = SAID.get(asked.text(caller.request, "done"), "")
    return caller.page("charges.html", frame=found.frame, found=found, said=said)


def show(caller: Caller, line_id: int) -> HttpResponse:
    """Show a charge with what taking it back would change."""
    return _look(caller, line_id)


def asked_about(caller: Caller) -> HttpResponse:
    """Lead from the work about a proposed charge to the line that came of it."""
    proposal_id = asked.number(caller.request, "proposal")
    if not proposal_id:
        return HttpResponseRedirect("/work")
    visit_id, line_id = look_charges.asked_about(caller.actor, proposal_id)
    if line_id:
        return HttpResponseRedirect(f"/charges/{line_id}")
    return HttpResponseRedirect(f"/visits/{visit_id}/charges?done=gone")


def take_back_it(caller: Caller, line_id: int) -> HttpResponse:
    """Take a charge back for the reason that the form gives; what can't be done is said on the same page."""
    caller.check_token("charge_line", line_id)
    reason = asked.text_in_form(caller.request, "reason", longest=take_back.LONGEST_REASON + 1)
    mark = asked.text_in_form(caller.request, "seen", longest=500)
    wish = take_back.Wish(mark, is_anew=bool(caller.request.POST.get("anew")))
    try:
        line = take_back.take_back(caller.actor, line_id, on=caller.on, reason=reason, wish=wish)
    except Refused as error:
        return _look(caller, line_id, refused=error, reason=reason)
    return HttpResponseRedirect(f"/visits/{line.visit_id}/charges?done=taken")


def _look(caller: Caller, line_id: int, *, refused: Refused | None = None, reason: str = "") -> HttpResponse:
    found = look_charges.charge(caller.actor, line_id, on=caller.on)
    return caller.page(
        "charge.html",
        status=422 if refused else 200,
        frame=found.of.frame,
        found=found,
        fates=FATE,
        receivable=_receivable,
        refused=refused.findings if refused else (),
        reason=reason,
    )


def _receivable(account: str) -> str:
    """The name of a receivable as people say it."""
    if account_name(account) is Account.PATIENT_AR:
        return "The patient"
    rank = account.partition(":")[2]
    return f"Payer {rank}" if rank else "The payer"
