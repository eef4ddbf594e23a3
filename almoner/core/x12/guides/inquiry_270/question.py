"""What is asked about a member: 2110C and 2110D. Checked against LinuxForHealth's models (Apache-2.0) and
pyx12's map of the version before (BSD-3-Clause).
"""

from almoner.core.x12.guides.common import LoopSpec, S, Usage, amount, dated, loop, reference, segment
from almoner.core.x12.guides.eligibility.codes import (
    COVERAGE_LEVELS,
    INSURANCE_TYPES,
    PROCEDURE_KINDS,
    SERVICE_TYPES,
    pointer_rows,
    procedure_rows,
)

QUESTION = segment(
    "EQ",
    "R",
    "question",
    f"""
    1 S service_type *99 {SERVICE_TYPES}
    2 S procedure
    {procedure_rows(2, PROCEDURE_KINDS)}
    3 S coverage_level {COVERAGE_LEVELS}
    4 S insurance_type {INSURANCE_TYPES}
    5 S pointers
    {pointer_rows(5)}
    """,
)

PLACE = segment("III", S, "place", "1 R qualifier ZZ\n2 R code @pos")


def question(loop_id: str, usage: Usage) -> LoopSpec:
    """One question, with the spend-down, place, referral and date that it is asked for."""
    return loop(
        loop_id,
        usage,
        "question",
        QUESTION,
        amount(S, "spend_down", "R"),
        amount(S, "spend_down_billed", "PB"),
        PLACE,
        reference(S, "authorization_or_referral", "9F G1"),
        dated(S, "date", "291", "D8 RD8"),
        most=99,
    )
