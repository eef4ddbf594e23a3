"""Finds the place of a segment in its guide, given which loops are open: ahead first, from the innermost loop
outwards; then as good as it can be, so that one fault costs no more than itself."""

from collections.abc import Callable, Iterator
from typing import NamedTuple

from almoner.core.x12.guide_map import GuideMap, Part, opener_of
from almoner.core.x12.spec import LoopSpec, SegmentSpec


class Frame(NamedTuple):
    """How far an open loop has come: which group of its parts, and how often each part of that group
    stood."""

    loop: LoopSpec
    group: int
    counts: tuple[int, ...]
    is_headless: bool = False
    """Its opener hasn't come."""
    lacks_first: bool = False
    """It has gone past what it must have right behind its opener."""


class Place(NamedTuple):
    """A part that a segment can be: of which open loop, in which group, which of the group."""

    depth: int
    group: int
    at: int
    part: Part
    inner: Part | None = None
    """The segment itself, or the loop that it opens, where that is inside a loop whose opener is missing."""
    is_behind: bool = False
    """The loop has gone past this place."""


class Places:
    """The places for one segment: its id and the text that tells it from others of that id."""

    def __init__(
        self, guide_map: GuideMap, frames: tuple[Frame, ...], segment_id: str, qualifier: str
    ) -> None:
        self.map = guide_map
        self.frames = frames
        self.id = segment_id
        self.qualifier = qualifier

    def best(self) -> Place | None:
        """The opener of a loop that began without it; ahead with room; with a wrong qualifier where the
        guide asks for this id next; ahead though it stood too often; in a required loop whose opener is
        missing; behind; in any loop without its opener; as a loop in such a loop; with a wrong qualifier;
        None where nothing fits."""
        ahead = list(self._ahead(self._fits))
        roomy = next((place for place in ahead if self._has_room(place)), None)
        return (
            self._late_opener()
            or roomy
            or self._misnamed()
            or next(iter(ahead), None)
            or self._without_opener(SegmentSpec, is_needed=True)
            or self._behind_or_misnamed()
            or self._without_opener(SegmentSpec, is_needed=False)
            or self._without_opener(LoopSpec, is_needed=True)
            or self._without_opener(LoopSpec, is_needed=False)
            or self._sole_misnamed()
        )

    def _late_opener(self) -> Place | None:
        """The opener of the innermost loop, unless that has come so far that it is rather the next one's."""
        frame = self.frames[-1]
        opener = frame.loop.opener
        is_late = frame.is_headless and opener.id != "HL" and self._fits(opener)
        if is_late and frame.group > 1 and frame.loop.most != 1 and not frame.lacks_first:
            is_late = not any(part.required for part in self.map.groups(frame.loop)[1])
        return Place(len(self.frames) - 1, 0, 0, opener, is_behind=True) if is_late else None

    def _behind_or_misnamed(self) -> Place | None:
        """Behind, unless a loop begins anew without its opener, or that would leave a loop in which it may
        stand under another qualifier."""
        behind = next(self._behind(), None)
        if behind is None:
            return None
        again = self._again(behind)
        if again is not None:
            return again
        misnamed = self._sole_misnamed()
        return misnamed if misnamed and misnamed.depth > behind.depth else behind

    def _again(self, behind: Place) -> Place | None:
        """The loop of a place behind once more, where it may repeat and what it must have right behind its
        opener comes a second time."""
        frame = self.frames[behind.depth]
        part = behind.part
        is_first = behind.group == 1 and part.required and part.most == 1
        if not (is_first and behind.depth) or frame.lacks_first:
            return None
        for place in self._ahead_in(behind.depth - 1, lambda _: True):
            if place.part is frame.loop and self._has_room(place):
                return place._replace(inner=part)
        return None

    def _fits(self, spec: SegmentSpec) -> bool:
        return self.map.fits(spec, self.id, self.qualifier)

    def _is_of_id(self, spec: SegmentSpec) -> bool:
        return spec.id == self.id

    def _ahead(self, accepts: Callable[[SegmentSpec], bool]) -> Iterator[Place]:
        for depth in range(len(self.frames) - 1, -1, -1):
            yield from self._ahead_in(depth, accepts)

    def _ahead_in(self, depth: int, accepts: Callable[[SegmentSpec], bool]) -> Iterator[Place]:
        frame = self.frames[depth]
        groups = self.map.groups(frame.loop)
        for number in range(frame.group, len(groups)):
            for at, part in enumerate(groups[number]):
                if number and accepts(opener_of(part)):
                    yield Place(depth, number, at, part)

    def _count(self, place: Place) -> int:
        frame = self.frames[place.depth]
        return frame.counts[place.at] if place.group == frame.group else 0

    def _has_room(self, place: Place) -> bool:
        return not place.part.most or self._count(place) < place.part.most

    def _misnamed(self) -> Place | None:
        """The next part that is required, of this id but of another qualifier, with nothing required before
        it."""
        if self.id not in self.map.forks:
            return None
        for place in self._ahead_in(len(self.frames) - 1, lambda _: True):
            if place.part.required and not self._count(place):
                is_next = self._is_of_id(opener_of(place.part)) and not any(self._ahead(self._fits))
                return place if is_next else None
        return None

    def _without_opener(self, kind: type[SegmentSpec] | type[LoopSpec], *, is_needed: bool) -> Place | None:
        """A loop ahead in whose middle the segment belongs, by itself or as the opener of a loop in it: one
        that is required and hasn't come, or else the only one."""
        for depth in range(len(self.frames) - 1, -1, -1):
            found = [
                place._replace(inner=inner)
                for place in self._ahead_in(depth, lambda _: True)
                if isinstance(place.part, LoopSpec)
                for inner in place.part.parts[1:]
                if isinstance(inner, kind) and self._fits(opener_of(inner))
            ]
            if is_needed:
                found = [place for place in found if place.part.required and not self._count(place)][:1]
            if len(found) == 1:
                return found[0]
        return None

    def _behind(self) -> Iterator[Place]:
        for depth in range(len(self.frames) - 1, -1, -1):
            frame = self.frames[depth]
            for number, group in enumerate(self.map.groups(frame.loop)[1 : frame.group], 1):
                fitting = (at for at, part in enumerate(group) if self._fits(opener_of(part)))
                yield from (Place(depth, number, at, group[at], is_behind=True) for at in fitting)

    def _sole_misnamed(self) -> Place | None:
        """The only place ahead for this id in the innermost loop that has one, the qualifier being wrong; for
        a level, the one that is open."""
        for depth in range(len(self.frames) - 1, -1, -1):
            found = [place for place in self._ahead_in(depth, self._is_of_id) if self._has_room(place)]
            if self.id == "HL":
                is_open = len(self.frames) > depth + 1
                found = [place for place in found if is_open and place.part is self.frames[depth + 1].loop]
            if found:
                return found[0] if len(found) == 1 else None
        return None
