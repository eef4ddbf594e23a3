"""Other payers of an institutional claim: 2320 with 2330A to 2330I. Facts checked against pyx12's map
(BSD-3-Clause) and LinuxForHealth's models (Apache-2.0).
"""

from almoner.core.x12.guides.claim.adjustments import ADJUSTMENT
from almoner.core.x12.guides.claim.names import unnamed
from almoner.core.x12.guides.claim.other_payers import (
    AMOUNTS,
    INSURANCE,
    LOOP_2330A,
    LOOP_2330B,
    OUTPATIENT,
    coverage,
    ids_of_payer,
    of_payer,
)
from almoner.core.x12.guides.common import S, loop, segment

INPATIENT = segment(
    "MIA",
    S,
    "inpatient_adjudication",
    """
    1 R covered_days
    3 S lifetime_psychiatric_days
    4 S drg_amount
    5 S remark1 @rarc
    6 S disproportionate_share
    7 S msp_pass_through
    8 S pps_capital
    9 S pps_capital_federal_drg
    10 S pps_capital_hospital_drg
    11 S pps_capital_disproportionate_drg
    12 S old_capital
    13 S pps_capital_teaching
    14 S pps_operating_hospital_drg
    15 S cost_report_days
    16 S pps_operating_federal_drg
    17 S pps_capital_outlier
    18 S indirect_teaching
    19 S nonpayable_professional
    20 S remark2 @rarc
    21 S remark3 @rarc
    22 S remark4 @rarc
    23 S remark5 @rarc
    24 S pps_capital_exception
    """,
)

ALL_NUMBERS = ids_of_payer("0B 1G G2 LU", most=4)

LOOP_2320 = loop(
    "2320",
    S,
    "other_coverage",
    INSURANCE,
    ADJUSTMENT,
    *AMOUNTS,
    coverage(has_signature_source=False),
    INPATIENT,
    OUTPATIENT,
    LOOP_2330A,
    LOOP_2330B,
    of_payer("2330C", "attending_provider", unnamed("71", "1"), ALL_NUMBERS),
    of_payer("2330D", "operating_physician", unnamed("72", "1"), ALL_NUMBERS),
    of_payer("2330E", "other_operating_physician", unnamed("ZZ", "1"), ALL_NUMBERS),
    of_payer("2330F", "service_facility", unnamed("77", "2"), ids_of_payer("0B G2 LU", most=3)),
    of_payer("2330G", "rendering_provider", unnamed("82", "1"), ALL_NUMBERS),
    of_payer("2330H", "referring_provider", unnamed("DN", "1"), ids_of_payer("0B 1G G2", most=3)),
    of_payer("2330I", "billing_provider", unnamed("85", "2"), ids_of_payer("G2 LU", most=2)),
    most=10,
)
