"""What a professional claim or line says of ambulance, spine, eyes, home, children's check-ups, equipment
and hospice: CR1, CR2, CR3 and CRC. Facts checked against pyx12's map (BSD-3-Clause) and LinuxForHealth's
models (Apache-2.0).
"""

from almoner.core.x12.guides.claim.conditions import conditions
from almoner.core.x12.guides.common import S, segment

AMBULANCE = segment(
    "CR1",
    S,
    "ambulance",
    """
    1 S weight_unit LB
    2 S weight
    4 R reason A B C D E
    5 R distance_unit DH
    6 R distance
    9 S round_trip_purpose
    10 S stretcher_purpose
    """,
)

SPINAL_MANIPULATION = segment(
    "CR2",
    S,
    "spinal_manipulation",
    """
    8 R condition A C D E F G M
    10 S description1
    11 S description2
    """,
)

EQUIPMENT_CERTIFICATION = segment(
    "CR3", S, "equipment_certification", "1 R kind I R S\n2 R unit MO\n3 R months"
)

AMBULANCE_CONDITION = conditions("ambulance_condition", "07", "01 04 05 06 07 08 09 12", 5, most=3)
VISION_CONDITION = conditions("vision_condition", "E1 E2 E3", "L1 L2 L3 L4 L5", 5, most=3)
HOMEBOUND = segment("CRC", S, "homebound", "1 R category 75\n2 R applies Y\n3 R condition1 IH")
HOSPICE_EMPLOYEE = conditions("hospice_employee", "70", "65", 1)
EQUIPMENT_CONDITION = conditions("equipment_condition", "09", "38 ZV", 2)
