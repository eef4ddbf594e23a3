"""The subscriber's level: names and payer (2010BA, 2010BB), with the segments that go before. Facts checked
against pyx12's maps (BSD-3-Clause), LinuxForHealth's models and moov-io/x12 (both Apache-2.0).
"""

from almoner.core.x12.guides.claim.names import organization, party, secondary_id
from almoner.core.x12.guides.common import (
    N3_S,
    N4_S,
    LoopSpec,
    R,
    S,
    SegmentSpec,
    Usage,
    level,
    loop,
    reference,
    segment,
)

HL = level("22", "level")

SEQUENCE = "A B C D E F G H P S T U"
RELATIONS = "01 19 20 21 39 40 53 G8"
"""What the patient is to the subscriber, other than himself (18)."""
INSURANCE_TYPES = "12 13 14 15 16 41 42 43 47"
FILING = "11 12 13 14 15 16 17 AM BL CH CI DS FI HM LM MA MB MC OF TV VA WC ZZ"


def insurance(name: str, relation: str, *, has_type: bool) -> SegmentSpec:
    """The SBR: rank of the payer, relation of patient and subscriber, group, kind of insurance."""
    kind = f"5 S insurance_type {INSURANCE_TYPES}\n" if has_type else ""
    return segment(
        "SBR",
        R,
        name,
        f"""
        1 R sequence {SEQUENCE}
        2 {relation}
        3 S group_number
        4 S group_name
        {kind}
        9 S filing_indicator {FILING}
        """,
    )


def demographics(usage: Usage) -> SegmentSpec:
    """Birth date and sex."""
    return segment("DMG", usage, "demographics", "1 R format D8\n2 R birth_date\n3 R sex F M U")


CASUALTY_CLAIM_NUMBER = reference(S, "casualty_claim_number", "Y4")


def subscriber(*contacts: SegmentSpec) -> LoopSpec:
    """2010BA; professional claims may have a contact."""
    return loop(
        "2010BA",
        R,
        "subscriber",
        party("IL", ids="II MI"),
        N3_S,
        N4_S,
        demographics(S),
        reference(S, "social_security_number", "SY"),
        CASUALTY_CLAIM_NUMBER,
        *contacts,
    )


LOOP_2010BB = loop(
    "2010BB",
    R,
    "payer",
    organization("PR", ids="PI XV", id_usage=R),
    N3_S,
    N4_S,
    secondary_id("2U EI FY NF", most=3),
    reference(S, "billing_provider_id", "G2 LU", most=2),
)
