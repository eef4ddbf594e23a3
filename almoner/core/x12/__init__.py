"""The grammar of X12: bytes to segments and back, envelopes, positioned issues, writing, acknowledgements. It
knows no business: what a segment means is told in `almoner.core.wire`."""

from almoner.core.x12.charset import X12WriteError, clean, display
from almoner.core.x12.delimiters import Delimiters
from almoner.core.x12.document import Document, Group, Interchange, TransactionSet, rewrite
from almoner.core.x12.issue import Issue
from almoner.core.x12.limits import LIMITS, Limits
from almoner.core.x12.reader import NotX12, read
from almoner.core.x12.scanner import Elements
from almoner.core.x12.segment import Segment
from almoner.core.x12.set_writer import SetWriter
from almoner.core.x12.writer import Envelope, write

__all__ = [
    "LIMITS",
    "Delimiters",
    "Document",
    "Elements",
    "Envelope",
    "Group",
    "Interchange",
    "Issue",
    "Limits",
    "NotX12",
    "Segment",
    "SetWriter",
    "TransactionSet",
    "X12WriteError",
    "clean",
    "display",
    "read",
    "rewrite",
    "write",
]
