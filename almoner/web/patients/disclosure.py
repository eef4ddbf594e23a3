"""A patient's consents that substance use records are told: kept as they were signed, and taken back."""

from datetime import timedelta

from django.http import HttpResponse, HttpResponseRedirect

from almoner.core.chart.disclosure import LONGEST_SIGNER, DisclosureConsent, Purpose
from almoner.flow import disclosure
from almoner.flow.refused import Refused, refusal
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
_TYPED = ("purpose", "payer", "signed", "by", "place", "since", "last", "ends")


def show(caller: Caller, patient_id: int) -> HttpResponse:
    """Show a patient's consents, with the form for another."""
    return _page(caller, patient_id)


def _page(caller: Caller, patient_id: int, refused: Refused | None = None) -> HttpResponse:
    found = disclosure.page(caller.actor, patient_id, on=caller.on)
    payers = sorted(((one.id, one.name) for one in found.payers.values()), key=lambda one: one[1])
    typed = {name: asked.text_in_form(caller.request, name, longest=LONGEST) for name in _TYPED}
    return caller.page(
        "disclosure.html",
        status=422 if refused else 200,
        frame=found.head.frame,
        head=found.head,
        consents=found.consents,
        names=dict(payers),
        payers=[(0, "every payer who answers for them"), *payers],
        purposes=PURPOSES,
        typed=typed if refused else dict.fromkeys(_TYPED, ""),
        refused=refused.findings if refused else (),
        longest_signer=LONGEST_SIGNER,
        said=SAID.get(asked.text(caller.request, "done"), ""),
    )


def record(caller: Caller, patient_id: int) -> HttpResponse:
    """Keep a signed consent; what is wrong with it is said beside the form, with what was typed kept."""
    caller.check_token("patient", patient_id)
    try:
        disclosure.record(caller.actor, _read(caller, patient_id), on=caller.on)
    except Refused as refused:
        return _page(caller, patient_id, refused)
    return HttpResponseRedirect(f"/patients/{patient_id}/consents?done=kept")


def revoke(caller: Caller, patient_id: int) -> HttpResponse:
    """Take back the consent that the form names."""
    caller.check_token("patient", patient_id)
    form = caller.request
    which, version = asked.id_in_form(form, "consent"), asked.id_in_form(form, "version")
    how = asked.text_in_form(form, "how", longest=LONGEST)
    try:
        disclosure.revoke(caller.actor, disclosure.Seen(patient_id, which, version), how, on=caller.on)
    except Refused as refused:
        return _page(caller, patient_id, refused)
    return HttpResponseRedirect(f"/patients/{patient_id}/consents?done=revoked")


def _read(caller: Caller, patient_id: int) -> DisclosureConsent:
    form = caller.request
    signed_on, purpose = asked.day_in_form(form, "signed"), asked.text_in_form(form, "purpose")
    if signed_on is None or purpose not in dict(PURPOSES):
        raise refusal("DIS-02", "The day on it, or what it is for, can't be read.", "Give both.")
    days = {name: asked.day_in_form(form, name) for name in ("since", "last", "ends")}
    if any(one is None and asked.text_in_form(form, name) for name, one in days.items()):
        raise refusal("DIS-02", "A day can't be read.", "Give it as 2026-03-02, or leave it empty.")
    last_on, ends_on = days["last"], days["ends"]
    return DisclosureConsent(
        id=0,
        patient_id=patient_id,
        purpose=Purpose(purpose),
        signed_on=signed_on,
        signed_by=asked.text_in_form(form, "by", longest=LONGEST),
        recorded_by=caller.actor.name,
        recorded_on=caller.on,
        payer_id=asked.id_in_form(form, "payer"),
        services_since_on=days["since"],
        services_until_on=last_on + timedelta(1) if last_on else None,
        expires_on=ends_on + timedelta(1) if ends_on else None,
        place=asked.text_in_form(form, "place", longest=LONGEST),
    )
