"""Other payers of a claim: the parts of 2320 and the loops 2330A (its subscriber), 2330B (itself), and
those that hold its numbers of the claim's providers. Facts checked against pyx12's maps (BSD-3-Clause) and
LinuxForHealth's models (Apache-2.0).
"""

from almoner.core.x12.guides.claim.adjustments import CHECK_DATE, REMAINING_LIABILITY
from almoner.core.x12.guides.claim.names import organization, party, secondary_id
from almoner.core.x12.guides.claim.subscriber import RELATIONS, insurance
from almoner.core.x12.guides.common import (
    N3_S,
    N4_S,
    LoopSpec,
    R,
    S,
    SegmentSpec,
    amount,
    loop,
    reference,
    segment,
)

ANY_RELATION = f"R relation 18 {RELATIONS}"

INSURANCE = insurance("insurance", ANY_RELATION, has_type=False)
INSURANCE_WITH_TYPE = insurance("insurance", ANY_RELATION, has_type=True)

AMOUNTS = (
    amount(S, "payer_paid", "D"),
    amount(S, "noncovered", "A8"),
    REMAINING_LIABILITY,
)


def coverage(*, has_signature_source: bool) -> SegmentSpec:
    """The OI: what the subscriber agreed to with the other payer."""
    source = "4 S patient_signature_source P\n" if has_signature_source else ""
    return segment(
        "OI", R, "agreements", f"3 R benefits_assigned N W Y\n{source}6 R release_of_information I Y"
    )


OUTPATIENT = segment(
    "MOA",
    S,
    "outpatient_adjudication",
    """
    1 S reimbursement_rate
    2 S hcpcs_payable
    3 S remark1 @rarc
    4 S remark2 @rarc
    5 S remark3 @rarc
    6 S remark4 @rarc
    7 S remark5 @rarc
    8 S esrd_payment
    9 S nonpayable_professional
    """,
)

LOOP_2330A = loop(
    "2330A",
    R,
    "other_subscriber",
    party("IL", ids="II MI", id_usage=R),
    N3_S,
    N4_S,
    reference(S, "social_security_number", "SY", most=2),
)


def other_payer(*more: SegmentSpec) -> LoopSpec:
    """2330B; dental claims have one more number."""
    return loop(
        "2330B",
        R,
        "other_payer",
        organization("PR", ids="PI XV", id_usage=R),
        N3_S,
        N4_S,
        CHECK_DATE,
        secondary_id("2U EI FY NF", most=3),
        reference(S, "authorization_number", "G1"),
        reference(S, "referral_number", "9F"),
        reference(S, "adjustment_indicator", "T4"),
        reference(S, "claim_number_of_payer", "F8"),
        *more,
    )


LOOP_2330B = other_payer()


def of_payer(loop_id: str, who: str, opener: SegmentSpec, ids: SegmentSpec, *, most: int = 1) -> LoopSpec:
    """A loop among 2330C and those after it: the numbers (`ids_of_payer`) that the other payer knows a
    provider of the claim by.
    """
    return loop(loop_id, S, f"other_payer_{who}", opener, ids, most=most)


def ids_of_payer(qualifiers: str, *, most: int) -> SegmentSpec:
    """The numbers by which the other payer knows a provider; at least one."""
    return secondary_id(qualifiers, most=most, usage=R)
