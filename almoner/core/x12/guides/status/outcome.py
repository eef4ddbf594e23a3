"""The STC of the 277 and the 277CA: one to three statuses, each a category, a code and whom it concerns.
Facts checked against pyx12's maps (BSD-3-Clause)."""

from almoner.core.x12.guides.common import MANY, R, SegmentSpec, segment

_CODES = """
    {n} {usage} {name}
    {n}-1 R category @status_category
    {n}-2 R code @status_code
    {n}-3 S entity {entities}
"""
_PLACES = ((1, "R", "status"), (10, "S", "status2"), (11, "S", "status3"))


def outcome(others: str, entities: str, *, pharmacy: bool = False) -> SegmentSpec:
    """An STC: the rows of its other elements, whom a status may concern, and whether a code may come from the
    pharmacies' list."""
    statuses = "".join(
        _CODES.format(n=number, usage=usage, name=name, entities=entities)
        + (f"{number}-4 S list RX\n" if pharmacy else "")
        for number, usage, name in _PLACES
    )
    return segment("STC", R, "status_information", f"{statuses}\n{others}", most=MANY)


__all__ = ["outcome"]
