"""A patient's consents that substance use records are told: kept as they were signed, and taken back."""

from datetime import timedelta

from django.http import HttpResponse, HttpResponseRedirect

from almoner.core.chart.disclosure import LONGEST_SIGNER, DisclosureConsent, Purpose
from almoner.flow.visit import disclosure
from almoner.web import asked
from almoner.web.door import Caller

PURPOSES = [
    (Purpose.CARE_AND_PAYMENT.value, "care, payment and operations, once for all"),
    (Purpose.PAYMENT.value, "payment alone"),
    (Purpose.TREATMENT.value, "treatment alone: no claim rests on it"),
]
SAID = {
    "kept": "The consent is on record. Claims that waited for it are judged again.",
    "revoked": "It is taken back from today on. What was ready to leave and rested on it is held.",
}
LONGEST = 501


def show(caller: Caller, patient_id: int) -> HttpResponse:
    """Show a patient's consents, with the form for another."""
    found = disclosure.page(caller.actor, patient_id, on=caller.on)
    payers = sorted(((one.id, one.name) for one in found.payers.values()), key=lambda one: one[1])
    return caller.page(
        "disclosure.html",
        frame=found.head.frame,
        head=found.head,
        consents=found.consents,
        names=dict(payers),
        payers=[(0, "every payer who answers for them"), *payers],
        purposes=PURPOSES,
        longest_signer=LONGEST_SIGNER,
        said=SAID.get(asked.text(caller.request, "done"), ""),
    )


def record(caller: Caller, patient_id: int) -> HttpResponse:
    """Keep a signed consent; all that is wrong with it is said at its field."""
    caller.check_token("patient", patient_id)
    disclosure.record(caller.actor, _read(caller, patient_id), on=caller.on)
    return HttpResponseRedirect(f"/patients/{patient_id}/consents?done=kept")


def revoke(caller: Caller, patient_id: int) -> HttpResponse:
    """Take back the consent that the form names."""
    caller.check_token("patient", patient_id)
    form = caller.request
    which, version = asked.id_in_form(form, "consent"), asked.id_in_form(form, "version")
    how = asked.text_in_form(form, "how", longest=LONGEST)
    disclosure.revoke(caller.actor, disclosure.Seen(patient_id, which, version), how, on=caller.on)
    return HttpResponseRedirect(f"/patients/{patient_id}/consents?done=revoked")


def _read(caller: Caller, patient_id: int) -> DisclosureConsent:
    form = caller.request
    told = asked.Form(form)
    signed_on, purpose = told.day("signed", lacking="The day on it is missing."), told.text("purpose")
    if purpose not in dict(PURPOSES):
        told.wrong("purpose", "What it is for isn't said.", "Choose one of the list.")
        purpose = Purpose.PAYMENT.value
    days = {name: told.day(name) for name in ("since", "last", "ends")}
    last_on, ends_on = days["last"], days["ends"]
    made = DisclosureConsent(
        id=0,
        patient_id=patient_id,
        purpose=Purpose(purpose),
        signed_on=signed_on or caller.on,
        signed_by=told.text("by", longest=LONGEST),
        recorded_by=caller.actor.name,
        recorded_on=caller.on,
        payer_id=asked.id_in_form(form, "payer"),
        services_since_on=days["since"],
        services_until_on=last_on + timedelta(1) if last_on else None,
        expires_on=ends_on + timedelta(1) if ends_on else None,
        place=told.text("place", longest=LONGEST),
    )
    told.lay(disclosure.faults_of(made, on=caller.on))
    told.refuse()
    return made
