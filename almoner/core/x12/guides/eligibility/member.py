"""Who is asked about: trace, name, numbers, birth, relation, diagnoses of a subscriber or dependent, as
inquiry and answer share them. Checked against LinuxForHealth's models (Apache-2.0) and pyx12's maps of the
version before (BSD-3-Clause).
"""

from almoner.core.x12.guides.common import R, S, SegmentSpec, level, segment
from almoner.core.x12.guides.eligibility.codes import DIAGNOSIS_KINDS, PROVIDER_IDS, PROVIDER_ROLES

SUBSCRIBER_LEVEL = level("22", "level")
DEPENDENT_LEVEL = level("23", "level", children="0")

SUBSCRIBER_IDS = "18 1L 1W 3H 49 6P CT EA EJ F6 GH HJ IF IG ML N6 NQ Q4 SY Y4"
DEPENDENT_IDS = "18 1L 1W 3H 49 6P CT EA EJ F6 GH HJ IF IG M7 MRC N6 NQ Q4 SY Y4"


def trace(types: str, *, most: int) -> SegmentSpec:
    """The TRN of an inquiry (1) or of its echo (2)."""
    return segment(
        "TRN",
        S,
        "trace",
        f"""
        1 R type {types}
        2 R number
        3 R assigned_by
        4 S assigned_by_division
        """,
        most=most,
    )


def member_name(entity: str, kinds: str, own: str = "") -> SegmentSpec:
    """The NM1 of a member; everything beyond the entity depends on what the sender knows."""
    return segment(
        "NM1",
        R,
        "name",
        f"""
        1 R entity {entity}
        2 R kind {kinds}
        3 S last_or_organization
        4 S first
        5 S middle
        7 S suffix
        {own}
        """,
    )


MEMBER_ID = "8 S id_qualifier II MI\n9 S id"


def member_ids(qualifiers: str, own: str = "") -> SegmentSpec:
    """Further numbers of a member."""
    return segment("REF", S, "secondary_id", f"1 R qualifier {qualifiers}\n2 R value\n{own}", most=9)


MEMBER_PROVIDER = segment(
    "PRV",
    S,
    "provider",
    f"""
    1 R role {PROVIDER_ROLES}
    2 S id_qualifier {PROVIDER_IDS}
    3 S id
    """,
)


def demographics(sexes: str) -> SegmentSpec:
    """Birth date and sex, each only where known."""
    return segment("DMG", S, "demographics", f"1 S format D8\n2 S birth_date\n3 S sex {sexes}")


def relation(is_subscriber: str, relations: str, own: str = "") -> SegmentSpec:
    """The INS: subscriber or not, relation, and which child of a multiple birth."""
    return segment(
        "INS",
        S,
        "relation",
        f"""
        1 R is_subscriber {is_subscriber}
        2 R relation {relations}
        {own}
        17 S birth_sequence
        """,
    )


def _diagnoses() -> str:
    rows = []
    for place in range(1, 9):
        rows += [
            f"{place} {'R' if place == 1 else 'S'} diagnosis{place}",
            f"{place}-1 R qualifier {DIAGNOSIS_KINDS}",
            f"{place}-2 R code",
        ]
    return "\n".join(rows)


DIAGNOSES = segment("HI", S, "diagnoses", _diagnoses())
