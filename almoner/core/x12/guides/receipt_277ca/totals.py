"""Loops 2200B and 2200C of the 277CA: what became of the batch, and of a billing provider's claims in it,
with counts and amounts. Facts checked against pyx12's map (BSD-3-Clause) and the published examples, in which
a rejected batch has neither date nor amount and a provider's trace is of kind 1 or 2."""

from almoner.core.x12.guides.common import R, S, SegmentSpec, amount, loop, reference, segment
from almoner.core.x12.guides.status.outcome import outcome


def _count(name: str, qualifier: str) -> SegmentSpec:
    return segment("QTY", S, name, f"1 R qualifier {qualifier}\n2 R quantity")


_OTHERS = """
    2 S status_date
    3 R action U WQ
    4 S charge
"""

ACCEPTED_AMOUNT = amount(S, "accepted_amount", "YU")
REJECTED_AMOUNT = amount(S, "rejected_amount", "YY")

LOOP_2200B = loop(
    "2200B",
    R,
    "batch",
    segment("TRN", R, "trace", "1 R kind 2\n2 R number"),
    outcome(_OTHERS, "36 40 41 AY PR"),
    _count("accepted_count", "90"),
    _count("rejected_count", "AA"),
    ACCEPTED_AMOUNT,
    REJECTED_AMOUNT,
)

LOOP_2200C = loop(
    "2200C",
    S,
    "provider_claims",
    segment("TRN", R, "trace", "1 R kind 1 2\n2 R number"),
    outcome(_OTHERS, "36 40 41 77 82 85 87 AY PR"),
    reference(S, "provider_number", "0B 1G G2 LU SY TJ"),
    _count("accepted_count", "QA"),
    _count("rejected_count", "QC"),
    ACCEPTED_AMOUNT,
    REJECTED_AMOUNT,
)

__all__ = ["LOOP_2200B", "LOOP_2200C"]
