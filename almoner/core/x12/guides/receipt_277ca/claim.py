"""Loops 2000D (a patient), 2200D (a claim) and 2220D (a line in error) of the 277CA. Facts checked against
pyx12's map (BSD-3-Clause) and the published examples, in which a claim may lack its date and a line's status
has none."""

from almoner.core.x12.guides.common import MANY, R, S, dated, loop, reference, segment
from almoner.core.x12.guides.status.outcome import outcome
from almoner.core.x12.guides.status.parties import last_level
from almoner.core.x12.guides.status.service import service

_ENTITIES = (
    "03 1P 1Z 36 40 41 71 72 73 77 82 85 87 AY DK DN DQ FA GB HK IL LI MSC PR PRP QB QC QD SEP TL TTP TU"
)

PATIENT = segment(
    "NM1",
    R,
    "patient",
    """
    1 R entity QC
    2 R kind 1
    3 R last_or_organization
    4 S first
    5 S middle
    6 S prefix
    7 S suffix
    8 S id_qualifier II MI
    9 S id
    """,
)

CLAIM_STATUS = outcome(
    """
    2 R status_date
    3 R action U WQ
    4 R charge
    12 S message
    """,
    _ENTITIES,
)

LINE_STATUS = outcome(
    """
    2 S status_date
    3 R action U
    12 S message
    """,
    _ENTITIES,
)

LOOP_2220D = loop(
    "2220D",
    S,
    "service_line",
    service("", units="S"),
    LINE_STATUS,
    reference(S, "line_control_number", "FJ"),
    reference(S, "prescription_number", "XZ"),
    dated(S, "service_date", "472", "D8 RD8"),
    most=MANY,
)

LOOP_2200D = loop(
    "2200D",
    S,
    "claim",
    segment("TRN", R, "trace", "1 R kind 2\n2 R number"),
    CLAIM_STATUS,
    reference(S, "payer_claim_number", "1K"),
    reference(S, "clearinghouse_number", "D9"),
    reference(S, "bill_type", "BLT"),
    dated(S, "service_date", "472", "D8 RD8"),
    LOOP_2220D,
    most=MANY,
)

LOOP_2000D = loop(
    "2000D",
    S,
    "patient_level",
    last_level("PT"),
    loop("2100D", R, "patient_party", PATIENT),
    LOOP_2200D,
    most=MANY,
)

__all__ = ["LOOP_2000D"]
