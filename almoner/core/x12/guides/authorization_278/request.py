"""The request for a review: its 2000E and 2000F, with who else refused (2010EC). Sources: see the package."""

from almoner.core.x12.guides.authorization_278.event import (
    CARE,
    CONDITIONS,
    DATES,
    DIAGNOSES,
    EVENT_LEVEL,
    transport,
)
from almoner.core.x12.guides.authorization_278.parties import (
    dependent,
    levels,
    requester,
    reviewer,
    subscriber,
)
from almoner.core.x12.guides.authorization_278.review import (
    ADMINISTRATIVE_NUMBER,
    ATTACHMENT,
    DELIVERY,
    MESSAGE,
    PREVIOUS_AUTHORIZATION,
    provider,
    review,
    trace,
)
from almoner.core.x12.guides.authorization_278.service import SERVICE_DATE, SERVICE_LEVEL, SERVICES
from almoner.core.x12.guides.common import MANY, SE, R, S, dated, loop, segment, start
from almoner.core.x12.spec import Guide

PURPOSES = "01 13 36"

BHT = segment(
    "BHT",
    R,
    "beginning",
    f"""
    1 R structure 0007
    2 R purpose {PURPOSES}
    3 R reference
    4 R date
    5 R time
    6 S type RU
    """,
)

OTHER_REVIEWER = segment("NM1", R, "name", "1 R entity CA\n2 R kind 2\n3 S last_or_organization")

OTHER_DENIAL = segment(
    "REF",
    S,
    "denial_reason",
    """
    1 R qualifier ZZ
    2 R value
    4 S more
    4-1 R qualifier1 ZZ
    4-2 R value1
    4-3 S qualifier2 ZZ
    4-4 S value2
    4-5 S qualifier3 ZZ
    4-6 S value3
    """,
)

LOOP_2010EC = loop(
    "2010EC", S, "other_reviewer", OTHER_REVIEWER, OTHER_DENIAL, dated(S, "denial_date", "598"), most=3
)

LOOP_2000F = loop(
    "2000F",
    S,
    "service_level",
    SERVICE_LEVEL,
    trace("1", most=2),
    review(S),
    PREVIOUS_AUTHORIZATION,
    ADMINISTRATIVE_NUMBER,
    SERVICE_DATE,
    *SERVICES,
    DELIVERY,
    ATTACHMENT,
    MESSAGE,
    provider("2010F", most=12),
    most=MANY,
)

LOOP_2000E = loop(
    "2000E",
    S,
    "event_level",
    EVENT_LEVEL,
    trace("1", most=2),
    review(R),
    PREVIOUS_AUTHORIZATION,
    ADMINISTRATIVE_NUMBER,
    *DATES,
    DIAGNOSES,
    DELIVERY,
    *CONDITIONS,
    *CARE,
    ATTACHMENT,
    MESSAGE,
    provider("2010EA", most=14),
    transport("2010EB"),
    LOOP_2010EC,
    LOOP_2000F,
    most=MANY,
)

GUIDE = Guide(
    id="005010X217",
    set_id="278",
    functional_id="HI",
    name="authorization request",
    root=loop(
        "ST",
        R,
        "transaction",
        start("278"),
        BHT,
        levels((reviewer(), requester(), subscriber(), dependent()), LOOP_2000E),
        SE,
    ),
    claim_loops=frozenset({"2000E"}),
    claim_key=("trace", "number"),
    purpose=PURPOSES,
)

__all__ = ["GUIDE"]
