"""The list of payments, one payment, and posting it."""

from django.http import HttpResponse, HttpResponseRedirect

from almoner.core.remit import RemittanceState
from almoner.flow import look_remits, post
from almoner.web import asked, words
from almoner.web.door import Caller

S = RemittanceState
VIEWS: dict[str, tuple[str, ...]] = {
    "open": (S.RECEIVED, S.UNBALANCED, S.SUSPECT),
    "posted": (S.POSTED,),
    "aside": (S.DAMAGED, S.DUPLICATE, S.MISROUTED, S.REFUSED, S.REVERSED),
}


def remittances(caller: Caller) -> HttpResponse:
    """List payments, those that wait to be posted first of all."""
    view = asked.one_of(caller.request, "view", frozenset({*VIEWS, "all"})) or "open"
    after = asked.number(caller.request, "after")
    found = look_remits.remittances(caller.actor, on=caller.on, states=VIEWS.get(view, ()), after=after)
    return caller.page(
        "remittances.html",
        frame=found.frame,
        found=found,
        view=view,
        after=after,
        address=asked.address("/remittances", view=view),
    )


def remittance(caller: Caller, remittance_id: int) -> HttpResponse:
    """Show one payment with its plan, or what was posted of it."""
    payment = look_remits.remittance(caller.actor, remittance_id, on=caller.on)
    said = "Posted." if caller.request.GET.get("done") == "posted" else ""
    shown = words.status(words.REMITTANCE, payment.remittance.state)
    return caller.page("remittance.html", frame=payment.frame, payment=payment, shown=shown, said=said)


def post_it(caller: Caller, remittance_id: int) -> HttpResponse:
    """Post a payment: all of it, or nothing."""
    post.post(caller.actor, remittance_id, on=caller.on)
    return HttpResponseRedirect(f"/remittances/{remittance_id}?done=posted")
