"""Loop 2110 of the 835: what became of one service line. Facts checked against the maps of pyx12
(BSD-3-Clause), moov-io/x12 and LinuxForHealth/x12 (both Apache-2.0); where they differ, what one of them
allows is allowed."""

from almoner.core.x12.guides.common import R, S, loop, reference, segment
from almoner.core.x12.guides.remittance_835.adjustment import adjustments

SERVICE = segment(
    "SVC",
    R,
    "service",
    """
    1 R procedure
    1-1 R qualifier AD ER HC HP IV N4 N6 NU UI WK
    1-2 R code
    1-3 S modifier1 @modifier
    1-4 S modifier2 @modifier
    1-5 S modifier3 @modifier
    1-6 S modifier4 @modifier
    1-7 S description
    2 R charge
    3 R paid
    4 S revenue_code @revenue
    5 S paid_units
    6 S submitted_procedure
    6-1 R qualifier AD ER HC HP IV N4 N6 NU UI WK
    6-2 R code
    6-3 S modifier1 @modifier
    6-4 S modifier2 @modifier
    6-5 S modifier3 @modifier
    6-6 S modifier4 @modifier
    6-7 S description
    7 S submitted_units
    """,
)

SERVICE_DATE = segment("DTM", S, "service_date", "1 R qualifier 150 151 472\n2 R date", most=2)

LINE_AMOUNT = segment("AMT", S, "line_amount", "1 R qualifier B6 KH T T2 ZK ZL ZM ZN ZO\n2 R amount", most=9)

LINE_QUANTITY = segment("QTY", S, "line_quantity", "1 R qualifier ZK ZL ZM ZN ZO\n2 R quantity", most=6)

# RX carries the pharmacy trade's own reject codes, so the list of remarks is chosen by the first element.
REMARK = segment("LQ", S, "remark", "1 R list HE RX\n2 R code", most=99)

LOOP_2110 = loop(
    "2110",
    S,
    "service_line",
    SERVICE,
    SERVICE_DATE,
    adjustments("line_adjustment"),
    reference(S, "line_reference", "1S APC BB E9 G1 G3 LU RB", most=8),
    reference(S, "line_control_number", "6R"),
    reference(S, "line_provider_number", "0B 1A 1B 1C 1D 1G 1H 1J D3 G2 HPI SY TJ", most=10),
    reference(S, "policy_applied", "0K", most=5),
    LINE_AMOUNT,
    LINE_QUANTITY,
    REMARK,
    most=999,
)

__all__ = ["LOOP_2110"]
