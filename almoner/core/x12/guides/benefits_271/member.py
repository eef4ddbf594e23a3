"""Subscriber (2000C) and dependents (2000D) of the answer. Checked against LinuxForHealth's models
(Apache-2.0) and pyx12's map of the version before (BSD-3-Clause).
"""

from almoner.core.x12.guides.benefits_271.benefit import CITY, benefit
from almoner.core.x12.guides.benefits_271.refusal import OF_MEMBER
from almoner.core.x12.guides.common import MANY, N3_S, R, S, dated, loop, segment
from almoner.core.x12.guides.eligibility.member import (
    DEPENDENT_IDS,
    DEPENDENT_LEVEL,
    DIAGNOSES,
    MEMBER_ID,
    MEMBER_PROVIDER,
    SUBSCRIBER_IDS,
    SUBSCRIBER_LEVEL,
    demographics,
    member_ids,
    member_name,
    relation,
    trace,
)

_TRACE = trace("1 2", most=3)
_NAME_ROWS = f"6 S prefix\n{MEMBER_ID}"
_MAINTENANCE = """
    3 S maintenance 001
    4 S maintenance_reason 25
    9 S student_status F N P
    10 S is_handicapped N Y
"""
_DATES = dated(
    S,
    "date",
    "096 102 152 291 307 318 340 341 342 343 346 347 356 357 382 435 442 458 472 539 540 636 771",
    "D8 RD8",
    most=9,
)
_MILITARY = segment(
    "MPI",
    S,
    "military_service",
    """
    1 R status A C L O P S T
    2 R employment
    3 R affiliation
    4 S description
    5 S rank
    6 S format D8 RD8
    7 S period
    """,
)
_DESCRIPTION = "3 S description"

LOOP_2000D = loop(
    "2000D",
    S,
    "dependent_level",
    DEPENDENT_LEVEL,
    _TRACE,
    loop(
        "2100D",
        R,
        "dependent",
        member_name("03", "1", _NAME_ROWS),
        member_ids(DEPENDENT_IDS, _DESCRIPTION),
        N3_S,
        CITY,
        OF_MEMBER,
        MEMBER_PROVIDER,
        demographics("F M U"),
        relation("N", "01 19 20 21 34 39 40 53 G8", _MAINTENANCE),
        DIAGNOSES,
        _DATES,
        _MILITARY,
        benefit("D"),
    ),
    most=MANY,
)

LOOP_2000C = loop(
    "2000C",
    S,
    "subscriber_level",
    SUBSCRIBER_LEVEL,
    _TRACE,
    loop(
        "2100C",
        R,
        "subscriber",
        member_name("IL", "1 2", _NAME_ROWS),
        member_ids(SUBSCRIBER_IDS, _DESCRIPTION),
        N3_S,
        CITY,
        OF_MEMBER,
        MEMBER_PROVIDER,
        demographics("F M U"),
        relation("Y", "18", _MAINTENANCE),
        DIAGNOSES,
        _DATES,
        _MILITARY,
        benefit("C"),
    ),
    LOOP_2000D,
    most=MANY,
)
