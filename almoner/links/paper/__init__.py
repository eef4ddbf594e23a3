"""Paper: what goes into an envelope, as tagged PDF that a reading voice can follow too (PDF/UA-1)."""

from almoner.links.paper.posting import posting_pdf
from almoner.links.paper.receipt import receipt_pdf
from almoner.links.paper.statement import statement_pdf

__all__ = ["posting_pdf", "receipt_pdf", "statement_pdf"]
