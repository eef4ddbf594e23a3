"""Who asks and who answers: the payer (2100A) and the receiver of its answer (2100B), as inquiry and answer
share them. Checked against LinuxForHealth's models (Apache-2.0) and pyx12's maps of the version before
(BSD-3-Clause).
"""

from almoner.core.x12.guides.common import R, S, SegmentSpec, level, segment
from almoner.core.x12.guides.eligibility.codes import PROVIDER_ROLES

SOURCE_LEVEL = level("20", "level", parent=False)
RECEIVER_LEVEL = level("21", "level")

_NAME = """
    3 S last_or_organization
    4 S first
    5 S middle
    7 S suffix
"""

SOURCE_NAME = segment(
    "NM1",
    R,
    "name",
    f"""
    1 R entity 2B 36 GP P5 PR
    2 R kind 1 2
    {_NAME}
    8 R id_qualifier 24 46 FI NI PI XV XX
    9 R id
    """,
)

RECEIVER_NAME = segment(
    "NM1",
    R,
    "name",
    f"""
    1 R entity 1P 2B 36 80 FA GP P5 PR
    2 R kind 1 2
    {_NAME}
    8 R id_qualifier 24 34 FI PI PP SV XV XX
    9 R id
    """,
)

RECEIVER_IDS = segment(
    "REF",
    S,
    "secondary_id",
    """
    1 R qualifier 0B 1C 1D 1J 4A CT EL EO HPI JD N5 N7 Q4 SY TJ
    2 R value
    3 S license_state @state
    """,
    most=9,
)

RECEIVER_SPECIALTY = segment(
    "PRV",
    S,
    "specialty",
    f"""
    1 R role {PROVIDER_ROLES}
    2 S qualifier PXC
    3 S taxonomy @taxonomy
    """,
)


def beginning(purposes: str) -> SegmentSpec:
    """The BHT of one of these purposes (BHT02)."""
    return segment(
        "BHT",
        R,
        "beginning",
        f"""
        1 R structure 0022
        2 R purpose {purposes}
        3 S reference
        4 R date
        5 R time
        6 S type RT
        """,
    )
