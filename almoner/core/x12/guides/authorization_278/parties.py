"""Who reviews (2010A), who asks (2010B), who is covered (2010C) and who is the patient (2010D), as request
and answer share them; the answer adds its refusals. Sources: see the package.
"""

from collections.abc import Sequence

from almoner.core.x12.guides.common import (
    N3_S,
    N4_S,
    LoopSpec,
    R,
    S,
    SegmentSpec,
    contact,
    level,
    loop,
    segment,
)

REVIEWER_LEVEL = level("20", "level", parent=False)
REQUESTER_LEVEL = level("21", "level")
SUBSCRIBER_LEVEL = level("22", "level")
DEPENDENT_LEVEL = level("23", "level")

CONTACT_KINDS = "EM FX TE UR"

_NAME = """
    3 S last_or_organization
    4 S first
    5 S middle
    7 S suffix
"""

REVIEWER_NAME = segment(
    "NM1",
    R,
    "name",
    f"""
    1 R entity X3
    2 R kind 1 2
    {_NAME}
    8 R id_qualifier 24 34 46 PI XV XX
    9 R id
    """,
)

REQUESTER_NAME = segment(
    "NM1",
    R,
    "name",
    f"""
    1 R entity 1P FA
    2 R kind 1 2
    {_NAME}
    8 R id_qualifier 24 34 46 XX
    9 R id
    """,
)

REQUESTER_IDS = segment(
    "REF", S, "secondary_id", "1 R qualifier 1G 1J CT EI G5 N5 N7 SY ZH\n2 R value", most=8
)

REQUESTER_SPECIALTY = segment(
    "PRV",
    S,
    "specialty",
    """
    1 R role AD AS AT BI CO CV OP OR OT PC PE RF
    2 S qualifier PXC
    3 S taxonomy @taxonomy
    """,
)

SUBSCRIBER_NAME = segment(
    "NM1",
    R,
    "name",
    """
    1 R entity IL
    2 R kind 1
    3 S last_or_organization
    4 S first
    5 S middle
    6 S prefix
    7 S suffix
    8 R id_qualifier II MI
    9 R id
    """,
)

SUBSCRIBER_IDS = segment(
    "REF",
    S,
    "secondary_id",
    "1 R qualifier 1L 1W 3L 6P A6 DP EA EJ F6 HJ IG N6 NQ SY Y4\n2 R value",
    most=9,
)

SUBSCRIBER_RELATION = segment("INS", S, "relation", "1 R is_subscriber Y\n2 R relation 18\n8 S employment")

DEPENDENT_NAME = segment(
    "NM1",
    R,
    "name",
    f"""
    1 R entity QC
    2 R kind 1
    {_NAME}
    8 S id_qualifier II MI
    9 S id
    """,
)

DEPENDENT_IDS = segment("REF", S, "secondary_id", "1 R qualifier A6 EA EJ MRC SY\n2 R value", most=3)

_RELATIONS = "01 04 05 07 09 10 15 17 19 20 21 22 23 24 29 32 33 34 36 39 40 41 43 53 G8"

DEPENDENT_RELATION = segment(
    "INS", S, "relation", f"1 R is_subscriber N\n2 R relation {_RELATIONS}\n17 S birth_sequence"
)

DEMOGRAPHICS = segment("DMG", S, "demographics", "1 R format D8\n2 R birth_date\n3 S sex F M U")


def reviewer(*own: SegmentSpec) -> LoopSpec:
    """2010A: the utilization management organization."""
    return loop("2010A", R, "reviewer", REVIEWER_NAME, *own)


def requester(*refusals: SegmentSpec) -> LoopSpec:
    """2010B: the provider that asks."""
    return loop(
        "2010B",
        R,
        "requester",
        REQUESTER_NAME,
        REQUESTER_IDS,
        N3_S,
        N4_S,
        contact(S, "contact", "IC", CONTACT_KINDS),
        *refusals,
        REQUESTER_SPECIALTY,
    )


def subscriber(*refusals: SegmentSpec) -> LoopSpec:
    """2010C: the subscriber, who may be the patient."""
    return loop(
        "2010C",
        R,
        "subscriber",
        SUBSCRIBER_NAME,
        SUBSCRIBER_IDS,
        N3_S,
        N4_S,
        *refusals,
        DEMOGRAPHICS,
        SUBSCRIBER_RELATION,
    )


def dependent(*refusals: SegmentSpec) -> LoopSpec:
    """2010D: the patient, where that isn't the subscriber."""
    return loop(
        "2010D",
        R,
        "dependent",
        DEPENDENT_NAME,
        DEPENDENT_IDS,
        N3_S,
        N4_S,
        *refusals,
        DEMOGRAPHICS,
        DEPENDENT_RELATION,
    )


def levels(parties: Sequence[LoopSpec], event: LoopSpec, *refusals: SegmentSpec) -> LoopSpec:
    """2000A down to 2000E, of the four parties (2010A to 2010D): the event hangs below its patient."""
    of_reviewer, of_requester, of_subscriber, of_dependent = parties
    below = loop("2000D", S, "dependent_level", DEPENDENT_LEVEL, of_dependent, event)
    patient = loop("2000C", R, "subscriber_level", SUBSCRIBER_LEVEL, of_subscriber, below, event)
    asking = loop("2000B", R, "requester_level", REQUESTER_LEVEL, of_requester, patient)
    return loop("2000A", R, "reviewer_level", REVIEWER_LEVEL, *refusals, of_reviewer, asking)
