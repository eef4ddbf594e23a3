"""The search, and one patient."""

from django.http import HttpResponse

from almoner.flow.code import estimate
from almoner.flow.collect import statement
from almoner.flow.desk import look, look_patient
from almoner.web import asked
from almoner.web.comment_form import FRESH, CommentForm
from almoner.web.door import Caller
from almoner.web.money import receipts
from almoner.web.order import sorting
from almoner.web.patients import authorizations, papers, timeline

LOOKED_FOR = {"book": "schedule.write", "walk-in": "schedule.write", "visit": "visit.write"}
"""What somebody is looked for, and who may: a row then opens the booking or the beginning of a visit, and not
the account."""


def patients(caller: Caller) -> HttpResponse:
    """List the patients who answer to what was typed."""
    q, after = asked.text(caller.request, "q"), asked.number(caller.request, "after")
    may = frozenset(one for one, right in LOOKED_FOR.items() if caller.may(right))
    to = asked.one_of(caller.request, "to", may)
    sorted_as = sorting(caller.request, "patients", asked.address("/patients", q=q, to=to))
    found = look.patients(caller.actor, q, on=caller.on, order=sorted_as.order, after=after)
    return caller.page(
        "patients.html",
        frame=found.frame,
        found=found,
        q=q,
        after=after,
        to=to,
        sorting=sorted_as,
    )


def patient(caller: Caller, patient_id: int, *, comment: CommentForm = FRESH) -> HttpResponse:
    """Show one patient's account; `comment` is the form of one that was refused."""
    account = look_patient.patient(caller.actor, patient_id, on=caller.on)
    return caller.page(
        "patient.html",
        status=422 if comment.why else 200,
        comment=comment,
        frame=account.frame,
        account=account,
        spans=timeline.spans(account.policies, on=caller.on),
        states=authorizations.STATES,
        measures=authorizations.MEASURES,
        methods=receipts.METHODS,
        papers=papers.SORTS,
    )


def estimated(caller: Caller, patient_id: int) -> HttpResponse:
    """Show what a patient will owe for services, today unless the address says another day."""
    on = asked.day(caller.request, "on") or caller.on
    services = asked.text(caller.request, "services", longest=300)
    found = estimate.estimate_for(caller.actor, patient_id, services, on=on, today=caller.on)
    return caller.page("estimate.html", frame=found.frame, found=found, services=found.asked)


def statement_pdf(caller: Caller, patient_id: int) -> HttpResponse:
    """Give a patient's latest statement as PDF."""
    page = statement.statement_page(caller.actor, patient_id)
    return HttpResponse(page, content_type="application/pdf")


def statement_text(caller: Caller, patient_id: int) -> HttpResponse:
    """Give a patient's latest statement as plain text."""
    page = statement.statement_page(caller.actor, patient_id, is_text=True)
    return HttpResponse(page, content_type="text/plain; charset=utf-8")
