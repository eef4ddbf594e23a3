"""Subscriber (2000C) and dependents (2000D) of the inquiry. Checked against LinuxForHealth's models
(Apache-2.0) and pyx12's map of the version before (BSD-3-Clause).
"""

from almoner.core.x12.guides.common import MANY, N3_S, N4_S, R, S, dated, loop
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
from almoner.core.x12.guides.inquiry_270.question import question

_TRACE = trace("1", most=2)
_SEX = demographics("F M U")
_DATE = dated(S, "date", "102 291", "D8 RD8", most=2)

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
        member_name("03", "1"),
        member_ids(DEPENDENT_IDS),
        N3_S,
        N4_S,
        MEMBER_PROVIDER,
        _SEX,
        relation("N", "01 19 34"),
        DIAGNOSES,
        _DATE,
        question("2110D", R),
    ),
    most=MANY,
)

LOOP_2000C = loop(
    "2000C",
    R,
    "subscriber_level",
    SUBSCRIBER_LEVEL,
    _TRACE,
    loop(
        "2100C",
        R,
        "subscriber",
        member_name("IL", "1 2", MEMBER_ID),
        member_ids(SUBSCRIBER_IDS),
        N3_S,
        N4_S,
        MEMBER_PROVIDER,
        _SEX,
        relation("Y", "18"),
        DIAGNOSES,
        _DATE,
        question("2110C", S),
    ),
    LOOP_2000D,
    most=MANY,
)
