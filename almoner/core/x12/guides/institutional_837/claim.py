"""The claim of the institutional guide, 2300. Facts checked against pyx12's map (BSD-3-Clause) and
LinuxForHealth's models (Apache-2.0).
"""

from almoner.core.x12.guides.claim.conditions import EPSDT_REFERRAL
from almoner.core.x12.guides.claim.supplements import (
    ATTACHMENT,
    CONTRACT,
    FILE_INFORMATION,
    PRICED_GROUP,
    PRICED_REVENUE,
    PRICING_METHODS,
    note,
    pricing,
)
from almoner.core.x12.guides.common import R, S, amount, dated, loop, reference, segment
from almoner.core.x12.guides.institutional_837.codes import CODES
from almoner.core.x12.guides.institutional_837.line import LOOP_2400
from almoner.core.x12.guides.institutional_837.other_payers import LOOP_2320
from almoner.core.x12.guides.institutional_837.providers import PROVIDERS

CLAIM = segment(
    "CLM",
    R,
    "claim",
    """
    1 R number
    2 R charge
    5 R place
    5-1 R code @bill_type
    5-2 R qualifier A
    5-3 R frequency @frequency
    7 R assignment A B C
    8 R benefits_assigned N W Y
    9 R release_of_information I Y
    20 S delay_reason 1 2 3 4 5 6 7 8 9 10 11 15
    """,
)

DATES = (
    dated(S, "discharge_hour", "096", "TM"),
    dated(R, "statement_dates", "434", "RD8"),
    dated(S, "admission_date", "435", "D8 DT"),
    dated(S, "repricer_received_date", "050"),
)

STAY = segment(
    "CL1",
    R,
    "stay",
    """
    1 S admission_type @admission_type
    2 S admission_source @admission_source
    3 R patient_status @patient_status
    """,
)

NUMBERS = (
    reference(S, "authorization_exception", "4N"),
    reference(S, "referral_number", "9F"),
    reference(S, "authorization_number", "G1"),
    reference(S, "claim_number_of_payer", "F8"),
    reference(S, "repriced_number", "9A"),
    reference(S, "adjusted_repriced_number", "9C"),
    reference(S, "device_exemption_number", "LX", most=5),
    reference(S, "clearinghouse_number", "D9"),
    reference(S, "accident_state", "LU", code_list="state"),
    reference(S, "medical_record_number", "EA"),
    reference(S, "demonstration_project", "P4"),
    reference(S, "peer_review_number", "G4"),
)

PRICED_DAYS = "11 S unit DA UN\n12 S quantity"

LOOP_2300 = loop(
    "2300",
    S,
    "claim",
    CLAIM,
    *DATES,
    STAY,
    ATTACHMENT,
    CONTRACT,
    amount(S, "patient_estimated_due", "F3"),
    *NUMBERS,
    FILE_INFORMATION,
    note("note", "ALG DCP DGN DME MED NTR ODT RHB RLH RNH SET SFM SPT UPI", most=10),
    note("billing_note", "ADD"),
    EPSDT_REFERRAL,
    *CODES,
    pricing(PRICING_METHODS, f"{PRICED_GROUP}\n{PRICED_REVENUE}\n{PRICED_DAYS}"),
    *PROVIDERS,
    LOOP_2320,
    LOOP_2400,
    most=100,
)
