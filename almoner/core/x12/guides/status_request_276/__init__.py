"""The 276 (005010X212): a provider asks a payer what became of its claims. Facts checked against
LinuxForHealth/x12 and x12sdk (both Apache-2.0) and their examples, and against the answer's map of pyx12
(BSD-3-Clause)."""

from almoner.core.x12.guides.common import (
    MANY,
    SE,
    LoopSpec,
    R,
    S,
    SegmentSpec,
    Usage,
    amount,
    dated,
    level,
    loop,
    reference,
    segment,
    start,
)
from almoner.core.x12.guides.status.parties import (
    DEPENDENT_LEVEL,
    LOOP_2100B,
    LOOP_2100C,
    LOOP_2100D,
    LOOP_2100E,
    payer_party,
)
from almoner.core.x12.guides.status.service import service
from almoner.core.x12.spec import Guide

BEGINNING = segment(
    "BHT",
    R,
    "beginning",
    """
    1 R structure 0010
    2 R purpose 13
    3 R reference
    4 R date
    5 R time
    """,
)

TRACE = segment("TRN", R, "trace", "1 R kind 1\n2 R number")

SERVICE = service("")

CLAIM_SEGMENTS = (
    TRACE,
    reference(S, "payer_claim_number", "1K"),
    reference(S, "bill_type", "BLT"),
    reference(S, "location_number", "LU"),
    reference(S, "group_number", "6P"),
    reference(S, "patient_account_number", "EJ"),
    reference(S, "prescription_number", "XZ"),
    reference(S, "clearinghouse_number", "D9"),
    amount(S, "charge", "T3"),
    dated(S, "service_date", "472", "D8 RD8"),
)

LINE_SEGMENTS = (
    SERVICE,
    reference(S, "line_control_number", "FJ"),
    dated(R, "service_date", "472", "D8 RD8"),
)


def _claim(letter: str, usage: Usage) -> LoopSpec:
    line = loop(f"2210{letter}", S, "service_line", *LINE_SEGMENTS, most=MANY)
    return loop(f"2200{letter}", usage, "claim", *CLAIM_SEGMENTS, line, most=MANY)


def _demographics(usage: Usage) -> SegmentSpec:
    return segment("DMG", usage, "demographics", "1 R format D8\n2 R birth_date\n3 S sex F M U")


LOOP_2000E = loop(
    "2000E",
    S,
    "dependent_level",
    DEPENDENT_LEVEL,
    _demographics(R),
    LOOP_2100E,
    _claim("E", R),
    most=MANY,
)

LOOP_2000D = loop(
    "2000D",
    R,
    "subscriber_level",
    level("22", "level"),
    _demographics(S),
    LOOP_2100D,
    _claim("D", S),
    LOOP_2000E,
    most=MANY,
)

LOOP_2000C = loop(
    "2000C", R, "provider_level", level("19", "level", children="1"), LOOP_2100C, LOOP_2000D, most=MANY
)

LOOP_2000B = loop(
    "2000B", R, "receiver_level", level("21", "level", children="1"), LOOP_2100B, LOOP_2000C, most=MANY
)

LOOP_2000A = loop(
    "2000A",
    R,
    "payer_level",
    level("20", "level", parent=False, children="1"),
    payer_party(),
    LOOP_2000B,
    most=MANY,
)

GUIDE = Guide(
    id="005010X212",
    set_id="276",
    functional_id="HR",
    name="276",
    root=loop("ST", R, "transaction", start("276"), BEGINNING, LOOP_2000A, SE),
    claim_loops=frozenset({"2200D", "2200E"}),
    claim_key=("trace", "number"),
)

__all__ = ["GUIDE"]
