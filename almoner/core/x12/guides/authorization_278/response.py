"""The answer to a request for review: refusals at each level, decisions on event and service, whom to send
more to (2010EB, 2010FB). Sources: see the package.
"""

from almoner.core.x12.guides.authorization_278.event import CARE, DATES, DIAGNOSES, EVENT_LEVEL, transport
from almoner.core.x12.guides.authorization_278.parties import (
    CONTACT_KINDS,
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
from almoner.core.x12.guides.common import (
    MANY,
    N3_S,
    SE,
    LoopSpec,
    R,
    S,
    contact,
    dated,
    loop,
    segment,
    start,
)
from almoner.core.x12.spec import Guide

PURPOSES = "11"

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
    6 S type 18 19 AT
    """,
)

_REASONS = """
    04 15 33 35 41 42 43 44 45 46 47 49 50 51 52 53 54 55 56 57 58 60 61 62 63 64 65 66 67 68 69 70 71
    72 73 74 75 76 77 78 79 80 95 97 98 AA AE AF AG AH AI AJ AK AL AM AN AO AP AQ CI DE E8 IA IP MA T4
    T5 T6
"""

REFUSAL = segment(
    "AAA",
    S,
    "refusal",
    f"""
    1 R is_valid N Y
    3 S reason {" ".join(_REASONS.split())}
    4 S follow_up C N P R S W X Y
    """,
    most=9,
)
"""One for all levels: which reasons a level allows differs between the sources."""

DECISION = segment(
    "HCR",
    S,
    "decision",
    """
    1 R action A1 A2 A3 A4 A6 C CT NA
    2 S authorization
    3 S reason *5
    4 S needs_second_opinion N Y
    """,
)

CERTIFIED = (
    dated(S, "issue_date", "102"),
    dated(S, "expiration_date", "036"),
    dated(S, "effective_date", "007", "D8 RD8"),
)

_RECIPIENT = segment(
    "NM1",
    R,
    "name",
    """
    1 R entity 1P 2B ABG PR X3
    2 R kind 1 2
    3 S last_or_organization
    4 S first
    5 S middle
    7 S suffix
    8 S id_qualifier 24 34 46 PI XV XX
    9 S id
    """,
)

"""The published table has FA too. Nothing tells it from FA among the providers, which stand beside the
recipient in any order: it is always read as one of those, and so never written here."""

_RECIPIENT_CITY = segment(
    "N4",
    S,
    "city",
    """
    1 S city
    2 S state @state
    3 S zip @zip
    4 S country @country
    5 S location_kind B1 DP
    6 S location
    7 S subdivision
    """,
)


def recipient(loop_id: str) -> LoopSpec:
    """To whom further information is to be sent."""
    return loop(
        loop_id,
        S,
        "information_recipient",
        _RECIPIENT,
        N3_S,
        _RECIPIENT_CITY,
        contact(S, "contact", "IC", CONTACT_KINDS, most=3),
    )


LOOP_2000F = loop(
    "2000F",
    S,
    "service_level",
    SERVICE_LEVEL,
    trace("1 2", most=3),
    REFUSAL,
    review(S),
    DECISION,
    PREVIOUS_AUTHORIZATION,
    ADMINISTRATIVE_NUMBER,
    SERVICE_DATE,
    dated(S, "event_date", "AAH", "D8 RD8"),
    *CERTIFIED,
    *SERVICES,
    DELIVERY,
    ATTACHMENT,
    MESSAGE,
    provider("2010FA", REFUSAL, most=12),
    recipient("2010FB"),
    most=MANY,
)

LOOP_2000E = loop(
    "2000E",
    S,
    "event_level",
    EVENT_LEVEL,
    trace("1 2", most=3),
    REFUSAL,
    review(S),
    DECISION,
    PREVIOUS_AUTHORIZATION,
    ADMINISTRATIVE_NUMBER,
    *DATES,
    *CERTIFIED,
    DIAGNOSES,
    DELIVERY,
    *CARE,
    ATTACHMENT,
    MESSAGE,
    provider("2010EA", REFUSAL, most=14),
    recipient("2010EB"),
    transport("2010EC"),
    LOOP_2000F,
    most=MANY,
)

GUIDE = Guide(
    id="005010X217",
    set_id="278",
    functional_id="HI",
    name="authorization answer",
    root=loop(
        "ST",
        R,
        "transaction",
        start("278"),
        BHT,
        levels(
            (
                reviewer(contact(S, "contact", "IC", CONTACT_KINDS), REFUSAL),
                requester(REFUSAL),
                subscriber(REFUSAL),
                dependent(REFUSAL),
            ),
            LOOP_2000E,
            REFUSAL,
        ),
        SE,
    ),
    claim_loops=frozenset({"2000E"}),
    claim_key=("trace", "number"),
    purpose=PURPOSES,
)

__all__ = ["GUIDE"]
