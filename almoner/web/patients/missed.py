"""The visits that a patient missed, with the fee of each: waived, or taken back for who came after all."""

from django.http import HttpResponse, HttpResponseRedirect

from almoner.flow.collect import absence
from almoner.flow.refused import Refused
from almoner.web import asked
from almoner.web.door import Caller
from almoner.web.undo import ways

LONGEST_WHY = 200
SAID = {"waived": "The fee is waived; that the visit was missed stays on record."}


def show(caller: Caller, patient_id: int) -> HttpResponse:
    """List the visits that the patient missed."""
    return _page(caller, patient_id)


def waive(caller: Caller, appointment_id: int) -> HttpResponse:
    """Waive the fee of a missed visit; what is wrong is said at its form."""
    caller.check_token("appointment", appointment_id)
    patient_id = absence.patient_of(caller.actor, appointment_id)
    why = asked.text_in_form(caller.request, "why", longest=LONGEST_WHY + 1)
    try:
        absence.waive(caller.actor, appointment_id, on=caller.on, reason=why)
    except Refused as refused:
        return _page(caller, patient_id, refused, appointment_id)
    back = f"/patients/{patient_id}/missed"
    ways.offer(caller, "waived", appointment_id, said="The fee is waived.", back=back)
    return HttpResponseRedirect(f"{back}?done=waived")


def came(caller: Caller, appointment_id: int) -> HttpResponse:
    """Let a visit that was noted as missed, or cancelled late, stand again; its fee is taken back."""
    caller.check_token("appointment", appointment_id)
    again = absence.take_back(caller.actor, appointment_id, on=caller.on, reason="They come after all.")
    day = again.starts_at.date()
    on = "" if day == caller.on else day.isoformat()
    return HttpResponseRedirect(f"{asked.address('/today', done='due-after-all', on=on)}#a{appointment_id}")


def _page(caller: Caller, patient_id: int, refused: Refused | None = None, about: int = 0) -> HttpResponse:
    found = absence.absences(caller.actor, patient_id, on=caller.on)
    return caller.page(
        "missed.html",
        status=422 if refused else 200,
        frame=found.frame,
        found=found,
        about=about,
        wrong=refused.told if refused else None,
        said=SAID.get(asked.text(caller.request, "done"), ""),
        typed=asked.text_in_form(caller.request, "why", longest=LONGEST_WHY),
    )
