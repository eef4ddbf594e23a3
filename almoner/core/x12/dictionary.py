"""Looks things up in the data dictionary: the layout of a segment, the parts of a composite, type and
lengths of an element, the relations between elements. Everything else about a segment is the guide's."""

from functools import cache
from typing import NamedTuple

from almoner.core.x12 import dictionary_005010 as release


class Part(NamedTuple):
    """A place in a segment or composite. `type` is empty for a composite; lengths count characters."""

    data_element: str
    type: str
    least: int
    most: int


def layout(segment_id: str) -> tuple[Part, ...]:
    """The places of a segment; KeyError for an id that the dictionary doesn't know."""
    return _parts(_segments()[segment_id][0])


def composite_of(data_element: str) -> tuple[Part, ...]:
    """The components of a composite, as "C003"; none where its parts aren't used by any guide."""
    return _parts(_composites().get(data_element, ((), ()))[0])


def element_type(data_element: str) -> tuple[str, int, int]:
    """Type, least and most characters of a simple element; KeyError for one that the dictionary lacks."""
    return _elements()[data_element]


def notes_of(name: str) -> tuple[str, ...]:
    """The relations between the elements of a segment or composite, as ("P0304", "C0605")."""
    rows = _composites() if name.startswith("C0") else _segments()
    return rows.get(name, ((), ()))[1]


def is_known(segment_id: str) -> bool:
    """The dictionary has this segment."""
    return segment_id in _segments()


@cache
def _parts(data_elements: tuple[str, ...]) -> tuple[Part, ...]:
    return tuple(
        Part(each, "", 1, 0) if each.startswith("C") else Part(each, *element_type(each))
        for each in data_elements
    )


Row = tuple[tuple[str, ...], tuple[str, ...]]


def _rows(table: str) -> dict[str, Row]:
    rows: dict[str, Row] = {}
    for line in table.replace("\n  ", " ").strip().splitlines():
        name, rest = line.split(": ", 1)
        places, _, notes = rest.partition(" | ")
        rows[name] = (tuple(places.split()), tuple(notes.split()))
    return rows


@cache
def _segments() -> dict[str, Row]:
    return _rows(release.SEGMENTS)


@cache
def _composites() -> dict[str, Row]:
    return _rows(release.COMPOSITES)


@cache
def _elements() -> dict[str, tuple[str, int, int]]:
    found = {}
    for line in release.ELEMENTS.replace("\n  ", " ").strip().splitlines():
        kind, names = line.split(": ")
        type_name, least, most = kind.split()
        found.update(dict.fromkeys(names.split(), (type_name, int(least), int(most))))
    return found
