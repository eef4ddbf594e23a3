"""Cash in suspense: what lies there, and the forms that place it."""

from django.http import HttpResponse, HttpResponseRedirect

from almoner.flow import suspense
from almoner.web import asked
from almoner.web.door import Caller

LONGEST = 40
DONE = {
    "placed": "It is placed on the claim.",
    "given": "It is the patient's, and waits to be laid.",
}


def shown(caller: Caller) -> HttpResponse:
    """List what lies in suspense."""
    found = suspense.suspense(caller.actor, on=caller.on)
    said = DONE.get(asked.text(caller.request, "done"), "")
    return caller.page("suspense.html", frame=found.frame, found=found, said=said)


def place(caller: Caller, task_id: int) -> HttpResponse:
    """Place the cash of a task on the claim whose number the form gives."""
    caller.check_token("suspense", task_id)
    control = caller.request.POST.get("control", "")[:LONGEST]
    suspense.place_on_claim(caller.actor, task_id, control, on=caller.on)
    return HttpResponseRedirect("/suspense?done=placed")


def give(caller: Caller, task_id: int) -> HttpResponse:
    """Give the cash of a task to the patient whose chart number the form gives."""
    caller.check_token("suspense", task_id)
    number = caller.request.POST.get("number", "").strip()[:LONGEST]
    suspense.give_patient(caller.actor, task_id, number, on=caller.on)
    return HttpResponseRedirect("/suspense?done=given")
