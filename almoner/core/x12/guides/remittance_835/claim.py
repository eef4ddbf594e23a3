"""Loops 2000 (a numbered group of claims with its totals) and 2100 (one claim) of the 835. Facts checked
against the maps of pyx12 (BSD-3-Clause), moov-io/x12 and LinuxForHealth/x12 (both Apache-2.0)."""

from almoner.core.x12.guides.common import MANY, R, S, loop, reference, segment
from almoner.core.x12.guides.remittance_835.adjustment import adjustments
from almoner.core.x12.guides.remittance_835.claim_names import NAMES
from almoner.core.x12.guides.remittance_835.line import LOOP_2110

PAYMENT = segment(
    "CLP",
    R,
    "payment",
    """
    1 R number
    2 R status 1 2 3 4 19 20 21 22 23 25
    3 R charge
    4 R paid
    5 S patient_share
    6 R filing_indicator 12 13 14 15 16 17 AM CH DS HM LM MA MB MC OF TV VA WC ZZ
    7 R payer_claim_number
    8 S facility_type
    9 S frequency
    11 S drg @drg
    12 S drg_weight
    13 S discharge_fraction
    """,
)

INPATIENT_RESULT = segment(
    "MIA",
    S,
    "inpatient_result",
    """
    1 R covered_days
    2 S operating_outlier
    3 S lifetime_psychiatric_days
    4 S drg_amount
    5 S remark1 @rarc
    6 S disproportionate_share
    7 S msp_pass_through
    8 S capital_total
    9 S capital_federal_portion
    10 S capital_hospital_portion
    11 S capital_disproportionate_share
    12 S capital_old
    13 S capital_medical_education
    14 S operating_hospital_portion
    15 S cost_report_days
    16 S operating_federal_portion
    17 S capital_outlier
    18 S indirect_teaching
    19 S professional_component
    20 S remark2 @rarc
    21 S remark3 @rarc
    22 S remark4 @rarc
    23 S remark5 @rarc
    24 S capital_exception
    """,
)

OUTPATIENT_RESULT = segment(
    "MOA",
    S,
    "outpatient_result",
    """
    1 S reimbursement_rate
    2 S hcpcs_payable
    3 S remark1 @rarc
    4 S remark2 @rarc
    5 S remark3 @rarc
    6 S remark4 @rarc
    7 S remark5 @rarc
    8 S esrd_payment
    9 S professional_component
    """,
)

STATEMENT_DATE = segment("DTM", S, "statement_date", "1 R qualifier 232 233\n2 R date", most=2)
COVERAGE_END = segment("DTM", S, "coverage_end", "1 R qualifier 036\n2 R date")
RECEIVED_DATE = segment("DTM", S, "received_date", "1 R qualifier 050\n2 R date")

CLAIM_CONTACT = segment(
    "PER",
    S,
    "claim_contact",
    """
    1 R function CX
    2 S name
    3 R kind1 EM FX TE
    4 R number1
    5 S kind2 EM EX FX TE
    6 S number2
    7 S kind3 EX
    8 S number3
    """,
    most=2,
)

CLAIM_AMOUNT = segment(
    "AMT", S, "claim_amount", "1 R qualifier AU D8 DY F5 I NL T T2 ZK ZL ZM ZN ZO\n2 R amount", most=13
)

CLAIM_QUANTITY = segment(
    "QTY",
    S,
    "claim_quantity",
    "1 R qualifier CA CD LA LE NE NR OU PS VS ZK ZL ZM ZN ZO\n2 R quantity",
    most=14,
)

LOOP_2100 = loop(
    "2100",
    R,
    "claim",
    PAYMENT,
    adjustments("claim_adjustment"),
    *NAMES,
    INPATIENT_RESULT,
    OUTPATIENT_RESULT,
    reference(S, "claim_reference", "1L 1W 28 6P 9A 9C BB CE EA F8 G1 G3 IG SY", most=5),
    reference(S, "rendering_provider_number", "0B 1A 1B 1C 1D 1G 1H 1J D3 G2 LU", most=10),
    STATEMENT_DATE,
    COVERAGE_END,
    RECEIVED_DATE,
    CLAIM_CONTACT,
    CLAIM_AMOUNT,
    CLAIM_QUANTITY,
    LOOP_2110,
    most=MANY,
)

GROUP_NUMBER = segment("LX", R, "group_number", "1 R number")

GROUP_TOTALS = segment(
    "TS3",
    S,
    "group_totals",
    """
    1 R provider_number
    2 R facility_type
    3 R fiscal_year_end
    4 R claim_count
    5 R charge
    13 S msp_payer_amount
    15 S non_lab_charge
    17 S hcpcs_charge
    18 S hcpcs_payable
    20 S professional_component
    21 S msp_patient_liability_met
    22 S patient_reimbursement
    23 S pip_claim_count
    24 S pip_adjustment
    """,
)

GROUP_INPATIENT_TOTALS = segment(
    "TS2",
    S,
    "group_inpatient_totals",
    """
    1 S drg_amount
    2 S federal_portion
    3 S hospital_portion
    4 S disproportionate_share
    5 S capital
    6 S indirect_medical_education
    7 S outlier_days
    8 S day_outlier_amount
    9 S cost_outlier_amount
    10 S average_length_of_stay
    11 S discharges
    12 S cost_report_days
    13 S covered_days
    14 S noncovered_days
    15 S msp_pass_through
    16 S average_drg_weight
    17 S capital_federal_portion
    18 S capital_hospital_portion
    19 S capital_disproportionate_share
    """,
)

LOOP_2000 = loop(
    "2000", S, "claim_group", GROUP_NUMBER, GROUP_TOTALS, GROUP_INPATIENT_TOTALS, LOOP_2100, most=MANY
)

__all__ = ["LOOP_2000"]
