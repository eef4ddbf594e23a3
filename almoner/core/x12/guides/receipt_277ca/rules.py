"""The rules across segments of the 277CA (levels 3 and 4): statuses that agree with what is done, levels that
end where all is rejected, totals.

That traces, clearinghouse number, bill type and line numbers are those of the claims sent (C-03, C-05) shows
beside the 837 only.
"""

from collections.abc import Iterator

from almoner.core.x12.guides.receipt_277ca.rules_totals import TOTALS, ClaimTotals
from almoner.core.x12.rule import Rulebook, Spot, Words, at, opener, rule
from almoner.core.x12.tree import Loop

_ACCEPTING = frozenset(("A1", "A2"))
_REJECTING = frozenset(("A3", "A6", "A7", "A8"))
_CONTRARY = {"WQ": _REJECTING, "U": _ACCEPTING}
_STATUSES = ("status", "status2", "status3")
_STATUS_OF = {"2000B": "2200B", "2000C": "2200C"}


def _is_rejected(level: Loop | None) -> bool:
    """A batch or a provider whose claims are rejected as a whole."""
    told = level.child(_STATUS_OF[level.id]) if level else None
    return told is not None and any(row.get("action") == "U" for row in told.rows("status_information"))


@rule(
    "C-01",
    "2200B 2200C 2200D 2220D",
    Words(
        "The status says otherwise than the action beside it.",
        "A1 and A2 go with WQ (accepted), A3, A6, A7 and A8 with U (rejected).",
        source="277CA STC01-1, STC03",
    ),
    has="status_information",
)
def status_fits_action(loop: Loop) -> Iterator[Spot]:
    """STC01-1, STC10-1, STC11-1 and STC03 (handbook C-01)."""
    for row in loop.rows("status_information"):
        contrary = _CONTRARY.get(row.get("action"), frozenset())
        for name in _STATUSES:
            if row.part(name, 1) in contrary:
                yield at(row, name, 1, because=(row, "action"))


@rule(
    "C-02",
    "2000C",
    Words(
        "The batch was rejected as a whole, and levels of providers follow.",
        "A batch with action U ends at the receiver's level.",
        "I9",
        source="277CA 2200B STC03",
    ),
)
def rejected_batch_ends(level: Loop) -> Iterator[Spot]:
    """No 2000C below STC03 of U at 2200B (handbook C-02)."""
    batch = level.above("2000B")
    if level.ordinal == 1 and batch is not None and _is_rejected(batch):
        told = batch.child("2200B")
        assert told is not None
        yield at(opener(level), because=(told.rows("status_information")[0], "action"))


@rule(
    "C-05",
    "2200D",
    Words(
        "Lines are told to be in error, and their claim was accepted.",
        "Send lines only where they are why a claim was rejected.",
        "I9",
        source="277CA 2220D",
    ),
    has="status_information",
)
def lines_are_in_error(claim: Loop) -> Iterator[Spot]:
    """2220D below a rejected claim only (handbook C-05)."""
    line = claim.child("2220D")
    if line is not None and not any(row.get("action") == "U" for row in claim.rows("status_information")):
        yield at(opener(line), because=(claim.rows("status_information")[0], "action"))


@rule(
    "C-06",
    "2200D",
    Words(
        "The claim is accepted and rejected at once.",
        "All statuses of a claim say the same (STC03), and a provider who is rejected has no claim accepted.",
        source="277CA 2200D STC03",
    ),
    has="status_information",
)
def claim_has_one_outcome(claim: Loop) -> Iterator[Spot]:
    """STC03 of a claim's statuses, and of its provider."""
    rows = claim.rows("status_information")
    first = rows[0].get("action")
    for row in rows[1:]:
        if row.get("action") != first:
            yield at(row, "action", because=(rows[0], "action"))
            return
    if first == "WQ" and _is_rejected(claim.above("2000C")):
        yield at(rows[0], "action")


RULES = Rulebook(
    (status_fits_action, rejected_batch_ends, lines_are_in_error, claim_has_one_outcome, TOTALS),
    tallies=(ClaimTotals,),
)
