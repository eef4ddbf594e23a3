"""A patient's authorizations: one form keeps a new one or changes one that is there."""

from datetime import date, timedelta
from typing import Literal

from django.http import HttpResponse, HttpResponseRedirect

from almoner.core.coverage import Authorization, AuthorizationState
from almoner.core.coverage.authorization import LONGEST_NUMBER
from almoner.flow.patient import authorize
from almoner.web import asked
from almoner.web.door import Caller

LONGEST_CODES = 800
REASON = "changed on the patient's page"
STATES = [(state.value, state.value.capitalize()) for state in AuthorizationState]
MEASURES = [("units", "units"), ("visits", "visits")]


def keep(caller: Caller, patient_id: int) -> HttpResponse:
    """Keep what the form says, then show the patient again."""
    caller.check_token("patient", patient_id)
    form = asked.Form(caller.request)
    draft = _draft(form, patient_id)
    form.lay(authorize.faults_of(draft))
    form.refuse()
    if draft.id:
        authorize.change(caller.actor, draft, on=caller.on, reason=REASON)
    else:
        authorize.record(caller.actor, draft, on=caller.on)
    return HttpResponseRedirect(f"/patients/{patient_id}#au")


def _draft(form: asked.Form, patient_id: int) -> Authorization:
    request = form.request
    since_on = form.day("since", lacking="The authorization has no first day.")
    last_on = form.day("last")
    measure: Literal["units", "visits"] = "visits" if form.text("measure") == "visits" else "units"
    most = form.text("most")
    return Authorization(
        id=asked.id_in_form(request, "authorization"),
        version=asked.id_in_form(request, "version"),
        patient_id=patient_id,
        coverage_id=asked.id_in_form(request, "coverage"),
        payer_id=0,
        number=form.text("number", longest=LONGEST_NUMBER + 1),
        since_on=since_on or last_on or date.min,
        until_on=last_on + timedelta(days=1) if last_on else None,
        state=_state(form),
        codes=tuple(form.text("codes", longest=LONGEST_CODES).upper().replace(",", " ").split()),
        most=asked.id_in_form(request, "most") if most else None,
        measure=measure,
        provider_id=asked.id_in_form(request, "provider"),
    )


def _state(form: asked.Form) -> AuthorizationState:
    try:
        return AuthorizationState(form.text("state"))
    except ValueError:
        form.wrong("state", "There is no such state of an authorization.", "Choose one of the list.")
        return AuthorizationState.PENDING
