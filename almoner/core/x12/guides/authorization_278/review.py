"""What is asked of an event or a service, whichever it is: trace, review, earlier numbers, delivery,
attachments, message, providers. Sources: see the package.
"""

from almoner.core.x12.guides.authorization_278.parties import CONTACT_KINDS
from almoner.core.x12.guides.common import (
    N3_S,
    N4_S,
    LoopSpec,
    R,
    S,
    SegmentSpec,
    Usage,
    contact,
    loop,
    reference,
    segment,
)
from almoner.core.x12.guides.eligibility.codes import SERVICE_TYPES

PREVIOUS_AUTHORIZATION = reference(S, "previous_authorization", "BB")
ADMINISTRATIVE_NUMBER = reference(S, "administrative_number", "NT")
MESSAGE = segment("MSG", S, "message", "1 R text")

_REPORTS = """
    03 04 05 06 07 08 09 10 11 13 15 21 48 55 59 77 A3 A4 AM AS AT B2 B3 B4 BR BS BT CB CK CT D2 DA DB
    DG DJ DS EB FM HC HR I5 IR LA M1 MT NN OB OC OD OE OX OZ P4 P5 P6 P7 PE PN PO PQ PY PZ QC QR RB RR
    RT RX SG V5 XP
"""

ATTACHMENT = segment(
    "PWK",
    S,
    "attachment",
    f"""
    1 R report {" ".join(_REPORTS.split())}
    2 R transmission AA BM EL EM FT FX VO
    5 S control_qualifier AC
    6 S control
    7 S description
    """,
    most=10,
)

DELIVERY = segment(
    "HSD",
    S,
    "delivery",
    """
    1 S quantity_kind DY FL HS MN VS
    2 S quantity
    3 S unit DA MO WK
    4 S every
    5 S period 6 7 21 26 27 34 35
    6 S periods
    7 S pattern
    8 S time_of_day A B C D E F G Y
    """,
)


def trace(types: str, *, most: int) -> SegmentSpec:
    """The TRN of a request (1) or of its echo (2)."""
    return segment(
        "TRN",
        S,
        "trace",
        f"""
        1 R type {types}
        2 R number
        3 R assigned_by
        4 S assigned_by_division
        """,
        most=most,
    )


def review(usage: Usage) -> SegmentSpec:
    """The UM: what kind of review of what."""
    return segment(
        "UM",
        usage,
        "review",
        f"""
        1 R category AR HS IN SC
        2 R kind 1 2 3 4 I N R S
        3 S service_type {SERVICE_TYPES}
        4 S place
        4-1 R code
        4-2 R qualifier A B
        5 S causes
        5-1 R cause1 AA AP EM
        5-2 S cause2 AA AP EM
        5-3 S cause3 AA AP EM
        5-4 S state @state
        5-5 S country @country
        6 S urgency 03 E U
        7 S condition 1 2 3 4 5 6 7 8 9 E F G P
        8 S prognosis 1 2 3 4 5 6 7 8
        9 S release A I M N O Y
        10 S delay 1 2 3 4 5 6 7 8 9 10 11 15 16 17
        """,
    )


PROVIDER_NAME = segment(
    "NM1",
    R,
    "name",
    """
    1 R entity 1T 71 72 73 77 AAJ DD DK DN DQ FA G3 P3 QB QV SJ
    2 R kind 1 2
    3 S last_or_organization
    4 S first
    5 S middle
    6 S prefix
    7 S suffix
    8 S id_qualifier 24 34 46 XX
    9 S id
    """,
)

PROVIDER_IDS = segment(
    "REF",
    S,
    "secondary_id",
    """
    1 R qualifier 0B 1G 1J EI G5 N5 N7 SY ZH
    2 R value
    3 S license_state @state
    """,
    most=8,
)

PROVIDER_SPECIALTY = segment(
    "PRV",
    S,
    "specialty",
    """
    1 R role AD AS AT BI CO CV OP OR OT PC PE RF
    2 S qualifier PXC
    3 S taxonomy @taxonomy
    """,
)


def provider(loop_id: str, *refusals: SegmentSpec, most: int) -> LoopSpec:
    """A provider of the event or the service."""
    return loop(
        loop_id,
        S,
        "provider",
        PROVIDER_NAME,
        PROVIDER_IDS,
        N3_S,
        N4_S,
        contact(S, "contact", "IC", CONTACT_KINDS),
        *refusals,
        PROVIDER_SPECIALTY,
        most=most,
    )
