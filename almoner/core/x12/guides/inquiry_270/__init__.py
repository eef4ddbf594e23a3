"""The benefit inquiry, 005010X279A1 (270). Loops, usage, lengths and codes were checked against
LinuxForHealth's models (Apache-2.0), pyx12's map of the version before (BSD-3-Clause) and published examples.

The unit of business is the patient's level (2000C, 2000D) and not the name below it, because the trace stands
there: it names the inquiry without saying anything of the patient, and the answer brings it back.
"""

from almoner.core.x12.guides.common import MANY, N3_S, N4_S, SE, R, loop, start
from almoner.core.x12.guides.eligibility.parties import (
    RECEIVER_IDS,
    RECEIVER_LEVEL,
    RECEIVER_NAME,
    RECEIVER_SPECIALTY,
    SOURCE_LEVEL,
    SOURCE_NAME,
    beginning,
)
from almoner.core.x12.guides.inquiry_270.member import LOOP_2000C
from almoner.core.x12.spec import Guide

LOOP_2000B = loop(
    "2000B",
    R,
    "receiver_level",
    RECEIVER_LEVEL,
    loop("2100B", R, "receiver", RECEIVER_NAME, RECEIVER_IDS, N3_S, N4_S, RECEIVER_SPECIALTY),
    LOOP_2000C,
    most=MANY,
)

LOOP_2000A = loop(
    "2000A",
    R,
    "source_level",
    SOURCE_LEVEL,
    loop("2100A", R, "source", SOURCE_NAME),
    LOOP_2000B,
    most=MANY,
)

GUIDE = Guide(
    id="005010X279A1",
    set_id="270",
    functional_id="HS",
    name="benefit inquiry",
    root=loop("ST", R, "transaction", start("270"), beginning("01 13 36"), LOOP_2000A, SE),
    claim_loops=frozenset({"2000C", "2000D"}),
    claim_key=("trace", "number"),
)

__all__ = ["GUIDE"]
