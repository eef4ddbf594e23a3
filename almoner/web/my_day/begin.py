"""A visit that nobody booked, begun by its provider from the chart of who is here."""

from django.http import HttpResponse, HttpResponseRedirect

from almoner.flow.visit import unbooked
from almoner.web import asked
from almoner.web.door import Caller


def show(caller: Caller, patient_id: int) -> HttpResponse:
    """Ask why the patient came, and show what stands of today already."""
    found = unbooked.look(caller.actor, patient_id, on=caller.on)
    return caller.page("begin.html", frame=found.head.frame, head=found.head, found=found)


def begin(caller: Caller, patient_id: int) -> HttpResponse:
    """Begin the visit, and open its note."""
    caller.check_token("patient", patient_id)
    reason = asked.text_in_form(caller.request, "reason", longest=unbooked.LONGEST_REASON + 1)
    wanted = unbooked.Unbooked(patient_id, reason, asked.id_in_form(caller.request, "location"))
    visit = unbooked.begin(caller.actor, wanted, on=caller.on)
    return HttpResponseRedirect(f"/visits/{visit.id}/note")
