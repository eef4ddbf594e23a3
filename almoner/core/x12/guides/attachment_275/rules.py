"""The rules across segments of papers for a claim (level 4): a document where one is announced, and a trace
of the kind that fits who began."""

from collections.abc import Iterator

from almoner.core.x12.rule import Rulebook, Spot, Words, at, missing, rule
from almoner.core.x12.tree import Loop

_TRACE_OF = {"02": "1", "11": "2"}
"""Papers that weren't asked for (BGN01 of 02) carry the sender's own trace, an answer (11) the payer's."""


@rule(
    "T-01",
    "2110B",
    Words(
        "A document is announced (EFI) and isn't there.",
        "Send its bytes in BIN, or its text in BDS, after EFI.",
        "I6",
        source="275 2110B BIN",
    ),
)
def document_is_there(loop: Loop) -> Iterator[Spot]:
    """BIN or BDS after EFI."""
    if not loop.has("document") and not loop.has("filtered_document"):
        yield missing(loop, "BIN")


@rule(
    "T-02",
    "2110B",
    Words(
        "One document is sent in two forms.",
        "Send BIN or BDS, not both.",
        "I9",
        source="275 2110B BDS",
    ),
    has="filtered_document",
)
def document_has_one_form(loop: Loop) -> Iterator[Spot]:
    """Not both BIN and BDS."""
    plain, filtered = loop.row("document"), loop.row("filtered_document")
    if plain is not None and filtered is not None:
        yield at(filtered, because=(plain, None))


@rule(
    "T-03",
    "2000A",
    Words(
        "The trace is of another kind than the purpose of the transaction.",
        "Papers that the payer asked for repeat its trace (2), others have one of the sender's own (1).",
        source="275 2000A TRN01",
    ),
    has="trace",
    severity="warning",
)
def trace_fits_purpose(loop: Loop) -> Iterator[Spot]:
    """TRN01 and BGN01."""
    root, trace = loop.above("ST"), loop.row("trace")
    beginning = root.row("beginning") if root else None
    expected = _TRACE_OF.get(beginning.get("purpose")) if beginning else None
    if beginning is not None and trace is not None and expected and trace.get("type") != expected:
        yield at(trace, "type", because=(beginning, "purpose"))


@rule(
    "T-04",
    "2000A",
    Words(
        "Papers that the payer asked for don't say which request they answer.",
        "Repeat the payer's question (STC) after the trace.",
        source="275 2000A STC",
    ),
    severity="warning",
)
def question_is_repeated(loop: Loop) -> Iterator[Spot]:
    """STC with BGN01 of 11."""
    root = loop.above("ST")
    beginning = root.row("beginning") if root else None
    if beginning is not None and beginning.get("purpose") == "11" and not loop.has("question"):
        yield missing(loop, "STC", because=(beginning, "purpose"))


RULES = Rulebook((document_is_there, document_has_one_form, trace_fits_purpose, question_is_repeated))
