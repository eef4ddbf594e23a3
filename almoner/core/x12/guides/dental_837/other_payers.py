"""Other payers of a dental claim: 2320 with 2330A to 2330H. Facts checked against moov-io/x12's tables
(Apache-2.0).
"""

from almoner.core.x12.guides.claim.adjustments import ADJUSTMENT
from almoner.core.x12.guides.claim.names import unnamed
from almoner.core.x12.guides.claim.other_payers import (
    AMOUNTS,
    INSURANCE_WITH_TYPE,
    LOOP_2330A,
    OUTPATIENT,
    coverage,
    ids_of_payer,
    of_payer,
    other_payer,
)
from almoner.core.x12.guides.common import S, loop, reference

ALL_NUMBERS = ids_of_payer("0B 1G G2 LU", most=3)

LOOP_2320 = loop(
    "2320",
    S,
    "other_coverage",
    INSURANCE_WITH_TYPE,
    ADJUSTMENT,
    *AMOUNTS,
    coverage(has_signature_source=False),
    OUTPATIENT,
    LOOP_2330A,
    other_payer(reference(S, "predetermination_number", "G3")),
    of_payer("2330C", "referring_provider", unnamed("DN P3", "1"), ids_of_payer("0B 1G G2", most=3), most=2),
    of_payer("2330D", "rendering_provider", unnamed("82", "1 2"), ALL_NUMBERS),
    of_payer("2330E", "supervising_provider", unnamed("DQ", "1"), ALL_NUMBERS),
    of_payer("2330F", "billing_provider", unnamed("85", "1 2"), ids_of_payer("G2 LU", most=2)),
    of_payer("2330G", "service_facility", unnamed("77", "2"), ids_of_payer("0B G2 LU", most=3)),
    of_payer("2330H", "assistant_surgeon", unnamed("DD", "1 2"), ALL_NUMBERS),
    most=10,
)
