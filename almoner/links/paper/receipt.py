"""A receipt, or a slip for the bank, as a PDF of one page: the page shows, it computes nothing."""

from datetime import UTC, datetime, time
from pathlib import Path

from almoner.core.report.receipt_slip import ReceiptSlip
from almoner.links.paper.page import set_page

TEMPLATE = Path(__file__).with_name("receipt.typ")


def receipt_pdf(slip: ReceiptSlip) -> bytes:
    """Return the PDF of a receipt."""
    data = {
        "title": slip.title,
        "practice": slip.practice,
        "head": slip.head,
        "facts": slip.facts,
        "taken": slip.taken,
        "how": f"{slip.verb} {slip.how}",
        "heading": slip.heading,
        "column": slip.column,
        "amount": slip.amount,
        "language": slip.language,
        "rows": slip.rows,
        "note": slip.note,
        "date": {"year": slip.on.year, "month": slip.on.month, "day": slip.on.day},
    }
    return set_page(TEMPLATE, data, stamp=datetime.combine(slip.on, time(), UTC))
