"""The search, and one patient."""

from django.http import HttpResponse

from almoner.flow import collect, look, look_patient
from almoner.web import asked
from almoner.web.door import Caller
from almoner.web.patients import timeline


def patients(caller: Caller) -> HttpResponse:
    """List the patients who answer to what was typed."""
    q, after = asked.text(caller.request, "q"), asked.number(caller.request, "after")
    found = look.patients(caller.actor, q, on=caller.on, after=after)
    return caller.page(
        "patients.html",
        frame=found.frame,
        found=found,
        q=q,
        after=after,
        address=asked.address("/patients", q=q),
    )


def patient(caller: Caller, patient_id: int) -> HttpResponse:
    """Show one patient's account."""
    account = look_patient.patient(caller.actor, patient_id, on=caller.on)
    return caller.page(
        "patient.html",
        frame=account.frame,
        account=account,
        spans=timeline.spans(account.policies, on=caller.on),
    )


def statement_pdf(caller: Caller, patient_id: int) -> HttpResponse:
    """Give a patient's latest statement as PDF."""
    page = collect.statement_page(caller.actor, patient_id)
    return HttpResponse(page, content_type="application/pdf")


def statement_text(caller: Caller, patient_id: int) -> HttpResponse:
    """Give a patient's latest statement as plain text."""
    page = collect.statement_page(caller.actor, patient_id, is_text=True)
    return HttpResponse(page, content_type="text/plain; charset=utf-8")
