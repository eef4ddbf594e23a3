"""Paper: what goes into an envelope, as tagged PDF that a reading voice can follow too (PDF/UA-1)."""

from almoner.links.paper.account import account_pdf
from almoner.links.paper.appeal import appeal_pdf
from almoner.links.paper.cells import cut
from almoner.links.paper.cms1500_plain import plain_pdf
from almoner.links.paper.notice import notice_pdf
from almoner.links.paper.posting import posting_pdf
from almoner.links.paper.receipt import receipt_pdf
from almoner.links.paper.red_form import form_pdf, trial_pdf
from almoner.links.paper.statement import statement_pdf
from almoner.links.paper.ub04_plain import ub04_plain_pdf
from almoner.links.paper.visit import visit_pdf

__all__ = [
    "account_pdf",
    "appeal_pdf",
    "cut",
    "form_pdf",
    "notice_pdf",
    "plain_pdf",
    "posting_pdf",
    "receipt_pdf",
    "statement_pdf",
    "trial_pdf",
    "ub04_plain_pdf",
    "visit_pdf",
]
