"""The grammar of X12: bytes to segments and back, envelopes, guides, checks with exact places, writing,
acknowledgements. It knows no business: what a segment means is told in `almoner.core.wire`.

A name is loaded when it is first asked for, so that a program waits for what it uses only."""

from importlib import import_module
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
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
    from almoner.core.x12.build import Draft, DraftLoop
    from almoner.core.x12.charset import X12WriteError, clean, display
    from almoner.core.x12.check import Overlay, check_set, edition_of
    from almoner.core.x12.claims import claims as iter_claims
    from almoner.core.x12.codes import NO_TABLES, Predicate, Tables
    from almoner.core.x12.delimiters import Delimiters
    from almoner.core.x12.document import Document, Group, Interchange, TransactionSet, pieces, rewrite
    from almoner.core.x12.guides import Edition
    from almoner.core.x12.guides import named as guide
    from almoner.core.x12.issue import Issue, Trigger
    from almoner.core.x12.limits import LIMITS, Limits
    from almoner.core.x12.mapped import map_file
    from almoner.core.x12.reader import NotX12, read
    from almoner.core.x12.rule import Rule, Spot
    from almoner.core.x12.scanner import Elements
    from almoner.core.x12.segment import Segment
    from almoner.core.x12.self_check import write_checked
    from almoner.core.x12.set_writer import SetWriter
    from almoner.core.x12.tree import Loop, Row
    from almoner.core.x12.writer import Envelope, write

_NAMES = {
    "ack_999": "read_999 render_999 write_999",
    "ack_ta1": "read_ta1 render_ta1 write_ta1",
    "answers": (
        "TA1 Acknowledgement999 AnsweredSet ElementError SegmentError judge_group judge_interchange judge_set"
    ),
    "balances": "check_balances",
    "build": "Draft DraftLoop",
    "charset": "X12WriteError clean display",
    "check": "Overlay check_set edition_of",
    "claims": "iter_claims",
    "codes": "NO_TABLES Predicate Tables",
    "delimiters": "Delimiters",
    "document": "Document Group Interchange TransactionSet pieces rewrite",
    "guides": "Edition guide",
    "issue": "Issue Trigger",
    "limits": "LIMITS Limits",
    "mapped": "map_file",
    "reader": "NotX12 read",
    "rule": "Rule Spot",
    "scanner": "Elements",
    "segment": "Segment",
    "set_writer": "SetWriter",
    "tree": "Loop Row",
    "self_check": "write_checked",
    "writer": "Envelope write",
}
_PLACES = {name: module for module, names in _NAMES.items() for name in names.split()}
_OWN_NAMES = {"guide": "named", "iter_claims": "claims"}
"""What is called otherwise where it lies, so that no name here is that of a module."""

__all__ = [
    "LIMITS",
    "NO_TABLES",
    "TA1",
    "Acknowledgement999",
    "AnsweredSet",
    "Delimiters",
    "Document",
    "Draft",
    "DraftLoop",
    "Edition",
    "ElementError",
    "Elements",
    "Envelope",
    "Group",
    "Interchange",
    "Issue",
    "Limits",
    "Loop",
    "NotX12",
    "Overlay",
    "Predicate",
    "Row",
    "Rule",
    "Segment",
    "SegmentError",
    "SetWriter",
    "Spot",
    "Tables",
    "TransactionSet",
    "Trigger",
    "X12WriteError",
    "check_balances",
    "check_set",
    "clean",
    "display",
    "edition_of",
    "guide",
    "iter_claims",
    "judge_group",
    "judge_interchange",
    "judge_set",
    "map_file",
    "pieces",
    "read",
    "read_999",
    "read_ta1",
    "render_999",
    "render_ta1",
    "rewrite",
    "write",
    "write_999",
    "write_checked",
    "write_ta1",
]


def __getattr__(name: str) -> Any:
    """The part of the engine that has this name."""
    place = _PLACES.get(name)
    if place is None:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    found = getattr(import_module(f"{__name__}.{place}"), _OWN_NAMES.get(name, name))
    globals()[name] = found
    return found


def __dir__() -> list[str]:
    return sorted(__all__)
