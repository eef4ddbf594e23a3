"""A patient's authorizations: one form keeps a new one or changes one that is there."""

from datetime import date, timedelta
from typing import Literal

from django.http import HttpRequest, HttpResponse, HttpResponseRedirect

from almoner.core.coverage import Authorization, AuthorizationState
from almoner.core.coverage.authorization import LONGEST_NUMBER
from almoner.flow import authorize
from almoner.flow.refused import refusal
from almoner.web import asked
from almoner.web.door import Caller

LONGEST_CODES = 800
REASON = "changed on the patient's page"
STATES = [(state.value, state.value.capitalize()) for state in AuthorizationState]
MEASURES = [("units", "units"), ("visits", "visits")]


def keep(caller: Caller, patient_id: int) -> HttpResponse:
    """Keep what the form says, then show the patient again."""
    caller.check_token("patient", patient_id)
    draft = _draft(caller.request, patient_id)
    if draft.id:
        authorize.change(caller.actor, draft, on=caller.on, reason=REASON)
    else:
        authorize.record(caller.actor, draft, on=caller.on)
    return HttpResponseRedirect(f"/patients/{patient_id}#au")


def _draft(request: HttpRequest, patient_id: int) -> Authorization:
    form = request.POST
    since_on, last_on = asked.day_in_form(request, "since"), asked.day_in_form(request, "last")
    if since_on is None or (form.get("last", "").strip() and last_on is None) or last_on == date.max:
        raise refusal("AUT-03", "A day of the authorization can't be read.", "Give it as 2026-03-02.")
    measure: Literal["units", "visits"] = "visits" if form.get("measure") == "visits" else "units"
    most = form.get("most", "").strip()
    return Authorization(
        id=asked.id_in_form(request, "authorization"),
        version=asked.id_in_form(request, "version"),
        patient_id=patient_id,
        coverage_id=asked.id_in_form(request, "coverage"),
        payer_id=0,
        number=form.get("number", "").strip()[: LONGEST_NUMBER + 1],
        since_on=since_on,
        until_on=last_on + timedelta(days=1) if last_on else None,
        state=_state(form.get("state", "")),
        codes=tuple(form.get("codes", "")[:LONGEST_CODES].upper().replace(",", " ").split()),
        most=asked.id_in_form(request, "most") if most else None,
        measure=measure,
        provider_id=asked.id_in_form(request, "provider"),
    )


def _state(word: str) -> AuthorizationState:
    try:
        return AuthorizationState(word)
    except ValueError:
        why = "The state of the authorization is none that we know."
        raise refusal("AUT-05", why, "Choose one of the list.") from None
