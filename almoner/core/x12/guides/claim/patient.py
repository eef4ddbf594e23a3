"""The patient's level, where the patient isn't the subscriber: 2000C and 2010CA. Facts checked against
pyx12's maps (BSD-3-Clause), LinuxForHealth's models and moov-io/x12 (both Apache-2.0).
"""

from dataclasses import replace

from almoner.core.x12.guides.claim.names import party_without_id
from almoner.core.x12.guides.claim.subscriber import CASUALTY_CLAIM_NUMBER, RELATIONS, demographics
from almoner.core.x12.guides.common import (
    MANY,
    N3,
    N4,
    LoopSpec,
    R,
    S,
    SegmentSpec,
    level,
    loop,
    reference,
    segment,
)

HL = level("23", "level", children="0")

_CONDITION = """
    5 S format D8
    6 S death_date
    7 S weight_unit 01
    8 S weight
    9 S is_pregnant Y
"""

SUBSCRIBER_AS_PATIENT = segment("PAT", S, "patient_details", _CONDITION)
"""The PAT below 2000B: what is to say of a subscriber who is the patient."""

PATIENT = segment("PAT", R, "patient_details", f"1 R relation {RELATIONS}\n{_CONDITION}")

PATIENT_RELATION = segment("PAT", R, "patient_details", f"1 R relation {RELATIONS}")


def patient(*contacts: SegmentSpec) -> LoopSpec:
    """2010CA; professional claims may have a contact."""
    return loop(
        "2010CA",
        R,
        "patient",
        party_without_id("QC"),
        N3,
        N4,
        demographics(R),
        CASUALTY_CLAIM_NUMBER,
        reference(S, "casualty_patient_id", "1W SY"),
        *contacts,
    )


def patient_level(details: SegmentSpec, person: LoopSpec, claim: LoopSpec) -> LoopSpec:
    """2000C. A patient without a claim makes no sense, so 2300 is required here, as it isn't below 2000B."""
    return loop("2000C", S, "patient_level", HL, details, person, replace(claim, usage=R), most=MANY)
