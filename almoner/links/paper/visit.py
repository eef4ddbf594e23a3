"""What a patient takes home after a visit as a PDF of one page: the page shows, it computes nothing."""

from datetime import UTC, datetime, time
from pathlib import Path

from almoner.core.report.visit_slip import VisitSlip
from almoner.links.paper.page import set_page

TEMPLATE = Path(__file__).with_name("visit.typ")


def visit_pdf(slip: VisitSlip) -> bytes:
    """Return the PDF of a visit's slip."""
    data = {
        "title": slip.title,
        "practice": slip.practice,
        "head": slip.head,
        "facts": slip.facts,
        "next": slip.next,
        "services": slip.services,
        "money": slip.money,
        "note": slip.note,
        "date": {"year": slip.on.year, "month": slip.on.month, "day": slip.on.day},
    }
    return set_page(TEMPLATE, data, stamp=datetime.combine(slip.on, time(), UTC))
