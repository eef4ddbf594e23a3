"""Who asks whom about whose claim: the names (NM1) of loops 2100A to 2100E and the levels (HL), alike in the
276 and the 277 of 005010X212. Facts checked against the 277 map of pyx12 (BSD-3-Clause) and
LinuxForHealth/x12 (Apache-2.0)."""

from almoner.core.x12.guides.common import LoopSpec, R, SegmentSpec, loop, segment

PAYER = segment(
    "NM1",
    R,
    "payer",
    """
    1 R entity PR
    2 R kind 2
    3 R last_or_organization
    8 R id_qualifier PI XV
    9 R id
    """,
)

RECEIVER = segment(
    "NM1",
    R,
    "receiver",
    """
    1 R entity 41
    2 R kind 1 2
    3 S last_or_organization
    4 S first
    5 S middle
    8 R id_qualifier 46
    9 R id
    """,
)

PROVIDER = segment(
    "NM1",
    R,
    "provider",
    """
    1 R entity 1P
    2 R kind 1 2
    3 S last_or_organization
    4 S first
    5 S middle
    7 S suffix
    8 R id_qualifier FI SV XX
    9 R id
    """,
)

SUBSCRIBER = segment(
    "NM1",
    R,
    "subscriber",
    """
    1 R entity IL
    2 R kind 1 2
    3 R last_or_organization
    4 S first
    5 S middle
    7 S suffix
    8 R id_qualifier 24 II MI
    9 R id
    """,
)

DEPENDENT = segment(
    "NM1",
    R,
    "dependent",
    """
    1 R entity QC
    2 R kind 1
    3 R last_or_organization
    4 S first
    5 S middle
    7 S suffix
    """,
)

LOOP_2100B = loop("2100B", R, "receiver_party", RECEIVER)
LOOP_2100C = loop("2100C", R, "provider_party", PROVIDER, most=2)
LOOP_2100D = loop("2100D", R, "subscriber_party", SUBSCRIBER)
LOOP_2100E = loop("2100E", R, "dependent_party", DEPENDENT)


def payer_party(*contacts: SegmentSpec) -> LoopSpec:
    """2100A; an answer may say whom to call."""
    return loop("2100A", R, "payer_party", PAYER, *contacts)


def last_level(code: str, marks: str = "") -> SegmentSpec:
    """The HL of a level that has none below it: HL04 isn't used, or only to say so."""
    below = f"\n4 S has_children {marks}" if marks else ""
    return segment("HL", R, "level", f"1 R number\n2 R parent\n3 R level {code}{below}")


# The guide leaves HL04 of a dependent unused; LinuxForHealth's models and many senders have the 0.
DEPENDENT_LEVEL = last_level("23", "0")

__all__ = [
    "DEPENDENT_LEVEL",
    "LOOP_2100B",
    "LOOP_2100C",
    "LOOP_2100D",
    "LOOP_2100E",
    "last_level",
    "payer_party",
]
