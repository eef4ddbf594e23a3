"""`almoner x12 coverage`: every loop, segment and element of every guide, whether it is supported and whether
a sample or test file holds it."""

import json
import sys
from collections.abc import Iterator
from functools import cache
from importlib.resources import files
from typing import Any, NamedTuple

from almoner.core.x12.guides import NAMES, named
from almoner.core.x12.spec import ElementSpec, SegmentSpec

TESTED = "policy/x12/tested.txt"
"""A line for each segment that files of the tests hold: guide, loop, id, name, the elements seen."""


class Covered(NamedTuple):
    """A segment of a guide, with the numbers of its elements that the guide uses and of those tested."""

    guide: str
    loop: str
    segment: str
    name: str
    usage: str
    elements: tuple[ElementSpec, ...]
    tested: frozenset[str]

    @property
    def places(self) -> list[tuple[str, ElementSpec]]:
        """Elements and components that the guide uses, by position ("5", "5-1")."""
        found = []
        for each in self.elements:
            found.append((str(each.number), each))
            found += [(f"{each.number}-{part.number}", part) for part in each.parts if part.usage != "N"]
        return found


def covered() -> Iterator[Covered]:
    """Every segment of every guide, in the order of the guides; a place that is shared comes once."""
    for guide in NAMES:
        places = dict.fromkeys(
            (loop.id, spec) for loop in named(guide).guide.root.loops() for spec in loop.segments()
        )
        yield from (_covered(guide, loop_id, spec) for loop_id, spec in places)


def _covered(guide: str, loop_id: str, spec: SegmentSpec) -> Covered:
    tested = tested_places().get((guide, loop_id, spec.id, spec.name), frozenset())
    used = tuple(each for each in spec.elements if each.usage != "N")
    return Covered(guide, loop_id, spec.id, spec.name, spec.usage, used, tested)


@cache
def tested_places() -> dict[tuple[str, str, str, str], frozenset[str]]:
    """The positions that files of the tests fill, by guide, loop, segment and name."""
    found = {}
    for line in files("almoner").joinpath(TESTED).read_text(encoding="utf-8").splitlines():
        guide, loop, segment, name, places = line.split("|")
        found[guide, loop, segment, name] = frozenset(places.split())
    return found


def show(*, is_json: bool) -> int:
    """Print the table: a line a segment, or JSON with every element."""
    if is_json:
        sys.stdout.write(json.dumps({"guides": list(_guides())}) + "\n")
        return 0
    for one in covered():
        places = [place for place, _ in one.places]
        seen = sum(place in one.tested for place in places)
        sys.stdout.write(
            f"{one.guide:13}{one.loop:8}{one.segment:4}{one.name:36} {one.usage} supported, "
            f"{'tested' if one.tested else 'not tested'}: {seen} of {len(places)} elements\n"
        )
    return 0


def _guides() -> Iterator[dict[str, Any]]:
    rows = list(covered())
    for name in NAMES:
        guide = named(name).guide
        loops: dict[str, dict[str, Any]] = {}
        for loop in guide.root.loops():
            loops.setdefault(
                loop.id, {"loop": loop.id, "name": loop.name, "usage": loop.usage, "segments": []}
            )
        for one in rows:
            if one.guide == name:
                loops[one.loop]["segments"].append(_segment(one))
        for each in loops.values():
            each["supported"] = True
            each["tested"] = any(segment["tested"] for segment in each["segments"])
        yield {"guide": name, "version": guide.id, "loops": list(loops.values())}


def _segment(one: Covered) -> dict[str, Any]:
    return {
        "segment": one.segment,
        "name": one.name,
        "usage": one.usage,
        "supported": True,
        "tested": bool(one.tested),
        "elements": [
            {
                "element": place,
                "name": spec.name,
                "usage": spec.usage,
                "supported": True,
                "tested": place in one.tested,
            }
            for place, spec in one.places
        ],
    }
