"""The 277CA (005010X214): which claims of a batch were taken in and which go back. Facts checked against
pyx12's map (BSD-3-Clause) and the published examples, which allow what the map forbids: no levels below a
rejected batch."""

from almoner.core.x12.guides.common import MANY, SE, R, S, dated, level, loop, segment, start
from almoner.core.x12.guides.receipt_277ca.claim import LOOP_2000D
from almoner.core.x12.guides.receipt_277ca.totals import LOOP_2200B, LOOP_2200C
from almoner.core.x12.spec import Guide

BEGINNING = segment(
    "BHT",
    R,
    "beginning",
    """
    1 R structure 0085
    2 R purpose 08
    3 R reference
    4 R date
    5 R time
    6 R type TH
    """,
)

SOURCE = segment(
    "NM1",
    R,
    "source",
    """
    1 R entity AY PR
    2 R kind 2
    3 R last_or_organization
    8 R id_qualifier 46 FI PI XV
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
    3 R last_or_organization
    4 S first
    5 S middle
    7 S suffix
    8 R id_qualifier 46
    9 R id
    """,
)

BILLING_PROVIDER = segment(
    "NM1",
    R,
    "billing_provider",
    """
    1 R entity 85
    2 R kind 1 2
    3 R last_or_organization
    4 S first
    5 S middle
    6 S prefix
    7 S suffix
    8 S id_qualifier FI SV XX
    9 S id
    """,
)

LOOP_2100A = loop("2100A", R, "source_party", SOURCE)

LOOP_2200A = loop(
    "2200A",
    R,
    "transmission",
    segment("TRN", R, "trace", "1 R kind 1\n2 R number"),
    dated(R, "received_date", "050"),
    dated(R, "processed_date", "009"),
    most=MANY,
)

LOOP_2100B = loop("2100B", R, "receiver_party", RECEIVER)
LOOP_2100C = loop("2100C", R, "billing_provider_party", BILLING_PROVIDER, most=MANY)

LOOP_2000C = loop(
    "2000C", S, "provider_level", level("19", "level"), LOOP_2100C, LOOP_2200C, LOOP_2000D, most=MANY
)

LOOP_2000B = loop("2000B", R, "receiver_level", level("21", "level"), LOOP_2100B, LOOP_2200B, LOOP_2000C)

LOOP_2000A = loop(
    "2000A",
    R,
    "source_level",
    level("20", "level", parent=False, children="1"),
    LOOP_2100A,
    LOOP_2200A,
    LOOP_2000B,
    most=MANY,
)

GUIDE = Guide(
    id="005010X214",
    set_id="277",
    functional_id="HN",
    name="277CA",
    root=loop("ST", R, "transaction", start("277"), BEGINNING, LOOP_2000A, SE),
    claim_loops=frozenset({"2200D"}),
    claim_key=("trace", "number"),
)

__all__ = ["GUIDE"]
