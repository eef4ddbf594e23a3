"""The service that is to be reviewed (2000F): professional, institutional or dental, and its teeth. Sources:
see the package.
"""

from almoner.core.x12.guides.common import S, dated, level, segment
from almoner.core.x12.guides.eligibility.codes import pointer_rows

SERVICE_LEVEL = level("SS", "level", children="0")
SERVICE_DATE = dated(S, "service_date", "472", "D8 RD8")


def _procedure(number: int, qualifiers: str) -> str:
    rows = [f"{number}-1 R qualifier {qualifiers}", f"{number}-2 R code"]
    rows += [f"{number}-{place} S modifier{place - 2} @modifier" for place in range(3, 7)]
    return "\n".join([*rows, f"{number}-7 S description", f"{number}-8 S last_code"])


PROFESSIONAL = segment(
    "SV1",
    S,
    "professional_service",
    f"""
    1 R procedure
    {_procedure(1, "ER HC IV N4 WK")}
    2 S charge
    3 S unit F2 MJ UN
    4 S quantity
    7 S pointers
    {pointer_rows(7)}
    11 S epsdt N Y
    20 S care_level
    """,
)

INSTITUTIONAL = segment(
    "SV2",
    S,
    "institutional_service",
    f"""
    1 S revenue_code @revenue
    2 S procedure
    {_procedure(2, "ER HC ID IV N4 WK ZZ")}
    3 S charge
    4 S unit DA F2 UN
    5 S quantity
    6 S rate
    9 S residence 1 2 3 4 5 6 7 8 9
    10 S care_level
    """,
)

DENTAL = segment(
    "SV3",
    S,
    "dental_service",
    f"""
    1 R procedure
    {_procedure(1, "AD")}
    2 S charge
    4 S areas
    4-1 R area1
    4-2 S area2
    4-3 S area3
    4-4 S area4
    4-5 S area5
    5 S placement I R
    6 S quantity
    7 S description
    """,
)

_SURFACES = "B D F I L M O"

TOOTH = segment(
    "TOO",
    S,
    "tooth",
    f"""
    1 R qualifier JP
    2 S code @tooth
    3 S surfaces
    3-1 R surface1 {_SURFACES}
    3-2 S surface2 {_SURFACES}
    3-3 S surface3 {_SURFACES}
    3-4 S surface4 {_SURFACES}
    3-5 S surface5 {_SURFACES}
    """,
    most=32,
)

SERVICES = (PROFESSIONAL, INSTITUTIONAL, DENTAL, TOOTH)
