"""Segments as the data dictionary alone has them: every element may stand, none must."""

from functools import cache

from almoner.core.x12.dictionary import composite_of, is_known, layout, notes_of
from almoner.core.x12.spec import ElementSpec, SegmentSpec, relations


@cache
def plain_spec(segment_id: str) -> SegmentSpec | None:
    """The segment with types, lengths and relations; None for an id that the dictionary lacks."""
    if not is_known(segment_id):
        return None
    elements = tuple(
        ElementSpec(
            number,
            "S",
            "",
            part.data_element,
            part.type,
            part.least,
            part.most,
            repeat=0,
            parts=tuple(
                ElementSpec(at, "S", "", each.data_element, each.type, each.least, each.most)
                for at, each in enumerate(composite_of(part.data_element), 1)
            )
            if not part.type
            else (),
        )
        for number, part in enumerate(layout(segment_id), 1)
    )
    return SegmentSpec(segment_id, "S", "", elements, 0, relations(notes_of(segment_id)))
