"""The claim of the dental guide, 2300. Facts checked against moov-io/x12's tables (Apache-2.0)."""

from almoner.core.x12.guides.claim.codes import codes
from almoner.core.x12.guides.claim.supplements import (
    CLAIM_PRICING_METHODS,
    FILE_INFORMATION,
    PRICED_GROUP,
    attachment,
    contract,
    note,
    pricing,
)
from almoner.core.x12.guides.common import R, S, amount, dated, loop, reference, segment
from almoner.core.x12.guides.dental_837.line import LOOP_2400
from almoner.core.x12.guides.dental_837.other_payers import LOOP_2320
from almoner.core.x12.guides.dental_837.providers import PROVIDERS

CLAIM = segment(
    "CLM",
    R,
    "claim",
    """
    1 R number
    2 R charge
    5 R place
    5-1 R code @pos
    5-2 R qualifier B
    5-3 R frequency @frequency
    6 R is_provider_signature_on_file N Y
    7 R assignment A C
    8 R benefits_assigned N W Y
    9 R release_of_information I Y
    11 S related_causes
    11-1 R cause1 AA EM OA
    11-2 S cause2 AA EM OA
    11-4 S state @state
    11-5 S country @country
    12 S special_program 01 02 03 05
    19 S predetermination PB
    20 S delay_reason 1 2 3 4 5 6 7 8 9 10 11 15
    """,
)

DATES = (
    dated(S, "accident_date", "439"),
    dated(S, "appliance_date", "452"),
    dated(S, "service_date", "472", "D8 RD8"),
    dated(S, "repricer_received_date", "050"),
)

ORTHODONTICS = segment(
    "DN1",
    S,
    "orthodontics",
    """
    1 S months
    2 S months_remaining
    4 S treatment_indicator
    """,
)

TOOTH_STATUS = segment(
    "DN2",
    S,
    "tooth_status",
    """
    1 R tooth @tooth
    2 R status E M
    6 R list JP
    """,
    most=35,
)

NUMBERS = (
    reference(S, "predetermination_number", "G3"),
    reference(S, "authorization_exception", "4N"),
    reference(S, "claim_number_of_payer", "F8"),
    reference(S, "referral_number", "9F"),
    reference(S, "authorization_number", "G1"),
    reference(S, "repriced_number", "9A"),
    reference(S, "adjusted_repriced_number", "9C"),
    reference(S, "clearinghouse_number", "D9"),
)

LOOP_2300 = loop(
    "2300",
    S,
    "claim",
    CLAIM,
    *DATES,
    ORTHODONTICS,
    TOOTH_STATUS,
    attachment("B4 DA DG EB OZ P6 RB RR"),
    contract("02 03 04 05 06 09"),
    amount(S, "patient_paid", "F5"),
    *NUMBERS,
    FILE_INFORMATION,
    note("note", "ADD", most=5),
    segment("HI", S, "diagnoses", codes("ABK BK TQ", "ABF BF TQ", 4)),
    pricing(CLAIM_PRICING_METHODS, PRICED_GROUP),
    *PROVIDERS,
    LOOP_2320,
    LOOP_2400,
    most=100,
)
