"""The advance notice as a PDF, to be signed or as it was signed: the page shows, it computes nothing."""

from datetime import UTC, datetime, time
from pathlib import Path

from almoner.core.report.notice_paper import NoticePaper
from almoner.links.paper.page import set_page

TEMPLATE = Path(__file__).with_name("notice.typ")
_DRAWING = (
    '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 600 140">'
    '<path d="{path}" fill="none" stroke="#1a211e" stroke-width="2.2"/></svg>'
)


def notice_pdf(paper: NoticePaper) -> bytes:
    """Return the PDF of a notice."""
    data = {
        "title": paper.title,
        "head": paper.head,
        "name": paper.name,
        "before": paper.before,
        "items": paper.items,
        "after": paper.after,
        "ways": paper.ways,
        "signed": paper.signed,
        "drawing": _DRAWING.format(path=paper.drawing) if paper.drawing else "",
        "date": {"year": paper.on.year, "month": paper.on.month, "day": paper.on.day},
    }
    return set_page(TEMPLATE, data, stamp=datetime.combine(paper.on, time(), UTC))
