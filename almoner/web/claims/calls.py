"""A call to the payer, written down on the claim's page or where the claim is mended."""

from django.http import HttpResponse, HttpResponseRedirect

from almoner.flow.follow import payer_call
from almoner.web import asked
from almoner.web.door import Caller


def write_it(caller: Caller, claim_id: int) -> HttpResponse:
    """Keep the call that the form tells."""
    caller.check_token("claim", claim_id)
    request = caller.request
    call = payer_call.Call(
        representative=asked.text_in_form(request, "representative", longest=payer_call.LONGEST_NAME + 1),
        reference=asked.text_in_form(request, "reference", longest=payer_call.LONGEST_REFERENCE + 1),
        said=asked.text_in_form(request, "said", longest=payer_call.LONGEST_SAID + 1),
        next_on=asked.day_in_form(request, "next"),
    )
    payer_call.write_call(caller.actor, claim_id, call, on=caller.on)
    place = "send/holds" if asked.text_in_form(request, "to") == "hold" else "claims"
    return HttpResponseRedirect(f"/{place}/{claim_id}?done=called#ca")
