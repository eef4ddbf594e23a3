"""Where in its guide each segment stands. States and steps are made when a file first needs them and kept:
a few hundred serve a file of any length, and each of its segments then costs a look-up or two."""

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from typing import Any, NamedTuple

from almoner.core.x12.delimiters import Delimiters
from almoner.core.x12.dictionary import is_known
from almoner.core.x12.guide_map import GuideMap, Part, opener_of
from almoner.core.x12.placing import Frame, Place, Places
from almoner.core.x12.spec import Guide, LoopSpec, SegmentSpec

_MOST_STATES = 20_000
_MOST_REMEMBERED = 500
"""Steps from one state: a hostile file may invent ids and qualifiers without end."""
_ID_SIZES = (2, 3)
_ID = re.compile("[A-Z][A-Z0-9]{1,2}")
"""One of another form is the reader's to tell."""
_HEAD = 4
"""Elements that are split off to find a place: enough for the id and the qualifier of a level."""
_MOST_COUNTED = 16
"""Repetitions up to here are part of the state; more are counted by the walker as it goes."""


class Misstep(NamedTuple):
    """A rule of the guide that a step breaks, for a segment (or the opener of a loop) in this loop."""

    rule: str
    spec: SegmentSpec
    loop: LoopSpec


PLAIN, LINE, OTHER = 0, 1, 2
"""Nothing to do but match; a line of a claim; a level, a claim, a fault, or a loop that is counted."""


class State(dict[str, "Step | Fork"]):
    """Which loops are open, from the transaction inwards; as a dict, what the first three characters of a
    segment lead to (its id, with the separator behind a short one)."""

    __slots__ = ("frames",)

    def __init__(self, frames: tuple[Frame, ...]) -> None:
        super().__init__()
        self.frames = frames


def never(_text: str) -> None:
    """Matches nothing, so that the exact look is taken."""


@dataclass(eq=False, slots=True)
class Step:
    """What one segment does: the spec that it is bound to (None for one without a place), how many loops it
    closes, which it opens (`around` that first one whose opener is missing), and what is wrong about that.

    `match` is the full match of the spec's expression, or `never` before there is one. `kind` says what else
    the walker has to do, `moves` that a tree has to close or open loops, or to leave the segment out. `limit`
    is how often the loop may stand where the walker has to count."""

    state: State
    spec: SegmentSpec | None
    closes: int = 0
    opens: LoopSpec | None = None
    missteps: tuple[Misstep, ...] = ()
    limit: int = 0
    kind: int = PLAIN
    moves: bool = False
    match: Callable[[str], Any] = field(default=never, repr=False)
    around: LoopSpec | None = None
    by: None = None


@dataclass(eq=False, slots=True)
class Fork:
    """The steps of one segment id, told apart by the text of an element, or of its first component. `after`
    is how many elements to split off for it."""

    at: int
    after: int
    is_composite: bool
    by: dict[str, Step] = field(default_factory=dict)


class Automaton:
    """The walk over one guide, for interchanges of one set of delimiters."""

    def __init__(self, guide: Guide, delimiters: Delimiters) -> None:
        self.guide = guide
        self.delimiters = delimiters
        self.map = GuideMap(guide)
        self.states: dict[tuple[object, ...], State] = {}
        self.start = self._state((Frame(guide.root, 0, (1,)),))
        """The state behind the ST."""

    def step(self, state: State, text: str, meant: str = "") -> Step:
        """The step of a segment from a state, remembered for the next of its kind. `meant` is the qualifier
        that it ought to have where that is known."""
        elements = text.split(self.delimiters.element, _HEAD)
        segment_id = elements[0]
        qualifier = self.map.qualifier(elements, self.delimiters)
        fork_at = self.map.forks.get(segment_id)
        if fork_at is None:
            step = self._resolve(state, segment_id, "")
            if len(state) < _MOST_REMEMBERED and len(segment_id) in _ID_SIZES:
                state[text[:3]] = step
            return step
        if meant:
            return self._resolve(state, segment_id, meant)
        number, is_composite = fork_at
        fork = state.get(text[:3])
        if not isinstance(fork, Fork):
            fork = state[text[:3]] = Fork(
                number, number + 1, is_composite and self.delimiters.component != ""
            )
        step = self._resolve(state, segment_id, qualifier)
        if len(fork.by) < _MOST_REMEMBERED and len(elements) > number:
            fork.by[qualifier] = step
        return step

    def unfilled(self, frame: Frame, up_to: int | None = None) -> Iterator[Misstep]:
        """The required parts of an open loop that haven't come before it ends, or before it goes on to a
        later group."""
        groups = self.map.groups(frame.loop)
        if up_to is not None and up_to <= frame.group:
            return
        for part, count in zip(groups[frame.group], frame.counts, strict=True):
            if part.required and not count:
                yield _missing(part, frame.loop)
        for group in groups[frame.group + 1 : up_to]:
            yield from (_missing(part, frame.loop) for part in group if part.required)

    def _state(self, frames: tuple[Frame, ...]) -> State:
        key = tuple((id(frame.loop), *frame[1:]) for frame in frames)
        state = self.states.get(key)
        if state is None:
            if len(self.states) >= _MOST_STATES:
                self.states.clear()
            state = self.states[key] = State(frames)
        return state

    def _resolve(self, state: State, segment_id: str, qualifier: str) -> Step:
        place = Places(self.map, state.frames, segment_id, qualifier).best()
        if place is not None:
            return self._take(state.frames, place)
        rule = "G-SEG-03" if segment_id in self.map.ids else "G-SEG-02"
        spec = SegmentSpec(segment_id, "S", "", ())
        misstep = Misstep(rule if is_known(segment_id) else "G-SEG-01", spec, state.frames[-1].loop)
        missteps = (misstep,) if _ID.fullmatch(segment_id) else ()
        return Step(state, None, missteps=missteps, kind=OTHER, moves=True)

    def _take(self, frames: tuple[Frame, ...], place: Place) -> Step:
        missteps = [
            misstep for frame in reversed(frames[place.depth + 1 :]) for misstep in self.unfilled(frame)
        ]
        frame = frames[place.depth]
        if place.is_behind:
            is_first = place.group == 1
            stays = frame._replace(
                is_headless=frame.is_headless and place.group > 0,
                lacks_first=frame.lacks_first and not is_first,
            )
            missteps.append(Misstep("G-SEG-06", opener_of(place.part), frame.loop))
        else:
            missteps += self.unfilled(frame, place.group)
            stays = self._counted(frame, place, missteps)
        opened, spec = self._opened(place, missteps)
        most = place.part.most
        return Step(
            self._state((*frames[: place.depth], stays, *opened)),
            spec,
            len(frames) - 1 - place.depth,
            opened[-1].loop if opened else None,
            tuple(missteps),
            most if len(opened) == 1 and most > _MOST_COUNTED else 0,
            OTHER if missteps else _kind(opened[0].loop, self.guide) if opened else PLAIN,
            bool(opened) or place.depth < len(frames) - 1,
            around=opened[0].loop if len(opened) > 1 else None,
        )

    def _counted(self, frame: Frame, place: Place, missteps: list[Misstep]) -> Frame:
        """The frame after this part, with a misstep where it stood too often."""
        size = len(self.map.groups(frame.loop)[place.group])
        counts = list(frame.counts) if place.group == frame.group else [0] * size
        most = place.part.most
        ceiling = most if 0 < most <= _MOST_COUNTED else 1
        if counts[place.at] >= ceiling and 0 < most <= _MOST_COUNTED:
            is_loop = isinstance(place.part, LoopSpec)
            loop = place.part if isinstance(place.part, LoopSpec) else frame.loop
            missteps.append(Misstep("G-LOOP-02" if is_loop else "G-SEG-05", opener_of(place.part), loop))
        counts[place.at] = min(counts[place.at] + 1, ceiling)
        lacks_first = frame.lacks_first or (place.group > 1 and self._lacks_first(frame))
        return Frame(frame.loop, place.group, tuple(counts), frame.is_headless, lacks_first)

    def _lacks_first(self, frame: Frame) -> bool:
        """What a loop must have right behind its opener hasn't come."""
        if frame.group > 1:
            return False
        first = self.map.groups(frame.loop)[1]
        counts = frame.counts if frame.group else (0,) * len(first)
        return any(part.required and not count for part, count in zip(first, counts, strict=True))

    def _opened(self, place: Place, missteps: list[Misstep]) -> tuple[list[Frame], SegmentSpec]:
        """The frames of the loops that the segment opens, if any, and its spec."""
        part, inner = place.part, place.inner
        if not isinstance(part, LoopSpec):
            return [], part
        if inner is None:
            return [self._entered(part, part.opener)], part.opener
        missteps.append(Misstep("G-SEG-04", part.opener, part))
        headless = self._entered(part, inner)
        if isinstance(inner, SegmentSpec):
            return [headless], inner
        return [headless, self._entered(inner, inner.opener)], inner.opener

    def _entered(self, loop: LoopSpec, first: Part) -> Frame:
        """A loop that begins with this part of it."""
        for number, group in enumerate(self.map.groups(loop)):
            if first in group:
                counts = tuple(int(each is first) for each in group)
                return Frame(loop, number, counts, first is not loop.opener)
        raise AssertionError("a part of a loop is in one of its groups")


def _missing(part: Part, loop: LoopSpec) -> Misstep:
    if isinstance(part, LoopSpec):
        return Misstep("G-LOOP-01", part.opener, part)
    return Misstep("G-SEG-04", part, loop)


def _kind(opened: LoopSpec, guide: Guide) -> int:
    """What the walker does about a loop that opens."""
    if opened.id in guide.numbered_loops:
        return LINE
    if opened.opener.id == "HL" or opened.most > _MOST_COUNTED or opened.id in guide.claim_loops:
        return OTHER
    return PLAIN
