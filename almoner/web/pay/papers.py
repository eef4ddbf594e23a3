"""The papers of an account that who holds a statement's link asks for, each a PDF to keep."""

from django.http import HttpResponse

from almoner.flow.collect import pay_papers
from almoner.web.pay.visitor import Visitor


def choose(visitor: Visitor) -> HttpResponse:
    """Show which papers there are."""
    found = pay_papers.papers(visitor.actor, visitor.link_id, on=visitor.on)
    return visitor.page("pay_papers.html", found=found)


def itemized(visitor: Visitor, patient_id: int) -> HttpResponse:
    """Give the itemized bill as of today."""
    return _pdf(
        pay_papers.itemized(visitor.actor, visitor.link_id, patient_id, on=visitor.on), "itemized-bill"
    )


def superbill(visitor: Visitor, patient_id: int, visit_id: int) -> HttpResponse:
    """Give the superbill of a visit for the patient's own plan."""
    page = pay_papers.superbill(visitor.actor, visitor.link_id, patient_id, visit_id, on=visitor.on)
    return _pdf(page, "superbill")


def paid(visitor: Visitor, patient_id: int, year: int) -> HttpResponse:
    """Give what was paid in a year."""
    page = pay_papers.paid(visitor.actor, visitor.link_id, patient_id, year, on=visitor.on)
    return _pdf(page, f"payments-{year}")


def _pdf(page: bytes, name: str) -> HttpResponse:
    kept = {"Content-Disposition": f'attachment; filename="{name}.pdf"'}
    return HttpResponse(page, content_type="application/pdf", headers=kept)
