"""The service line of the dental guide: 2400, with teeth and 2430 (what other payers made of it). Facts
checked against moov-io/x12's tables (Apache-2.0).
"""

from almoner.core.x12.guides.claim.adjustments import line_adjudication, line_payment, procedure_rows
from almoner.core.x12.guides.claim.names import number_of_payer
from almoner.core.x12.guides.claim.supplements import (
    FILE_INFORMATION,
    PRICED_GROUP,
    PRICING_METHODS,
    contract,
    priced_service,
    pricing,
)
from almoner.core.x12.guides.common import R, S, amount, dated, loop, reference, segment
from almoner.core.x12.guides.dental_837.providers import PROVIDERS_OF_LINE

PROCEDURES = "AD ER"
_POINTERS = "1 2 3 4"
_SURFACES = "B D F I L M O"

SERVICE = segment(
    "SV3",
    R,
    "service",
    f"""
    1 R procedure
    {procedure_rows(1, PROCEDURES)}
    2 R charge
    3 S place @pos
    4 S oral_cavity
    4-1 R area1 @oral_cavity
    4-2 S area2 @oral_cavity
    4-3 S area3 @oral_cavity
    4-4 S area4 @oral_cavity
    4-5 S area5 @oral_cavity
    5 S prosthesis I R
    6 S quantity
    11 S pointers
    11-1 R pointer1 {_POINTERS}
    11-2 S pointer2 {_POINTERS}
    11-3 S pointer3 {_POINTERS}
    11-4 S pointer4 {_POINTERS}
    """,
)

TOOTH = segment(
    "TOO",
    S,
    "tooth",
    f"""
    1 R list JP
    2 R tooth @tooth
    3 S surfaces
    3-1 R surface1 {_SURFACES}
    3-2 S surface2 {_SURFACES}
    3-3 S surface3 {_SURFACES}
    3-4 S surface4 {_SURFACES}
    3-5 S surface5 {_SURFACES}
    """,
    most=32,
)

DATES = (
    dated(S, "service_date", "472", "D8 RD8"),
    dated(S, "prior_placement_date", "139 441"),
    dated(S, "appliance_date", "452"),
    dated(S, "appliance_replacement_date", "446"),
    dated(S, "treatment_start_date", "196"),
    dated(S, "treatment_completion_date", "198"),
)

NUMBERS = (
    number_of_payer("predetermination_number", "G3", most=5),
    number_of_payer("authorization_number", "G1", most=5),
    reference(S, "line_number", "6R"),
    reference(S, "repriced_number", "9A 9B"),
    reference(S, "adjusted_repriced_number", "9C 9D"),
    number_of_payer("referral_number", "9F", most=5),
)

LOOP_2400 = loop(
    "2400",
    R,
    "line",
    segment("LX", R, "line", "1 R number"),
    SERVICE,
    TOOTH,
    *DATES,
    contract("02 03 04 05 06 09"),
    *NUMBERS,
    amount(S, "sales_tax", "T"),
    FILE_INFORMATION,
    pricing(PRICING_METHODS, f"{PRICED_GROUP}\n{priced_service(PROCEDURES, 'UN')}"),
    *PROVIDERS_OF_LINE,
    line_adjudication(line_payment(PROCEDURES)),
    most=50,
)
