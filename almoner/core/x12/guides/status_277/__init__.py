"""The 277 (005010X212): a payer answers what became of claims. Facts checked against pyx12's map
(BSD-3-Clause), LinuxForHealth/x12 and x12sdk (both Apache-2.0) and their examples; where they differ, what
one allows is allowed."""

from almoner.core.x12.guides.common import MANY, SE, R, S, contact, level, loop, segment, start
from almoner.core.x12.guides.status.outcome import outcome
from almoner.core.x12.guides.status.parties import (
    DEPENDENT_LEVEL,
    LOOP_2100B,
    LOOP_2100C,
    LOOP_2100D,
    LOOP_2100E,
    payer_party,
)
from almoner.core.x12.guides.status_277.claim import claim
from almoner.core.x12.spec import Guide

BEGINNING = segment(
    "BHT",
    R,
    "beginning",
    """
    1 R structure 0010
    2 R purpose 08
    3 R reference
    4 R date
    5 R time
    6 R type DG
    """,
)

RECEIVER_TRACE = segment("TRN", R, "trace", "1 R kind 2\n2 R number")
PROVIDER_TRACE = segment("TRN", R, "trace", "1 R kind 1\n2 R number")

LOOP_2200B = loop("2200B", S, "receiver_status", RECEIVER_TRACE, outcome("2 R status_date", "36 40 41 AY PR"))

# A published example calls the provider 85 here, the map 1P.
LOOP_2200C = loop("2200C", S, "provider_status", PROVIDER_TRACE, outcome("2 R status_date", "1P 85"))

LOOP_2000E = loop("2000E", S, "dependent_level", DEPENDENT_LEVEL, LOOP_2100E, claim("E", R), most=MANY)

LOOP_2000D = loop(
    "2000D", S, "subscriber_level", level("22", "level"), LOOP_2100D, claim("D", S), LOOP_2000E, most=MANY
)

LOOP_2000C = loop(
    "2000C", S, "provider_level", level("19", "level"), LOOP_2100C, LOOP_2200C, LOOP_2000D, most=MANY
)

LOOP_2000B = loop(
    "2000B", R, "receiver_level", level("21", "level"), LOOP_2100B, LOOP_2200B, LOOP_2000C, most=MANY
)

LOOP_2000A = loop(
    "2000A",
    R,
    "payer_level",
    level("20", "level", parent=False, children="1"),
    payer_party(contact(S, "payer_contact", "IC", "ED EM FX TE")),
    LOOP_2000B,
    most=MANY,
)

GUIDE = Guide(
    id="005010X212",
    set_id="277",
    functional_id="HN",
    name="277",
    root=loop("ST", R, "transaction", start("277"), BEGINNING, LOOP_2000A, SE),
    claim_loops=frozenset({"2200D", "2200E"}),
    claim_key=("trace", "number"),
)

__all__ = ["GUIDE"]
