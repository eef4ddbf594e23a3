"""The head of a claim transaction: BHT, 1000A (submitter), 1000B (receiver). Facts checked against pyx12's
maps (BSD-3-Clause) and LinuxForHealth's models (Apache-2.0).
"""

from almoner.core.x12.guides.claim.names import organization
from almoner.core.x12.guides.common import R, contact, loop, segment

BHT = segment(
    "BHT",
    R,
    "beginning",
    """
    1 R structure 0019
    2 R purpose 00 18
    3 R reference
    4 R date
    5 R time
    6 R type 31 CH RP
    """,
)

SUBMITTER = segment(
    "NM1",
    R,
    "name",
    """
    1 R entity 41
    2 R kind 1 2
    3 R last_or_organization
    4 S first
    5 S middle
    8 R id_qualifier 46
    9 R id
    """,
)
"""A person may submit, but has no suffix here."""

LOOP_1000A = loop(
    "1000A",
    R,
    "submitter",
    SUBMITTER,
    contact(R, "contact", "IC", "ED EM FX TE", most=2),
)

LOOP_1000B = loop("1000B", R, "receiver", organization("40", ids="46", id_usage=R))
