"""What a person has done about the payer after this one: its claim built, or withdrawn again."""

from django.http import HttpResponse, HttpResponseRedirect

from almoner.flow.claim import passed_over
from almoner.flow.follow import follow
from almoner.web.door import Caller

SAID = {
    "passed_on": "What is left is the patient's, or the next payer's claim says the same already.",
    "withdrawn": "The claim is withdrawn.",
    "called": "The call is kept.",
    "corrected": "The corrected claim is built.",
    "elsewhere": "The refusal ended; this claim asks the other payer for the same charges.",
    "refused_again": "The other payer's claim is withdrawn; the refusal is work again.",
    "gone": "The one before is ready to send.",
}
"""What the claim's page says after an act, by the word in its address."""


def bill_next_it(caller: Caller, claim_id: int) -> HttpResponse:
    """Build the next payer's claim and show it; `unawaited` says that no answer to a crossover will come."""
    caller.check_token("claim", claim_id)
    is_awaited = not caller.request.POST.get("unawaited")
    built = follow.bill_next(caller.actor, claim_id, on=caller.on, is_awaited=is_awaited)
    if built:
        return HttpResponseRedirect(f"/claims/{built[0].id}")
    return HttpResponseRedirect(f"/claims/{claim_id}?done=passed_on")


def pass_it_over(caller: Caller, claim_id: int) -> HttpResponse:
    """Build the claim to the payer behind this one, which isn't asked, for the reason that the form gives."""
    caller.check_token("claim", claim_id)
    reason = caller.request.POST.get("reason", "")
    built = passed_over.pass_over(caller.actor, claim_id, on=caller.on, reason=reason)
    return HttpResponseRedirect(f"/claims/{built[0].id}")


def withdraw_it(caller: Caller, claim_id: int) -> HttpResponse:
    """Withdraw a later payer's claim, for the reason that the form gives."""
    caller.check_token("claim", claim_id)
    follow.withdraw(caller.actor, claim_id, on=caller.on, reason=caller.request.POST.get("reason", ""))
    return HttpResponseRedirect(f"/claims/{claim_id}?done=withdrawn")
