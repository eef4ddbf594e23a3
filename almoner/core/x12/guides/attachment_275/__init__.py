"""Papers for a claim, 005010X210 (275). Structure, usage and codes were drawn from public companion guides, a
published outline of the guide's loops, and the layout of the transaction set; where those leave a code list
open, any code will do.

The unit of business is the assigned number (2000A): one request of a payer, or one attachment that a claim
announced, named by the number in its trace.
"""

from almoner.core.x12.guides.attachment_275.papers import LOOP_2000A
from almoner.core.x12.guides.attachment_275.parties import LOOP_1000A, LOOP_1000B, LOOP_1000C, LOOP_1000D
from almoner.core.x12.guides.common import SE, R, loop, segment, start
from almoner.core.x12.spec import Guide

BGN = segment(
    "BGN",
    R,
    "beginning",
    """
    1 R purpose 02 11
    2 R reference
    3 R date
    4 S time
    """,
)

GUIDE = Guide(
    id="005010X210",
    set_id="275",
    functional_id="PI",
    name="claim attachment",
    root=loop(
        "ST",
        R,
        "transaction",
        start("275"),
        BGN,
        LOOP_1000A,
        LOOP_1000B,
        LOOP_1000C,
        LOOP_1000D,
        LOOP_2000A,
        SE,
    ),
    claim_loops=frozenset({"2000A"}),
    claim_key=("trace", "number"),
)

__all__ = ["GUIDE"]
