"""Other payers of a professional claim: 2320 with 2330A to 2330G. Facts checked against pyx12's map
(BSD-3-Clause), LinuxForHealth's models and moov-io/x12 (both Apache-2.0).
"""

from almoner.core.x12.guides.claim.adjustments import ADJUSTMENT
from almoner.core.x12.guides.claim.names import unnamed
from almoner.core.x12.guides.claim.other_payers import (
    AMOUNTS,
    INSURANCE_WITH_TYPE,
    LOOP_2330A,
    LOOP_2330B,
    OUTPATIENT,
    coverage,
    ids_of_payer,
    of_payer,
)
from almoner.core.x12.guides.common import S, loop

LOOP_2320 = loop(
    "2320",
    S,
    "other_coverage",
    INSURANCE_WITH_TYPE,
    ADJUSTMENT,
    *AMOUNTS,
    coverage(has_signature_source=True),
    OUTPATIENT,
    LOOP_2330A,
    LOOP_2330B,
    of_payer("2330C", "referring_provider", unnamed("DN P3", "1"), ids_of_payer("0B 1G G2", most=3), most=2),
    of_payer("2330D", "rendering_provider", unnamed("82", "1 2"), ids_of_payer("0B 1G G2 LU", most=3)),
    of_payer("2330E", "service_facility", unnamed("77", "2"), ids_of_payer("0B G2 LU", most=3)),
    of_payer("2330F", "supervising_provider", unnamed("DQ", "1"), ids_of_payer("0B 1G G2 LU", most=3)),
    of_payer("2330G", "billing_provider", unnamed("85", "1 2"), ids_of_payer("G2 LU", most=2)),
    most=10,
)
