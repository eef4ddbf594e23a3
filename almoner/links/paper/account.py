"""A paper of a patient's account as a PDF: the page shows, it computes nothing."""

from datetime import UTC, datetime, time
from pathlib import Path

from almoner.core.report.account_paper import AccountPaper
from almoner.links.paper.page import set_page

TEMPLATE = Path(__file__).with_name("account.typ")


def account_pdf(paper: AccountPaper) -> bytes:
    """Return the PDF of an itemized bill, a superbill or a year's payments."""
    data = {
        "title": paper.title,
        "practice": paper.giver,
        "head": paper.head,
        "addressee": paper.addressee,
        "facts": paper.facts,
        "columns": paper.columns,
        "worded": paper.worded,
        "grows": paper.columns.index(paper.grows),
        "rows": paper.rows,
        "sums": paper.sums,
        "note": paper.note,
        "date": {"year": paper.on.year, "month": paper.on.month, "day": paper.on.day},
    }
    return set_page(TEMPLATE, data, stamp=datetime.combine(paper.on, time(), UTC))
