"""A posting report as a PDF: the page shows, it computes nothing."""

from datetime import UTC, datetime, time
from pathlib import Path

from almoner.core.money import dollars
from almoner.core.report.posting_report import COLUMNS, PostingReport, table
from almoner.links.paper.page import set_page

TEMPLATE = Path(__file__).with_name("posting.typ")


def posting_pdf(report: PostingReport, practice: str) -> bytes:
    """Return the PDF of a posting report."""
    paid = report.paid_on
    data = {
        "title": f"Payment {report.trace} of {report.payer}",
        "practice": practice,
        "facts": [
            practice,
            report.method,
            f"paid {paid:%m/%d/%Y}",
            f"received {report.received_on:%m/%d/%Y}",
            report.state,
        ],
        "columns": list(COLUMNS),
        "rows": table(report),
        "note": "The check equals what went to cash."
        if report.ties
        else f"The check and the cash are {dollars(report.check_cents - report.cash_cents)} apart.",
        "date": {"year": paid.year, "month": paid.month, "day": paid.day},
    }
    return set_page(TEMPLATE, data, stamp=datetime.combine(paid, time(), UTC))
