"""The good-faith estimate of a booking: made, read, and signed for."""

from django.http import HttpResponse, HttpResponseRedirect

from almoner.core.collect.estimate_notice import EstimateNotice
from almoner.flow.collect import good_faith, good_faith_desk
from almoner.flow.refused import Refused
from almoner.web import asked
from almoner.web.desk import signing
from almoner.web.door import Caller

SAID = {
    "made": "The estimate is made: let the patient read it and sign for it.",
    "signed": "The estimate is in the patient's hands, and signed for.",
}
LONGEST = 300


def show(caller: Caller, appointment_id: int) -> HttpResponse:
    """Show where the estimate of a booking stands."""
    return _page(caller, appointment_id)


def make(caller: Caller, appointment_id: int) -> HttpResponse:
    """Make the estimate of the form's services for the booking."""
    caller.check_token("appointment", appointment_id)
    found = good_faith_desk.estimate_desk(caller.actor, appointment_id, on=caller.on)
    service_on = found.appointment.starts_at.date()
    services = asked.text_in_form(caller.request, "services", longest=LONGEST)
    wish = good_faith.Wish(services, service_on, appointment_id)
    try:
        good_faith.give_estimate(caller.actor, found.patient.id, wish, on=caller.on)
    except Refused as refused:
        return _page(caller, appointment_id, refused)
    return _again(appointment_id, "made")


def sign(caller: Caller, appointment_id: int) -> HttpResponse:
    """Keep the patient's signature under the estimate that the form names."""
    estimate_id = asked.id_in_form(caller.request, EstimateNotice.kind)
    caller.check_token(EstimateNotice.kind, estimate_id)
    seen, given = asked.text_in_form(caller.request, "seen"), signing.given(caller)
    try:
        good_faith_desk.receive_estimate(caller.actor, estimate_id, seen, given, on=caller.on)
    except Refused as refused:
        return _page(caller, appointment_id, refused)
    return _again(appointment_id, "signed")


def _page(caller: Caller, appointment_id: int, refused: Refused | None = None) -> HttpResponse:
    found = good_faith_desk.estimate_desk(caller.actor, appointment_id, on=caller.on)
    return caller.page(
        "good_faith.html",
        status=422 if refused else 200,
        frame=found.frame,
        found=found,
        services=asked.text_in_form(caller.request, "services", longest=LONGEST),
        said=SAID.get(asked.text(caller.request, "done"), ""),
        **signing.fields(caller, found.patient, refused),
    )


def _again(appointment_id: int, done: str) -> HttpResponse:
    return HttpResponseRedirect(asked.address(f"/today/{appointment_id}/estimate", done=done))
