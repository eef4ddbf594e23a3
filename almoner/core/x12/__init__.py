"""The grammar of X12: bytes to segments and back, envelopes, positioned issues, writing, acknowledgements. It
knows no business: what a segment means is told in `almoner.core.wire`."""

from almoner.core.x12.ack_999 import read_999, render_999, write_999
from almoner.core.x12.ack_ta1 import read_ta1, render_ta1, write_ta1
from almoner.core.x12.answers import (
    TA1,
    Acknowledgement999,
    AnsweredSet,
    ElementError,
    SegmentError,
    judge_group,
    judge_interchange,
    judge_set,
)
from almoner.core.x12.balances import check_balances
from almoner.core.x12.charset import X12WriteError, clean, display
from almoner.core.x12.delimiters import Delimiters
from almoner.core.x12.document import Document, Group, Interchange, TransactionSet, rewrite
from almoner.core.x12.issue import Issue, Trigger
from almoner.core.x12.limits import LIMITS, Limits
from almoner.core.x12.reader import NotX12, read
from almoner.core.x12.scanner import Elements
from almoner.core.x12.segment import Segment
from almoner.core.x12.set_writer import SetWriter
from almoner.core.x12.writer import Envelope, write

__all__ = [
    "LIMITS",
    "TA1",
    "Acknowledgement999",
    "AnsweredSet",
    "Delimiters",
    "Document",
    "ElementError",
    "Elements",
    "Envelope",
    "Group",
    "Interchange",
    "Issue",
    "Limits",
    "NotX12",
    "Segment",
    "SegmentError",
    "SetWriter",
    "TransactionSet",
    "Trigger",
    "X12WriteError",
    "check_balances",
    "clean",
    "display",
    "judge_group",
    "judge_interchange",
    "judge_set",
    "read",
    "read_999",
    "read_ta1",
    "render_999",
    "render_ta1",
    "rewrite",
    "write",
    "write_999",
    "write_ta1",
]
