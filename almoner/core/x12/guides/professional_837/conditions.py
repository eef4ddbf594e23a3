"""What a professional claim or line says of ambulance, spine, eyes, home, children's check-ups, equipment
and hospice: CR1, CR2, CR3 and CRC. Facts checked against pyx12's map (BSD-3-Clause) and LinuxForHealth's
models (Apache-2.0).
"""

from almoner.core.x12.guides.common import S, SegmentSpec, segment

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


def conditions(name: str, category: str, codes: str, count: int, *, most: int = 1) -> SegmentSpec:
    """A CRC that says whether conditions of a category hold: the first is required, up to `count`."""
    rows = [
        f"{place + 2} {'R' if place == 1 else 'S'} condition{place} {codes}" for place in range(1, count + 1)
    ]
    return segment(
        "CRC", S, name, "\n".join([f"1 R category {category}", "2 R applies N Y", *rows]), most=most
    )


AMBULANCE_CONDITION = conditions("ambulance_condition", "07", "01 04 05 06 07 08 09 12", 5, most=3)
VISION_CONDITION = conditions("vision_condition", "E1 E2 E3", "L1 L2 L3 L4 L5", 5, most=3)
HOMEBOUND = segment("CRC", S, "homebound", "1 R category 75\n2 R applies Y\n3 R condition1 IH")
EPSDT_REFERRAL = conditions("epsdt_referral", "ZZ", "AV NU S2 ST", 3)
HOSPICE_EMPLOYEE = conditions("hospice_employee", "70", "65", 1)
EQUIPMENT_CONDITION = conditions("equipment_condition", "09", "38 ZV", 2)
