"""What a member has: 2110 (a benefit), 2115 (place or injury that it holds for), 2120 (other payers and
providers that it names), for subscriber (C) and dependent (D). Checked against LinuxForHealth's models
(Apache-2.0) and pyx12's map of the version before (BSD-3-Clause).
"""

from almoner.core.x12.guides.benefits_271.refusal import OF_BENEFIT
from almoner.core.x12.guides.common import MANY, N3_S, LoopSpec, R, S, contact, dated, loop, segment
from almoner.core.x12.guides.eligibility.codes import (
    COVERAGE_LEVELS,
    INSURANCE_TYPES,
    PROCEDURE_KINDS,
    SERVICE_TYPES,
    pointer_rows,
    procedure_rows,
)
from almoner.core.x12.guides.eligibility.member import MEMBER_PROVIDER

_PERIODS = "6 7 13 21 22 23 24 25 26 27 28 29 30 31 32 33 34 35 36"

BENEFIT = segment(
    "EB",
    R,
    "benefit",
    f"""
    1 R information 1 2 3 4 5 6 7 8 A B C CB D E F G H I J K L M MC N O P Q R S T U V W X Y
    2 S coverage_level {COVERAGE_LEVELS}
    3 S service_type *99 {SERVICE_TYPES}
    4 S insurance_type {INSURANCE_TYPES}
    5 S plan
    6 S period {_PERIODS}
    7 S amount
    8 S percent
    9 S quantity_kind 8H 99 CA CE D3 DB DY HS LA LE M2 MN P6 QA S7 S8 VS YY
    10 S quantity
    11 S needs_authorization N U Y
    12 S in_network N U W Y
    13 S procedure
    {procedure_rows(13, PROCEDURE_KINDS)}
    14 S pointers
    {pointer_rows(14)}
    """,
)

DELIVERY = segment(
    "HSD",
    S,
    "delivery",
    f"""
    1 S quantity_kind DY FL HS MN VS
    2 S quantity
    3 S unit DA MO VS WK YR
    4 S every
    5 S period {_PERIODS}
    6 S periods
    7 S pattern
    8 S time_of_day A B C D E F G Y
    """,
    most=9,
)

NUMBERS = segment(
    "REF",
    S,
    "secondary_id",
    """
    1 R qualifier 18 1L 1W 49 6P 9F ALS CLI F6 FO G1 IG M7 N6 NQ Y4
    2 R value
    3 S description
    """,
    most=9,
)

DATES = dated(
    S,
    "date",
    "096 193 194 198 290 291 292 295 304 307 318 346 348 349 356 357 435 472 636 771",
    "D8 RD8",
    most=20,
)

MESSAGE = segment("MSG", S, "message", "1 R text", most=10)

PLACE = segment(
    "III",
    R,
    "place",
    """
    1 S qualifier ABF ABK BF BK GR NI ZZ
    2 S code
    3 S category 44
    4 S text
    """,
)

PARTY_NAME = segment(
    "NM1",
    R,
    "name",
    """
    1 R entity 13 1I 1P 2B 36 73 FA GP GW I3 IL LR OC P3 P4 P5 PR PRP SEP TTP VER VN VY X3 Y2
    2 R kind 1 2
    3 S last_or_organization
    4 S first
    5 S middle
    7 S suffix
    8 S id_qualifier 24 34 46 FA FI II MI NI PI PP SV XV XX
    9 S id
    10 S relation 01 02 27 41 48 65 72
    """,
)

CITY = segment(
    "N4",
    S,
    "city",
    """
    1 S city
    2 S state @state
    3 S zip @zip
    4 S country @country
    5 S location_kind
    6 S location
    7 S subdivision
    """,
)


def benefit(member: str) -> LoopSpec:
    """2110 of a subscriber (C) or dependent (D)."""
    return loop(
        f"2110{member}",
        S,
        "benefit",
        BENEFIT,
        DELIVERY,
        NUMBERS,
        DATES,
        OF_BENEFIT,
        MESSAGE,
        loop(f"2115{member}", S, "place", PLACE, most=10),
        segment("LS", S, "parties_begin", "1 R loop 2120"),
        loop(
            f"2120{member}",
            S,
            "party",
            PARTY_NAME,
            N3_S,
            CITY,
            contact(S, "contact", "IC", "ED EM FX TE UR WP", most=3),
            MEMBER_PROVIDER,
            most=23,
        ),
        segment("LE", S, "parties_end", "1 R loop 2120"),
        most=MANY,
    )
