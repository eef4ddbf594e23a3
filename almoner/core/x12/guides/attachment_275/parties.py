"""Payer, submitter, provider and patient of the papers: 1000A to 1000D. Sources: see the package."""

from almoner.core.x12.guides.common import N3, N4, R, S, contact, dated, loop, reference, segment

_NAME = """
    3 S last_or_organization
    4 S first
    5 S middle
    7 S suffix
"""

LOOP_1000A = loop(
    "1000A",
    R,
    "payer",
    segment(
        "NM1",
        R,
        "name",
        """
        1 R entity PR
        2 R kind 2
        3 S last_or_organization
        8 R id_qualifier PI XV
        9 R id
        """,
    ),
    contact(S, "contact", "IC", "ED EM FX TE UR"),
)

LOOP_1000B = loop(
    "1000B",
    R,
    "submitter",
    segment(
        "NM1",
        R,
        "name",
        f"""
        1 R entity 41
        2 R kind 1 2
        {_NAME}
        8 R id_qualifier 46 XX
        9 R id
        """,
    ),
    contact(S, "contact", "IC", "ED EM FX TE UR"),
)

LOOP_1000C = loop(
    "1000C",
    R,
    "provider",
    segment(
        "NM1",
        R,
        "name",
        f"""
        1 R entity 1P
        2 R kind 1 2
        {_NAME}
        8 S id_qualifier FI SV XX
        9 S id
        """,
    ),
    segment(
        "PRV", S, "specialty", "1 R role AT BI OP OT PE RF SU\n2 R qualifier PXC\n3 R taxonomy @taxonomy"
    ),
    reference(S, "secondary_id", "0B 1G EI G2 G5 LU SY TJ", most=5),
    loop("1100C", S, "address", segment("NX1", R, "kind", "1 R entity 1P"), N3, N4),
)

LOOP_1000D = loop(
    "1000D",
    R,
    "patient",
    segment(
        "NM1",
        R,
        "name",
        """
        1 R entity QC
        2 R kind 1
        3 R last_or_organization
        4 S first
        5 S middle
        6 S prefix
        7 S suffix
        8 S id_qualifier II MI
        9 S id
        """,
    ),
    reference(S, "claim_number", "EJ"),
    reference(S, "bill_type", "BLT"),
    reference(S, "medical_record_number", "EA"),
    reference(S, "clearinghouse_number", "D9"),
    dated(S, "service_date", "472", "D8 RD8"),
)
