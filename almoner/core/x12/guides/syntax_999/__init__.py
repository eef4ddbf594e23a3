"""The 999 (005010X231A1): whether the transactions of a group were taken, and where one breaks its guide.
Facts checked against pyx12's map (BSD-3-Clause) and published examples; sets that it doesn't list but others
send (275) are allowed."""

from almoner.core.x12.guides.common import MANY, SE, R, S, loop, segment, start
from almoner.core.x12.guides.syntax_999.error import LOOP_2100
from almoner.core.x12.spec import Guide

GROUP = segment(
    "AK1",
    R,
    "group",
    """
    1 R functional_id BE HB HC HI HN HP HR HS PI RA
    2 R control
    3 R guide
    """,
)

SET = segment(
    "AK2",
    R,
    "set",
    """
    1 R set 270 271 275 276 277 278 820 834 835 837
    2 R control
    3 S guide
    """,
)

_SET_REASONS = "1 2 3 4 5 6 7 8 9 10 11 12 13 15 16 17 18 19 23 24 25 26 27 I5 I6"

SET_VERDICT = segment(
    "IK5",
    R,
    "set_verdict",
    "1 R verdict A E M R W X\n"
    + "\n".join(f"{number} S reason{number - 1} {_SET_REASONS}" for number in range(2, 7)),
)

_GROUP_REASONS = "1 2 3 4 5 6 10 11 12 13 14 15 16 17 18 19 23 24 25 26"

GROUP_VERDICT = segment(
    "AK9",
    R,
    "group_verdict",
    "1 R verdict A E M P R W X\n2 R included\n3 R received\n4 R accepted\n"
    + "\n".join(f"{number} S reason{number - 4} {_GROUP_REASONS}" for number in range(5, 10)),
)

LOOP_2000 = loop("2000", S, "set_answer", SET, LOOP_2100, SET_VERDICT, most=MANY)

GUIDE = Guide(
    id="005010X231A1",
    set_id="999",
    functional_id="FA",
    name="999",
    root=loop("ST", R, "transaction", start("999"), GROUP, LOOP_2000, GROUP_VERDICT, SE),
    claim_loops=frozenset({"2000"}),
    claim_key=("set", "control"),
)

__all__ = ["GUIDE"]
