"""The service line of the professional guide: 2400, with 2410 (drug), 2430 (what other payers made of it)
and 2440 (forms). Facts checked against pyx12's map (BSD-3-Clause), LinuxForHealth's models and moov-io/x12
(both Apache-2.0).
"""

from almoner.core.x12.guides.claim.adjustments import line_adjudication, line_payment, procedure_rows
from almoner.core.x12.guides.claim.names import number_of_payer
from almoner.core.x12.guides.claim.supplements import (
    ATTACHMENT_OF_LINE,
    CERTIFICATE,
    CONTRACT,
    FILE_INFORMATION,
    PRICED_GROUP,
    PRICING_METHODS,
    drug,
    note,
    priced_service,
    pricing,
)
from almoner.core.x12.guides.common import MANY, R, S, amount, dated, loop, reference, segment
from almoner.core.x12.guides.professional_837.conditions import (
    AMBULANCE,
    AMBULANCE_CONDITION,
    EQUIPMENT_CERTIFICATION,
    EQUIPMENT_CONDITION,
    HOSPICE_EMPLOYEE,
)
from almoner.core.x12.guides.professional_837.providers import PROVIDERS_OF_LINE

PROCEDURES = "ER HC IV WK"
_POINTERS = "1 2 3 4 5 6 7 8 9 10 11 12"

SERVICE = segment(
    "SV1",
    R,
    "service",
    f"""
    1 R procedure
    {procedure_rows(1, PROCEDURES)}
    2 R charge
    3 R unit MJ UN
    4 R quantity
    5 S place @pos
    7 R pointers
    7-1 R pointer1 {_POINTERS}
    7-2 S pointer2 {_POINTERS}
    7-3 S pointer3 {_POINTERS}
    7-4 S pointer4 {_POINTERS}
    9 S is_emergency Y
    11 S epsdt Y
    12 S family_planning Y
    15 S copay_status 0
    """,
)

EQUIPMENT = segment(
    "SV5",
    S,
    "equipment",
    """
    1 R procedure
    1-1 R qualifier HC
    1-2 R code
    2 R unit DA
    3 R quantity
    4 R rental_price
    5 R purchase_price
    6 R rental_period 1 4 6
    """,
)

DATES = (
    dated(R, "service_date", "472", "D8 RD8"),
    dated(S, "prescription_date", "471"),
    dated(S, "recertification_date", "607"),
    dated(S, "begin_therapy_date", "463"),
    dated(S, "last_certification_date", "461"),
    dated(S, "last_seen_date", "304"),
    dated(S, "test_date", "738 739", most=2),
    dated(S, "shipped_date", "011"),
    dated(S, "last_xray_date", "455"),
    dated(S, "initial_treatment_date", "454"),
)

TEST_RESULT = segment(
    "MEA", S, "test_result", "1 R kind OG TR\n2 R qualifier HT R1 R2 R3 R4\n3 R value", most=5
)

NUMBERS = (
    reference(S, "repriced_number", "9B"),
    reference(S, "adjusted_repriced_number", "9D"),
    number_of_payer("authorization_number", "G1", most=5),
    reference(S, "line_number", "6R"),
    reference(S, "mammography_number", "EW"),
    reference(S, "clia_number", "X4", code_list="clia"),
    reference(S, "referring_clia_number", "F4", code_list="clia"),
    reference(S, "immunization_batch", "BT"),
    number_of_payer("referral_number", "9F", most=5),
)

PURCHASED_SERVICE = segment("PS1", S, "purchased_service", "1 R provider\n2 R charge")

LOOP_2440 = loop(
    "2440",
    S,
    "form",
    segment("LQ", R, "form", "1 R list AS UT\n2 R code"),
    segment(
        "FRM",
        R,
        "answer",
        """
        1 R question
        2 S yes_no N W Y
        3 S text
        4 S date
        5 S percent
        """,
        most=99,
    ),
    most=MANY,
)

LOOP_2400 = loop(
    "2400",
    R,
    "line",
    segment("LX", R, "line", "1 R number"),
    SERVICE,
    EQUIPMENT,
    ATTACHMENT_OF_LINE,
    CERTIFICATE,
    AMBULANCE,
    EQUIPMENT_CERTIFICATION,
    AMBULANCE_CONDITION,
    HOSPICE_EMPLOYEE,
    EQUIPMENT_CONDITION,
    *DATES,
    segment("QTY", S, "ambulance_patients", "1 R qualifier PT\n2 R quantity"),
    segment("QTY", S, "anesthesia_units", "1 R qualifier FL\n2 R quantity"),
    TEST_RESULT,
    CONTRACT,
    *NUMBERS,
    amount(S, "sales_tax", "T"),
    amount(S, "postage", "F4"),
    FILE_INFORMATION,
    note("note", "ADD DCP"),
    note("repricer_note", "TPO"),
    PURCHASED_SERVICE,
    pricing(PRICING_METHODS, f"{PRICED_GROUP}\n{priced_service(PROCEDURES, 'MJ UN')}"),
    drug("EN EO HI N4 ON UK UP"),
    *PROVIDERS_OF_LINE,
    line_adjudication(line_payment(PROCEDURES)),
    LOOP_2440,
    most=50,
)
