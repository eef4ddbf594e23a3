"""The answer to a benefit inquiry, 005010X279A1 (271). Loops, usage, lengths and codes were checked against
LinuxForHealth's models (Apache-2.0), pyx12's map of the version before (BSD-3-Clause) and published examples.

The unit of business is the patient's level (2000C, 2000D) and not the name below it, because the trace of the
inquiry comes back there; a refusal for all of a receiver stands above any such level.
"""

from almoner.core.x12.guides.benefits_271.member import LOOP_2000C
from almoner.core.x12.guides.benefits_271.refusal import OF_RECEIVER, OF_SOURCE, OF_TRANSACTION
from almoner.core.x12.guides.common import MANY, N3_S, N4_S, SE, R, S, contact, loop, start
from almoner.core.x12.guides.eligibility.parties import (
    RECEIVER_IDS,
    RECEIVER_LEVEL,
    RECEIVER_NAME,
    RECEIVER_SPECIALTY,
    SOURCE_LEVEL,
    SOURCE_NAME,
    beginning,
)
from almoner.core.x12.spec import Guide

LOOP_2000B = loop(
    "2000B",
    S,
    "receiver_level",
    RECEIVER_LEVEL,
    loop("2100B", R, "receiver", RECEIVER_NAME, RECEIVER_IDS, N3_S, N4_S, OF_RECEIVER, RECEIVER_SPECIALTY),
    LOOP_2000C,
    most=MANY,
)

LOOP_2000A = loop(
    "2000A",
    R,
    "source_level",
    SOURCE_LEVEL,
    OF_TRANSACTION,
    loop("2100A", R, "source", SOURCE_NAME, contact(S, "contact", "IC", "ED EM FX TE UR", most=3), OF_SOURCE),
    LOOP_2000B,
    most=MANY,
)

GUIDE = Guide(
    id="005010X279A1",
    set_id="271",
    functional_id="HB",
    name="benefit answer",
    root=loop("ST", R, "transaction", start("271"), beginning("06 11"), LOOP_2000A, SE),
    claim_loops=frozenset({"2000C", "2000D"}),
    claim_key=("trace", "number"),
)

__all__ = ["GUIDE"]
