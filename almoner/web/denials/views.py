"""A refusal with its appeals: one is sent, and an answer is kept."""

from django.http import HttpResponse, HttpResponseRedirect

from almoner.core.denial.appeal import WAYS, Answer, Letter
from almoner.flow import appeal, look_denial
from almoner.web import asked
from almoner.web.door import Caller

SAID = {"sent": "The appeal is on record.", "answered": "The answer is on record."}


def denial(caller: Caller, denial_id: int) -> HttpResponse:
    """Show a refusal."""
    found = look_denial.refusal_of(caller.actor, denial_id, today=caller.on)
    said = SAID.get(caller.request.GET.get("done", ""), "")
    return caller.page("denial.html", frame=found.frame, found=found, ways=WAYS, said=said)


def send_it(caller: Caller, denial_id: int) -> HttpResponse:
    """Record the appeal that the form tells of."""
    caller.check_token("denial", denial_id)
    form = caller.request.POST
    letter = Letter(str(form.get("how", "")), str(form.get("reference", "")), str(form.get("note", "")))
    appeal.send_appeal(caller.actor, denial_id, letter, on=caller.on)
    return HttpResponseRedirect(f"/denials/{denial_id}?done=sent")


def hear_it(caller: Caller, denial_id: int) -> HttpResponse:
    """Record the payer's answer that the form tells of."""
    caller.check_token("denial", denial_id)
    form = caller.request.POST
    decided_on = asked.day_in_form(caller.request, "decided_on") or caller.on
    told = Answer(form.get("result") == "overturned", decided_on, str(form.get("outcome", ""))[:500])
    appeal.hear_answer(caller.actor, asked.id_in_form(caller.request, "appeal"), told, on=caller.on)
    return HttpResponseRedirect(f"/denials/{denial_id}?done=answered")
