"""The service line of the institutional guide: 2400, with 2410 (drug) and 2430 (what other payers made of
it). Facts checked against pyx12's map (BSD-3-Clause) and LinuxForHealth's models (Apache-2.0).
"""

from almoner.core.x12.guides.claim.adjustments import line_adjudication, line_payment, procedure_rows
from almoner.core.x12.guides.claim.supplements import (
    ATTACHMENT,
    PRICED_GROUP,
    PRICED_REVENUE,
    PRICING_METHODS,
    drug,
    note,
    priced_service,
    pricing,
)
from almoner.core.x12.guides.common import R, S, amount, dated, loop, reference, segment
from almoner.core.x12.guides.institutional_837.providers import PROVIDERS_OF_LINE

PROCEDURES = "ER HC HP IV WK"

SERVICE = segment(
    "SV2",
    R,
    "service",
    f"""
    1 R revenue_code @revenue
    2 S procedure
    {procedure_rows(2, PROCEDURES)}
    3 R charge
    4 R unit DA UN
    5 R quantity
    7 S noncovered
    """,
)

LOOP_2400 = loop(
    "2400",
    R,
    "line",
    segment("LX", R, "line", "1 R number"),
    SERVICE,
    ATTACHMENT,
    dated(S, "service_date", "472", "D8 RD8"),
    reference(S, "line_number", "6R"),
    reference(S, "repriced_number", "9B"),
    reference(S, "adjusted_repriced_number", "9D"),
    amount(S, "service_tax", "GT"),
    amount(S, "facility_tax", "N8"),
    note("repricer_note", "TPO"),
    pricing(PRICING_METHODS, f"{PRICED_GROUP}\n{PRICED_REVENUE}\n{priced_service(PROCEDURES, 'DA UN')}"),
    drug("N4"),
    *PROVIDERS_OF_LINE,
    line_adjudication(line_payment(PROCEDURES, revenue=True)),
    most=999,
)
