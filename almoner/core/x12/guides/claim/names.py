"""The NM1 and the numbers that go with it, as the claim guides use them: facts checked against pyx12's maps
(BSD-3-Clause) and LinuxForHealth's models (Apache-2.0).
"""

from almoner.core.x12.guides.common import R, S, SegmentSpec, Usage, segment

_PERSON = """
    3 R last_or_organization
    4 S first
    5 S middle
    7 S suffix
"""


def party(entity: str, kind: str = "1 2", *, ids: str = "XX", id_usage: Usage = S) -> SegmentSpec:
    """The NM1 of a person, or of a person or organization, with a number of the kinds `ids`."""
    return segment("NM1", R, "name", _opening(entity, kind) + _PERSON + _number(ids, id_usage))


def party_without_id(entity: str) -> SegmentSpec:
    """The NM1 of a person who goes by a name alone."""
    return segment("NM1", R, "name", _opening(entity, "1") + _PERSON)


def organization(entity: str, *, ids: str = "XX", id_usage: Usage = S) -> SegmentSpec:
    """The NM1 of an organization, with a number of the kinds `ids`."""
    return segment(
        "NM1", R, "name", _opening(entity, "2") + "3 R last_or_organization\n" + _number(ids, id_usage)
    )


def unnamed(entity: str, kind: str) -> SegmentSpec:
    """An NM1 that says only whose the numbers or the address below are."""
    return segment("NM1", R, "name", _opening(entity, kind))


def named_at_most(entity: str) -> SegmentSpec:
    """The NM1 of a place that may have a name, and has no number."""
    return segment("NM1", R, "name", _opening(entity, "2") + "3 S last_or_organization")


def numbered(entity: str, kind: str) -> SegmentSpec:
    """An NM1 with an NPI and no name."""
    return segment("NM1", R, "name", _opening(entity, kind) + _number("XX", S))


def secondary_id(qualifiers: str, *, most: int, usage: Usage = S) -> SegmentSpec:
    """Further numbers of the party of a loop."""
    return segment("REF", usage, "secondary_id", f"1 R qualifier {qualifiers}\n2 R value", most=most)


def number_of_payer(name: str, qualifiers: str, *, most: int) -> SegmentSpec:
    """A number on a line that may belong to one of the claim's other payers (REF04)."""
    table = f"""
        1 R qualifier {qualifiers}
        2 R value
        4 S payer
        4-1 R qualifier 2U
        4-2 R value
    """
    return segment("REF", S, name, table, most=most)


def specialty(role: str) -> SegmentSpec:
    """The PRV that names a provider's taxonomy code."""
    return segment("PRV", S, "specialty", f"1 R role {role}\n2 R qualifier PXC\n3 R taxonomy @taxonomy")


CASUALTY_CONTACT = segment(
    "PER",
    S,
    "contact",
    """
    1 R function IC
    2 S name
    3 R kind1 TE
    4 R number1
    5 S kind2 EX
    6 S number2
    """,
)
"""A telephone, with its extension at most: property and casualty claims."""


def _opening(entity: str, kind: str) -> str:
    return f"1 R entity {entity}\n2 R kind {kind}\n"


def _number(ids: str, usage: Usage) -> str:
    return f"8 {usage} id_qualifier {ids}\n9 {usage} id"
