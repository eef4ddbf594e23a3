"""The people, carriers and payers that loop 2100 of the 835 may name. Facts checked against the maps of pyx12
(BSD-3-Clause) and moov-io/x12 (Apache-2.0)."""

from almoner.core.x12.guides.common import R, S, SegmentSpec, Usage, segment


def _someone(
    usage: Usage, name: str, kinds: tuple[str, str], id_usage: Usage, qualifiers: str
) -> SegmentSpec:
    entity, kind = kinds
    return segment(
        "NM1",
        usage,
        name,
        f"""
        1 R entity {entity}
        2 R kind {kind}
        3 S last_or_organization
        4 S first
        5 S middle
        7 S suffix
        8 {id_usage} id_qualifier {qualifiers}
        9 {id_usage} id
        """,
    )


def _carrier(name: str, entity: str) -> SegmentSpec:
    return segment(
        "NM1",
        S,
        name,
        f"""
        1 R entity {entity}
        2 R kind 2
        3 R last_or_organization
        8 R id_qualifier AD FI NI PI PP XV
        9 R id
        """,
    )


NAMES = (
    _someone(R, "patient", ("QC", "1"), S, "34 HN II MI MR"),
    _someone(S, "insured", ("IL", "1 2"), R, "FI II MI"),
    _someone(S, "corrected_name", ("74", "1 2"), S, "C"),
    _someone(S, "rendering_provider", ("82", "1 2"), R, "BD BS FI MC PC SL UP XX"),
    _carrier("forwarded_to", "TT"),
    _carrier("payer_before_us", "PR"),
    _someone(S, "other_insured", ("GB", "1 2"), S, "FI II MI"),
)

__all__ = ["NAMES"]
