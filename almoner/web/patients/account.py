"""The papers that a patient asks for of their own account, each a PDF."""

from django.http import HttpResponse

from almoner.flow.collect import account_paper
from almoner.web import asked
from almoner.web.door import Caller


def itemized(caller: Caller, patient_id: int) -> HttpResponse:
    """Give the itemized bill as of the day that the address names, or today."""
    as_of = asked.day(caller.request, "on")
    return _pdf(account_paper.itemized_page(caller.actor, patient_id, as_of=as_of, on=caller.on))


def superbill(caller: Caller, patient_id: int, visit_id: int) -> HttpResponse:
    """Give the superbill of a visit for the patient's own plan."""
    return _pdf(account_paper.superbill_page(caller.actor, patient_id, visit_id, on=caller.on))


def paid(caller: Caller, patient_id: int) -> HttpResponse:
    """Give what was paid in the year that the address names, or this one."""
    year = asked.number(caller.request, "year") or caller.on.year
    return _pdf(account_paper.year_page(caller.actor, patient_id, year, on=caller.on))


def _pdf(page: bytes) -> HttpResponse:
    return HttpResponse(page, content_type="application/pdf")
