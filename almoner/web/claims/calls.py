"""A call to the payer, written down on the claim's page; what is refused stands at its field."""

from django.http import HttpResponse, HttpResponseRedirect

from almoner.flow import payer_call
from almoner.flow.refused import Refused
from almoner.web import asked
from almoner.web.claims import views
from almoner.web.claims.call_form import CallForm
from almoner.web.door import Caller

FIELDS = {"CALL-01": "representative", "CALL-02": "reference", "CALL-03": "said", "CALL-04": "next"}


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
    try:
        payer_call.write_call(caller.actor, claim_id, call, on=caller.on)
    except Refused as refused:
        finding = refused.told
        next_on = call.next_on.isoformat() if call.next_on else ""
        form = CallForm(
            *(call.representative, call.reference, call.said, next_on),
            wrong=FIELDS.get(finding.edit, ""),
            why=f"{finding.message} {finding.mend}",
        )
        return views.claim(caller, claim_id, call=form)
    return HttpResponseRedirect(f"/claims/{claim_id}?done=called#ca")
